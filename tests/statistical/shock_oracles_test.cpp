// Closed forms of shocks: those that a locality meets as a whole (one-factor hits: Vasicek 2002,
// Risk 15, 160-162), those that recur, and those that stay.

#include <cmath>
#include <numbers>
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

class CommonShock : public testing::Test {
protected:
    static constexpr double hit = 0.2;
    static constexpr double common = 0.3;
    double const both = exact::both_below(exact::normal_quantile(hit), exact::normal_quantile(hit),
                                          common);  ///< P(two households of a place are hit)

    /// Fractions hit in a year, shape [replicates].
    [[nodiscard]] std::vector<double> fraction(std::string const& place, std::size_t t) const {
        std::string const group = "locality:" + place;
        auto values = run.each("poor", {in(t)[0], {Axis::group, group}});
        for (double& value : values) value /= households(place);
        return values;
    }
    [[nodiscard]] double households(std::string const& place) const {
        return run.at("households", {{Axis::group, "locality:" + place}}, 0);
    }
    /// A function of the fractions of a place in the three years, their mean by replicate.
    template <class Function>
    [[nodiscard]] std::vector<double> yearly(std::string const& place, Function const& g) const {
        std::vector<double> means(run.replicates(), 0.0);
        for (std::size_t t = 1; t < 4; ++t) {
            auto const f = fraction(place, t);
            for (std::size_t r = 0; r < f.size(); ++r) means[r] += g(f[r]) / 3;
        }
        return means;
    }

    StudyRun const run{"common-shock"};
};

TEST_F(CommonShock, SpreadOfThePartHit) {
    for (char const* place : {"town", "hamlet"}) {
        std::string const name = place;
        double const n = households(place);
        EXPECT_TRUE(
            replicates_agree(name + ", part hit", yearly(place, [](double f) { return f; }), hit));
        // Phi2(c, c; r) - p^2 of a place of any size, and what is left to each household's chance
        double const variance = both - hit * hit + (hit - both) / n;
        ASSERT_GT(variance, 2 * hit * (1 - hit) / n);  // far from independence
        EXPECT_TRUE(replicates_agree(name + ", variance of the part hit",
                                     yearly(place, [](double f) { return (f - hit) * (f - hit); }),
                                     variance));
    }
}

TEST_F(CommonShock, TwoHouseholdsTogether) {
    for (char const* place : {"town", "hamlet"}) {
        double const n = households(place);
        auto pairs = [n](double f) { return f * (n * f - 1) / (n - 1); };  // of all pairs
        EXPECT_TRUE(replicates_agree(std::string(place) + ", two households hit",
                                     yearly(place, pairs), both));
    }
}

TEST_F(CommonShock, APlaceIsSparedAltogether) {
    // the whole law, not only its moments: E[(1 - p(C))^n]
    for (char const* place : {"town", "hamlet"}) {
        double const n = households(place);
        double const spared = exact::normal_mean([&](double c) {
            double const p = normal_cdf((exact::normal_quantile(hit) - std::sqrt(common) * c) /
                                        std::sqrt(1 - common));
            return std::pow(1 - p, n);
        });
        EXPECT_TRUE(replicates_agree(std::string(place) + ", nobody hit",
                                     yearly(place, [](double f) { return f == 0 ? 1.0 : 0.0; }),
                                     spared));
    }
}

TEST_F(CommonShock, PlacesAndYearsHaveTheirOwn) {
    for (std::size_t t = 1; t < 4; ++t) {
        auto between = fraction("town", t);
        auto const other = fraction("hamlet", t);
        for (std::size_t r = 0; r < between.size(); ++r) {
            between[r] = (between[r] - hit) * (other[r] - hit);
        }
        EXPECT_TRUE(replicates_agree(label("covariance of town and hamlet", t), between, 0));
        if (t == 1) continue;
        auto years = fraction("town", t);
        auto const before = fraction("town", t - 1);
        for (std::size_t r = 0; r < years.size(); ++r) {
            years[r] = (years[r] - hit) * (before[r] - hit);
        }
        EXPECT_TRUE(replicates_agree(label("covariance of the town's years", t), years, 0));
    }
}

