#pragma once

#include <string>
#include <vector>

namespace povex {

/// Where a result comes from besides its study: which program, run how, when and on what machine.
struct Provenance {
    std::string version;
    std::string revision;  ///< of the source; "unknown" if the build did not say
    std::string compiler;
    std::string host;
    std::vector<std::string> command_line;
    std::string start_time;  ///< UTC, as 2026-01-31T23:59:59Z
};

/// This program on this machine, now.
[[nodiscard]] Provenance current_provenance(std::vector<std::string> command_line);

/// The time now, UTC, as 2026-01-31T23:59:59Z.
[[nodiscard]] std::string current_time();

}  // namespace povex
