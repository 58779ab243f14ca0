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

/// Incomes of one cell, counted in one target.
struct Counted {
    IncomeSums sums;
    std::vector<IncomeBin> histogram = std::vector<IncomeBin>(IncomeHistogram::bins);

    explicit Counted(std::vector<double> const& incomes, Target target = best_target(),
                     double reference = 1.0) {
        std::vector<std::uint8_t> const size(incomes.size(), 1);
        IncomeScale const scale{.unit = 1.0, .reference = reference};
        EXPECT_TRUE(count_incomes[target](scale, incomes.data(), size.data(), incomes.size(), 1,
                                          sums, histogram.data(), 0));
    }
    [[nodiscard]] Inequality inequality() const { return povex::inequality(sums, histogram); }
};

/// Lognormal incomes of mean 1: the quantiles of n equal parts of the law.
std::vector<double> lognormal(double sigma, int n) {
    std::vector<double> incomes;
    for (int i = 0; i < n; ++i) {
        double const z = elementary::normal_quantile((i + 0.5) / n);
        incomes.push_back(elementary::exp(sigma * z - 0.5 * sigma * sigma));
    }
    return incomes;
}

/// By the definitions, income by income.
Inequality by_definition(std::vector<double> const& incomes) {
    auto const n = static_cast<double>(incomes.size());
    double const mean = std::accumulate(incomes.begin(), incomes.end(), 0.0) / n;
    Inequality found;
    double rank = 0.5;
    for (double y : incomes) {  // ascending
        found.gini += (2.0 * rank++ - n) * y / (n * n * mean);
        found.theil_t += y / mean * std::log(y / mean) / n;
        found.theil_l -= std::log(y / mean) / n;
    }
    return found;
}

std::size_t bin_of(double income) {
    Counted const one({income});
    for (std::size_t b = 0; b < one.histogram.size(); ++b) {
        if (one.histogram[b].households != 0) return b;
    }
    return one.histogram.size();
}

TEST(IncomeHistogram, HasSixteenEqualBinsInEachOctave) {
    constexpr std::size_t per_octave = 16;
    std::size_t const at_one = bin_of(1.0);
    EXPECT_EQ(at_one, 1 + 10 * per_octave);
    for (std::size_t b = 0; b < per_octave; ++b) {
        double const edge = 1.0 + static_cast<double>(b) / per_octave;
        EXPECT_EQ(bin_of(edge), at_one + b);
        EXPECT_EQ(bin_of(edge * 0.9999999), at_one + b - 1);
        EXPECT_EQ(bin_of(4.0 * edge), at_one + 2 * per_octave + b);
    }
}

TEST(IncomeHistogram, TakesTheRestIntoItsFirstAndLastBin) {
    EXPECT_EQ(bin_of(0.0), 0U);
    EXPECT_EQ(bin_of(1e-30), 0U);
    EXPECT_EQ(bin_of(0x0.ffffffp-10), 0U);
    EXPECT_EQ(bin_of(0x1p-10), 1U);
    EXPECT_EQ(bin_of(0x1.fffffep9), std::size_t{IncomeHistogram::bins} - 2);
    EXPECT_EQ(bin_of(0x1p10), std::size_t{IncomeHistogram::bins} - 1);
    EXPECT_EQ(bin_of(2000.0), std::size_t{IncomeHistogram::bins} - 1);
}

TEST(IncomeHistogram, IsTheSameForEveryTarget) {
    auto const incomes = lognormal(0.9, 4099);
    Counted const expected(incomes, Target::baseline, 0.37);
    for (Target target : targets) {
        if (!runs_here(target)) continue;
        Counted const found(incomes, target, 0.37);
        EXPECT_EQ(found.sums, expected.sums) << name_of(target);
        EXPECT_EQ(found.histogram, expected.histogram) << name_of(target);
    }
}

