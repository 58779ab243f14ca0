#include "engine/run/run.hpp"

#include <optional>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/simulation.hpp"
#include "engine/base/error.hpp"
#include "engine/study/parameter_draws.hpp"
#include "output/comparison.hpp"
#include "output/plain_text.hpp"
#include "output/results_reader.hpp"
#include "output/results_writer.hpp"

namespace povex::cli {

namespace {

namespace po = boost::program_options;

/// Poor households by year under the national standard, a line for each scenario.
void print_summary(ResultsReader const& results) {
    auto const years = results.members("year");
    auto const scenarios = results.members("scenario");
    auto const standard = results.member("standard", results.national()).value_or(0);
    fmt::print("Poor households, by the review, under {} (mean of {} replicates)\n",
               printable(results.national()), results.replicates());
    std::size_t width = 8;
    for (auto const& s : scenarios) width = std::max(width, columns_of(printable(s)));
    fmt::print("{}", padded_right("", width));
    for (auto const& year : years) fmt::print("{}", padded_left(year, 9));
    fmt::print("\n");
    auto const poor = results.read(
        "poor", {{"standard", standard}, {"group", 0}, {"statistic", statistic_index("mean")}},
        "/summary");
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        fmt::print("{}", padded_right(printable(scenarios[s]), width));
        for (std::size_t t = 0; t < years.size(); ++t) {
            fmt::print("{}", padded_left(readable(poor.values[s * years.size() + t]), 9));
        }
        fmt::print("\n");
    }
}

void add_options(Options& options) {
    add_simulation_options(options);
    options.add()("uncertainty", po::value<std::string>()->value_name("WHICH"),
                  "parameters fixed, or drawn from their ranges (default: the study's)");
    options.add()("replicates-per-draw", po::value<std::string>()->value_name("N"),
                  "replicates that share a draw of the parameters (default: the study's)");
}

void apply_uncertainty(Options const& options, Study& study) {
    if (auto const each = options.whole("replicates-per-draw", 2, 1'000'000)) {
        study.replicates_per_draw = static_cast<std::uint32_t>(*each);
    }
    if (!options.has("uncertainty")) return;
    auto const which = options.text("uncertainty");
    if (which != "fixed" && which != "drawn") {
        throw InputError(fmt::format("--uncertainty is \"{}\"", which), "fixed or drawn");
    }
    study.drawn = which == "drawn";
}

}  // namespace

int run_command(std::vector<std::string> const& arguments) {
    Options options("run", "STUDY");
    add_options(options);
    if (!options.parse(arguments)) return done;

    StudySource const source(options.study_request());
    Study study = source.read();
    apply_simulation_options(options, study);
    apply_uncertainty(options, study);
    std::optional<ParameterDraws> draws;
    if (study.drawn) draws.emplace(study);
    auto const target = output_of(options, study);

    Workshop const workshop(study.experiment);
    WorkshopSeries drawn(study.replicates_per_draw, [&](std::uint32_t draw) {
        return workshop_of_draw(source, study, workshop, *draws, draw);
    });
    auto const fixed = std::shared_ptr<Workshop const>(std::shared_ptr<void>(), &workshop);
    ResultsWriter writer(target, study, workshop.measures().catalogue(study.replicates),
                         provenance_of("run", arguments), study.replicates, options.has("force"));
    auto const workshop_of = [&](std::uint32_t r) { return draws ? drawn.of(r) : fixed; };
    if (!simulate(options, workshop_of, study.replicates, writer)) return interrupted;
    writer.finish(draws ? &*draws : nullptr);

    ResultsReader const results(target);
    if (options.has("json")) {
        fmt::print("{}\n", comparison_json(compare(results)));
    } else if (!options.has("quiet")) {
        print_summary(results);
        fmt::print("Results: {}\n", printable(target.string()));
    }
    return done;
}

}  // namespace povex::cli
