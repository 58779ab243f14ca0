// Closed forms of every other chance in a study, one at a time, on households that are alike.

#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/statistical/closed_forms.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

namespace exact = closed_forms;
using exact::normal_cdf;

double enrolled(StudyRun const& run, std::size_t t) {
    return run.total("enrolled", {{Axis::year, year_name(t)}});
}

StudyRun alike(std::vector<std::string> const& settings) {
    return StudyRun("alike.toml", {.settings = settings});
}

TEST(Chance, AloneNothingHappens) {
    StudyRun const run = alike({});
    for (std::size_t t = 0; t < 5; ++t) {
        EXPECT_EQ(run.total("poor", in(t, "z")), run.trials());
        EXPECT_EQ(run.total("near_poor", in(t, "school")), run.trials());
        EXPECT_EQ(run.total("income_sum", in(t)), 1.4e6 * run.trials());
    }
    EXPECT_EQ(enrolled(run, 1), run.trials());
    for (std::size_t t = 2; t < 5; ++t) EXPECT_EQ(enrolled(run, t), 0);
}

TEST(Chance, TakeUpAndSuccess) {
    StudyRun const run = alike({"programmes.help.take_up=0.3", "programmes.help.success=0.6",
                                "programmes.help.log_effect=0.1"});
    double waiting = run.trials();  // an enrolment that fails is one all the same
    for (std::size_t t = 1; t < 5; ++t) {
        double const takers = enrolled(run, t);
        EXPECT_TRUE(share_agrees(label("take-up", t), takers, waiting, 0.3));
        EXPECT_TRUE(share_agrees(label("success", t), run.total("exits", in(t, "z")), takers, 0.6));
        waiting -= takers;
    }
}

TEST(Chance, ClearingADeprivation) {
    StudyRun const run = alike({"programmes.help.clears.water=0.7", "programmes.help.success=0.5"});
    double const n = run.trials();
    EXPECT_TRUE(share_agrees("cleared 2022", run.total("near_poor", in(1, "z")), n, 0.35));
    for (std::size_t t = 2; t < 5; ++t) {  // no turnover: neither comes back nor goes away
        EXPECT_EQ(run.each("near_poor", in(t, "z")), run.each("near_poor", in(1, "z")));
    }
}

/// The share deprived in `water` of alike.toml, by a chain that a programme cuts into: those
/// deprived at the last review take part with a probability and are cleared with another, after
/// the year's own step.
struct ClearedChain {
    double level, entry, exit;
    double takes_part, cleared;  ///< the second: by an enrolment
    bool once;

    struct Year {
        double deprived, enrolled;
    };
    [[nodiscard]] Year at(std::size_t t) const {
        double deprived = level;  // of those who never took part
        double spared = 1 - level;
        double after = 0;  // of those who may not again: deprived, spared
        double after_spared = 0;
        double enrolled = 0;
        for (std::size_t year = 1; year <= t; ++year) {
            enrolled = takes_part * deprived;
            double const still = enrolled * (1 - exit) * (1 - cleared);
            double const others = (deprived - enrolled) * (1 - exit) + spared * entry;
            double const old = after * (1 - exit) + after_spared * entry;
            double const total_old = after + after_spared;
            double const total = deprived + spared;
            if (once) {
                after = old + still;
                after_spared = total_old + enrolled - after;
                deprived = others;
                spared = total - enrolled - deprived;
            } else {
                deprived = others + still;
                spared = total - deprived;
            }
        }
        return {deprived + after, enrolled};
    }
};

StudyRun cleared_by_a_programme(std::vector<std::string> settings) {
    for (char const* setting :
         {"programmes.help.needs=['water']", "programmes.help.take_up=0.5",
          "programmes.help.success=0.8", "programmes.help.clears.water=0.75"}) {
        settings.emplace_back(setting);
    }
    return alike(settings);
}

TEST(Chance, ClearingWhatComesBack) {
    for (bool const once : {false, true}) {
        StudyRun const run = cleared_by_a_programme(
            {"indicators.water.level=0.4", "indicators.water.entry=0.05",
             "indicators.water.exit=0.1", fmt::format("programmes.help.once={}", once)});
        ClearedChain const chain{0.4, 0.05, 0.1, 0.5, 0.8 * 0.75, once};
        for (std::size_t t = 0; t < 5; ++t) {
            std::string const what = once ? "cleared once" : "cleared again and again";
            EXPECT_TRUE(share_agrees(label(what + ", deprived", t), run.total("poor", in(t, "z")),
                                     run.trials(), chain.at(t).deprived));
            if (t == 0) continue;
            EXPECT_TRUE(share_agrees(label(what + ", enrolled", t), enrolled(run, t), run.trials(),
                                     chain.at(t).enrolled));
        }
    }
}

