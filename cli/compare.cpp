#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "output/comparison.hpp"
#include "output/results_reader.hpp"

namespace povex::cli {

int compare_command(std::vector<std::string> const& arguments) {
    Options options("compare", "FILE");
    options.add()("json", "machine-readable, on standard output");
    if (!options.parse(arguments)) return done;
    ResultsReader const results(options.positional());
    auto const comparison = compare(results);
    fmt::print("{}", options.has("json") ? comparison_json(comparison) + "\n"
                                         : comparison_text(comparison));
    return done;
}

}  // namespace povex::cli