TEST(RecurringShock, SpreadAloneMovesTheHeadcount) {
    StudyRun const run("recurring-shock.toml");
    for (std::size_t t = 0; t < 5; ++t) {
        double usual = 0;
        for (std::size_t k = 0; k < t; ++k) {
            usual += 0.08 * 0.2 * std::pow(0.5, static_cast<double>(k));
        }
        double expected = 0;  // over all histories of hits in the last t years
        for (unsigned history = 0; history < 1U << t; ++history) {
            double probability = 1;
            double loss = 0;
            for (std::size_t k = 0; k < t; ++k) {
                bool const blow = (history >> k & 1U) != 0;
                probability *= blow ? 0.08 : 0.92;
                if (blow) loss += 0.2 * std::pow(0.5, static_cast<double>(k));
            }
            expected += probability * normal_cdf(exact::d + (loss - usual) / exact::sigma);
        }
        double const poor = run.total("poor", in(t));
        EXPECT_TRUE(
            share_agrees(label("recurring shock, headcount", t), poor, run.trials(), expected));
        show(label("headcount added by the spread of a recurring shock", t),
             expected - exact::headcount, poor / run.trials() - exact::headcount);
    }
}

/// Mean and variance of log income under a loss max(0, N(0.1, 0.1^2)) that comes every year with
/// probability 0.1 and leaves half of itself, by replicate since the locality may share it.
void expect_mean_and_spread(double common) {
    HouseholdPaths const paths(
        "alike.toml", {.settings = {"shocks.blow.active=true", "shocks.blow.decay=0.5",
                                    fmt::format("shocks.blow.common={}", common),
                                    "shocks.blow.loss_sd=0.1", "register.households=2_500"}});
    std::string const& scenario = paths.study().experiment.scenarios.front().label.id;
    double const density = std::exp(-0.5) / std::sqrt(2 * std::numbers::pi);
    double const mean = 0.1 * normal_cdf(1) + 0.1 * density;
    double const square = 0.02 * normal_cdf(1) + 0.01 * density;
    double const yearly = 0.1 * square - 0.01 * mean * mean;  // variance of one year's loss
    std::vector<std::vector<double>> means(5), squares(5);
    for (std::uint32_t r = 0; r < 400; ++r) {
        std::vector<RunningMean> log_income(5), squared(5);
        paths.in_replicate(r, scenario, [&](std::size_t, Tally::Path const& path) {
            for (std::size_t t = 0; t < 5; ++t) {
                double const x = std::log(path.income[t]);
                log_income[t].add(x);
                squared[t].add(x * x);
            }
        });
        for (std::size_t t = 0; t < 5; ++t) {
            means[t].push_back(log_income[t].mean());
            squares[t].push_back(squared[t].mean());
        }
    }
    for (std::size_t t = 1; t < 5; ++t) {
        double const years = static_cast<double>(t);
        EXPECT_TRUE(replicates_agree(label("recurring shock, mean log income", t), means[t], 0.0));
        EXPECT_TRUE(replicates_agree(label("recurring shock, variance of log income", t),
                                     squares[t], yearly * (1 - std::pow(0.25, years)) / 0.75));
    }
}

TEST(RecurringShock, LogIncomeKeepsItsMeanAndSpreads) {
    expect_mean_and_spread(0);
}

TEST(RecurringShock, LogIncomeKeepsItsMeanWhenALocalitySharesIt) {
    expect_mean_and_spread(0.3);
}

TEST(PermanentShocks, AreARandomWalk) {
    double const sigma = 0.1;
    HouseholdPaths const paths("alike.toml",
                               {.settings = {"parameters.sigma_permanent=0.1"}, .scenarios = {}});
    std::vector<RunningMean> walk(5), squared(5), product(5);
    paths.in_all_replicates([&](std::size_t, Tally::Path const& path) {
        auto deviation = [&](std::size_t t) {  // from the expected path -sigma^2 t/2
            return std::log(path.income[t]) + sigma * sigma * static_cast<double>(t) / 2;
        };
        for (std::size_t t = 1; t < 5; ++t) {
            walk[t].add(deviation(t));
            squared[t].add(deviation(t) * deviation(t));
            product[t].add(deviation(t) * deviation(1));
        }
    });
    for (std::size_t t = 1; t < 5; ++t) {
        double const variance = sigma * sigma * static_cast<double>(t);
        EXPECT_TRUE(walk[t].agrees(label("random walk, mean", t), 0.0));
        EXPECT_TRUE(squared[t].agrees(label("random walk, variance", t), variance));
        EXPECT_TRUE(product[t].agrees(label("random walk, covariance with the first year", t),
                                      sigma * sigma));
    }
}

}  // namespace
}  // namespace povex