TEST(Chance, ClearingWhatTheFactorBringsBack) {
    // without the programme the level stays at 0.4 for every f; with it, those of low f fall back
    StudyRun const run =
        cleared_by_a_programme({"indicators.water.level=0.4", "indicators.water.loading=0.6",
                                "indicators.water.turnover=0.3", "programmes.help.once=false"});
    for (std::size_t t = 0; t < 5; ++t) {
        double const deprived = exact::normal_mean([&](double f) {
            double const level = normal_cdf((exact::normal_quantile(0.4) - 0.6 * f) / 0.8);
            ClearedChain const chain{level, 0.3 * level, 0.3 * (1 - level), 0.5, 0.8 * 0.75, false};
            return chain.at(t).deprived;
        });
        EXPECT_TRUE(share_agrees(label("factor, cleared, deprived", t),
                                 run.total("poor", in(t, "z")), run.trials(), deprived));
    }
}

TEST(Chance, HoldingOffADeprivation) {
    // in force in 2022 to 2024: held off are the steps after each of these years
    StudyRun const run = alike({"indicators.school.entry=0.2", "indicators.school.exit=0",
                                "programmes.help.holds.school=0.25", "programmes.help.duration=3"});
    double const n = run.trials();
    double spared = 1;
    for (std::size_t t = 1; t < 5; ++t) {
        spared *= t >= 2 && t <= 4 ? 1 - 0.2 * 0.25 : 1 - 0.2;
        EXPECT_TRUE(
            share_agrees(label("held", t), run.total("near_poor", in(t, "school")), n, spared));
    }
}

TEST(Chance, RecurringShockKeepsTheExpectedPath) {
    // the loss of a year is 0.1 with probability 0.1; half of it is left a year later
    StudyRun const run = alike({"shocks.blow.active=true", "shocks.blow.decay=0.5"});
    double const n = run.trials();
    for (std::size_t t = 1; t < 5; ++t) {
        double usual = 0;
        double mean = 1.4;
        double squares = 1.4 * 1.4;
        for (std::size_t k = 0; k < t; ++k) {
            double const loss = 0.1 * std::pow(0.5, static_cast<double>(k));
            usual += 0.1 * loss;
            mean *= 0.9 + 0.1 * std::exp(-loss);
            squares *= 0.9 + 0.1 * std::exp(-2 * loss);
        }
        mean *= std::exp(usual);
        squares *= std::exp(2 * usual);
        EXPECT_TRUE(mean_agrees(label("mean under recurring shocks [m VND]", t),
                                run.total("income_sum", in(t)) / n / 1e6, mean,
                                std::sqrt((squares - mean * mean) / n), 1e-6));
    }
    // one blow in a year brings income to or below 1.3 m, and what is left of older ones does not
    EXPECT_TRUE(share_agrees("hit 2022", run.total("poor", in(1, "low")), n, 0.1));
}

TEST(Chance, SizeOfALoss) {
    StudyRun const run =
        alike({"shocks.blow.kind='event'", "shocks.blow.years=[2023]", "shocks.blow.active=true",
               "shocks.blow.probability=0.4", "shocks.blow.loss=0.05", "shocks.blow.loss_sd=0.08"});
    double const cut = std::log(1.4 / 1.3);  // max(0, N(0.05, 0.08^2)) must be at least this
    double const hit = 0.4 * normal_cdf((0.05 - cut) / 0.08);
    for (std::size_t t = 0; t < 5; ++t) {
        double const poor = run.total("poor", in(t, "low"));
        if (t == 2) {
            EXPECT_TRUE(share_agrees(label("large losses", t), poor, run.trials(), hit));
        } else {
            EXPECT_EQ(poor, 0);
        }
    }
}

