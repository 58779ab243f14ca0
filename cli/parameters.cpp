#include <fmt/format.h>

#include "cli/command.hpp"
#include "output/words/plain_text.hpp"
#include "output/words/terminal_page.hpp"

namespace povex::cli {

void add_parameters_options(Options& options) {
    options.add_study();
}

int parameters_command(Options const& options) {
    constexpr std::size_t indent = 4;
    Study const study = read_study(options.study_request());
    Page page;
    for (Parameter const& p : study.parameters) {
        std::string text = fmt::format("{} = {}", p.key, p.value);
        if (p.unit != "1" && !p.unit.empty()) text += fmt::format(" [{}]", p.unit);
        if (!p.range.empty()) text += ", range " + p.range;
        if (!p.grade.empty()) text += ", grade " + p.grade;
        if (!p.known_on.empty()) text += ", known on " + p.known_on;
        if (p.distribution) {
            text += fmt::format(", drawn {}",
                                spread_names[static_cast<std::size_t>(p.distribution->spread)]);
        }
        page.prose(printable(text), indent);
        page.prose(p.source.empty() ? "no source" : printable(p.source), indent, true);
    }
    fmt::print("{}", page.take());
    return done;
}

}  // namespace povex::cli
