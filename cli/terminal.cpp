#include "cli/terminal.hpp"

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

#include "output/plain_text.hpp"

namespace povex::cli {

namespace {

bool colour_on_errors() {
    char const* no_colour = std::getenv("NO_COLOR");
    return isatty(STDERR_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0');
}

/// The part of a long line around the caret, and where the caret stands in it.
std::string excerpt(Problem const& problem) {
    constexpr std::size_t most = 200;
    auto const line = printable(problem.line_text);
    auto const column = problem.column > 0 ? static_cast<std::size_t>(problem.column - 1) : 0;
    if (columns_of(line) > most && column >= most) return {};
    auto const shown = shortened(line, most);
    return fmt::format("  {}\n  {}^\n", shown, std::string(column, ' '));
}

}  // namespace

void print_problems(InputError const& error) {
    bool const colour = colour_on_errors();
    for (Problem const& problem : error.problems()) {
        std::string place = printable(problem.file);
        if (problem.line > 0) place += fmt::format(":{}:{}", problem.line, problem.column);
        if (!place.empty()) place += ": ";
        fmt::print(stderr, "{}{}error:{} {}\n", place, colour ? "\x1b[1;31m" : "",
                   colour ? "\x1b[0m" : "", printable(problem.what));
        if (problem.line > 0 && !problem.line_text.empty())
            fmt::print(stderr, "{}", excerpt(problem));
        if (!problem.hint.empty()) fmt::print(stderr, "  hint: {}\n", printable(problem.hint));
    }
    auto const n = error.problems().size();
    if (n > 1) fmt::print(stderr, "{} errors\n", n);
}

Progress::Progress(std::string const& mode, std::uint32_t total)
    : shown_(mode == "always" || (mode == "auto" && isatty(STDERR_FILENO) != 0)), total_(total) {}

Progress::~Progress() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::update(std::uint32_t finished) {
    auto const now = Clock::now();
    if (!shown_ || (finished < total_ && now - last_ < std::chrono::milliseconds(100))) return;
    last_ = now;
    double const seconds = std::chrono::duration<double>(now - start_).count();
    double const rate = finished / std::max(seconds, 1e-9);
    fmt::print(stderr, "\r\x1b[K{} of {} replicates, {:.1f} a second, {:.0f} s left", finished,
               total_, rate, (total_ - finished) / std::max(rate, 1e-9));
    std::fflush(stderr);
}

}  // namespace povex::cli
