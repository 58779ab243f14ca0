#include "engine/run/run.hpp"

#include <optional>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/simulation.hpp"
#include "cli/terminal.hpp"
#include "engine/base/error.hpp"
#include "engine/run/in_parallel.hpp"
#include "engine/run/precision.hpp"
#include "engine/study/parameter_draws.hpp"
#include "output/compare/comparison.hpp"
#include "output/file/results_reader.hpp"
#include "output/file/results_writer.hpp"
#include "output/words/plain_text.hpp"
#include "output/words/terminal_page.hpp"

namespace povex::cli {

namespace {

/// Poor households by year under the national standard, one line for each scenario.
std::string summary(ResultsReader const& results, Language language) {
    auto const years = results.members("year");
    auto const scenarios = results.members("scenario");
    auto const standard = results.member("standard", results.national()).value_or(0);
    Page page(language);
    page.prose(fmt::format("Poor households on the official list, under {} (mean of {} replicates)",
                           printable(results.national()),
                           page.number(static_cast<double>(results.replicates()))));
    std::vector<TableColumn> columns{{"", false, 40, 20}};
    for (auto const& year : years) columns.push_back({year});
    TextTable table(std::move(columns));
    auto const poor = results.read(
        "poor", {{"standard", standard}, {"group", 0}, {"statistic", statistic_index("mean")}},
        "/summary");
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        std::vector<std::string> cells{printable(scenarios[s])};
        for (std::size_t t = 0; t < years.size(); ++t) {
            cells.push_back(page.number(poor.values[s * years.size() + t]));
        }
        table.row(std::move(cells));
    }
    table.print(page);
    return page.take();
}

}  // namespace

void add_run_options(Options& options) {
    add_simulation_options(options);
    add_uncertainty_options(options);
}

int run_command(Options const& options) {
    Language const language = options.language();
    StudySource const source(options.study_request());
    Study study = source.read();
    apply_simulation_options(options, study);
    apply_uncertainty(options, study);
    auto const target = output_of(options, study);
    std::optional<ParameterDraws> draws;
    if (study.drawn) draws.emplace(study);
    add_population_warning(study);
    print_problems(study.warnings);

    PreparedExperiment const prepared(study.experiment);
    PreparedSeries drawn(study.replicates_per_draw, [&](std::uint32_t draw) {
        return prepare_draw(source, study, prepared, *draws, draw);
    });
    auto const fixed =
        std::shared_ptr<PreparedExperiment const>(std::shared_ptr<void>(), &prepared);
    auto const catalogue = prepared.measures().catalogue(study.replicates);
    Precision precision(catalogue, study.national, study.experiment.baseline, study.clustering());
    ResultsWriter writer(target, study, catalogue, provenance_of("run", options), study.replicates,
                         options.has("force"));
    ThreadLimit const limit(threads_of(options));
    auto const prepared_for = [&](std::uint32_t r) { return draws ? drawn.of(r) : fixed; };
    simulate(options, prepared_for, study.replicates, writer, 0, &precision);
    writer.finish(draws ? &*draws : nullptr);

    ResultsReader const results(target);
    if (options.has("json")) {
        fmt::print("{}\n", comparison_json(compare(results), study.warnings));
    } else if (!options.has("quiet")) {
        fmt::print("{}Results: {}\n", summary(results, language), printable(target.string()));
    }
    return done;
}

}  // namespace povex::cli
