#include "engine/run/run.hpp"

#include <atomic>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <stop_token>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/run/prepared_series.hpp"
#include "tests/engine/run/small_experiment.hpp"

namespace povex {
namespace {

/// The bits of all results, in the order of delivery.
using Bytes = std::vector<std::uint64_t>;

void append(Bytes& bytes, ReplicateResult const& result) {
    bytes.push_back(result.replicate);
    for (auto const& variable : result.values) {
        for (double x : variable) bytes.push_back(std::bit_cast<std::uint64_t>(x));
    }
}

Bytes bytes_of(Experiment const& e, std::uint32_t replicates, int threads) {
    PreparedExperiment const prepared(e);
    Bytes bytes;
    auto const delivered = run(prepared, replicates, threads,
                               [&](ReplicateResult const& result) { append(bytes, result); });
    EXPECT_EQ(delivered, replicates);
    return bytes;
}

TEST(Run, DeliversInOrderAndOneAtATime) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    std::vector<std::uint32_t> order;
    std::atomic<int> inside = 0;
    EXPECT_EQ(run(prepared, 23, 5,
                  [&](ReplicateResult const& result) {
                      EXPECT_EQ(++inside, 1);
                      order.push_back(result.replicate);
                      --inside;
                  }),
              23U);
    ASSERT_EQ(order.size(), 23U);
    for (std::uint32_t r = 0; r < 23; ++r) EXPECT_EQ(order[r], r);
}

TEST(Run, GivesTheSameBitsForAnyNumberOfThreads) {
    for (bool const redrawn : {false, true}) {
        Experiment e = small::experiment();
        e.population.redrawn = redrawn;
        Bytes const one = bytes_of(e, 12, 1);
        EXPECT_EQ(bytes_of(e, 12, 2), one);
        EXPECT_EQ(bytes_of(e, 12, 5), one);
        EXPECT_EQ(bytes_of(e, 12, 0), one);
    }
}

TEST(Run, OfFewerReplicatesIsTheBeginningOfALongerOne) {
    Experiment const e = small::experiment();
    Bytes const few = bytes_of(e, 5, 2);
    Bytes many = bytes_of(e, 14, 2);
    ASSERT_GT(many.size(), few.size());
    many.resize(few.size());
    EXPECT_EQ(many, few);
}

TEST(Run, GivesOtherNumbersUnderAnotherSeed) {
    Experiment e = small::experiment();
    Bytes const one = bytes_of(e, 2, 1);
    e.seed += 1;
    EXPECT_NE(bytes_of(e, 2, 1), one);
}

TEST(Run, OfNoReplicateDeliversNone) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    EXPECT_EQ(run(prepared, 0, 2, [](ReplicateResult const&) { FAIL(); }), 0U);
}

TEST(Run, StopsWhenAskedAndDeliversWhatRuns) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    for (int const threads : {1, 3}) {
        std::stop_source stop;
        std::vector<std::uint32_t> order;
        auto const delivered = run(
            prepared, 100'000, threads,
            [&](ReplicateResult const& result) {
                order.push_back(result.replicate);
                if (result.replicate == 4) stop.request_stop();
            },
            stop.get_token());
        EXPECT_EQ(delivered, order.size());
        EXPECT_GE(delivered, 5U);
        EXPECT_LE(delivered, 5U + static_cast<std::uint32_t>(threads));
        for (std::uint32_t r = 0; r < delivered; ++r) EXPECT_EQ(order[r], r);
    }
}

TEST(Run, AskedToStopBeforehandDeliversNone) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(run(
                  prepared, 10, 2, [](ReplicateResult const&) { FAIL(); }, stop.get_token()),
              0U);
}

TEST(Run, PassesOnWhatTheSinkThrows) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    int delivered = 0;
    auto const sink = [&](ReplicateResult const& result) {
        if (result.replicate == 3) throw std::runtime_error("the disk is full");
        ++delivered;
    };
    EXPECT_THROW(run(prepared, 1000, 2, sink), std::runtime_error);
    EXPECT_EQ(delivered, 3);
    // and can be used again
    EXPECT_EQ(run(prepared, 3, 2, sink), 3U);
}

TEST(Run, PassesOnWhatAReplicateThrows) {
    Experiment e = small::experiment();
    e.nature.counts->poor = 2000;  // more than there are
    PreparedExperiment const prepared(e);
    EXPECT_THROW(run(prepared, 10, 2, [](ReplicateResult const&) {}), InputError);
}

/// The small experiment, its law of income changed after the base review or at it.
Experiment variant(std::uint32_t number) {
    Experiment e = small::experiment();
    e.scenarios[1].programmes[1].effect.log_effect += 0.01 * number;
    e.nature.income[0].growth[1] += 0.01 * number;
    if (number >= 3) e.nature.income[0].mean *= 1.0 + 0.01 * number;
    return e;
}

Bytes series_of(std::uint32_t each, std::uint32_t replicates, int threads,
                PreparedExperiment const* like) {
    PreparedSeries series(each, [&](std::uint32_t w) { return prepare(variant(w), like); });
    Bytes bytes;
    run([&](std::uint32_t r) { return series.of(r); }, replicates, threads,
        [&](ReplicateResult const& result) { append(bytes, result); });
    return bytes;
}

TEST(Run, OfASeriesSimulatesEachReplicateInItsOwnExperiment) {
    Bytes expected;
    for (std::uint32_t r = 0; r < 10; ++r) {
        Experiment const e = variant(r / 2);
        append(expected, simulate_replicate(PreparedExperiment(e), r));
    }
    Experiment const e = small::experiment();
    PreparedExperiment const like(e);
    for (int const threads : {1, 3}) {
        EXPECT_EQ(series_of(2, 10, threads, nullptr), expected);
        EXPECT_EQ(series_of(2, 10, threads, &like), expected);
    }
}

TEST(PreparedSeries, MakesEachOnceAndLetsItGo) {
    std::vector<std::weak_ptr<PreparedExperiment const>> made;
    PreparedSeries series(3, [&](std::uint32_t w) {
        auto const prepared = prepare(variant(w));
        made.push_back(prepared);
        return prepared;
    });
    for (std::uint32_t r = 0; r < 9; ++r) {
        static_cast<void>(series.of(r));
        EXPECT_EQ(made.size(), r / 3 + 1);
        EXPECT_EQ(made.back().expired(), r % 3 == 2);
    }
}

TEST(Populations, AreSharedWhereTheyAreMadeOfTheSame) {
    auto const populations = Populations::of(small::experiment());
    Experiment later =
        small::experiment();  // what acts after the base review, and what is measured
    later.nature.income[0].growth[2] = 0.2;
    later.nature.shocks.clear();
    later.nature.sigma_permanent = 0.1;
    later.nature.scores.rho = 0.1;
    later.scenarios.resize(1);
    later.income_floor = 1.0;
    EXPECT_EQ(Populations::of(later, populations), populations);

    Experiment poorer = small::experiment();
    poorer.nature.income[0].mean *= 0.9;
    poorer.places.strata[0].odds = 2.0;
    auto const others = Populations::of(poorer, populations);
    EXPECT_NE(others, populations);
    EXPECT_EQ(&others->households(), &populations->households());
    EXPECT_NE(others->population(0), populations->population(0));

    Experiment larger = small::experiment();
    larger.register_plan.margins.front().households.front() += 1;
    EXPECT_THROW(static_cast<void>(Populations::of(larger, populations)), InputError);
    Experiment reseeded = small::experiment();
    reseeded.seed += 1;
    EXPECT_NE(&Populations::of(reseeded, populations)->households(), &populations->households());
}

}  // namespace
}  // namespace povex
