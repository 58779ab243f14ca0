#include "cli/forecast.hpp"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/memory.hpp"
#include "engine/run/run_cost.hpp"
#include "output/file/results_cost.hpp"

namespace povex::cli {

namespace {

/// As many replicates as are written together, unless that takes more than a moment.
std::uint32_t sample_size(double replicate_seconds, std::uint32_t replicates) {
    constexpr double moment = 3.0;  // [s]
    constexpr double written_together = 64.0;
    auto const size = std::clamp(moment / replicate_seconds, 1.0, written_together);
    return std::min(static_cast<std::uint32_t>(size), replicates);
}

/// What the results take while they are written: a batch of replicates (at most 16 MiB), and a part
/// of a variable over all replicates (8 MiB), which is there four times when it is summarised.
double bytes_of_writing(Catalogue const& catalogue, std::uint32_t replicates) {
    constexpr double largest_batch = 0x1p24;
    constexpr double largest_part = 0x1p23;
    constexpr double part_of_a_batch = 8.0 * 0x1p14;  // a piece of 64 KiB of the file, unpacked
    constexpr double batch = 64.0;
    double numbers = 0.0;
    for (Variable const& variable : catalogue.variables) {
        numbers += static_cast<double>(catalogue.size_per_replicate(variable));
    }
    double const all = 8.0 * numbers * replicates;
    double const one = 8.0 * numbers;
    return std::max(one, std::min({all, batch * one, largest_batch})) +
           4.0 * std::min({all, largest_part, part_of_a_batch * std::max(1.0, replicates / batch)});
}

}  // namespace

Forecast forecast(Study const& study, PreparedExperiment const& prepared, int threads,
                  double so_far) {
    auto const catalogue = [&](std::uint32_t n) { return prepared.measures().catalogue(n); };
    double const before = memory_in_use().now;
    Forecast made{so_far, before + bytes_of_writing(catalogue(1), study.replicates), 0.0};
    double const guess = guessed_replicate_seconds(prepared);
    double const least = least_replicate_bytes(prepared);
    double const available = memory_available();
    if (available > 0.0 && least > available) {
        made.seconds += guess * study.replicates / threads;
        made.memory += least;
        return made;
    }
    RunSample const sample = sample_run(prepared, sample_size(guess, study.replicates));
    RunPlan const plan{study.replicates, study.drawn ? study.replicates_per_draw : 0, threads};
    RunCost const run = run_cost(prepared, plan, sample);
    made.seconds += run.seconds;
    made.memory += run.bytes;
    try {
        auto const written = static_cast<std::uint32_t>(sample.results.size());
        FileCost const file =
            file_cost(study, catalogue(written), sample.results, study.replicates);
        made.seconds += file.seconds;
        made.file = file.bytes;
    } catch (std::exception const&) {
        made.file = 0.0;  // no sample can be written here; what a run takes else is known
    }
    return made;
}

std::vector<Problem> add_forecast(Page& page, Forecast const& forecast, Study const& study,
                                  int threads, std::filesystem::path const& folder) {
    std::vector<Problem> warnings;
    auto const warn = [&](std::string what, std::string hint) {
        warnings.push_back({{}, 0, 0, std::move(what), std::move(hint), {}, true});
    };
    auto const megabytes = [&](double bytes) { return page.number(bytes / 1e6) + " MB"; };
    page.line();
    page.prose(fmt::format("A run of {} replicates takes about {} s on {} {}, {} of memory{}",
                           page.number(study.replicates), page.number(forecast.seconds), threads,
                           threads == 1 ? "thread" : "threads", megabytes(forecast.memory),
                           forecast.file > 0.0
                               ? fmt::format(", and a results file of {}", megabytes(forecast.file))
                               : ""));
    double const available = memory_available();
    if (available > 0.0 && forecast.memory > available) {
        warn(fmt::format("a run takes {} of memory, and only {} are available",
                         megabytes(forecast.memory), megabytes(available)),
             "a run on fewer threads (--threads), or of fewer scenarios (--scenario), takes less");
    }
    std::error_code error;
    auto const space = std::filesystem::space(folder.empty() ? "." : folder, error);
    if (!error && forecast.file > static_cast<double>(space.available)) {
        warn(fmt::format("the results take {}, and only {} are free in {}",
                         megabytes(forecast.file), megabytes(static_cast<double>(space.available)),
                         folder.empty() ? "." : folder.string()),
             "fewer replicates take less, and --output names another place");
    }
    return warnings;
}

}  // namespace povex::cli
