#include <fmt/format.h>

#include "cli/command.hpp"
#include "output/compare/comparison.hpp"
#include "output/compare/sweep_table.hpp"
#include "output/compare/two_runs.hpp"
#include "output/file/results_reader.hpp"

namespace povex::cli {

void add_compare_options(Options& options) {
    options.add()("year", boost::program_options::value<std::string>()->value_name("YEAR"),
                  "for a sweep: the year to show (default: the last)");
    options.add_language();
    options.add()("json", "print JSON, for other programs");
}

int compare_command(Options const& options) {
    Language const language = options.language();
    ResultsReader const results(options.positional());
    if (options.positionals().size() > 1) {
        auto const two = compare(results, ResultsReader(options.positionals()[1]));
        fmt::print("{}",
                   options.has("json") ? two_runs_json(two) + "\n" : two_runs_text(two, language));
        return done;
    }
    if (results.is_sweep()) {
        auto const year = options.whole("year", 1, 9999).value_or(0);
        SweepTable const table = sweep_table(results, static_cast<int>(year));
        fmt::print("{}",
                   options.has("json") ? sweep_json(table) + "\n" : sweep_text(table, language));
        return done;
    }
    auto const comparison = compare(results);
    fmt::print("{}", options.has("json") ? comparison_json(comparison) + "\n"
                                         : comparison_text(comparison, language));
    return done;
}

}  // namespace povex::cli