TEST(Chance, AHitSetsDeprivations) {
    StudyRun const run = alike({"shocks.blow.kind='event'", "shocks.blow.years=[2022, 2024]",
                                "shocks.blow.active=true", "shocks.blow.deprives.school=0.5"});
    double const n = run.trials();
    double spared = 1;
    for (std::size_t t = 1; t < 5; ++t) {
        if (t == 1 || t == 3) spared *= 1 - 0.1 * 0.5;
        EXPECT_TRUE(share_agrees(label("deprived by a hit", t), run.total("poor", in(t, "school")),
                                 n, 1 - spared));
    }
}

TEST(Chance, PermanentShocksSpreadAndKeepTheMean) {
    StudyRun const run = alike({"parameters.sigma_permanent=0.1"});
    double const n = run.trials();
    for (std::size_t t = 1; t < 5; ++t) {
        double const variance = 0.01 * static_cast<double>(t);
        double const score = (std::log(1.5 / 1.4) + variance / 2) / std::sqrt(variance);
        EXPECT_TRUE(share_agrees(label("permanent shocks, headcount", t),
                                 run.total("income_poor", in(t, "z")), n, normal_cdf(score)));
        EXPECT_TRUE(mean_agrees(label("permanent shocks, mean [m VND]", t),
                                run.total("income_sum", in(t)) / n / 1e6, 1.4,
                                1.4 * std::sqrt(std::expm1(variance) / n), 1e-6));
    }
}

TEST(Chance, ReviewErrorStaysInPart) {
    StudyRun const run(
        "a03-income-dynamics.toml",
        {.settings = {"parameters.share_permanent=0.5", "parameters.share_autoregressive=0",
                      "parameters.share_transitory=0", "parameters.share_review=0.5",
                      "parameters.review_persistence=0.6"}});
    double const twice = exact::both_below(exact::d, exact::d, 0.5 + 0.5 * 0.6);
    for (std::size_t t = 1; t < 5; ++t) {
        Pick const before{{Axis::year, year_name(t - 1)}};
        Pick const now{{Axis::year, year_name(t)}};
        EXPECT_TRUE(share_agrees(label("review error, exit rate", t), run.total("exits", now),
                                 run.total("poor", before), 1 - twice / exact::headcount));
        EXPECT_TRUE(share_agrees(label("review error, headcount", t), run.total("poor", now),
                                 run.trials(), exact::headcount));
    }
}

TEST(Chance, OwnShareAgainstWhatAHouseholdCanBear) {
    // own share 6 m, income of a year 16.8 m
    auto takers = [](std::vector<std::string> const& settings) {
        return enrolled(StudyRun("alike.toml", {.settings = settings, .replicates = 1}), 1);
    };
    EXPECT_EQ(takers({"parameters.kappa_own=0.35"}), 0);
    EXPECT_EQ(takers({"parameters.kappa_own=0.36"}), 20'000);
    EXPECT_EQ(takers({"parameters.kappa_own=0.09", "programmes.help.own_cash=0.25"}), 20'000);
    EXPECT_EQ(takers({"parameters.kappa_own=0.08", "programmes.help.own_cash=0.25"}), 0);
    EXPECT_EQ(takers({"parameters.kappa_own=0.01", "programmes.help.own_covered=true"}), 20'000);
}

TEST(Chance, EffectsHaveACeiling) {
    auto const income = [](std::vector<std::string> const& settings) {
        StudyRun const run = alike(settings);
        return run.total("income_sum", in(1)) / run.trials();
    };
    std::string const effect = "programmes.help.log_effect=0.8";
    EXPECT_NEAR(income({effect, "parameters.max_log_effect=0.5"}), 1.4e6 * std::exp(0.5), 0.5);
    EXPECT_NEAR(income({effect, "parameters.max_log_effect=0.9"}), 1.4e6 * std::exp(0.8), 0.5);
    EXPECT_NEAR(income({effect, "parameters.max_log_effect=0.5", "parameters.diminishing=true"}),
                1.4e6 * std::exp(0.5 * (1 - std::exp(-0.8 / 0.5))), 0.5);
}

TEST(Chance, EnrolsAgainAfterSomeYears) {
    StudyRun const run = alike({"programmes.help.once=false", "programmes.help.every=2"});
    for (std::size_t t = 1; t < 5; ++t) {
        EXPECT_EQ(enrolled(run, t), t % 2 == 1 ? run.trials() : 0) << year_name(t);
    }
}

}  // namespace
}  // namespace povex
