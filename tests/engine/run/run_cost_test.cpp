// What a run takes: time and memory, as far as they can be told before it starts.

#include "engine/run/run_cost.hpp"

#include <gtest/gtest.h>

#include "tests/engine/run/small_experiment.hpp"

namespace povex {
namespace {

TEST(RunCost, IsThatOfTheFormula) {
    // 1,500 households in 4 cells, 4 reviews, 3 scenarios, of which 2 share their nature
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    ASSERT_EQ(prepared.households().cells.size(), 4U);
    ASSERT_EQ(natures_in(prepared.variants()), 2U);
    RunCost const cost = run_cost(prepared, 100, false, 2);
    // start and register; 100 replicates and 3 populations, shared by 2 threads
    EXPECT_NEAR(cost.seconds, 0.20225 + (0.4824 + 0.00135) / 2, 1e-3 * cost.seconds);
    // program; register, 3 populations and 2 replicates at work; tallies
    EXPECT_NEAR(cost.bytes, 25e6 + 1500 * (50 + 108 + 144) + 1.28e6, 1.0);
}

TEST(RunCost, ThreadsShareAllButTheStart) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    auto const seconds = [&](int threads) {
        return run_cost(prepared, 900, false, threads).seconds;
    };
    double const shared = 2.0 * (seconds(1) - seconds(2));
    EXPECT_GT(shared, seconds(1) / 2.0);
    EXPECT_NEAR(seconds(1) - shared / 3.0 * 2.0, seconds(3), 1e-12);
    EXPECT_GT(run_cost(prepared, 900, false, 2).bytes, run_cost(prepared, 900, false, 1).bytes);
}

TEST(RunCost, FixedPopulationsAreMadeOnceAndKept) {
    Experiment const with_three = small::experiment();
    Experiment with_thirty = with_three;
    with_thirty.population.fixed = 30;
    PreparedExperiment const few(with_three), many(with_thirty);
    double const bytes_of_a_population = 36.0 * 1500;
    EXPECT_NEAR(run_cost(many, 100, false, 1).bytes - run_cost(few, 100, false, 1).bytes,
                27 * bytes_of_a_population, 1e-6);
    EXPECT_GT(run_cost(many, 100, false, 1).seconds, run_cost(few, 100, false, 1).seconds);
    // no more of them than replicates
    EXPECT_EQ(run_cost(many, 2, false, 1).bytes, run_cost(few, 2, false, 1).bytes);
}

TEST(RunCost, DrawnParametersNeedAPopulationForEachReplicate) {
    Experiment const with_three = small::experiment();
    Experiment with_new_ones = with_three;
    with_new_ones.population.redrawn = true;
    PreparedExperiment const fixed(with_three), redrawn(with_new_ones);
    RunCost const drawn = run_cost(fixed, 100, true, 1);
    EXPECT_GT(drawn.seconds, run_cost(fixed, 100, false, 1).seconds);
    EXPECT_LT(drawn.bytes, run_cost(fixed, 100, false, 1).bytes);  // one at a time, not three
    EXPECT_EQ(drawn.seconds, run_cost(redrawn, 100, false, 1).seconds);
    EXPECT_EQ(drawn.bytes, run_cost(redrawn, 100, false, 1).bytes);
}

}  // namespace
}  // namespace povex
