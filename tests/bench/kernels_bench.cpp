#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/base/elementary.hpp"
#include "engine/random/address.hpp"
#include "tests/bench/dense_step.hpp"
#include "tests/kernels/probes.hpp"

namespace {

using povex::Target;
namespace bench = povex::bench;
namespace probes = povex::probes;

/// Per item, in nanoseconds.
void report(benchmark::State& state, std::size_t items) {
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
    for (auto _ : state) {
        probes::normals[target](words.data() + first, out.data(), block);
        benchmark::ClobberMemory();
        first = (first + block) % words.size();
    }
    report(state, block);
}

void exponential(benchmark::State& state, Target target) {
    auto const in = normals(1, block);
    std::vector<float> out(block);
    for (auto _ : state) {
        probes::exponentials[target](in.data(), out.data(), block);
        benchmark::ClobberMemory();
    }
    report(state, block);
}

void map(benchmark::State& state, Target target) {
    probes::Law const law{{-2.2F, -1.5F, 0.0F}, {0.8F, 0.5F, 0.7F, 0.5F}, -1.6F};
    auto const in = normals(1, block);
    std::vector<float> out(block);
    for (auto _ : state) {
        probes::maps[target](law, in.data(), out.data(), block);
        benchmark::ClobberMemory();
    }
    report(state, block);
}

void philox(benchmark::State& state, Target target) {
    auto const keys = some_words(block);
    std::vector<std::uint32_t> out(4 * block);
    for (auto _ : state) {
        probes::words[target]({1, keys.data(), nullptr, 2, 3, 4}, out.data(), block);
        benchmark::ClobberMemory();
    }
    report(state, block);
}

void two_philox(benchmark::State& state, Target target) {
    auto const keys = some_words(block);
    std::vector<std::uint32_t> out(8 * block);
    for (auto _ : state) {
        probes::two_words[target]({1, keys.data(), nullptr, 2, 3, 4}, out.data(), block);
        benchmark::ClobberMemory();
    }
    report(state, 2 * block);
}

bench::PlaceLaw a_place(int years, double share_below) {
    bench::PlaceLaw law;
    law.knots = 3;
    law.level = -1.6F;
    law.slope = 0.8F;
    std::copy_n(std::array{-2.2F, -1.5F, 0.0F}.begin(), 3, law.knot);
    std::copy_n(std::array{-0.3F, 0.2F, -0.2F}.begin(), 3, law.bend);
    law.permanent = std::sqrt(0.6F);
    law.autoregressive = std::sqrt(0.2F);
    law.transitory = std::sqrt(0.1F);
    law.review = std::sqrt(0.05F);
    law.passing = std::sqrt(0.05F);
    law.rho = 0.7F;
    law.innovation = std::sqrt(1 - law.rho * law.rho);
    law.truth = 1 / std::sqrt(0.9F);
    law.years = years;
    // the score below which the share lies; between the second knot and the middle, or below
    double const q = povex::elementary::normal_quantile(share_below);
    double x = double{law.level} + double{law.slope} * (q - double{law.knot[0]});
    for (int k = 0; k < law.knots; ++k)
        x += double{law.bend[k]} * std::max(0.0, q - double{law.knot[k]});
    for (int t = 0; t < years; ++t) {
        law.growth[t] = 0.05F * static_cast<float>(t + 1);
        law.line[t] = static_cast<float>(x) + law.growth[t];
    }
    law.seed = 99;
    law.second = 2U << 16;
    law.year_purpose = 2022U | 7U << 24;
    return law;
}

void dense_step(benchmark::State& state, Target target) {
    auto const households = static_cast<std::size_t>(state.range(0));
    auto const years = static_cast<std::size_t>(state.range(1));
    auto law = a_place(static_cast<int>(years), 1e-3 * static_cast<double>(state.range(2)));
    auto keys = some_words(households + 16);
    auto const a = normals(1, households + 16);
    auto const z = normals(2, households + 16);
    auto const h = normals(3, households + 16);
    std::vector<std::uint32_t> bins(bench::Found::bins * years);
    std::vector<std::uint32_t> below((households + 16) * years);
    for (auto _ : state) {
        bench::Found found{bins.data(), below.data(), households + 16, {}};
        bench::dense_step[target](law, {keys.data(), a.data(), z.data(), h.data()}, 0, households,
                                  found);
        benchmark::ClobberMemory();
        ++law.replicate;
    }
    report(state, households * years);
}

void register_all() {
    for (Target const target : povex::targets) {
        if (!povex::runs_here(target)) continue;
        std::string const name = "/" + std::string{povex::name_of(target)};
        benchmark::RegisterBenchmark(("philox" + name).c_str(), philox, target);
        benchmark::RegisterBenchmark(("philox_two_years" + name).c_str(), two_philox, target);
        benchmark::RegisterBenchmark(("normal" + name).c_str(), normal, target);
        benchmark::RegisterBenchmark(("exp" + name).c_str(), exponential, target);
        benchmark::RegisterBenchmark(("map" + name).c_str(), map, target);
        benchmark::RegisterBenchmark(("dense_step" + name).c_str(), dense_step, target)
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
