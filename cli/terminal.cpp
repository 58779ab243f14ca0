#include "cli/terminal.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

#include "output/file/unfinished.hpp"
#include "output/words/plain_text.hpp"
#include "output/words/terminal_page.hpp"

namespace povex::cli {

namespace {

bool colour_on_errors() {
    char const* no_colour = std::getenv("NO_COLOR");
    return isatty(STDERR_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0');
}

/// The line of a problem, cut if it is long, with a caret below; empty if the caret is in the part
/// that is cut off.
std::string excerpt(Problem const& problem) {
    constexpr std::size_t most = 200;
    auto const line = printable(problem.line_text);
    auto const column = problem.column > 0 ? static_cast<std::size_t>(problem.column - 1) : 0;
    if (columns_of(line) > most && column >= most) return {};
    auto const shown = shortened(line, most);
    return fmt::format("  {}\n  {}^\n", shown, std::string(column, ' '));
}

/// 26 s, 12 min, 5 h
std::string time_text(double seconds) {
    if (seconds < 100.0) return fmt::format("{:.0f} s", seconds);
    if (seconds < 6000.0) return fmt::format("{:.0f} min", seconds / 60.0);
    return fmt::format("{:.0f} h", seconds / 3600.0);
}

}  // namespace

void print_problems(std::vector<Problem> const& problems) {
    bool const colour = colour_on_errors();
    for (Problem const& problem : problems) {
        std::string place = printable(problem.file);
        if (problem.line > 0) place += fmt::format(":{}:{}", problem.line, problem.column);
        if (!place.empty()) place += ": ";
        char const* const begin = problem.is_warning ? "\x1b[1;33m" : "\x1b[1;31m";
        fmt::print(stderr, "{}{}{}:{} {}\n", place, colour ? begin : "",
                   problem.is_warning ? "warning" : "error", colour ? "\x1b[0m" : "",
                   printable(problem.what));
        if (problem.line > 0 && !problem.line_text.empty())
            fmt::print(stderr, "{}", excerpt(problem));
        if (!problem.hint.empty()) fmt::print(stderr, "  hint: {}\n", printable(problem.hint));
    }
    auto const is_error = [](Problem const& problem) { return !problem.is_warning; };
    auto const n = std::count_if(problems.begin(), problems.end(), is_error);
    if (n > 1) fmt::print(stderr, "{} errors\n", n);
}

void clear_leftovers(std::filesystem::path const& target) {
    for (Leftover const& one : remove_leftovers(target.parent_path())) {
        auto const name = printable(one.path.string());
        if (one.kept_because.empty()) {
            fmt::print(stderr, "povex: removed {}, which an earlier povex had left unfinished\n",
                       name);
        } else {
            fmt::print(stderr, "povex: {} is unfinished, and left as it is ({})\n", name,
                       one.kept_because);
        }
    }
}

Progress::Progress(std::string const& mode, Language language, std::uint32_t total)
    : shown_(mode == "always" || (mode == "auto" && isatty(STDERR_FILENO) != 0)),
      say_(language),
      total_(total) {}

Progress::~Progress() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::update(std::uint32_t finished, std::optional<double> precision) {
    auto const now = Clock::now();
    if (!shown_ || (finished < total_ && now - last_ < std::chrono::milliseconds(100))) return;
    last_ = now;
    double const seconds = std::chrono::duration<double>(now - start_).count();
    double const rate = finished / std::max(seconds, 1e-9);
    std::string text = fmt::format("{} of {} replicates, {} per second, {} left",
                                   say_.number(finished), say_.number(total_), say_.readable(rate),
                                   time_text((total_ - finished) / std::max(rate, 1e-9)));
    if (precision) text += fmt::format(", ±{} households", say_.readable(*precision));
    fmt::print(stderr, "\r\x1b[K{}", shortened(text, page_columns - 1));
    std::fflush(stderr);
}

}  // namespace povex::cli
