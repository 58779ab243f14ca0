#include "engine/run/run_cost.hpp"

#include <algorithm>
#include <chrono>

#include "engine/base/memory.hpp"
#include "engine/run/in_parallel.hpp"
#include "engine/run/run.hpp"
#include "engine/run/simulate_replicate.hpp"

namespace povex {

namespace {

/// Calls a function and says how long it took [s].
double seconds_of(auto const& function) {
    using Clock = std::chrono::steady_clock;
    auto const begin = Clock::now();
    function();
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double bytes_of(BasePopulation const& population) {
    auto const column = [](auto const& numbers) {
        return static_cast<double>(numbers.size() * sizeof numbers[0]);
    };
    return column(population.models) + column(population.permanent) +
           column(population.autoregressive) + column(population.review) +
           column(population.factor) + column(population.log_income) +
           column(population.true_log_income) + column(population.deprivations) +
           column(population.applicable);
}

double bytes_of(ReplicateResult const& result) {
    double numbers = 0.0;
    for (auto const& values : result.values) numbers += static_cast<double>(values.size());
    return numbers * sizeof(double);
}

bool keeps_populations(PreparedExperiment const& prepared) {
    return Populations::keeps(prepared.experiment().population, prepared.households().households());
}

}  // namespace

RunSample sample_run(PreparedExperiment const& prepared, std::uint32_t replicates, int threads) {
    RunSample sample;
    keep_freed_memory();
    std::uint32_t const populations = keeps_populations(prepared) ? replicates : 1;
    sample.population_seconds = seconds_of([&] {
        ThreadLimit const one(1);
        for (std::uint32_t r = 0; r < populations; ++r) {
            sample.population_bytes = bytes_of(*prepared.population(r));
        }
    });
    sample.population_seconds /= populations;

    auto const before = memory_in_use().now;
    forget_most_memory();
    sample.replicate_seconds = seconds_of([&] {
        ThreadLimit const one(1);
        sample.results.push_back(simulate_replicate(prepared, 0));
    });
    sample.replicate_bytes = std::max(0.0, memory_in_use().most - before);
    if (replicates == 1) return sample;
    // the first one also asked the system for memory, and it knows nothing of its neighbours
    sample.results.clear();
    double const all = seconds_of([&] {
        run(prepared, replicates, threads,
            [&](ReplicateResult const& result) { sample.results.push_back(result); });
    });
    sample.replicate_seconds = all * threads / std::max<double>(threads, replicates);
    return sample;
}

RunCost run_cost(PreparedExperiment const& prepared, RunPlan const& plan, RunSample const& sample) {
    bool const kept = keeps_populations(prepared);
    bool const drawn = plan.replicates_per_draw > 0;
    double const replicates = plan.replicates;
    double const threads = plan.threads;
    double const at_work = std::min(threads, replicates);
    double const fixed = std::min(prepared.experiment().population.fixed, plan.replicates);
    // each draw of the parameters has populations of its own
    double const made = !kept ? 0.0 : drawn ? replicates : fixed;
    double const in_memory = !kept   ? 0.0
                             : drawn ? std::min(at_work * plan.replicates_per_draw, replicates)
                                     : fixed;
    RunCost cost;
    cost.seconds =
        (replicates * sample.replicate_seconds + made * sample.population_seconds) / threads;
    double const waiting = std::min(3.0 * threads, replicates);
    cost.bytes = in_memory * sample.population_bytes + at_work * sample.replicate_bytes +
                 waiting * bytes_of(sample.results.front());
    return cost;
}

double guessed_replicate_seconds(PreparedExperiment const& prepared) {
    constexpr double population_seconds = 3e-7;  // per household of a synthetic population
    constexpr double nature_seconds = 1.5e-8;    // per household and review, for each nature
    constexpr double scenario_seconds = 1.8e-8;  // per household and review, for each scenario
    constexpr double tally_seconds = 9e-5;       // per cell and review, for each scenario
    Experiment const& e = prepared.experiment();
    auto const households = static_cast<double>(prepared.households().households());
    auto const cells = static_cast<double>(prepared.households().cells.size());
    auto const scenarios = static_cast<double>(e.scenarios.size());
    auto const natures = static_cast<double>(natures_in(prepared.variants()));
    return households * population_seconds +
           static_cast<double>(e.years.reviews()) *
               (households * (nature_seconds * natures + scenario_seconds * scenarios) +
                cells * scenarios * tally_seconds);
}

double least_replicate_bytes(PreparedExperiment const& prepared) {
    constexpr double population_bytes = 24.0;  // per household: five scores, two sets of indicators
    Experiment const& e = prepared.experiment();
    double const incomes = e.nature.scores.has_review_error() ? 2.0 * sizeof(float) : sizeof(float);
    return static_cast<double>(prepared.households().households()) *
           (population_bytes + incomes * static_cast<double>(e.years.projected()));
}

}  // namespace povex
