// Closed forms of what a transfer, a shock and a programme under a budget do.

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/stats/summary.hpp"
#include "tests/statistical/closed_forms.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

namespace exact = closed_forms;
using exact::normal_cdf;

double variance(std::vector<double> const& values) {
    Summary const s = summarise(values);
    return s.standard_error * s.standard_error * static_cast<double>(s.count);
}

/// A variance estimated from R normal values has the standard error sqrt(2 / (R - 1)) of itself.
testing::AssertionResult variance_agrees(std::string const& what, std::vector<double> const& values,
                                         double exact) {
    double const replicates = static_cast<double>(values.size());
    return mean_agrees(what, variance(values), exact, exact * std::sqrt(2.0 / (replicates - 1)));
}

class A06UniversalTransfer : public testing::Test {
protected:
    static Pick of(std::string const& scenario, std::size_t t) {
        return {{Axis::scenario, scenario}, {Axis::year, year_name(t)}};
    }
    StudyRun const run{"a06-transfer.toml"};
    double const n = run.trials();
    double const with = normal_cdf((std::log(exact::line - 0.15) - exact::mu) / exact::sigma);
};

TEST_F(A06UniversalTransfer, Headcounts) {
    EXPECT_NEAR(with, 0.16295823901094686, 1e-15);
    EXPECT_TRUE(share_agrees("A06 without", run.total("poor", of("none", 1)), n, exact::headcount));
    EXPECT_TRUE(share_agrees("A06 with", run.total("poor", of("grant", 1)), n, with));
    EXPECT_EQ(run.each("poor", of("none", 0)), run.each("poor", of("grant", 0)));
}

TEST_F(A06UniversalTransfer, SpendingIsTwelveMonthsForEveryone) {
    Pick const grant{{Axis::scenario, "grant"}, {Axis::programme, "grant"}, in(1)[0]};
    EXPECT_EQ(run.total("enrolled", grant), n);
    EXPECT_EQ(run.total("spending", grant), n * 12 * 150'000);
}

TEST_F(A06UniversalTransfer, CommonRandomNumbersPairTheScenarios) {
    double const households = n / run.replicates();
    auto without = run.each("poor", of("none", 1));
    auto const grant = run.each("poor", of("grant", 1));
    std::vector<double> paired, unpaired;
    for (std::size_t r = 0; r < grant.size(); ++r) {
        paired.push_back((without[r] - grant[r]) / std::sqrt(households));
        // against the next replicate: other households, other chance
        unpaired.push_back((without[(r + 1) % grant.size()] - grant[r]) / std::sqrt(households));
    }
    double const between = exact::headcount - with;
    EXPECT_NEAR(between * (1 - between), 0.053930168017345466, 1e-12);
    EXPECT_TRUE(variance_agrees("A06 paired variance x N", paired, between * (1 - between)));
    EXPECT_TRUE(variance_agrees("A06 independent variance x N", unpaired, 0.30809270918546544));
}

TEST(A07Jump, LastsOneYear) {
    StudyRun const run("a07-jump.toml");
    double const hit = 0.92 * exact::headcount + 0.08 * normal_cdf(exact::d + 0.2 / exact::sigma);
    EXPECT_NEAR(hit, 0.23095376702124157, 1e-15);
    for (std::size_t t = 0; t < 3; ++t) {
        EXPECT_TRUE(share_agrees(label("A07 headcount", t), run.total("poor", in(t)), run.trials(),
                                 t == 1 ? hit : exact::headcount));
    }
}

TEST(A07bJumpWithDecay, LossesPileUp) {
    StudyRun const run("a07b-jump-with-decay.toml");
    std::vector<double> const table{0.22016050642567883, 0.23095376702124157, 0.23612748745330667,
                                    0.23865730700002466, 0.2399077659057515};
    for (std::size_t t = 0; t < 5; ++t) {
        double expected = 0;  // over all histories of hits in the last t years
        for (unsigned history = 0; history < 1U << t; ++history) {
            double probability = 1;
            double loss = 0;
            for (std::size_t k = 0; k < t; ++k) {
                bool const hit = (history >> k & 1U) != 0;
                probability *= hit ? 0.08 : 0.92;
                if (hit) loss += 0.2 * std::pow(0.5, static_cast<double>(k));
            }
            expected += probability * normal_cdf(exact::d + loss / exact::sigma);
        }
        EXPECT_NEAR(expected, table[t], 1e-12);
        EXPECT_TRUE(share_agrees(label("A07b headcount", t), run.total("poor", in(t)), run.trials(),
                                 expected));
    }
}

/// Exactly this in every replicate, so in its sum.
void expect_enrolment(StudyRun const& run) {
    for (std::uint32_t r = 0; r < run.replicates(); ++r) {
        for (std::size_t t = 0; t < 5; ++t) {
            double const left = 1000 - 103 * static_cast<double>(t);
            EXPECT_EQ(run.at("poor", in(t), r), left) << "A12, year " << t << ", replicate " << r;
            EXPECT_EQ(run.at("gap_sum", in(t), r) > 0, left > 0);
            if (t == 0) continue;
            EXPECT_EQ(run.at("exits", in(t), r), 103) << "A12, year " << t;
            EXPECT_EQ(run.at("entries", in(t), r), 0);
            EXPECT_EQ(run.at("enrolled", in(t), r), 103);
            auto spending = [&](std::string const& payer) {
                return run.at("spending", {{Axis::payer, payer}, in(t)[0]}, r);
            };
            EXPECT_EQ(spending("state"), 2'472e6);
            EXPECT_EQ(spending("organisations"), 1'030e6);
            EXPECT_EQ(spending("household"), 618e6);
        }
    }
}

TEST(A12CappedEnrolment, BudgetDecidesHowManyLeave) {
    expect_enrolment(StudyRun("a12-capped-enrolment.toml"));
}

TEST(A12CappedEnrolment, WithHalfTakingPartTheBudgetStillDecides) {
    // of 1000 (later 691 or more) about half apply: always more than 103
    expect_enrolment(
        StudyRun("a12-capped-enrolment.toml", {.settings = {"programmes.livestock.take_up=0.5"}}));
}

TEST(A12CappedEnrolment, IncomeAfter) {
    StudyRun const run("a12-capped-enrolment.toml");
    for (std::size_t t = 0; t < 5; ++t) {
        double const left = 103 * static_cast<double>(t);
        double const sum = 1.4e6 * (1000 - left) + 1'547'239.2853059067 * left;
        EXPECT_NEAR(run.at("income_sum", in(t), 0), sum, 0.5 * 1000) << "A12, year " << t;
    }
}

// The path is given to six digits; single precision keeps seven.
TEST(A13OnePath, IncomeOfTheYears) {
    std::vector<double> const path{1.4, 1.5717795349264339, 1.8445074228223333, 1.7797488104499666,
                                   1.8293710817705233};
    StudyRun const run("a13-one-path.toml");
    for (std::size_t t = 0; t < path.size(); ++t) {
        EXPECT_NEAR(run.at("income_sum", in(t), 0) / 1e12, path[t], 1e-7 * path[t])
            << "A13, year " << t;
        EXPECT_EQ(run.at("poor", in(t), 0), t == 0 ? 1 : 0) << "A13, year " << t;
    }
}

}  // namespace
}  // namespace povex
