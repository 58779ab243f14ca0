// The passes of one replicate of the shipped study, by scenario.

#include <memory>

#include <benchmark/benchmark.h>

#include "engine/base/memory.hpp"
#include "engine/run/replicate.hpp"
#include "engine/study/study.hpp"

namespace povex {
namespace {

/// The shipped study, its first population and what replicate 0 of the baseline starts from; made
/// when first asked for.
struct Shipped {
    Study study = read_study({POVEX_SHIPPED_STUDY, {}, {}});
    Workshop workshop{study.experiment};
    std::shared_ptr<BasePopulation const> population = workshop.population(0);

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

/// Nature, incomes, deprivations and reviews of everybody, no programme yet: a household-year.
void dense_pass(benchmark::State& state) {
    Shipped const& s = Shipped::get();
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            s.workshop.setting_of(s.study.experiment.baseline, *s.population, 0));
    }
    count_items(state, s.workshop.households().households() * s.years());
}

/// What a scenario does to those whom it touches: a touched household-year.
void sparse_pass(benchmark::State& state, char const* id) {
    Shipped const& s = Shipped::get();
    auto const scenario = s.scenario(id);
    Setting const setting = s.workshop.setting_of(scenario, *s.population, 0);
    std::size_t touched = 0;
    for (auto _ : state) {
        auto const projection = s.workshop.projection_of(scenario, setting);
        touched = projection.touched.size();
        benchmark::DoNotOptimize(projection);
    }
    count_items(state, touched * s.years());
    state.counters["touched"] = static_cast<double>(touched);
}

void synthesis(benchmark::State& state) {
    Shipped const& s = Shipped::get();
    std::uint32_t number = 0;
    for (auto _ : state) {
        Experiment const& e = s.study.experiment;
        benchmark::DoNotOptimize(draw_base_population(s.workshop.households(), e.places, e.nature,
                                                      e.seed, number++ % 16));
    }
    count_items(state, s.workshop.households().households());
}

/// Counting what a scenario changed: a touched household-year.
void recount(benchmark::State& state) {
    Shipped const& s = Shipped::get();
    auto const scenario = s.study.experiment.baseline;
    Setting const setting = s.workshop.setting_of(scenario, *s.population, 0);
    auto const projection = s.workshop.projection_of(scenario, setting);
    Census const census(s.workshop.households());
    Tally tally = s.workshop.empty_tally();
    for (auto _ : state) census.recount_touched(setting, projection, tally);
    count_items(state, projection.touched.size() * s.years());
}

/// A whole replicate of all scenarios on a population that is there: a household-year of a
/// scenario.
void replicate(benchmark::State& state) {
    Shipped const& s = Shipped::get();
    for (auto _ : state) benchmark::DoNotOptimize(s.workshop.run_replicate(0));
    count_items(state, s.workshop.households().households() * s.years() *
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
