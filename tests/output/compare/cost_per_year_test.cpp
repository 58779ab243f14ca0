#include "output/compare/cost_per_year.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace povex {
namespace {

double const nan = std::nan("");

TEST(CostPerYear, IsTheRatioOfMeansWithFiellersInterval) {
    // means 16 and 6; squared errors of the means, of spending, years and both:
    // v_c = 80 / 12, v_y = 10 / 12, v_cy = 28 / 12, t(0.975, 3) = 3.182446305
    std::vector<double> const spending{10, 14, 18, 22}, years{4, 5, 7, 8};
    auto const cost = cost_per_year(spending, years, {});
    EXPECT_EQ(cost.verdict, CostVerdict::cost);
    EXPECT_DOUBLE_EQ(cost.mean, 16.0 / 6.0);
    double const t2 = 3.182446305284263 * 3.182446305284263;
    double const a = 36 - t2 * 10 / 12, b = 96 - t2 * 28 / 12, c = 256 - t2 * 80 / 12;
    EXPECT_NEAR(cost.low, (b - std::sqrt(b * b - a * c)) / a, 1e-9);
    EXPECT_NEAR(cost.high, (b + std::sqrt(b * b - a * c)) / a, 1e-9);
    EXPECT_LT(cost.low, cost.mean);
    EXPECT_GT(cost.high, cost.mean);
}

TEST(CostPerYear, IsTheSameInOtherUnitsOfMoney) {
    auto const units =
        cost_per_year(std::vector<double>{10, 14, 18, 22}, std::vector<double>{4, 5, 7, 8}, {});
    auto const billions = cost_per_year(std::vector<double>{10e9, 14e9, 18e9, 22e9},
                                        std::vector<double>{4, 5, 7, 8}, {});
    EXPECT_NEAR(billions.low, 1e9 * units.low, 1e-3);
    EXPECT_NEAR(billions.high, 1e9 * units.high, 1e-3);
}

TEST(CostPerYear, CountsReplicatesOfOnePopulationOnce) {
    std::vector<double> const spending{10, 14, 18, 22}, years{4, 5, 7, 8};
    auto const once = cost_per_year(spending, years, {});
    auto const twice =
        cost_per_year(std::vector<double>{10, 14, 18, 22, 10, 14, 18, 22},
                      std::vector<double>{4, 5, 7, 8, 4, 5, 7, 8}, {.populations = 4});
    EXPECT_NEAR(twice.low, once.low, 1e-9);
    EXPECT_NEAR(twice.high, once.high, 1e-9);
}

TEST(CostPerYear, SaysWhatHasNoRatio) {
    auto const verdict = [](std::vector<double> const& spending, std::vector<double> const& years) {
        auto const cost = cost_per_year(spending, years, {});
        EXPECT_TRUE(std::isnan(cost.mean));
        return cost.verdict;
    };
    EXPECT_EQ(verdict({10, 11, 12}, {-1, 0, 1.5}), CostVerdict::no_difference);
    EXPECT_EQ(verdict({10, 11, 12}, {0, 0, 0}), CostVerdict::no_difference);
    EXPECT_EQ(verdict({10, 11, 12}, {-4, -5, -6}), CostVerdict::more_poverty);
    EXPECT_EQ(verdict({-10, -11, -12}, {4, 5, 6}), CostVerdict::saves_money);
    EXPECT_EQ(verdict({0, 0, 0}, {4, 5, 6}), CostVerdict::saves_money);
    EXPECT_EQ(verdict({}, {4, 5, 6}), CostVerdict::unknown);
    EXPECT_EQ(verdict({1, nan, 2}, {4, 5, 6}), CostVerdict::unknown);
}

TEST(CostPerYear, WithoutSpreadIsExact) {
    auto const cost =
        cost_per_year(std::vector<double>{20, 20, 20}, std::vector<double>{5, 5, 5}, {});
    EXPECT_DOUBLE_EQ(cost.low, 4.0);
    EXPECT_DOUBLE_EQ(cost.high, 4.0);
}

TEST(CostPerYear, OfOnePopulationHasNoInterval) {
    auto const cost =
        cost_per_year(std::vector<double>{20, 22}, std::vector<double>{5, 6}, {.populations = 1});
    EXPECT_EQ(cost.verdict, CostVerdict::cost);
    EXPECT_TRUE(std::isnan(cost.low));
}

TEST(CostPerYear, OfDrawsGoesFromPercentileToPercentile) {
    // forty draws of two replicates; draw d pays 100 + d for each of ten years
    std::vector<double> spending, years;
    for (int d = 1; d <= 40; ++d) {
        spending.insert(spending.end(), {900.0 + 10 * d, 1100.0 + 10 * d});
        years.insert(years.end(), {9, 11});
    }
    Clustering const drawn{.replicates_per_draw = 2};
    auto cost = cost_per_year(spending, years, drawn);
    EXPECT_EQ(cost.draws, 40U);
    EXPECT_EQ(cost.draws_without, 0U);
    EXPECT_DOUBLE_EQ(cost.mean, 120.5);
    EXPECT_DOUBLE_EQ(cost.low, 102.0);   // rank 2 of 40
    EXPECT_DOUBLE_EQ(cost.high, 139.0);  // rank 39
    years[0] = years[1] = -1;
    cost = cost_per_year(spending, years, drawn);
    EXPECT_EQ(cost.verdict, CostVerdict::cost);
    EXPECT_EQ(cost.draws_without, 1U);
    EXPECT_TRUE(std::isnan(cost.low));
}

}  // namespace
}  // namespace povex
