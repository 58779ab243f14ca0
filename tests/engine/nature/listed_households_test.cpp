#include "engine/nature/listed_households.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "tests/engine/nature/small_nature.hpp"

namespace povex {
namespace {

using elementary::normal_cdf;
using elementary::normal_density;
using small::indicator;

constexpr double correlation = 0.45;
constexpr int cutoff = 2;
constexpr Bits counted = 0b1011;  // the third indicator does not count

DeprivationModel four_indicators() {
    return {{indicator(0, 0.15, 0.6, 0.0), indicator(1, 0.25, 0.3, 0.0),
             indicator(2, 0.30, 0.5, 0.0), indicator(3, 0.40, 0.0, 0.0)},
            0,
            0.0};
}

/// Share of bit patterns with at least `cutoff` counted bits, over all of them.
double share_by_enumeration(PerBit<double> const& levels, Bits mask) {
    double share = 0;
    for (unsigned pattern = 0; pattern < 16; ++pattern) {
        if (__builtin_popcount(pattern & mask) < cutoff) continue;
        double p = 1;
        for (std::size_t j = 0; j < 4; ++j) p *= pattern >> j & 1U ? levels[j] : 1 - levels[j];
        share += p;
    }
    return share;
}

/// Listed households by brute force: drawn from the model, kept if at or below the line.
struct Listed {
    double factor;
    bool poor;
};
std::vector<Listed> listed_by_rejection(double cut, int draws) {
    std::mt19937_64 engine(20240607);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    DeprivationModel const model = four_indicators();
    std::vector<Listed> listed;
    for (int i = 0; i < draws; ++i) {
        double const f = normal(engine);
        double const q =
            correlation * f + std::sqrt(1 - correlation * correlation) * normal(engine);
        if (q > cut) continue;
        auto const levels = model.levels(f);
        int count = 0;
        for (std::size_t j = 0; j < 4; ++j) {
            bool const deprived = uniform(engine) < levels[j];
            if (deprived && (counted >> j & 1U)) ++count;
        }
        listed.push_back({f, count >= cutoff});
    }
    return listed;
}

TEST(SharesAtLeast, IsThatOfAllPatternsOfBits) {
    auto const levels = four_indicators().levels(-1.0);
    for (unsigned mask = 0; mask < 16; ++mask) {
        EXPECT_NEAR(shares_at_least(levels, static_cast<Bits>(mask), cutoff)[0],
                    share_by_enumeration(levels, static_cast<Bits>(mask)), 1e-15);
    }
    EXPECT_EQ(shares_at_least(levels, counted, 0)[0], 1.0);
}

TEST(SharesAtLeast, IsExactlyZeroWithTooFewBits) {
    for (double f = -6.0; f <= 6.0; f += 0.01) {
        ASSERT_EQ(shares_at_least(four_indicators().levels(f), 0b1000, cutoff)[0], 0.0) << f;
        ASSERT_EQ(shares_at_least(four_indicators().levels(f), 0b0011, 3)[0], 0.0) << f;
    }
}

TEST(Only, KeepsTheLevelsOfTheCounted) {
    auto const levels = four_indicators().levels(0.0);
    auto const kept = only(levels, 0b0101);
    EXPECT_EQ(kept[0], levels[0]);
    EXPECT_EQ(kept[1], 0.0);
    EXPECT_EQ(kept[2], levels[2]);
    EXPECT_EQ(kept[3], 0.0);
}

TEST(LevelGrid, InSinglePrecisionIsAsGoodAsThat) {
    DeprivationModel const model = four_indicators();
    auto const shares = LevelGrid(model, 100).shares_at_least(counted, cutoff);
    auto const single = LevelGrid::in_single_precision(model, 100).shares_at_least(counted, cutoff);
    ASSERT_EQ(single.size(), 101U);
    for (std::size_t i = 0; i < single.size(); ++i) {
        // twice the error of the level where two are needed; that of Phi's argument in the tail
        EXPECT_NEAR(single[i], shares[i], 1e-5 * shares[i] + 1e-9) << i;
    }
}

TEST(ListedDistribution, PoorShareIsThatOfBruteForce) {
    for (double const cut : {-1.0, -1.8}) {
        small::Mean poor;
        for (Listed const& one : listed_by_rejection(cut, 2'000'000)) poor.add(one.poor ? 1 : 0);
        double const exact =
            ListedDistribution(cut, correlation).poor_share(four_indicators(), counted, cutoff);
        EXPECT_LT(std::abs(poor.z(exact)), small::worst_z) << "cut " << cut;
    }
}

TEST(ListedDistribution, PoorShareIsThatOfFineQuadrature) {
    DeprivationModel const model = four_indicators();
    for (double const cut : {3.0, -1.0, -2.3, -3.5}) {
        double all = 0, poor = 0;
        for (double f = -10.0; f <= 10.0; f += 1.0 / 256) {
            double const w =
                normal_density(f) *
                normal_cdf((cut - correlation * f) / std::sqrt(1 - correlation * correlation));
            all += w;
            poor += w * share_by_enumeration(model.levels(f), counted);
        }
        EXPECT_NEAR(ListedDistribution(cut, correlation).poor_share(model, counted, cutoff),
                    poor / all, 1e-9)
            << "cut " << cut;
    }
}

TEST(ListedDistribution, OfAFactorWithoutBearingOnIncomeIsThatOfAll) {
    DeprivationModel const model = four_indicators();
    double const below = ListedDistribution(-2.0, 0.0).poor_share(model, counted, cutoff);
    double const all = ListedDistribution(8.0, 0.0).poor_share(model, counted, cutoff);
    EXPECT_NEAR(below, all, 1e-12);
}

TEST(ListedDistribution, FindsMorePoorTheCloserIncomeIsToTheFactor) {
    DeprivationModel const model = four_indicators();
    double before = 0;
    for (double const r : {0.0, 0.3, 0.6, 0.9}) {
        double const share = ListedDistribution(-2.0, r).poor_share(model, counted, cutoff);
        EXPECT_GT(share, before);
        before = share;
    }
}

TEST(FactorTable, HasTheDistributionOfBruteForce) {
    ListedDistribution const distribution(-1.0, correlation);
    auto const listed = listed_by_rejection(-1.0, 2'000'000);
    for (bool const poor : {true, false}) {
        auto const tables =
            distribution.factor_tables({four_indicators(), LevelGrid::fine}, counted, cutoff);
        auto const& table = poor ? tables.poor : tables.near_poor;
        for (double const u : {0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98}) {
            double const f = table.draw(u);
            small::Mean below;
            for (Listed const& one : listed) {
                if (one.poor == poor) below.add(one.factor <= f ? 1 : 0);
            }
            EXPECT_LT(std::abs(below.z(u)), small::worst_z) << "poor " << poor << ", u " << u;
        }
    }
}

TEST(FactorTable, InvertsTheCumulativeDistribution) {
    double const cut = -1.6;
    DeprivationModel const model = four_indicators();
    auto density = [&](double f) {
        return normal_density(f) *
               normal_cdf((cut - correlation * f) / std::sqrt(1 - correlation * correlation)) *
               share_by_enumeration(model.levels(f), counted);
    };
    auto const table = ListedDistribution(cut, correlation)
                           .factor_tables({model, LevelGrid::fine}, counted, cutoff)
                           .poor;
    std::vector<double> grid, cumulative;
    double sum = 0;
    for (double f = -9.0; f <= 9.0; f += 1.0 / 512) {
        sum += 0.5 * (density(f) + density(f + 1.0 / 512)) / 512;
        grid.push_back(f + 1.0 / 512);
        cumulative.push_back(sum);
    }
    for (double u = 0.001; u < 1; u += 0.0999) {
        auto const above = std::lower_bound(grid.begin(), grid.end(), table.draw(u));
        auto const i = static_cast<std::size_t>(above - grid.begin());
        EXPECT_NEAR(cumulative[i] / sum, u, 1.5e-3);  // a cell of the grid holds at most 1.2e-3
    }
}

TEST(FactorTable, RisesWithTheUniformNumber) {
    auto const table = ListedDistribution(-2.0, correlation)
                           .factor_tables({four_indicators(), LevelGrid::fine}, counted, cutoff)
                           .poor;
    double before = table.draw(0x1p-53);
    for (double u = 0.0005; u < 1; u += 0.0005) {
        ASSERT_GT(table.draw(u), before);
        before = table.draw(u);
    }
    EXPECT_TRUE(std::isfinite(table.draw(1 - 0x1p-53)));
}

}  // namespace
}  // namespace povex
