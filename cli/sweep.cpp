#include "engine/study/sweep.hpp"

#include <filesystem>
#include <limits>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "engine/run/run.hpp"
#include "engine/run/workshop_series.hpp"
#include "output/results_reader.hpp"
#include "output/results_writer.hpp"
#include "output/sweep_table.hpp"

namespace povex::cli {

namespace {

namespace po = boost::program_options;

void add_options(Options& options) {
    options.add()("factor,f",
                  po::value<std::vector<std::string>>()->value_name("KEY=LOW:HIGH")->composing(),
                  "a number of the study to vary, as `povex parameters` names it; on a grid "
                  "KEY=LOW:HIGH:N has N levels (repeatable)");
    options.add()("design,d", po::value<std::string>()->value_name("WHICH")->default_value("grid"),
                  "grid, lhs (Latin hypercube), or a CSV file with a column for each key");
    options.add()("points,p", po::value<std::string>()->value_name("N"),
                  "points of a Latin hypercube (default: ten for each factor)");
    options.add()("all-groups", "keep every group, not the province alone");
    options.add_run();
}

/// The study at one point: another point's numbers, the same luck.
Study study_at(StudySource const& source, Options const& options,
               std::vector<SweptNumber> const& swept, std::size_t point) {
    std::vector<Override> numbers;
    numbers.reserve(swept.size());
    for (SweptNumber const& number : swept) numbers.push_back({number.key, number.values[point]});
    Study study = source.read(numbers);
    apply_run_options(options, study);
    if (!options.has("all-groups")) study.experiment.groups = {false, false, false, false};
    return study;
}

}  // namespace

int sweep_command(std::vector<std::string> const& arguments) {
    Options options("sweep", "STUDY");
    add_options(options);
    if (!options.parse(arguments)) return done;
    auto const threads = options.whole("threads", 1, 4096).value_or(0);
    auto const points_asked = options.whole("points", 1, static_cast<std::int64_t>(most_points));

    StudySource const source(options.study_request());
    Study study = source.read();
    apply_run_options(options, study);
    SweepRequest const request{options.texts("factor"), options.text("design"),
                               static_cast<std::size_t>(points_asked.value_or(0)),
                               study.experiment.seed};
    study.swept = plan_sweep(request, study.parameters);
    auto const swept = study.swept;
    auto const points = points_of(swept);
    auto const cells = static_cast<std::uint64_t>(points) * study.replicates;
    if (cells > std::numeric_limits<std::uint32_t>::max()) {
        throw InputError(
            fmt::format("{} points of {} replicates are too many", points, study.replicates),
            "fewer points, or -n with fewer replicates");
    }
    study = study_at(source, options, swept, 0);
    study.swept = swept;
    auto const first = make_workshop(study.experiment);
    WorkshopSeries series(study.replicates, [&](std::uint32_t point) {
        if (point == 0) return first;
        return make_workshop(study_at(source, options, swept, point).experiment, first.get());
    });

    auto const target = output_of(options, study);
    SignalWatch const watch;
    ResultsWriter writer(target, study,
                         over_points(first->measures().catalogue(study.replicates), points),
                         current_provenance(command_line("sweep", arguments)), study.replicates,
                         options.has("force"));
    std::stop_source stop;
    std::uint32_t delivered = 0;
    {
        Progress progress(progress_mode(options), static_cast<std::uint32_t>(cells));
        delivered = run([&](std::uint32_t cell) { return series.of(cell); },
                        static_cast<std::uint32_t>(cells), static_cast<int>(threads),
                        [&](ReplicateResult const& result) {
                            writer.write(result);
                            progress.update(++delivered);
                            if (watch.signalled()) stop.request_stop();
                        },
                        stop.get_token(), study.replicates);
    }
    if (delivered < cells) return tell_interrupted(delivered, cells);
    writer.finish();
    tell_sweep(options, ResultsReader(target));
    return done;
}

}  // namespace povex::cli
