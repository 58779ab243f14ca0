#include "output/compare/two_runs_statistics.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace povex {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

Sample independent(std::vector<double> values) {
    return {std::move(values)};
}

// Figures of t.test() in R 4.2.
TEST(TwoRunsStatistics, PairsAreThePairedTTest) {
    auto const d = paired_difference(independent({4, 4, 4, 4, 4}), independent({5, 6, 7, 8, 9}));
    EXPECT_DOUBLE_EQ(d.mean, 3.0);
    EXPECT_NEAR(d.p, 0.0132355995637, 1e-12);
    EXPECT_NEAR(d.low, 1.0367568385224, 1e-10);
    EXPECT_NEAR(d.high, 4.9632431614776, 1e-10);
}

TEST(TwoRunsStatistics, WithoutPairsItIsWelchsTest) {
    auto const d =
        unpaired_difference(independent({1, 2, 3, 4, 5}), independent({2, 4, 6, 8, 10, 12}));
    EXPECT_DOUBLE_EQ(d.mean, 4.0);
    EXPECT_NEAR(d.p, 0.0492843382067, 1e-11);
    EXPECT_NEAR(d.low, 0.0165313043712, 1e-10);
    EXPECT_NEAR(d.high, 7.9834686956288, 1e-10);
}

TEST(TwoRunsStatistics, WhatNeverDiffersIsCertain) {
    auto const same = paired_difference(independent({1, 2, 3}), independent({1, 2, 3}));
    EXPECT_EQ(same.mean, 0.0);
    EXPECT_EQ(same.p, 1.0);
    auto const moved = paired_difference(independent({1, 2, 3}), independent({2, 3, 4}));
    EXPECT_EQ(moved.p, 0.0);
    EXPECT_EQ(moved.low, 1.0);
}

TEST(TwoRunsStatistics, ReplicatesOfOnePopulationAreNoMoreThanOne) {
    // each value twice: as sure as the five, and not as ten
    Sample const zero{std::vector<double>(10, 0.0), {.populations = 5}};
    Sample const twice{{1, 2, 3, 4, 5, 1, 2, 3, 4, 5}, zero.clustering};
    auto const d = paired_difference(zero, twice);
    EXPECT_NEAR(d.p, 0.0132355995637, 1e-12);
    EXPECT_NEAR(d.high, 4.9632431614776, 1e-10);
}

TEST(TwoRunsStatistics, ReplicatesOfOneDrawAreNoMoreThanOne) {
    Sample const zero{std::vector<double>(10, 0.0), {.replicates_per_draw = 2}};
    Sample const twice{{1, 1, 2, 2, 3, 3, 4, 4, 5, 5}, zero.clustering};
    auto const d = paired_difference(zero, twice);
    EXPECT_NEAR(d.p, 0.0132355995637, 1e-12);
    EXPECT_NEAR(d.high, 4.9632431614776, 1e-10);
}

TEST(TwoRunsStatistics, OnePopulationTellsAMeanAlone) {
    auto const d = paired_difference(independent({1}), independent({3}));
    EXPECT_EQ(d.mean, 2.0);
    EXPECT_TRUE(std::isnan(d.p));
    EXPECT_TRUE(std::isnan(mean_difference({{1, 2, 3, 4}, {.populations = 1}}).p));
    EXPECT_THROW(static_cast<void>(paired_difference(independent({1}), independent({3, 4}))),
                 std::invalid_argument);
}

TEST(TwoRunsStatistics, HolmStepsDown) {
    std::vector<double> const p{0.01, 0.04, std::numeric_limits<double>::quiet_NaN(), 0.03, 0.005};
    auto const adjusted = holm_adjusted(p);
    ASSERT_EQ(adjusted.size(), 5U);
    EXPECT_TRUE(std::isnan(adjusted[2]));
    EXPECT_THAT((std::vector{adjusted[0], adjusted[1], adjusted[3], adjusted[4]}),
                ElementsAre(DoubleNear(0.03, 1e-15), DoubleNear(0.06, 1e-15),
                            DoubleNear(0.06, 1e-15), DoubleNear(0.02, 1e-15)));
    EXPECT_THAT(holm_adjusted(std::vector{0.6, 0.9}), ElementsAre(1.0, 1.0));
}

}  // namespace
}  // namespace povex
