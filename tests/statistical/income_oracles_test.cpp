// Closed forms of the law of income and of its course over the years (Aitchison & Brown 1957, The
// Lognormal Distribution; Foster, Greer & Thorbecke 1984, Econometrica 52(3), 761-766).

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

TEST(A01StaticLognormal, PovertyIndices) {
    StudyRun const run("a01-static-lognormal.toml");
    double const n = run.trials();
    double const ratio = exact::mean / exact::line;
    double const headcount = normal_cdf(exact::d);
    double const gap = headcount - ratio * normal_cdf(exact::d - exact::sigma);
    double const square = std::exp(2 * exact::mu + 2 * exact::sigma * exact::sigma) /
                          (exact::line * exact::line) * normal_cdf(exact::d - 2 * exact::sigma);
    double const gap_squared = headcount - 2 * ratio * normal_cdf(exact::d - exact::sigma) + square;
    EXPECT_NEAR(headcount, 0.22016050642567883, 1e-15);
    EXPECT_NEAR(gap, 0.050579623363060405, 1e-15);
    EXPECT_NEAR(gap_squared, 0.017341672150869653, 1e-15);
    for (std::size_t t = 0; t < 5; ++t) {
        EXPECT_TRUE(
            share_agrees(label("A01 headcount", t), run.total("poor", in(t)), n, headcount));
        EXPECT_TRUE(mean_agrees(label("A01 FGT1", t), run.total("gap_sum", in(t)) / n, gap,
                                std::sqrt((gap_squared - gap * gap) / n)));
        auto severity = run.each("gap_squared_sum", in(t));
        for (double& sum : severity) sum *= run.replicates() / n;
        EXPECT_TRUE(replicates_agree(label("A01 FGT2", t), severity, gap_squared));
    }
}

TEST(A01StaticLognormal, MeanAndInequality) {
    StudyRun const run("a01-static-lognormal.toml");
    double const n = run.trials();
    double const per_replicate = n / run.replicates();
    double const deviation = exact::mean * std::sqrt(std::expm1(exact::sigma * exact::sigma) / n);
    double const gini = 2 * normal_cdf(exact::sigma / std::sqrt(2.0)) - 1;
    double const theil = exact::sigma * exact::sigma / 2;
    // bins of the histogram understate by at most 2e-5 and 5e-5 (inequality.hpp); an index of a
    // sample of n is off by less than 1/n in the mean
    double const small_sample = 1.0 / per_replicate;
    for (std::size_t t : {0U, 4U}) {
        EXPECT_TRUE(mean_agrees(label("A01 mean [m VND]", t),
                                run.total("income_sum", in(t)) / n / 1e6, exact::mean, deviation));
        EXPECT_TRUE(replicates_agree(label("A01 Gini", t), run.each("gini", in(t)), gini,
                                     2e-5 + small_sample));
        EXPECT_TRUE(replicates_agree(label("A01 Theil T", t), run.each("theil_t", in(t)), theil,
                                     5e-5 + small_sample));
        EXPECT_TRUE(replicates_agree(label("A01 Theil L", t), run.each("theil_l", in(t)), theil,
                                     5e-5 + small_sample));
    }
}

TEST(A02Growth, HeadcountFallsWithTheLineInLogIncome) {
    StudyRun const run("a02-growth.toml");
    double const n = run.trials();
    double const deviation = std::sqrt(std::expm1(exact::sigma * exact::sigma) / n);
    for (std::size_t t = 0; t < 5; ++t) {
        double const growth = 0.08 * static_cast<double>(t);
        double const mean = exact::mean * std::exp(growth);
        EXPECT_TRUE(share_agrees(label("A02 headcount", t), run.total("poor", in(t)), n,
                                 normal_cdf(exact::d - growth / exact::sigma)));
        EXPECT_TRUE(mean_agrees(label("A02 mean [m VND]", t),
                                run.total("income_sum", in(t)) / n / 1e6, mean, mean * deviation));
    }
}

