// Closed forms of the official list: who is on it, who should be (errors of inclusion and
// exclusion), and what a programme does that goes by it.

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/statistical/closed_forms.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

namespace exact = closed_forms;
using exact::normal_cdf;

class A15ReviewErrors : public testing::Test {
protected:
    static constexpr double error = 0.25;  ///< share of the score that is the review's error
    static constexpr double level = 0.4, missed = 0.1, mistaken = 0.2;
    /// P(found and true income both at or below the line): scores with correlation sqrt(1 - s_R).
    double const both = exact::both_below(exact::d, exact::d, std::sqrt(1 - error));
    StudyRun const run{"review-error.toml"};
    double const n = run.trials();
};

TEST_F(A15ReviewErrors, OfIncome) {
    ASSERT_LT(both, 0.8 * exact::headcount);  // the errors are not small
    for (std::size_t t = 0; t < 4; ++t) {
        Pick const at = in(t, "income");
        double const poor = run.total("poor", at);
        double const poor_true = run.total("poor_true", at);
        double const excluded = run.total("poor_missed", at);
        double const included = poor - (poor_true - excluded);
        EXPECT_TRUE(share_agrees(label("A15 poor", t), poor, n, exact::headcount));
        EXPECT_TRUE(share_agrees(label("A15 poor in truth", t), poor_true, n, exact::headcount));
        EXPECT_TRUE(share_agrees(label("A15 exclusion", t), excluded, n, exact::headcount - both));
        EXPECT_TRUE(share_agrees(label("A15 inclusion", t), included, n, exact::headcount - both));
    }
}

TEST_F(A15ReviewErrors, OfDeprivations) {
    double const lacks = level * (1 - mistaken) + (1 - level) * missed;  // in truth
    for (std::size_t t = 0; t < 4; ++t) {
        Pick const at = in(t, "water");
        double const poor = run.total("poor", at);
        double const poor_true = run.total("poor_true", at);
        double const excluded = run.total("poor_missed", at);
        double const agreed = both * level * (1 - mistaken);
        EXPECT_TRUE(share_agrees(label("A15 misread, poor", t), poor, n, exact::headcount * level));
        EXPECT_TRUE(share_agrees(label("A15 misread, poor in truth", t), poor_true, n,
                                 exact::headcount * lacks));
        EXPECT_TRUE(share_agrees(label("A15 misread, near-poor in truth", t),
                                 run.total("near_poor_true", at), n,
                                 exact::headcount * (1 - lacks)));
        EXPECT_TRUE(share_agrees(label("A15 misread, exclusion", t), excluded, n,
                                 exact::headcount * lacks - agreed));
        EXPECT_TRUE(share_agrees(label("A15 misread, inclusion", t), poor - (poor_true - excluded),
                                 n, exact::headcount * level - agreed));
    }
}

TEST_F(A15ReviewErrors, FlowsInTruthAreThoseOfTheRestOfTheScore) {
    double const stays = exact::both_below(exact::d, exact::d, (0.50 + 0.25 * 0.7) / (1 - error));
    double const found = exact::both_below(exact::d, exact::d, 0.50 + 0.25 * 0.7 + error * 0.6);
    for (std::size_t t = 1; t < 4; ++t) {
        Pick const at = in(t, "income");
        EXPECT_TRUE(share_agrees(label("A15 exits in truth", t), run.total("exits_true", at), n,
                                 exact::headcount - stays));
        EXPECT_TRUE(share_agrees(label("A15 entries in truth", t), run.total("entries_true", at), n,
                                 exact::headcount - stays));
        EXPECT_TRUE(share_agrees(label("A15 exits by the review", t), run.total("exits", at), n,
                                 exact::headcount - found));
    }
}

/// The study targeted-transfer.toml year by year, given the permanent score A: being on the list
/// is a Markov chain, since only the list of last year decides who receives.
struct ListChain {
    double amount = 0.0;   ///< [m VND/month] for the listed of last year
    double applies = 1.0;  ///< u_in
    double leaves = 1.0;   ///< u_out
    std::vector<double> removed = std::vector<double>(5, 0.0);

