#include "cli/forecast.hpp"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/memory.hpp"
#include "engine/run/run_cost.hpp"
#include "output/file/results_cost.hpp"
#include "output/words/plain_text.hpp"

namespace povex::cli {

namespace {

/// As many replicates as are written together, unless that takes more than a moment.
std::uint32_t sample_size(double replicate_seconds, std::uint32_t replicates) {
    constexpr double moment = 3.0;  // [s]
    constexpr double written_together = 64.0;
    auto const size = std::clamp(moment / replicate_seconds, 1.0, written_together);
    return std::min(static_cast<std::uint32_t>(size), replicates);
}

double numbers_in(ReplicateResult const& result) {
    double numbers = 0.0;
    for (auto const& values : result.values) numbers += static_cast<double>(values.size());
    return numbers;
}

/// Forecast a run from a sample.
/// \param times  how many times as many scenarios the run has as the sample
Forecast sampled(Study const& study, PreparedExperiment const& prepared, int threads,
                 double times) {
    auto const catalogue = [&](std::uint32_t n) { return prepared.measures().catalogue(n); };
    auto const size = sample_size(guessed_replicate_seconds(prepared), study.replicates);
    RunSample const sample = sample_run(prepared, size, threads);
    RunPlan const plan{study.replicates, study.drawn ? study.replicates_per_draw : 0, threads};
    RunCost const run = run_cost(prepared, plan, sample);
    Forecast made{times * run.seconds, times * run.bytes, 0.0};
    try {
        FileCost const file = file_cost(study, catalogue(size), sample.results, study.replicates);
        double const numbers = numbers_in(sample.results.front());
        made.seconds += times * file.seconds;
        made.memory += file.memory + writing_bytes(times * numbers, study.replicates) -
                       writing_bytes(numbers, size);
        made.file = times * file.bytes;
    } catch (std::exception const&) {
        made.file = 0.0;  // no sample can be written here; what a run takes else is known
    }
    return made;
}

}  // namespace

Forecast forecast(Study const& study, PreparedExperiment const& prepared, int threads,
                  double so_far) {
    constexpr std::size_t most_scenarios = 100;
    Forecast const start{so_far, memory_in_use().now, 0.0};
    double const least = least_replicate_bytes(prepared);
    double const available = memory_available();
    Forecast made;
    if (available > 0.0 && least > available) {
        made.seconds = guessed_replicate_seconds(prepared) * study.replicates / threads;
        made.memory = least;
    } else if (study.experiment.scenarios.size() <= most_scenarios) {
        made = sampled(study, prepared, threads, 1.0);
    } else {  // what some of them take tells what all take
        Study some = study;
        some.experiment.scenarios.resize(most_scenarios);
        some.experiment.baseline = 0;
        some.shown_with_baseline.clear();
        PreparedExperiment const few(some.experiment, &prepared);
        made = sampled(some, few, threads,
                       static_cast<double>(study.experiment.scenarios.size()) /
                           static_cast<double>(most_scenarios));
    }
    return {start.seconds + made.seconds, start.memory + made.memory, made.file};
}

std::vector<Problem> add_forecast(Page& page, Forecast const& forecast, Study const& study,
                                  int threads, std::filesystem::path const& folder) {
    std::vector<Problem> warnings;
    auto const megabytes = [&](double bytes) { return page.number(bytes / 1e6) + " MB"; };
    page.line();
    page.prose(fmt::format(
        "A run of {} replicates takes about {} s on {}, {} of memory{}",
        page.number(study.replicates), page.number(forecast.seconds),
        counted(static_cast<std::size_t>(threads), "thread", "threads"), megabytes(forecast.memory),
        forecast.file > 0.0 ? fmt::format(", and a results file of {}", megabytes(forecast.file))
                            : ""));
    double const available = memory_available();
    if (available > 0.0 && forecast.memory > available) {
        warnings.push_back(warning(
            fmt::format("a run takes {} of memory, and only {} are available",
                        megabytes(forecast.memory), megabytes(available)),
            "a run on fewer threads (--threads), or of fewer scenarios (--scenario), takes less"));
    }
    std::error_code error;
    auto const space = std::filesystem::space(folder.empty() ? "." : folder, error);
    if (!error && forecast.file > static_cast<double>(space.available)) {
        warnings.push_back(warning(
            fmt::format("the results take {}, and only {} are free in {}", megabytes(forecast.file),
                        megabytes(static_cast<double>(space.available)),
                        folder.empty() ? "." : folder.string()),
            "fewer replicates take less, and --output names another place"));
    }
    return warnings;
}

}  // namespace povex::cli
