#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "output/plain_text.hpp"

namespace povex::cli {

int parameters_command(std::vector<std::string> const& arguments) {
    Options options("parameters", "STUDY");
    options.add_study();
    if (!options.parse(arguments)) return done;
    Study const study = read_study(options.study_request());
    for (Parameter const& p : study.parameters) {
        fmt::print("{} = {}", printable(p.key), printable(p.value));
        if (p.unit != "1" && !p.unit.empty()) fmt::print(" [{}]", printable(p.unit));
        if (!p.range.empty()) fmt::print(", range {}", printable(p.range));
        if (!p.grade.empty()) fmt::print(", grade {}", printable(p.grade));
        if (!p.known_on.empty()) fmt::print(", known on {}", printable(p.known_on));
        if (p.distribution) {
            fmt::print(", drawn {}",
                       spread_names[static_cast<std::size_t>(p.distribution->spread)]);
        }
        fmt::print("\n    {}\n", p.source.empty() ? "no source" : printable(p.source));
    }
    return done;
}

}  // namespace povex::cli
