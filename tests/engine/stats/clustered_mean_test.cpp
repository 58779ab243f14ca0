#include "engine/stats/clustered_mean.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace povex {
namespace {

double const nan = std::nan("");

ClusteredMean mean_of(std::vector<double> const& values, Clustering const& clustering) {
    ClusteredMean mean(clustering);
    for (std::size_t r = 0; r < values.size(); ++r) mean.add(r, values[r]);
    return mean;
}

double squared(ClusteredMean const& mean) {
    return std::pow(mean.standard_error(), 2);
}

TEST(ClusteredMean, OfIndependentReplicatesIsTheUsualOne) {
    auto const mean = mean_of({7, 1, 10, 4, 3, 9, 2, 8, 5, 6}, {});
    EXPECT_DOUBLE_EQ(mean.mean(), 5.5);
    EXPECT_NEAR(mean.standard_error(), std::sqrt(82.5 / 9 / 10), 1e-15);
    EXPECT_EQ(mean.degrees(), 9.0);
    EXPECT_EQ(mean.count(), 10U);
}

TEST(ClusteredMean, OfPopulationsIsByTheirSums) {
    // populations 0: 1, 5; 1: 2, 9; 2: 4, 3. Mean 4; sums of deviations -2, 3, -1
    auto const mean = mean_of({1, 2, 4, 5, 9, 3}, {.populations = 3});
    EXPECT_DOUBLE_EQ(mean.mean(), 4.0);
    EXPECT_DOUBLE_EQ(squared(mean), 3.0 / 2.0 * (4 + 9 + 1) / 36);
    EXPECT_EQ(mean.degrees(), 2.0);
}

TEST(ClusteredMean, OfDrawsIsByTheirSums) {
    // draws 1, 2; 4, 5; 9, 3: sums of deviations -5, 1, 4
    auto const mean = mean_of({1, 2, 4, 5, 9, 3}, {.replicates_per_draw = 2});
    EXPECT_DOUBLE_EQ(squared(mean), 3.0 / 2.0 * (25 + 1 + 16) / 36);
    EXPECT_EQ(mean.degrees(), 2.0);
}

TEST(ClusteredMean, OfUnequalClustersTakesAllReplicates) {
    // populations 0: 1, 4; 1: 4. Mean 3; sums of deviations -1, 1
    EXPECT_DOUBLE_EQ(squared(mean_of({1, 4, 4}, {.populations = 2})), 2.0 * (1 + 1) / 9);
}

TEST(ClusteredMean, OfDrawsThatCrossPopulationsAddsBoth) {
    // draws of two replicates, three populations; pairs are single replicates
    std::vector<double> const values{1, 2, 4, 5, 9, 3};
    Clustering const crossed{.populations = 3, .replicates_per_draw = 2};
    double const draws = squared(mean_of(values, {.replicates_per_draw = 2}));
    double const populations = squared(mean_of(values, {.populations = 3}));
    double const pairs = squared(mean_of(values, {}));
    ASSERT_GT(draws, populations);
    EXPECT_DOUBLE_EQ(squared(mean_of(values, crossed)),
                     std::max(draws + populations - pairs, draws));
}

TEST(ClusteredMean, OfDrawsAndPopulationsThatAddUp) {
    // y = d + p, ten draws of all ten populations: sums of squares 82.5 about either mean
    std::vector<double> values;
    for (int r = 0; r < 100; ++r) values.push_back(r / 10 + r % 10);
    auto const mean = mean_of(values, {.populations = 10, .replicates_per_draw = 10});
    double const one_way = 10.0 / 9.0 * 100 * 82.5 / 1e4;
    double const pairs = 100.0 / 99.0 * 2 * 10 * 82.5 / 1e4;
    EXPECT_NEAR(squared(mean), 2 * one_way - pairs, 1e-12);
    EXPECT_EQ(mean.degrees(), 9.0);
}

TEST(ClusteredMean, PairsHoldAllReplicatesOfADrawAndAPopulation) {
    // two draws of four replicates, two populations: each pair has two replicates
    std::vector<double> const values{1, 2, 3, 4, 11, 15, 12, 19};
    // deviations from 8.375; pairs (0,0): 1, 3; (0,1): 2, 4; (1,0): 11, 12; (1,1): 15, 19
    double const pairs = 4.0 / 3.0 *
                         (std::pow(4 - 16.75, 2) + std::pow(6 - 16.75, 2) +
                          std::pow(23 - 16.75, 2) + std::pow(34 - 16.75, 2)) /
                         64;
    double const draws = 2.0 * (std::pow(10 - 33.5, 2) + std::pow(57 - 33.5, 2)) / 64;
    double const populations = 2.0 * (std::pow(27 - 33.5, 2) + std::pow(40 - 33.5, 2)) / 64;
    auto const mean = mean_of(values, {.populations = 2, .replicates_per_draw = 4});
    EXPECT_NEAR(squared(mean), std::max({draws + populations - pairs, draws, populations}), 1e-9);
}

TEST(ClusteredMean, OfOneClusterHasNoError) {
    EXPECT_TRUE(std::isnan(mean_of({1, 2, 3}, {.populations = 1}).standard_error()));
    EXPECT_TRUE(std::isnan(mean_of({1, 2, 3}, {.replicates_per_draw = 3}).standard_error()));
    Clustering const one_draw{.populations = 3, .replicates_per_draw = 3};
    EXPECT_TRUE(std::isnan(mean_of({1, 2, 3}, one_draw).standard_error()));
    EXPECT_TRUE(std::isnan(mean_of({1}, {}).standard_error()));
    EXPECT_TRUE(std::isnan(mean_of({}, {}).mean()));
    EXPECT_EQ(mean_of({5, 5, 5}, {.populations = 1}).mean(), 5.0);
}

TEST(ClusteredMean, LeavesOutMissingValues) {
    // population 2 has no value
    auto const mean = mean_of({1, 2, nan, 3, 6, nan}, {.populations = 3});
    EXPECT_EQ(mean.count(), 4U);
    EXPECT_DOUBLE_EQ(mean.mean(), 3.0);
    EXPECT_DOUBLE_EQ(squared(mean), 2.0 * (4 + 4) / 16);
    EXPECT_EQ(mean.degrees(), 1.0);
}

TEST(ClusteredMean, OfEqualValuesIsCertain) {
    EXPECT_EQ(mean_of(std::vector<double>(10, 1.0 / 3), {.populations = 5}).standard_error(), 0.0);
}

TEST(ClusteredMean, SurvivesCancellation) {
    auto const mean = mean_of({1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}, {});
    EXPECT_NEAR(mean.standard_error(), std::sqrt(30.0 / 4), 1e-12);
}

TEST(ClusteredMean, InfinityMakesItUnknown) {
    double const infinity = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(std::isnan(mean_of({1, infinity, 2}, {}).standard_error()));
}

// Random effects of draws, populations and replicates with known variances: the mean of the squared
// standard error is the variance of the mean.
TEST(ClusteredMean, IsRightOnAverage) {
    constexpr std::size_t n = 40, times = 4000;
    Clustering const crossed{.populations = 10, .replicates_per_draw = 2};
    std::mt19937_64 engine(5);
    std::normal_distribution<double> normal;
    double const draw_sd = 2.0, population_sd = 3.0, own_sd = 1.5;
    double sum = 0.0;
    for (std::size_t i = 0; i < times; ++i) {
        std::vector<double> draws(n / 2), populations(10), values;
        for (double& x : draws) x = draw_sd * normal(engine);
        for (double& x : populations) x = population_sd * normal(engine);
        for (std::size_t r = 0; r < n; ++r) {
            values.push_back(draws[r / 2] + populations[r % 10] + own_sd * normal(engine));
        }
        sum += squared(mean_of(values, crossed));
    }
    double const variance = 4.0 / 20 + 9.0 / 10 + 2.25 / 40;
    EXPECT_NEAR(sum / times, variance, 0.05 * variance);
}

}  // namespace
}  // namespace povex
