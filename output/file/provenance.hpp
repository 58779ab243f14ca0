#pragma once

#include <string>
#include <vector>

namespace povex {

/// Where results come from, apart from the study: which program made them, how it was called, when,
/// and on which machine.
struct RunProvenance {
    std::string version;
    std::string revision;  ///< of the source code; "unknown" if the build did not record it
    std::string compiler;
    std::string host;
    std::vector<std::string> command_line;
    std::string start_time;  ///< UTC, as 2026-01-31T23:59:59Z
};

/// The provenance of results that this program makes now, on this machine.
[[nodiscard]] RunProvenance current_provenance(std::vector<std::string> command_line);

/// The present time, UTC, as 2026-01-31T23:59:59Z.
[[nodiscard]] std::string current_time();

}  // namespace povex
