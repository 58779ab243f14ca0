// The passes of one replicate of the shipped study, by scenario.

#include <memory>

#include <benchmark/benchmark.h>

#include "engine/base/memory.hpp"
#include "engine/run/simulate_replicate.hpp"
#include "engine/study/study.hpp"

namespace povex {
namespace {

/// The shipped study, its first population and what replicate 0 of the baseline starts from; made
/// when first asked for.
struct Shipped {
    Study study = read_study({POVEX_SHIPPED_STUDY, {}, {}});
    PreparedExperiment prepared{study.experiment};
    std::shared_ptr<BasePopulation const> population = prepared.population(0);

    static Shipped& get() {
        keep_freed_memory();
        static Shipped shipped;
        return shipped;
    }
    [[nodiscard]] std::size_t scenario(char const* id) const {
        auto const& all = study.experiment.scenarios;
        std::size_t s = 0;
        while (all[s].label.id != id) ++s;
        return s;
    }
    [[nodiscard]] std::size_t years() const { return study.experiment.years.projected(); }
};

void count_items(benchmark::State& state, std::size_t each_time) {
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(each_time));
}

/// Nature, incomes, deprivations and reviews of all households, no programme yet: a household-year.
void dense_pass(benchmark::State& state) {
    Shipped const& s = Shipped::get();
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            s.prepared.counterfactual_of(s.study.experiment.baseline, s.population, 0));
    }
    count_items(state, s.prepared.households().households() * s.years());
}

/// What a scenario does to the households that it affects: an affected household-year.
void sparse_pass(benchmark::State& state, char const* id) {
    Shipped const& s = Shipped::get();
    auto const scenario = s.scenario(id);
    Counterfactual const without = s.prepared.counterfactual_of(scenario, s.population, 0);
    std::size_t affected = 0;
    for (auto _ : state) {
        auto const projection = simulate_scenario(s.prepared, scenario, without);
        affected = projection.affected.household.size();
        benchmark::DoNotOptimize(projection);
    }
    count_items(state, affected * s.years());
    state.counters["affected"] = static_cast<double>(affected);
}

void synthesis(benchmark::State& state) {
    Shipped const& s = Shipped::get();
    std::uint32_t number = 0;
    for (auto _ : state) {
        Experiment const& e = s.study.experiment;
        benchmark::DoNotOptimize(draw_base_population(s.prepared.households(), e.places, e.nature,
                                                      e.seed, number++ % 16));
    }
    count_items(state, s.prepared.households().households());
}

/// Counting what a scenario changed: an affected household-year.
void recount(benchmark::State& state) {
    Shipped const& s = Shipped::get();
    auto const scenario = s.study.experiment.baseline;
    Counterfactual const without = s.prepared.counterfactual_of(scenario, s.population, 0);
    auto const projection = simulate_scenario(s.prepared, scenario, without);
    Tabulation const& tabulation = s.prepared.tabulation();
    Tally tally = s.prepared.empty_tally();
    for (auto _ : state) tabulation.recount_affected(without, projection.affected, tally);
    count_items(state, projection.affected.household.size() * s.years());
}

/// A whole replicate of all scenarios on a population that is there: a household-year of a
/// scenario.
void replicate(benchmark::State& state) {
    Shipped const& s = Shipped::get();
    for (auto _ : state) benchmark::DoNotOptimize(simulate_replicate(s.prepared, 0));
    count_items(state, s.prepared.households().households() * s.years() *
                           s.study.experiment.scenarios.size());
}

BENCHMARK(dense_pass)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sparse_pass, as_delivered, "as-delivered")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sparse_pass, services_first, "services-first")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sparse_pass, livelihoods_first, "livelihoods-first")
    ->Unit(benchmark::kMillisecond);
BENCHMARK(recount)->Unit(benchmark::kMillisecond);
BENCHMARK(replicate)->Unit(benchmark::kMillisecond);
BENCHMARK(synthesis)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace povex
