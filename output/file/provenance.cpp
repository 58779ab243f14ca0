#include "output/file/provenance.hpp"

#include <array>
#include <ctime>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

// The build says which version and revision it makes.
#ifndef POVEX_VERSION
#define POVEX_VERSION "unknown"
#endif
#ifndef POVEX_REVISION
#define POVEX_REVISION "unknown"
#endif

namespace povex {
namespace {

std::string host_name() {
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::string compiler_name() {
#ifdef __clang__
    return fmt::format("clang {}", __clang_version__);
#else
    return fmt::format("gcc {}", __VERSION__);
#endif
}

}  // namespace

std::string current_time() {
    std::time_t const now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.tm_year + 1900, utc.tm_mon + 1,
                       utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

RunProvenance current_provenance(std::vector<std::string> command_line) {
    return {POVEX_VERSION, POVEX_REVISION,          compiler_name(),
            host_name(),   std::move(command_line), current_time()};
}

}  // namespace povex
