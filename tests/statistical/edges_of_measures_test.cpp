// Where incomes are at a line, are the same for many households, or are 0.

#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

TEST(IndexedLine, FindsEverybodyAtTheLineInEveryYear) {
    StudyRun const run("indexed-line.toml");
    for (std::size_t t = 0; t < 5; ++t) {
        for (char const* standard : {"law", "two-lines"}) {
            Pick const at = in(t, standard);
            EXPECT_THAT(run.each("poor", at), testing::Each(100)) << label(standard, t);
            EXPECT_THAT(run.each("poor_true", at), testing::Each(100)) << label(standard, t);
            EXPECT_THAT(run.each("income_poor", at), testing::Each(100)) << label(standard, t);
        }
        EXPECT_THAT(run.each("gap_sum", in(t, "law")),
                    testing::Each(testing::AllOf(testing::Ge(0.0), testing::Le(100 * 5e-7))));
        EXPECT_THAT(run.each("gini", {{Axis::year, year_name(t)}}), testing::Each(0.0));
    }
}

/// Gini index of households with some incomes, by its definition.
double gini(std::vector<std::pair<double, double>> const& households_and_income) {
    double pairs = 0, n = 0, total = 0;
    for (auto const& [count, income] : households_and_income) {
        n += count;
        total += count * income;
        for (auto const& [others, other] : households_and_income) {
            pairs += count * others * std::abs(income - other);
        }
    }
    return pairs / (2 * n * total);
}

TEST(ThreeIncomes, HaveTheirExactInequality) {
    StudyRun const run("three-incomes");
    EXPECT_NEAR(run.at("gini", in(0), 0), 0.42676056, 1e-8);
    for (std::size_t t = 0; t < 3; ++t) {
        double const mid = 1.5 * std::pow(1.1, static_cast<double>(t));
        EXPECT_NEAR(run.at("gini", in(t), 0), gini({{300, 0.6}, {500, mid}, {200, 6.0}}), 1e-7);
        double const mean = 0.3 * 0.6 + 0.5 * mid + 0.2 * 6.0;
        double theil_t = 0, theil_l = 0;
        for (auto const& [share, income] : {std::pair{0.3, 0.6}, {0.5, mid}, {0.2, 6.0}}) {
            theil_t += share * income / mean * std::log(income / mean);
            theil_l -= share * std::log(income / mean);
        }
        EXPECT_NEAR(run.at("theil_t", in(t), 0), theil_t, 2e-6);
        EXPECT_NEAR(run.at("theil_l", in(t), 0), theil_l, 2e-6);
        for (char const* group : {"stratum:low", "stratum:mid", "stratum:high"}) {
            Pick const alone{{Axis::year, year_name(t)}, {Axis::group, group}};
            EXPECT_EQ(run.at("gini", alone, 0), 0.0);
            EXPECT_NEAR(run.at("theil_t", alone, 0), 0.0, 2e-6);
        }
    }
}

TEST(NoIncome, LeavesTheMeanLogDeviationMissing) {
    StudyRun const run("no-income");
    auto const of = [&](char const* variable, char const* year, char const* group,
                        char const* scenario = "loan") {
        return run.at(variable,
                      {{Axis::scenario, scenario}, {Axis::year, year}, {Axis::group, group}}, 0);
    };
    EXPECT_EQ(of("at_floor", "2023", "province"), 10);
    EXPECT_TRUE(std::isnan(of("theil_l", "2023", "province")));
    EXPECT_NEAR(of("theil_t", "2023", "province"), std::log(1000.0 / 990.0), 2e-6);
    EXPECT_NEAR(of("gini", "2023", "province"), 0.01, 1e-7);
    // without income at all there is no inequality either
    for (char const* index : {"gini", "theil_t", "theil_l"}) {
        EXPECT_TRUE(std::isnan(of(index, "2023", "stratum:debtors"))) << index;
        EXPECT_FALSE(std::isnan(of(index, "2023", "stratum:others"))) << index;
        EXPECT_FALSE(std::isnan(of(index, "2021", "province"))) << index;
        EXPECT_FALSE(std::isnan(of(index, "2023", "province", "none"))) << index;
    }
}

}  // namespace
}  // namespace povex