class A03IncomeDynamics : public testing::Test {
protected:
    static constexpr double after_one_year = 0.775;  ///< 0.60 + 0.25 * 0.7
    StudyRun const run{"a03-income-dynamics.toml"};
    double const n = run.trials();
};

TEST_F(A03IncomeDynamics, HeadcountStays) {
    for (std::size_t t = 0; t < 5; ++t) {
        EXPECT_TRUE(
            share_agrees(label("A03 headcount", t), run.total("poor", in(t)), n, exact::headcount));
    }
}

TEST_F(A03IncomeDynamics, ExitAndEntryRates) {
    double const twice = exact::both_below(exact::d, exact::d, after_one_year);
    double const exit = 1 - twice / exact::headcount;
    double const entry = (exact::headcount - twice) / (1 - exact::headcount);
    EXPECT_NEAR(exit, 0.36276534013600237, 1e-9);
    EXPECT_NEAR(entry, 0.1024141527277169, 1e-9);
    for (std::size_t t = 1; t < 5; ++t) {
        double const poor = run.total("poor", in(t - 1));
        EXPECT_TRUE(share_agrees(label("A03 exit rate", t), run.total("exits", in(t)), poor, exit));
        EXPECT_TRUE(
            share_agrees(label("A03 entry rate", t), run.total("entries", in(t)), n - poor, entry));
    }
}

TEST_F(A03IncomeDynamics, EverPoorAndThoseWhoReturn) {
    // P(never poor in years 0 ... k): four- and five-dimensional normal probabilities
    std::vector<double> const never{0.7798394934972576, 0.6999728924597489, 0.6473211445885823,
                                    0.6071020108141404, 0.5743346402028683};
    double const entered = exact::headcount - exact::both_below(exact::d, exact::d, after_one_year);
    double ever = run.total("poor", in(0));
    for (std::size_t t = 1; t < 5; ++t) {
        double const fresh = never[t - 1] - never[t];
        ever += run.total("new_entries", in(t));
        EXPECT_TRUE(
            share_agrees(label("A03 new entries", t), run.total("new_entries", in(t)), n, fresh));
        EXPECT_TRUE(share_agrees(label("A03 ever poor", t), ever, n, 1 - never[t]));
        if (t == 1) {
            EXPECT_EQ(run.total("reentries", in(t)), 0.0);
        } else {
            EXPECT_TRUE(share_agrees(label("A03 re-entries", t), run.total("reentries", in(t)), n,
                                     entered - fresh));
        }
    }
    // poor in years 0, 1 and 2 = poor in 0 and 2, but for those poor in 0 and 2 only
    double const apart = exact::both_below(exact::d, exact::d, 0.60 + 0.25 * 0.49);
    EXPECT_TRUE(share_agrees("A03 poor, not, poor again", run.total("reentries", in(2)), n,
                             apart - 0.10409937940333126));
}

TEST(A05FromZero, SpreadAndHeadcountGrow) {
    StudyRun const run("a05-from-zero.toml");
    std::vector<double> const table{0.16738160416404976, 0.19414232842866763, 0.205159662277715,
                                    0.2101508896659616, 0.2125078460278149};
    for (std::size_t t = 0; t < 5; ++t) {
        double const k = static_cast<double>(t);
        double const variance = 0.16 + 0.04 * (1 - std::pow(0.49, k)) / 0.51;
        double const expected =
            normal_cdf((std::log(exact::line) - 0.7912907318741551) / std::sqrt(variance));
        EXPECT_NEAR(expected, table[t], 1e-12);
        EXPECT_TRUE(share_agrees(label("A05 headcount", t), run.total("poor", in(t)), run.trials(),
                                 expected));
    }
}

