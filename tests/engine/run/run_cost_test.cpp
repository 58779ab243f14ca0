// What a run takes: time and memory, as far as they can be told before it starts.

#include "engine/run/run_cost.hpp"

#include <gtest/gtest.h>

#include "engine/run/simulate_replicate.hpp"
#include "tests/engine/run/small_experiment.hpp"

namespace povex {
namespace {

/// A replicate takes 2 s and 1 MB, a population 3 s and 1 kB, and a result 80 bytes.
RunSample sample() {
    RunSample made;
    made.replicate_seconds = 2.0;
    made.replicate_bytes = 1e6;
    made.population_seconds = 3.0;
    made.population_bytes = 1e3;
    made.results = {{0, {std::vector<double>(4), std::vector<double>(6)}}};
    return made;
}

TEST(RunCost, SharesReplicatesAndKeptPopulationsAmongThreads) {
    Experiment const e = small::experiment();  // three fixed populations
    PreparedExperiment const prepared(e);
    RunCost const cost = run_cost(prepared, {.replicates = 100, .threads = 2}, sample());
    EXPECT_DOUBLE_EQ(cost.seconds, (100 * 2.0 + 3 * 3.0) / 2);
    EXPECT_DOUBLE_EQ(cost.bytes, 3 * 1e3 + 2 * 1e6 + 3 * 2 * 80);
}

TEST(RunCost, HasNoMorePopulationsThreadsAndResultsThanReplicates) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    RunCost const cost = run_cost(prepared, {.replicates = 2, .threads = 8}, sample());
    EXPECT_DOUBLE_EQ(cost.bytes, 2 * 1e3 + 2 * 1e6 + 2 * 80);
}

TEST(RunCost, OfPopulationsThatAreNotKeptIsThatOfTheReplicates) {
    Experiment e = small::experiment();
    e.population.redrawn = true;
    PreparedExperiment const prepared(e);
    RunCost const cost = run_cost(prepared, {.replicates = 100, .threads = 1}, sample());
    EXPECT_DOUBLE_EQ(cost.seconds, 100 * 2.0);
    EXPECT_DOUBLE_EQ(cost.bytes, 1e6 + 3 * 80);
}

TEST(RunCost, DrawnParametersNeedAPopulationForEachReplicate) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    RunCost const cost =
        run_cost(prepared, {.replicates = 100, .replicates_per_draw = 2, .threads = 1}, sample());
    EXPECT_DOUBLE_EQ(cost.seconds, 100 * 2.0 + 100 * 3.0);
    EXPECT_DOUBLE_EQ(cost.bytes, 2 * 1e3 + 1e6 + 3 * 80);
}

TEST(RunSample, IsTheFirstReplicates) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    RunSample const found = sample_run(prepared, 2, 2);
    ASSERT_EQ(found.results.size(), 2U);
    for (std::uint32_t r = 0; r < 2; ++r) {
        auto const expected = simulate_replicate(prepared, r);
        EXPECT_EQ(found.results[r].replicate, r);
        // all of the variables, some values of which are missing
        EXPECT_EQ(found.results[r].values.front(), expected.values.front());
        EXPECT_EQ(found.results[r].values.size(), expected.values.size());
    }
    EXPECT_GT(found.replicate_seconds, 0.0);
    EXPECT_GT(found.population_seconds, 0.0);
    // five scores and two sets of indicators for each of 1,500 households, and the models of places
    EXPECT_GE(found.population_bytes, 1500 * (5 * 4 + 2 * 2));
    EXPECT_LT(found.population_bytes, 1500 * (6 * 4 + 2 * 2) + 100'000);
}

TEST(RunSample, AReplicateTakesAtLeastItsIncomes) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    EXPECT_GE(least_replicate_bytes(prepared), 1500 * (24 + 3 * 4));
    EXPECT_GT(guessed_replicate_seconds(prepared), 0.0);
}

}  // namespace
}  // namespace povex
