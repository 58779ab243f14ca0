#include "engine/nature/income_distribution.hpp"

#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/error.hpp"

namespace povex {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<IncomeDistribution::Knot> const two_anchors{{-2.4, -1.9}, {-1.5, -1.1}};

std::vector<IncomeDistribution> various_laws() {
    return {IncomeDistribution::lognormal(0.0),
            IncomeDistribution::lognormal(0.55),
            IncomeDistribution::anchored({{-2.07, -1.38}}, 0.45, 0.8, std::nullopt),
            IncomeDistribution::anchored(two_anchors, 0.5, 0.3, std::nullopt),
            IncomeDistribution::anchored(two_anchors, 0.5, 1.3, 0.7),
            IncomeDistribution::anchored({{-3.7, -1.2}}, 0.4, 0.8, std::nullopt)};
}

/// E[exp x(q)] by Simpson's rule between the knots, where the integrand is smooth.
double mean_by_quadrature(IncomeDistribution const& distribution) {
    std::vector<double> ends{-14.0};
    for (auto const& knot : distribution.knots()) ends.push_back(knot.score);
    ends.push_back(14.0);
    long double sum = 0;
    for (std::size_t k = 1; k < ends.size(); ++k) {
        constexpr int intervals = 20000;
        double const step = (ends[k] - ends[k - 1]) / intervals;
        for (int i = 0; i <= intervals; ++i) {
            double const q = ends[k - 1] + step * i;
            double const weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * step / 3.0 * std::exp(distribution(q) - 0.5 * q * q);
        }
    }
    return static_cast<double>(sum) / std::sqrt(2.0 * M_PI);
}

TEST(IncomeDistribution, LognormalIsALineOfMeanOne) {
    IncomeDistribution const distribution = IncomeDistribution::lognormal(0.6);
    for (double const q : {-8.0, -1.0, 0.0, 0.3, 6.0}) {
        EXPECT_NEAR(distribution(q), -0.18 + 0.6 * q, 1e-14);
    }
    EXPECT_NEAR(distribution.mean(), 1.0, 1e-15);
}

TEST(IncomeDistribution, RunsThroughItsAnchorsExactly) {
    for (auto slope_above : {std::optional<double>{}, std::optional<double>{0.7}}) {
        IncomeDistribution const distribution =
            IncomeDistribution::anchored(two_anchors, 0.5, 0.8, slope_above);
        for (auto const& anchor : two_anchors)
            EXPECT_EQ(distribution(anchor.score), anchor.log_income);
        EXPECT_EQ(distribution(0.0), distribution.knots().back().log_income);
    }
}

TEST(IncomeDistribution, HasTheSlopesItIsGiven) {
    IncomeDistribution const distribution =
        IncomeDistribution::anchored(two_anchors, 0.5, 0.3, 0.7);
    EXPECT_NEAR(distribution(-2.4) - distribution(-3.4), 0.3, 1e-14);
    EXPECT_NEAR((distribution(-1.5) - distribution(-2.4)) / 0.9, 0.8 / 0.9, 1e-14);
    EXPECT_NEAR((distribution(-0.25) - distribution(-1.25)), 0.7, 1e-14);
    EXPECT_NEAR(distribution(2.0) - distribution(1.0), 0.5, 1e-14);
}

TEST(IncomeDistribution, MeanInClosedFormIsThatOfQuadrature) {
    for (IncomeDistribution const& distribution : various_laws()) {
        EXPECT_NEAR(distribution.mean(), mean_by_quadrature(distribution), 1e-12);
    }
}

TEST(IncomeDistribution, KeepsTheMeanWhereTheMedianIsSolved) {
    for (double const sigma : {0.0, 0.2, 0.45, 0.8}) {
        for (double const line : {-2.5, -1.4, -0.9}) {
            IncomeDistribution const distribution =
                IncomeDistribution::anchored({{-2.0, line}}, sigma, 0.8, std::nullopt);
            EXPECT_NEAR(distribution.mean(), 1.0, 1e-14) << sigma << ' ' << line;
            EXPECT_NEAR(mean_by_quadrature(distribution), 1.0, 1e-12) << sigma << ' ' << line;
        }
    }
}

TEST(IncomeDistribution, TakesTheMedianFromTheSlopeAboveIfItIsGiven) {
    IncomeDistribution const distribution =
        IncomeDistribution::anchored(two_anchors, 0.5, 0.8, 0.6);
    EXPECT_NEAR(distribution(0.0), -1.1 + 0.6 * 1.5, 1e-15);
    EXPECT_GT(std::abs(distribution.mean() - 1.0), 0.01);  // the mean is then what it is
}

TEST(IncomeDistribution, NeverFalls) {
    for (IncomeDistribution const& distribution : various_laws()) {
        double before = distribution(-9.0);
        for (double q = -9.0; q <= 9.0; q += 1.0 / 512) {
            ASSERT_GE(distribution(q), before) << q;
            before = distribution(q);
        }
    }
}

TEST(IncomeDistribution, IsContinuousAtItsKnots) {
    for (IncomeDistribution const& distribution : various_laws()) {
        for (auto const& knot : distribution.knots()) {
            EXPECT_NEAR(distribution(std::nextafter(knot.score, -infinity)), knot.log_income,
                        1e-14);
            EXPECT_NEAR(distribution(std::nextafter(knot.score, infinity)), knot.log_income, 1e-14);
        }
    }
}

TEST(IncomeDistribution, ScoreAtIsItsInverse) {
    for (IncomeDistribution const& distribution : various_laws()) {
        if (distribution(1.0) == distribution(0.0)) continue;  // no spread, no inverse
        for (double q = -7.0; q <= 7.0; q += 0.13) {
            EXPECT_NEAR(distribution.score_at(distribution(q)), q, 1e-12) << q;
        }
        for (auto const& knot : distribution.knots()) {
            EXPECT_NEAR(distribution.score_at(knot.log_income), knot.score, 1e-14);
        }
    }
}

TEST(IncomeDistribution, WithoutSpreadPutsEverybodyOnOneSideOfALine) {
    IncomeDistribution const distribution = IncomeDistribution::lognormal(0.0);
    EXPECT_EQ(distribution.score_at(-0.1), -infinity);
    EXPECT_EQ(distribution.score_at(0.0), infinity);  // equality counts as below
    EXPECT_EQ(distribution.score_at(0.1), infinity);
}

TEST(IncomeDistribution, RefusesAMedianAtOrBelowTheHighestAnchor) {
    // everybody above the line already earns more than the mean
    EXPECT_THROW((void)IncomeDistribution::anchored({{-1.0, 0.0}}, 0.5, 0.8, std::nullopt),
                 InputError);
    EXPECT_THROW((void)IncomeDistribution::anchored({{-1.0, 0.3}}, 0.5, 0.8, std::nullopt),
                 InputError);
    EXPECT_THROW((void)IncomeDistribution::anchored({{-2.0, -0.4}}, 1.2, 0.8, std::nullopt),
                 InputError);
    EXPECT_NO_THROW((void)IncomeDistribution::anchored({{-2.0, -0.4}}, 0.5, 0.8, std::nullopt));
}

TEST(IncomeDistribution, RefusesAnAnchorAtOrAboveTheMedian) {
    for (double const score : {0.0, 0.2, infinity}) {
        EXPECT_THROW((void)IncomeDistribution::anchored({{score, -1.0}}, 0.5, 0.8, std::nullopt),
                     InputError);
        EXPECT_THROW((void)IncomeDistribution::anchored({{score, -1.0}}, 0.5, 0.8, 0.7),
                     InputError);
    }
}

}  // namespace
}  // namespace povex
