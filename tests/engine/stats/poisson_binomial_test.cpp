#include "engine/stats/poisson_binomial.hpp"

#include <bit>
#include <cmath>
#include <numeric>
#include <random>
#include <span>
#include <stdexcept>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace povex {
namespace {

/// Twelve indicators and the law of their count, by an independent program.
std::vector<double> const twelve{.1, .12, .06, .2, .15, .04, .1, .12, .15, .18, .08, .07};
std::vector<double> const twelve_pmf{
    0.22954187060904596,   0.3638524794640294,   0.2592368094835501,    0.1097337743237192,
    0.030721958066052362,  0.005990033172336589, 0.0008334974102439423, 8.33370313532928e-05,
    5.937092566272001e-06, 2.93607237888e-07,    9.5548709376e-09,      1.834265088e-10,
    1.5676416e-12};
double const twelve_at_least_3 = 0.14736884044337462;

/// One that cannot apply, one that always does.
std::vector<double> const five{.3, 0, .85, .5, 1};
std::vector<double> const uncertain_five{.3, .05, .85, .5, .2};

double probability_of(unsigned mask, std::vector<double> const& p) {
    double product = 1;
    for (std::size_t j = 0; j < p.size(); ++j) product *= (mask >> j & 1U) ? p[j] : 1 - p[j];
    return product;
}

/// Every set of indicators must come up as often as enumeration says, and none that breaks the
/// condition.
template <typename Draw, typename Condition>
void expect_exact_law(std::vector<double> const& p, Draw const& draw, Condition const& allowed) {
    int const draws = 200000;
    std::size_t const masks = std::size_t{1} << p.size();
    std::mt19937_64 engine(11);
    std::vector<int> seen(masks, 0);
    std::vector<double> u(p.size());
    for (int k = 0; k < draws; ++k) {
        for (double& x : u) x = (static_cast<double>(engine() >> 12) + 0.5) * 0x1p-52;
        ++seen[draw(u)];
    }
    double condition = 0;
    for (unsigned mask = 0; mask < masks; ++mask) {
        if (allowed(std::popcount(mask))) condition += probability_of(mask, p);
    }
    for (unsigned mask = 0; mask < masks; ++mask) {
        double const q = allowed(std::popcount(mask)) ? probability_of(mask, p) / condition : 0.0;
        double const error = std::sqrt(q * (1 - q) * draws);
        EXPECT_LE(std::abs(seen[mask] - q * draws), 4.5 * error + 1e-6) << "mask " << mask;
    }
}

TEST(PoissonBinomial, PmfMatchesTheReference) {
    auto const pmf = count_pmf(twelve);
    for (std::size_t m = 0; m < twelve_pmf.size(); ++m) {
        EXPECT_NEAR(pmf[m] / twelve_pmf[m], 1, 1e-12) << m;
    }
    for (std::size_t m = twelve_pmf.size(); m < pmf.size(); ++m) EXPECT_EQ(pmf[m], 0);
    EXPECT_NEAR(std::accumulate(pmf.begin(), pmf.end(), 0.0), 1, 1e-15);
}

TEST(PoissonBinomial, SixteenEqualIndicatorsAreBinomial) {
    auto const pmf = count_pmf(std::vector<double>(16, 0.5));
    EXPECT_EQ(pmf[0], 0x1p-16);
    EXPECT_EQ(pmf[16], 0x1p-16);
    EXPECT_EQ(pmf[8], 12870 * 0x1p-16);
}

TEST(PoissonBinomial, NoIndicators) {
    EXPECT_EQ(count_pmf({})[0], 1);
    EXPECT_EQ(count_tails({}).at_least[0][0], 1);
    EXPECT_EQ(count_tails({}).at_least[0][1], 0);
    EXPECT_EQ(draw_given_at_least(0, {}, count_tails({}), {}), 0);
}

TEST(PoissonBinomial, TailsMatchTheReference) {
    auto const tails = count_tails(twelve);
    EXPECT_NEAR(tails.at_least[0][3], twelve_at_least_3, 1e-12);
    for (std::size_t i = 0; i <= twelve.size(); ++i) {
        auto const pmf = count_pmf(std::span(twelve).subspan(i));
        for (std::size_t m = 0; m <= 16; ++m) {
            double const above =
                std::accumulate(pmf.rbegin(), pmf.rend() - static_cast<int>(m), 0.0);
            EXPECT_NEAR(tails.at_least[i][m], above, 1e-15);
            EXPECT_NEAR(tails.at_least[i][m] + tails.below[i][m], 1, 1e-15);
        }
    }
    EXPECT_NEAR(tails.at_least[0][12] / twelve_pmf[12], 1, 1e-12);  // accurate though 1.6e-12
}

TEST(PoissonBinomial, ShortTablesHoldTheSameNumbers) {
    auto const all = count_tails(twelve);
    auto const some = count_tails(twelve, 3);
    for (std::size_t i = 0; i <= twelve.size(); ++i) {
        for (std::size_t m = 0; m <= 3; ++m) {
            EXPECT_EQ(some.at_least[i][m], all.at_least[i][m]);
            EXPECT_EQ(some.below[i][m], all.below[i][m]);
        }
    }
}

TEST(PoissonBinomial, DrawsGivenAtLeastFollowTheExactLaw) {
    for (auto const& p : {five, uncertain_five}) {
        auto const tails = count_tails(p);
        for (int k = 0; k <= 4; ++k) {
            expect_exact_law(
                p, [&](auto const& u) { return draw_given_at_least(k, p, tails, u); },
                [k](int count) { return count >= k; });
        }
    }
}

TEST(PoissonBinomial, DrawsGivenLessFollowTheExactLaw) {
    for (auto const& p : {five, uncertain_five}) {
        auto const tails = count_tails(p);
        for (int k = 2; k <= 5; ++k) {
            expect_exact_law(
                p, [&](auto const& u) { return draw_given_less(k, p, tails, u); },
                [k](int count) { return count < k; });
        }
    }
}

TEST(PoissonBinomial, MeetsTheConditionAtTheEndsOfTheUniforms) {
    auto const tails = count_tails(twelve);
    std::vector<double> const highest(twelve.size(), 1 - 0x1p-53);
    std::vector<double> const lowest(twelve.size(), 0x1p-53);
    for (int k = 0; k <= 12; ++k) {
        EXPECT_EQ(std::popcount(draw_given_at_least(k, twelve, tails, highest)), k);
        EXPECT_EQ(std::popcount(draw_given_at_least(k, twelve, tails, lowest)), 12);
        if (k == 0) continue;
        EXPECT_EQ(std::popcount(draw_given_less(k, twelve, tails, highest)), 0);
        EXPECT_EQ(std::popcount(draw_given_less(k, twelve, tails, lowest)), k - 1);
    }
}

TEST(PoissonBinomial, RefusesWhatIsImpossible) {
    std::vector<double> const u(5, 0.5);
    auto const tails = count_tails(five, 5);
    EXPECT_THROW(std::ignore = draw_given_at_least(5, five, tails, u), std::invalid_argument);
    EXPECT_THROW(std::ignore = draw_given_less(1, five, tails, u), std::invalid_argument);
    EXPECT_THROW(std::ignore = draw_given_less(0, five, tails, u), std::invalid_argument);
    EXPECT_THROW(std::ignore = draw_given_less(6, five, tails, u), std::invalid_argument);
    EXPECT_THROW(std::ignore = draw_given_at_least(-1, five, tails, u), std::invalid_argument);
    EXPECT_THROW(std::ignore = draw_given_at_least(1, five, tails, std::vector<double>(4, .5)),
                 std::invalid_argument);
    EXPECT_THROW(std::ignore = count_pmf(std::vector<double>(17, .5)), std::invalid_argument);
    EXPECT_THROW(std::ignore = count_pmf(std::vector<double>{1.1}), std::invalid_argument);
    EXPECT_THROW(std::ignore = count_tails(std::vector<double>{std::nan("")}),
                 std::invalid_argument);
    EXPECT_THROW(std::ignore = count_tails(five, 17), std::invalid_argument);
}

}  // namespace
}  // namespace povex
