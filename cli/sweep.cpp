#include "engine/study/sweep.hpp"

#include <limits>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/simulation.hpp"
#include "cli/terminal.hpp"
#include "engine/base/error.hpp"
#include "engine/run/in_parallel.hpp"
#include "engine/run/prepared_series.hpp"
#include "output/compare/sweep_table.hpp"
#include "output/file/results_reader.hpp"
#include "output/file/results_writer.hpp"
#include "output/words/plain_text.hpp"

namespace povex::cli {

namespace {

namespace po = boost::program_options;

/// What to do if shares do not add to one at a point.
constexpr char const* rest_hint =
    "; then it follows the share that is varied, for example --set "
    "'parameters.share_transitory=\"rest\"'";

/// The study at one point: other numbers, the same random draws.
Study study_at(StudySource const& source, Options const& options,
               std::vector<SweptNumber> const& swept, std::size_t point) {
    std::vector<Override> numbers;
    numbers.reserve(swept.size());
    for (SweptNumber const& number : swept) numbers.push_back({number.key, number.values[point]});
    try {
        Study study = source.read(numbers);
        apply_simulation_options(options, study);
        study.drawn = false;
        if (!options.has("all-groups")) study.experiment.groups = {false, false, false, false};
        return study;
    } catch (InputError const& error) {
        auto problems = error.problems();
        for (Problem& problem : problems) {
            problem.what = fmt::format("at point {}: {}", point, problem.what);
            if (problem.hint.find("\"rest\"") != std::string::npos) problem.hint += rest_hint;
        }
        throw InputError(std::move(problems));
    }
}

/// Number of replicates of all points together.
std::uint32_t cells_of(std::size_t points, std::uint32_t replicates) {
    auto const cells = static_cast<std::uint64_t>(points) * replicates;
    if (cells <= std::numeric_limits<std::uint32_t>::max())
        return static_cast<std::uint32_t>(cells);
    throw InputError(
        fmt::format("{} points with {} replicates each are too many", points, replicates),
        "use fewer points, or fewer replicates with -n");
}

std::vector<SweptNumber> planned(Options const& options, Study const& study) {
    auto const points = options.whole("points", 1, static_cast<std::int64_t>(most_points));
    return plan_sweep({options.texts("factor"), options.text("design"),
                       static_cast<std::size_t>(points.value_or(0)), study.experiment.seed},
                      study.parameters);
}

}  // namespace

void add_sweep_options(Options& options) {
    options.add()("factor,f",
                  po::value<std::vector<std::string>>()->value_name("KEY=LOW:HIGH")->composing(),
                  "a number of the study to vary, named as povex parameters lists it; on a grid, "
                  "KEY=LOW:HIGH:N has N levels (repeatable)");
    options.add()("design,d",
                  po::value<std::string>()->value_name("grid|lhs|FILE")->default_value("grid"),
                  "grid, lhs (a Latin hypercube), or a CSV file with a column for each key");
    options.add()("points,p", po::value<std::string>()->value_name("N"),
                  "number of points of a Latin hypercube (default: ten for each factor)");
    options.add()("all-groups", "write results for every group, not only for the province");
    add_simulation_options(options);
}

int sweep_command(Options const& options) {
    Language const language = options.language();
    StudySource const source(options.study_request());
    Study as_written = source.read();
    apply_simulation_options(options, as_written);
    auto const swept = planned(options, as_written);
    add_population_warning(as_written);
    print_problems(as_written.warnings);
    Study const first_point = study_at(source, options, swept, 0);
    Study study = as_written;  // the results record the study's own numbers, not those of a point
    study.drawn = false;
    study.experiment.groups = first_point.experiment.groups;
    study.swept = swept;
    auto const points = points_of(swept);
    auto const cells = cells_of(points, study.replicates);
    auto const target = output_of(options, study);

    auto const first = prepare(first_point.experiment);
    PreparedSeries series(study.replicates, [&](std::uint32_t point) {
        return point == 0
                   ? first
                   : prepare(study_at(source, options, swept, point).experiment, first.get());
    });
    ResultsWriter writer(target, study,
                         over_points(first->measures().catalogue(study.replicates), points),
                         provenance_of("sweep", options), study.replicates, options.has("force"));
    ThreadLimit const limit(threads_of(options));
    auto const prepared_for = [&](std::uint32_t cell) { return series.of(cell); };
    simulate(options, prepared_for, cells, writer, study.replicates);
    writer.finish();

    SweepTable const table = sweep_table(ResultsReader(target));
    if (options.has("json")) {
        fmt::print("{}\n", sweep_json(table, as_written.warnings));
    } else if (!options.has("quiet")) {
        fmt::print("{}\nResults: {}\n", sweep_text(table, language), printable(target.string()));
    }
    return done;
}

}  // namespace povex::cli
