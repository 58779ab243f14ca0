// Closed forms of deprivations: independent chains, Alkire & Foster (2011, Journal of Public
// Economics 95, 476-487) of them, and deprivations that share a latent factor (Emrich & Piedmonte
// 1991, American Statistician 45, 302-304).

#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/statistical/closed_forms.hpp"
#include "tests/statistical/household_paths.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

namespace exact = closed_forms;
using exact::normal_cdf;

class A09IndependentChains : public testing::Test {
protected:
    std::vector<double> const base{.10, .12, .06, .20, .15, .04, .10, .12, .15, .18, .08, .07};
    std::vector<double> const entry{.02, .02, .02, .05, .005, .01, .01, .01, .01, .01, .03, .02};
    std::vector<double> const exit{.30, .20, .35, .40, .02, .30, .10, .08, .20, .15, .40, .30};

    [[nodiscard]] std::vector<double> levels(std::size_t t) const {
        auto p = base;
        for (std::size_t step = 0; step < t; ++step) {
            for (std::size_t j = 0; j < p.size(); ++j) {
                p[j] = p[j] * (1 - exit[j]) + (1 - p[j]) * entry[j];
            }
        }
        return p;
    }
    /// P(D_j = 1, K >= 3).
    [[nodiscard]] static double censored(std::vector<double> p, std::size_t j) {
        double const mine = p[j];
        p.erase(p.begin() + static_cast<std::ptrdiff_t>(j));
        return mine * exact::at_least(2, p);
    }

    StudyRun const run{"a09-deprivations.toml"};
    double const n = run.trials();
};

TEST_F(A09IndependentChains, PoorAndNearPoor) {
    std::vector<double> const table{0.032444798543378416, 0.026887642454434084, 0.02332937204560975,
                                    0.02095224255221447, 0.019302225717469285};
    for (std::size_t t = 0; t < 5; ++t) {
        double const deprived = exact::at_least(3, levels(t));
        EXPECT_NEAR(exact::headcount * deprived, table[t], 1e-14);
        EXPECT_TRUE(share_agrees(label("A09 poor", t), run.total("poor", in(t)), n,
                                 exact::headcount * deprived));
        EXPECT_TRUE(share_agrees(label("A09 near-poor", t), run.total("near_poor", in(t)), n,
                                 exact::headcount * (1 - deprived)));
        EXPECT_TRUE(share_agrees(label("A09 below the line", t), run.total("income_poor", in(t)), n,
                                 exact::headcount));
    }
}

TEST_F(A09IndependentChains, DeprivedAmongPoorAndNearPoor) {
    auto const& names = run.members(Axis::indicator);
    ASSERT_EQ(names.size(), base.size());
    for (std::size_t t : {0U, 2U, 4U}) {
        auto const p = levels(t);
        for (std::size_t j = 0; j < p.size(); ++j) {
            auto agrees = [&](std::string const& status, double probability) {
                return share_agrees(
                    label("A09 " + names[j] + " of " + status, t),
                    run.total("deprived",
                              {in(t)[0], {Axis::status, status}, {Axis::indicator, names[j]}}),
                    n, exact::headcount * probability);
            };
            EXPECT_TRUE(agrees("poor", censored(p, j)));
            EXPECT_TRUE(agrees("near_poor", p[j] - censored(p, j)));
        }
    }
}

TEST_F(A09IndependentChains, AlkireFosterOverAllHouseholds) {
    EXPECT_NEAR(exact::at_least(3, base), 0.14736884044337462, 1e-14);
    auto const& names = run.members(Axis::indicator);
    for (std::size_t t = 0; t < 5; ++t) {
        auto const p = levels(t);
        auto const law = exact::count_law(p);
        double deprivations = 0;  // E[K; K >= 3], and of its square
        double squares = 0;
        for (std::size_t k = 3; k < law.size(); ++k) {
            auto const count = static_cast<double>(k);
            deprivations += count * law[k];
            squares += count * count * law[k];
        }
        if (t == 0) {
            EXPECT_NEAR(deprivations / 12, 0.04063949179740587, 1e-14);
        }
        double const error = std::sqrt((squares - deprivations * deprivations) / n) / 12;
        EXPECT_TRUE(share_agrees(label("A09b H", t), run.total("multi_poor", in(t)), n,
                                 exact::at_least(3, p)));
        EXPECT_TRUE(mean_agrees(label("A09b M0", t),
                                run.total("multi_deprivations", in(t)) / n / 12, deprivations / 12,
                                error));
        for (std::size_t j = 0; j < p.size(); ++j) {
            EXPECT_TRUE(
                share_agrees(label("A09b censored " + names[j], t),
                             run.total("multi_deprived", {in(t)[0], {Axis::indicator, names[j]}}),
                             n, censored(p, j)));
        }
    }
}

/// The law of the study latent-factor.toml, given the factor f.
struct FactorLaw {
    std::vector<double> level{.12, .20, .15, .25};
    std::vector<double> loading{.7, .5, .6, .3};

    /// Phi((Phi^-1(p) - loading * f) / sqrt(1 - loading^2)).
    static double given(double p, double loading, double f) {
        return normal_cdf((exact::normal_quantile(p) - loading * f) /
                          std::sqrt(1 - loading * loading));
    }
    [[nodiscard]] std::vector<double> at(double f) const {
        std::vector<double> p;
        for (std::size_t j = 0; j < level.size(); ++j) p.push_back(given(level[j], loading[j], f));
        return p;
    }
    /// P(income at or below the line | f): the score and f have correlation kappa sqrt(s_P).
    static double below_line(double f) {
        double const r = 0.6 * std::sqrt(0.7);
        return normal_cdf((exact::d - r * f) / std::sqrt(1 - r * r));
    }
};

