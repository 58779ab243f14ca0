#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/base/elementary.hpp"
#include "engine/nature/base_population.hpp"
#include "engine/nature/dense_incomes.hpp"
#include "engine/nature/deprivation_model.hpp"
#include "engine/random/address.hpp"
#include "tests/engine/nature/small_nature.hpp"
#include "tests/kernels/probes.hpp"

namespace {

using povex::Target;
namespace dense = povex::dense;
namespace probes = povex::probes;

/// Time a call that works on so many items; per item, in nanoseconds.
template <class Call>
void measure(benchmark::State& state, std::size_t items, Call call) {
    for (auto _ : state) {
        call();
        benchmark::ClobberMemory();
    }
    state.counters["each"] = benchmark::Counter(
        static_cast<double>(items),
        benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

constexpr std::size_t block = 4096;

std::vector<std::uint32_t> some_words(std::size_t n) {
    std::vector<std::uint32_t> words;
    for (std::size_t i = 0; i < n; ++i)
        words.push_back(povex::draw(1, {i, povex::Module::nature, 0, 0, 0, 0}).word[0]);
    return words;
}

std::vector<float> normals(std::uint64_t seed, std::size_t n) {
    std::vector<float> values;
    for (std::size_t i = 0; i < n; ++i)
        values.push_back(
            static_cast<float>(povex::Stream(seed, povex::Module::synthesis, 0).normal(i, 0, 0)));
    return values;
}

void normal(benchmark::State& state, Target target) {
    auto const words = some_words(std::size_t{1} << 18);  // too many to learn the branches of
    std::vector<float> out(block);
    std::size_t first = 0;
    measure(state, block, [&] {
        probes::normals[target](words.data() + first, out.data(), block);
        first = (first + block) % words.size();
    });
}

void exponential(benchmark::State& state, Target target) {
    auto const in = normals(1, block);
    std::vector<float> out(block);
    measure(state, block, [&] { probes::exponentials[target](in.data(), out.data(), block); });
}

void map(benchmark::State& state, Target target) {
    probes::Law const law{{-2.2F, -1.5F, 0.0F}, {0.8F, 0.5F, 0.7F, 0.5F}, -1.6F};
    auto const in = normals(1, block);
    std::vector<float> out(block);
    measure(state, block, [&] { probes::maps[target](law, in.data(), out.data(), block); });
}

/// One block of words for each address, or the blocks of two years.
void philox(benchmark::State& state, Target target, int years) {
    auto const& words = years == 1 ? probes::words : probes::two_words;
    auto const items = block * static_cast<std::size_t>(years);
    auto const keys = some_words(block);
    std::vector<std::uint32_t> out(4 * items);
    measure(state, items, [&] {
        words[target]({1, keys.data(), nullptr, 2, 3, 4}, out.data(), block);
    });
}

dense::PlaceYears a_place(std::vector<float> const& shift) {
    dense::PlaceYears place;
    place.income.knots = 3;
    place.income.level = -1.6F;
    place.income.slope = 0.8F;
    std::copy_n(std::array{-2.2F, -1.5F, 0.0F}.begin(), 3, place.income.knot);
    std::copy_n(std::array{-0.3F, 0.2F, -0.2F}.begin(), 3, place.income.bend);
    place.permanent = std::sqrt(0.6F);
    place.autoregressive = std::sqrt(0.2F);
    place.transitory = std::sqrt(0.1F);
    place.review = std::sqrt(0.05F);
    place.passing = std::sqrt(0.05F);
    place.rho = 0.7F;
    place.innovation = std::sqrt(1 - place.rho * place.rho);
    place.truth = 1 / std::sqrt(0.9F);
    place.years = shift.size();
    place.shift = shift.data();
    return place;
}

/// What nature does to everybody: incomes of all years, and who comes near a line. The line is the
/// log income below which about so many of 1,000 lie in a year.
void dense_course(benchmark::State& state, Target target) {
    auto const households = static_cast<std::size_t>(state.range(0));
    auto const years = static_cast<std::size_t>(state.range(1));
    double const q = povex::elementary::normal_quantile(1e-3 * static_cast<double>(state.range(2)));
    std::vector<float> shift;
    for (std::size_t t = 0; t < years; ++t) shift.push_back(0.05F * static_cast<float>(t + 1));
    auto const place = a_place(shift);
    auto const& x = place.income;
    double line = double{x.level} + double{x.slope} * (q - double{x.knot[0]});
    for (int k = 0; k < x.knots; ++k) {
        line += double{x.bend[k]} * std::max(0.0, q - double{x.knot[k]});
    }
    std::vector<float> bound{static_cast<float>(line)};
    for (float const added : shift) bound.push_back(static_cast<float>(line) + added);

    auto const keys = some_words(households);
    auto const a = normals(1, households);
    auto const z = normals(2, households);
    auto const h = normals(3, households);
    std::vector<float> measured(households * years), truth(households * years);
    dense::LogIncomes const incomes{measured.data(), truth.data(), households};
    std::vector<float> const base(households,
                                  bound[0] + 1.0F);  // nobody is near at the base review
    std::vector<std::uint32_t> near(households + 16);
    dense::YearAddress at{99, 2U << 16, 0, 2022U | 7U << 24};
    measure(state, households * years, [&] {
        dense::walk_incomes[target](
            place, at, {keys.data(), a.data(), z.data(), h.data(), households}, incomes);
        benchmark::DoNotOptimize(dense::list_near[target](
            base.data(), nullptr, incomes, bound.data(), years, households, 0, near.data()));
        ++at.replicate;
    });
}

/// What nature does to the deprivations of one household near a line, in each of so many years.
void deprivations(benchmark::State& state, Target target) {
    auto const years = static_cast<std::size_t>(state.range(0));
    std::vector<povex::Indicator> indicators(13);
    for (std::size_t j = 0; j < indicators.size(); ++j) {
        indicators[j].label.key = static_cast<std::uint16_t>(j);
        indicators[j].level = {0.02 * static_cast<double>(j + 1)};
        indicators[j].loading = 0.6;
        indicators[j].turnover = 0.2;
    }
    povex::DeprivationModel const model(indicators, 0, 0.0);
    auto const keys = some_words(512);
    auto const factors = normals(1, 512);
    std::vector<dense::Moves> moves(512 * years);
    dense::YearAddress at{99, 2U << 16, 0, 2022U | 8U << 24};
    measure(state, 512 * years, [&] {
        dense::moves_of_years[target](model.in_single_precision(), at,
                                      {keys.data(), factors.data(), 512}, nullptr, years,
                                      moves.data());
        ++at.replicate;
    });
}

/// A province of 370,000 households in 30 places, of which 7,000 are listed.
struct Province {
    povex::Places places = povex::small::places(10, 3);
    povex::Register households;
    povex::NatureModel model = povex::small::model(0, 0.7, 3);

    Province() {
        using povex::Member;
        auto plan = povex::small::plan(std::vector<double>(30, 370e3 / 30));
        for (std::size_t area = 0; area < 3; ++area) {
            for (std::uint8_t i = 0; i < 8; ++i) {
                std::uint8_t const child = i & 1U, elder = i >> 1 & 1U, disabled = i >> 2 & 1U;
                plan.compositions.push_back({area, 2, child, 1, elder, disabled, 0.125});
            }
        }
        households = povex::make_register(places, plan, 1);
        model.scores = {0.6, 0.2, 0.1, 0.1, 0.5, true, 0.3};
        model.kappa_alpha = 0.5;
        for (std::uint16_t j = 0; j < 13; ++j) {
            model.indicators.push_back(povex::small::indicator(j, 0.02 * (j + 1), 0.5, 0.2, 3));
        }
        model.indicators[3].needs = model.indicators[4].needs = Member::child;
        model.indicators[5].needs = Member::worker;
        model.indicators[6].needs = Member::disabled;
        for (auto& income : model.income) {
            income.mean = 5e6;
            income.anchored = true;
        }
        povex::OfficialCounts counts;
        counts.poor = 1500;
        counts.near_poor = 5500;
        counts.line = {2e6, 1.5e6, 1.5e6};
        counts.indicators = 0x0FFF;
        counts.cutoff = 3;
        model.counts = counts;
    }
};

/// One synthetic population: per household.
void base_population(benchmark::State& state) {
    Province const province;
    std::uint32_t population = 0;
    measure(state, province.households.households(), [&] {
        benchmark::DoNotOptimize(povex::draw_base_population(province.households, province.places,
                                                             province.model, 1, population++));
    });
}

void register_all() {
    benchmark::RegisterBenchmark("base_population", base_population)->Unit(benchmark::kMillisecond);
    for (Target const target : povex::targets) {
        if (!povex::runs_here(target)) continue;
        std::string const name = "/" + std::string{povex::name_of(target)};
        benchmark::RegisterBenchmark(("philox" + name).c_str(), philox, target, 1);
        benchmark::RegisterBenchmark(("philox_two_years" + name).c_str(), philox, target, 2);
        benchmark::RegisterBenchmark(("normal" + name).c_str(), normal, target);
        benchmark::RegisterBenchmark(("exp" + name).c_str(), exponential, target);
        benchmark::RegisterBenchmark(("map" + name).c_str(), map, target);
        benchmark::RegisterBenchmark(("deprivations" + name).c_str(), deprivations, target)
            ->ArgName("years")
            ->Arg(4)
            ->Arg(1);
        benchmark::RegisterBenchmark(("dense_course" + name).c_str(), dense_course, target)
            ->ArgNames({"households", "years", "below_per_mille"})
            ->Args({4096, 4, 20})
            ->Args({4096, 4, 100})
            ->Args({4096, 8, 20})
            ->Args({370000, 4, 20});
    }
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    register_all();
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