    /// P(income and the transfer at or below the line | A).
    static double below(double a, double transfer) {
        double const score = (std::log(exact::line - transfer) - exact::mu) / exact::sigma;
        return normal_cdf((score - std::sqrt(0.6) * a) / std::sqrt(0.4));
    }
    struct Year {
        double listed = 0, truly_poor = 0, missed = 0, exits = 0;
    };
    /// Year t given A, from the year before.
    [[nodiscard]] Year after(std::size_t t, double a, double listed) const {
        double const kept = 1 - removed[t];
        double const helped = below(a, amount);
        double const alone = below(a, 0);
        double const stays = listed * kept * (helped + (1 - helped) * (1 - leaves));
        double const joins = (1 - listed) * alone * applies * kept;
        double const found_and_poor = listed * kept * helped + joins;
        double const poor = listed * helped + (1 - listed) * alone;
        return {stays + joins, poor, poor - found_and_poor, listed - stays};
    }
    [[nodiscard]] Year at(std::size_t t, double a) const {
        double const base = below(a, 0);
        Year year{base, base, 0, 0};
        for (std::size_t u = 1; u <= t; ++u) year = after(u, a, year.listed);
        return year;
    }
    [[nodiscard]] double mean(std::size_t t, double Year::*what) const {
        return exact::normal_mean([&](double a) { return at(t, a).*what; });
    }
};

void expect_agreement(StudyRun const& run, std::string const& scenario, ListChain const& chain) {
    double const n = run.trials();
    for (std::size_t t = 0; t < 5; ++t) {
        auto agrees = [&](char const* variable, double ListChain::Year::*what) {
            return share_agrees(
                label(scenario + ", " + variable, t),
                run.total(variable, {{Axis::scenario, scenario}, {Axis::year, year_name(t)}}), n,
                chain.mean(t, what));
        };
        EXPECT_TRUE(agrees("poor", &ListChain::Year::listed));
        EXPECT_TRUE(agrees("poor_true", &ListChain::Year::truly_poor));
        if (t > 0) {
            EXPECT_TRUE(agrees("exits", &ListChain::Year::exits));
        }
        if (chain.mean(t, &ListChain::Year::missed) > 1e-12) {
            EXPECT_TRUE(agrees("poor_missed", &ListChain::Year::missed));
        } else {
            EXPECT_EQ(
                run.total("poor_missed", {{Axis::scenario, scenario}, {Axis::year, year_name(t)}}),
                0);
        }
    }
}

/// Each of the listed of last year receives twelve months' money, exactly.
void expect_spending(StudyRun const& run, ListChain const& chain) {
    for (std::size_t t = 1; t < 5; ++t) {
        Pick const before{{Axis::scenario, "grant"}, {Axis::year, year_name(t - 1)}};
        Pick const grant{
            {Axis::scenario, "grant"}, {Axis::programme, "grant"}, {Axis::year, year_name(t)}};
        EXPECT_EQ(run.each("enrolled", grant), run.each("poor", before)) << year_name(t);
        EXPECT_EQ(run.total("spending", grant), run.total("poor", before) * 12 * 250'000);
        EXPECT_TRUE(share_agrees(label("receive", t), run.total("enrolled", grant), run.trials(),
                                 chain.mean(t - 1, &ListChain::Year::listed)));
    }
}

TEST(TargetedTransfer, GoesByLastYearsList) {
    StudyRun const run("targeted-transfer.toml");
    ListChain chain;
    expect_agreement(run, "none", chain);
    chain.amount = 0.25;
    expect_agreement(run, "grant", chain);
    expect_spending(run, chain);
    // the first year as a bivariate normal probability, without the chain
    double const helped = (std::log(exact::line - 0.25) - exact::mu) / exact::sigma;
    double const first = exact::both_below(exact::d, helped, 0.6) + exact::headcount -
                         exact::both_below(exact::d, exact::d, 0.6);
    EXPECT_NEAR(chain.mean(1, &ListChain::Year::listed), first, 1e-9);
    show("poor in the first year of a targeted transfer", first,
         run.total("poor", {{Axis::scenario, "grant"}, {Axis::year, "2022"}}) / run.trials());
}

TEST(ListRules, ApplyLeaveAndRemoval) {
    StudyRun const run("targeted-transfer.toml",
                       {.settings = {"parameters.u_in=0.6", "parameters.u_out=0.7",
                                     "parameters.removal={ 2022 = 0, 2024 = 0.3 }"}});
    ListChain chain;
    chain.applies = 0.6;
    chain.leaves = 0.7;
    chain.removed = {0, 0, 0, 0.3, 0.3};
    expect_agreement(run, "none", chain);
    chain.amount = 0.25;
    expect_agreement(run, "grant", chain);
    expect_spending(run, chain);
}

}  // namespace
}  // namespace povex