class LatentFactor : public testing::Test {
protected:
    FactorLaw const law;
    StudyRun const run{"latent-factor.toml"};
    double const n = run.trials();
};

TEST_F(LatentFactor, TwoDeprivationsTogether) {
    double const together =
        exact::both_below(exact::normal_quantile(.12), exact::normal_quantile(.20), 0.7 * 0.5);
    ASSERT_GT(together, 1.5 * 0.12 * 0.20);  // far from independence
    for (std::size_t t = 0; t < 4; ++t) {
        EXPECT_TRUE(share_agrees(label("factor, housing and water", t),
                                 run.total("multi_poor", in(t, "pair")), n, together));
    }
}

TEST_F(LatentFactor, EveryPairTogetherAndTheirNumber) {
    HouseholdPaths const paths("latent-factor.toml");
    std::size_t const indicators = law.level.size();
    std::vector<std::vector<double>> pairs(4, std::vector<double>(indicators * indicators, 0.0));
    std::vector<std::vector<double>> number(4, std::vector<double>(indicators + 1, 0.0));
    paths.in_all_replicates([&](std::size_t, Tally::Path const& path) {
        for (std::size_t t = 0; t < 4; ++t) {
            Bits const bits = path.deprivations[t];
            std::size_t count = 0;
            for (std::size_t j = 0; j < indicators; ++j) {
                if (!has(bits, j)) continue;
                ++count;
                for (std::size_t k = 0; k < j; ++k) {
                    if (has(bits, k)) pairs[t][j * indicators + k] += 1;
                }
            }
            number[t][count] += 1;
        }
    });
    for (std::size_t t = 0; t < 4; ++t) {
        for (std::size_t j = 0; j < indicators; ++j) {
            for (std::size_t k = 0; k < j; ++k) {
                double const together = exact::both_below(exact::normal_quantile(law.level[j]),
                                                          exact::normal_quantile(law.level[k]),
                                                          law.loading[j] * law.loading[k]);
                EXPECT_TRUE(
                    share_agrees(label(fmt::format("factor, indicators {} and {}", k, j), t),
                                 pairs[t][j * indicators + k], n, together));
            }
        }
        for (std::size_t m = 0; m <= indicators; ++m) {
            double const exactly =
                exact::normal_mean([&](double f) { return exact::count_law(law.at(f))[m]; });
            EXPECT_TRUE(
                share_agrees(label(fmt::format("factor, K = {}", m), t), number[t][m], n, exactly));
        }
    }
}

TEST_F(LatentFactor, ThreeOrMoreAndTheirLinkToIncome) {
    double const three =
        exact::normal_mean([&](double f) { return exact::at_least(3, law.at(f)); });
    double const poor = exact::normal_mean(
        [&](double f) { return exact::at_least(3, law.at(f)) * law.below_line(f); });
    ASSERT_GT(poor, 1.5 * three * exact::headcount);  // far from independence
    for (std::size_t t = 0; t < 4; ++t) {
        EXPECT_TRUE(share_agrees(label("factor, three or more", t),
                                 run.total("multi_poor", in(t, "three")), n, three));
        EXPECT_TRUE(
            share_agrees(label("factor, poor", t), run.total("poor", in(t, "three")), n, poor));
        EXPECT_TRUE(share_agrees(label("factor, near-poor", t),
                                 run.total("near_poor", in(t, "three")), n,
                                 exact::headcount - poor));
    }
}

TEST_F(LatentFactor, LevelsStayUnderTurnover) {
    std::vector<std::string> const names{"housing", "water", "sanitation", "insurance"};
    for (std::size_t t = 0; t < 4; ++t) {
        for (std::size_t j = 0; j < names.size(); ++j) {
            double const poor_and_deprived =
                exact::normal_mean([&](double f) { return law.at(f)[j] * law.below_line(f); });
            double count = 0;
            for (char const* status : {"poor", "near_poor"}) {
                count += run.total("deprived", {{Axis::standard, "three"},
                                                {Axis::year, year_name(t)},
                                                {Axis::status, status},
                                                {Axis::indicator, names[j]}});
            }
            EXPECT_TRUE(share_agrees(label("factor, " + names[j] + " below the line", t), count, n,
                                     poor_and_deprived));
        }
    }
}

TEST_F(LatentFactor, ExplicitChainGivenTheFactor) {
    for (std::size_t t = 0; t < 4; ++t) {
        auto level = [&](double f) {
            double p = law.given(0.10, 0.5, f);
            double const entry = law.given(0.05, 0.5, f);
            double const exit = law.given(0.25, 0.5, -f);
            for (std::size_t step = 0; step < t; ++step) p = p * (1 - exit) + (1 - p) * entry;
            return p;
        };
        EXPECT_TRUE(share_agrees(label("factor, explicit chain", t),
                                 run.total("multi_poor", in(t, "chain")), n,
                                 exact::normal_mean(level)));
        EXPECT_TRUE(share_agrees(
            label("factor, explicit chain of the poor", t), run.total("poor", in(t, "chain")), n,
            exact::normal_mean([&](double f) { return level(f) * law.below_line(f); })));
    }
}

}  // namespace
}  // namespace povex