TEST(IncomeHistogram, EveryHouseholdIsInABin) {
    auto const incomes = lognormal(1.3, 10'007);
    Counted const counted(incomes);
    std::int64_t n = 0;
    for (IncomeBin const& bin : counted.histogram) n += bin.households;
    EXPECT_EQ(n, 10'007);
}

TEST(IncomeHistogram, HouseholdsCanBeTakenOutAgain) {
    auto incomes = lognormal(0.9, 501);
    incomes.push_back(0.0);
    incomes.push_back(3000.0);
    Counted counted(incomes);
    std::vector<std::uint8_t> const size(incomes.size(), 1);
    EXPECT_TRUE(count_incomes[best_target()](IncomeScale{}, incomes.data(), size.data(),
                                             incomes.size(), -1, counted.sums,
                                             counted.histogram.data(), 0));
    EXPECT_EQ(counted.sums, IncomeSums{});
    for (IncomeBin const& bin : counted.histogram) EXPECT_EQ(bin, IncomeBin{});
}

TEST(CountedBins, GrowToBothSidesAndKeepWhatTheyHold) {
    CountedBins bins;
    bins.include(40, 42);
    bins.bins()[1] = {3, 5, 9};
    bins.include(41, 41);
    EXPECT_EQ(bins.bins().size(), 3U);
    bins.include(30, 50);
    EXPECT_EQ(bins.first(), 30U);
    EXPECT_EQ(bins.bins().size(), 21U);
    std::vector<IncomeBin> histogram(IncomeHistogram::bins);
    histogram[41].households = 1;
    bins.add_to(histogram);
    EXPECT_EQ(histogram[41], (IncomeBin{4, 5, 9}));
    EXPECT_EQ(histogram[40], IncomeBin{});
}

TEST(IncomeHistogram, ABinHoldsTheFullestThatAStudyCanHave) {
    constexpr std::uint64_t place = (1U << IncomeHistogram::place_bits) - 1;
    constexpr auto most = static_cast<std::uint64_t>(IncomeHistogram::most_households - 1);
    EXPECT_LT(place * place, std::numeric_limits<std::uint64_t>::max() / most);
}

TEST(Inequality, OfTheLognormalLawIsInItsStatedBounds) {
    for (double const sigma : {0.3, 0.5, 0.7, 1.0}) {
        auto const incomes = lognormal(sigma, 200'000);
        Inequality const found = Counted(incomes).inequality();
        Inequality const exact = by_definition(incomes);
        EXPECT_NEAR(found.gini, exact.gini, 1e-5) << sigma;
        EXPECT_NEAR(found.theil_t, exact.theil_t, 1e-6) << sigma;
        EXPECT_NEAR(found.theil_l, exact.theil_l, 1e-6) << sigma;
    }
}

TEST(Inequality, OfAFewIncomesIsThatOfItsDefinition) {
    std::vector<double> const incomes{0.25, 0.55, 0.8, 1.0, 4.0};  // each has a bin of its own
    Inequality const found = Counted(incomes).inequality();
    Inequality const exact = by_definition(incomes);
    EXPECT_NEAR(found.gini, exact.gini, 1e-7);
    EXPECT_NEAR(found.theil_t, exact.theil_t, 2e-6);
    EXPECT_NEAR(found.theil_l, exact.theil_l, 2e-6);
}

TEST(Inequality, IncomesAboveTheLastBinKeepTheirSum) {
    std::vector<double> const incomes{1.0, 2.0, 5000.0};
    Inequality const found = Counted(incomes).inequality();
    EXPECT_NEAR(found.gini, by_definition(incomes).gini, 1e-7);
}

TEST(Inequality, IsZeroWhereAllAreEqual) {
    Inequality const found = Counted({0.7, 0.7, 0.7}).inequality();
    EXPECT_EQ(found.gini, 0.0);
    EXPECT_NEAR(found.theil_t, 0.0, 2e-6);
    EXPECT_NEAR(found.theil_l, 0.0, 2e-6);
}

TEST(Inequality, IsExactWhereManyHouseholdsHaveTheSameIncome) {
    std::vector<double> incomes(300, 0.6);
    incomes.resize(800, 1.5);
    incomes.resize(1000, 6.0);
    EXPECT_NEAR(Counted(incomes).inequality().gini, 0.42676056, 1e-8);
    // in units whose edges of bins lie elsewhere, and in larger and smaller numbers
    for (double const reference : {0.37, 0.9, 1.7, 6.0, 500.0}) {
        Inequality const found = Counted(incomes, best_target(), reference).inequality();
        EXPECT_NEAR(found.gini, by_definition(incomes).gini, 1e-7) << reference;
    }
}

TEST(Inequality, IsCloseWhereAFloorCutsTheLaw) {
    auto incomes = lognormal(0.8, 100'000);
    for (double& y : incomes) y = std::max(y, 0.4);  // a third of the households
    EXPECT_NEAR(Counted(incomes).inequality().gini, by_definition(incomes).gini, 2e-5);
}

TEST(Inequality, OfTwoIncomesInABinIsExact) {
    std::vector<double> const incomes{1.001, 1.06};
    EXPECT_NEAR(Counted(incomes).inequality().gini, by_definition(incomes).gini, 1e-7);
}

TEST(Inequality, OfFewIncomesInABinIsInItsStatedBound) {
    for (std::size_t const poorer : {100U, 500U, 900U}) {
        std::vector<double> incomes(poorer, 1.001);
        incomes.resize(1000, 1.06);
        double const found = Counted(incomes).inequality().gini;
        EXPECT_GE(found, by_definition(incomes).gini);
        EXPECT_LT(found, by_definition(incomes).gini + 0.01 / 2);
    }
}

TEST(Inequality, OfOneHouseholdIsZero) {
    Inequality const found = Counted({0.7}).inequality();
    EXPECT_EQ(found.gini, 0.0);
    EXPECT_NEAR(found.theil_t, 0.0, 1e-6);
    EXPECT_NEAR(found.theil_l, 0.0, 1e-6);
}

TEST(Inequality, HasNoMeanLogDeviationWhereSomeHaveNoIncome) {
    Inequality const found = Counted({0.0, 0.0, 1.0, 1.0}).inequality();
    EXPECT_NEAR(found.gini, 0.5, 1e-9);
    EXPECT_NEAR(found.theil_t, std::log(2.0), 1e-6);
    EXPECT_TRUE(std::isnan(found.theil_l));
}

TEST(Inequality, OfIncomesCloseToZeroFollowsTheDefinitions) {
    std::vector<double> const incomes{1e-12, 3e-7, 0.5, 2.0};
    Inequality const found = Counted(incomes).inequality();
    EXPECT_NEAR(found.gini, by_definition(incomes).gini, 1e-7);
    EXPECT_NEAR(found.theil_l, by_definition(incomes).theil_l, 2e-6);
}

TEST(Inequality, DoesNotExistWithoutHouseholdsOrIncome) {
    for (auto const& incomes : {std::vector<double>{}, std::vector<double>{0.0, 0.0}}) {
        Inequality const found = Counted(incomes).inequality();
        EXPECT_TRUE(std::isnan(found.gini));
        EXPECT_TRUE(std::isnan(found.theil_t));
        EXPECT_TRUE(std::isnan(found.theil_l));
    }
}

}  // namespace
}  // namespace povex