/// ln income in millions as the study has it: a piecewise linear function of the score.
class AnchoredLaw {
public:
    AnchoredLaw() {
        double low = b_;
        double high = std::log(5.0);
        for (int i = 0; i < 200; ++i) {
            mu_ = 0.5 * (low + high);
            (mean() < 5.0 ? low : high) = mu_;
        }
    }
    /// With the slope between the higher anchor and the median given, whatever the mean.
    explicit AnchoredLaw(double slope_above) : mu_(b_ - slope_above * qb_) {}
    [[nodiscard]] double log_income(double q) const {
        if (q <= qa_) return a_ + 0.8 * (q - qa_);
        if (q <= qb_) return a_ + (b_ - a_) * (q - qa_) / (qb_ - qa_);
        if (q <= 0) return b_ + (mu_ - b_) * (q - qb_) / -qb_;
        return mu_ + 0.45 * q;
    }
    [[nodiscard]] double mean() const {
        return exact::normal_mean([&](double q) { return std::exp(log_income(q)); });
    }
    [[nodiscard]] double variance() const {
        double const m = mean();
        return exact::normal_mean([&](double q) { return std::exp(2 * log_income(q)); }) - m * m;
    }
    [[nodiscard]] double share_below(double income) const {
        double low = -9;
        double high = 9;
        for (int i = 0; i < 200; ++i) {
            double const middle = 0.5 * (low + high);
            (log_income(middle) < std::log(income) ? low : high) = middle;
        }
        return normal_cdf(low);
    }

private:
    double a_ = std::log(1.5), b_ = std::log(2.0);
    double qa_ = exact::normal_quantile(0.004), qb_ = exact::normal_quantile(0.02);
    double mu_ = 0;
};

TEST(AnchoredMarginal, MeanAndSharesAtTheBaseAndAfter) {
    StudyRun const run("anchored.toml");
    double const n = run.trials();
    AnchoredLaw const law;
    double const deviation = std::sqrt(law.variance() / n);
    for (std::size_t t = 0; t < 3; ++t) {
        auto below = [&](std::string const& standard, double probability) {
            return share_agrees(label("anchored, share below " + standard, t),
                                run.total("poor", in(t, standard)), n, probability);
        };
        EXPECT_TRUE(below("low", 0.004));
        EXPECT_TRUE(below("high", 0.02));
        EXPECT_TRUE(below("half-way", law.share_below(1.75)));
        EXPECT_TRUE(below("below", law.share_below(1.0)));
        EXPECT_TRUE(mean_agrees(label("anchored, mean [m VND]", t),
                                run.total("income_sum", in(t)) / n / 1e6, 5.0, deviation, 1e-6));
    }
}

TEST(AnchoredMarginal, SlopeToTheMedianMayBeGiven) {
    StudyRun const run("anchored.toml", {.settings = {"parameters.slope_above=0.6",
                                                      "standards.half-way.line="
                                                      "3_000_000",
                                                      "standards.below.line=8_000_000"}});
    double const n = run.trials();
    AnchoredLaw const law(0.6);
    ASSERT_GT(std::abs(law.share_below(3.0) - AnchoredLaw().share_below(3.0)), 0.01);
    for (std::size_t t = 0; t < 3; ++t) {
        auto below = [&](std::string const& standard, double income) {
            return share_agrees(label("given slope, share below " + standard, t),
                                run.total("poor", in(t, standard)), n, law.share_below(income));
        };
        EXPECT_TRUE(below("low", 1.5));
        EXPECT_TRUE(below("high", 2.0));
        EXPECT_TRUE(below("half-way", 3.0));  // between the higher anchor and the median
        EXPECT_TRUE(below("below", 8.0));     // above the median
        EXPECT_TRUE(mean_agrees(label("given slope, mean [m VND]", t),
                                run.total("income_sum", in(t)) / n / 1e6, law.mean(),
                                std::sqrt(law.variance() / n), 1e-6));
    }
}

}  // namespace
}  // namespace povex
