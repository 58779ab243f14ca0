#include "engine/measure/inequality.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"

namespace povex {
namespace {

using elementary::normal_cdf;
using Bins = std::vector<IncomeHistogram::Bin>;

constexpr double step = 1.0 / (1 << IncomeHistogram::sum_bits);

/// Lower end of a bin, in units of the reference.
double edge(int bin) {
    int const octave = bin / IncomeHistogram::bins_per_octave + IncomeHistogram::lowest_octave;
    int const within = bin % IncomeHistogram::bins_per_octave;
    return std::ldexp(1.0 + within / double{IncomeHistogram::bins_per_octave}, octave);
}

Bins histogram(std::vector<double> const& incomes) {
    Bins bins(IncomeHistogram::bins);
    for (double y : incomes) {
        auto& bin = bins[static_cast<std::size_t>(IncomeHistogram::bin_of(y))];
        ++bin.households;
        bin.income += static_cast<std::int64_t>(std::round(y / step));
    }
    return bins;
}

/// The bins of 1e12 households with lognormal incomes of mean 1, by its distribution function.
Bins lognormal(double sigma) {
    Bins bins(IncomeHistogram::bins);
    auto score = [&](double y) { return (std::log(y) + 0.5 * sigma * sigma) / sigma; };
    for (int b = 0; b < IncomeHistogram::bins; ++b) {
        double const low = b == 0 ? -40.0 : score(edge(b));
        double const high = b + 1 == IncomeHistogram::bins ? 40.0 : score(edge(b + 1));
        auto mass = [&](double from, double to) {
            return from > 0 ? normal_cdf(-from) - normal_cdf(-to)
                            : normal_cdf(to) - normal_cdf(from);
        };
        auto& bin = bins[static_cast<std::size_t>(b)];
        bin.households = static_cast<std::int64_t>(std::round(1e12 * mass(low, high)));
        bin.income =
            static_cast<std::int64_t>(std::round(1e12 * mass(low - sigma, high - sigma) / step));
    }
    return bins;
}

TEST(IncomeHistogram, PutsEachIncomeBetweenTheEdgesOfItsBin) {
    for (double y = 0x1p-7; y < 127.0; y *= 1.0037) {
        int const b = IncomeHistogram::bin_of(y);
        ASSERT_LE(edge(b), y);
        ASSERT_GT(edge(b + 1), y);
    }
    for (int b = 0; b < IncomeHistogram::bins; ++b) ASSERT_EQ(IncomeHistogram::bin_of(edge(b)), b);
}

TEST(IncomeHistogram, TakesTheRestIntoItsFirstAndLastBin) {
    EXPECT_EQ(IncomeHistogram::bin_of(0.0), 0);
    EXPECT_EQ(IncomeHistogram::bin_of(1e-300), 0);
    EXPECT_EQ(IncomeHistogram::bin_of(4096.0), IncomeHistogram::bins - 1);
    EXPECT_EQ(IncomeHistogram::bin_of(1e300), IncomeHistogram::bins - 1);
}

TEST(Inequality, OfTheLognormalLawIsInItsStatedBounds) {
    for (double const sigma : {0.3, 0.5, 0.7, 1.0}) {
        Inequality const found = inequality(lognormal(sigma));
        double const gini = 2.0 * normal_cdf(sigma / std::sqrt(2.0)) - 1.0;
        double const theil = 0.5 * sigma * sigma;
        EXPECT_LT(gini - found.gini, 2e-5) << sigma;
        EXPECT_GT(gini - found.gini, 0.0) << sigma;
        EXPECT_LT(theil - found.theil_t, 5e-5) << sigma;
        EXPECT_GT(theil - found.theil_t, 0.0) << sigma;
        EXPECT_LT(theil - found.theil_l, 5e-5) << sigma;
        EXPECT_GT(theil - found.theil_l, 0.0) << sigma;
    }
}

TEST(Inequality, OfAFewIncomesIsThatOfItsDefinition) {
    std::vector<double> const y{0.25, 0.5, 0.5, 1.0, 4.0};  // each value has a bin of its own
    double const n = 5, mean = 6.25 / 5;
    double difference = 0, t = 0, l = 0;
    for (double a : y) {
        for (double b : y) difference += std::abs(a - b);
        t += a / mean * std::log(a / mean) / n;
        l -= std::log(a / mean) / n;
    }
    Inequality const found = inequality(histogram(y));
    EXPECT_NEAR(found.gini, difference / (2 * n * n * mean), 1e-14);
    EXPECT_NEAR(found.theil_t, t, 1e-14);
    EXPECT_NEAR(found.theil_l, l, 1e-14);
}

TEST(Inequality, IsZeroWhereAllAreEqual) {
    Inequality const found = inequality(histogram({0.7, 0.7, 0.7}));
    EXPECT_NEAR(found.gini, 0.0, 1e-15);
    EXPECT_NEAR(found.theil_t, 0.0, 1e-15);
    EXPECT_NEAR(found.theil_l, 0.0, 1e-15);
}

TEST(Inequality, DoesNotChangeWithTheNumberOfAlikeHouseholds) {
    std::vector<double> const y{0.25, 0.5, 0.9, 1.7, 4.0};
    auto twice = y;
    twice.insert(twice.end(), y.begin(), y.end());
    Inequality const one = inequality(histogram(y));
    Inequality const two = inequality(histogram(twice));
    EXPECT_NEAR(one.gini, two.gini, 1e-15);
    EXPECT_NEAR(one.theil_t, two.theil_t, 1e-15);
    EXPECT_NEAR(one.theil_l, two.theil_l, 1e-15);
}

TEST(Inequality, IsFiniteWhereSomeHaveNoIncome) {
    Inequality const found = inequality(histogram({0.0, 0.0, 1.0, 1.0}));
    EXPECT_NEAR(found.gini, 0.5, 1e-14);
    EXPECT_NEAR(found.theil_t, std::log(2.0), 1e-14);
    EXPECT_TRUE(std::isfinite(found.theil_l));
}

TEST(Inequality, DoesNotExistWithoutHouseholdsOrIncome) {
    for (Bins const& none : {Bins(IncomeHistogram::bins), histogram({0.0, 0.0})}) {
        Inequality const found = inequality(none);
        EXPECT_TRUE(std::isnan(found.gini));
        EXPECT_TRUE(std::isnan(found.theil_t));
        EXPECT_TRUE(std::isnan(found.theil_l));
    }
}

}  // namespace
}  // namespace povex
