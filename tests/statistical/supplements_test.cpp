// What a supplement pays: the line less the rate of another transfer.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

using testing::Each;

Pick of(std::string const& scenario, std::size_t t) {
    return {{Axis::scenario, scenario}, {Axis::year, year_name(t)}};
}

/// Everybody has cash of 200,000 in the base year, and from 2022 on it is completed to the line.
constexpr char const* completed = R"(base_year = 2021
last_year = 2023
replicates = 2
baseline = "kept"

[register]
households = 100
size = 3

[strata.all]
mean_income = 2_000_000
sigma = 0.4

[standards.law]
line = { 2021 = 1_000_000, 2023 = 1_100_000 }

[programmes.cash]
kind = "entitlement"
status = "any"
unit = "person"
amount = 200_000
[programmes.rest]
kind = "entitlement"
status = "any"
unit = "person"
amount = { 2021 = 0, 2022 = { line = "law", less = "cash" } }

[scenarios.kept]
[scenarios.raised]
changes.programmes.cash.amount = { 2022 = 350_000, 2023 = 700_000 }
[scenarios.above]
changes.programmes.cash.amount = 1_200_000
[scenarios.rest-alone]
programmes = ["rest"]
[scenarios.cash-alone]
programmes = ["cash"]
)";

TEST(Supplement, AndTheTransferItCompletesPayTheLineTogether) {
    StudyRun const run(test::StudyFiles(completed).folder());
    double const line[] = {1e6, 1e6, 1.1e6};
    for (std::size_t t = 1; t < 3; ++t) {
        auto const income = [&](char const* scenario) {
            return run.each("income_sum", of(scenario, t));
        };
        auto const spending = [&](char const* scenario, char const* programme) {
            auto pick = of(scenario, t);
            pick.emplace_back(Axis::programme, programme);
            return run.each("spending", pick);
        };
        double const year = 300 * 12;
        EXPECT_THAT(spending("kept", "cash"), Each(year * 200'000));
        EXPECT_THAT(spending("kept", "rest"), Each(year * (line[t] - 200'000)));
        double const raised = t == 1 ? 350'000 : 700'000;
        EXPECT_THAT(spending("raised", "cash"), Each(year * raised));
        EXPECT_THAT(spending("raised", "rest"), Each(year * (line[t] - raised)));
        EXPECT_THAT(spending("above", "cash"), Each(year * 1'200'000));
        EXPECT_THAT(spending("above", "rest"), Each(0));
        // what is withdrawn pays nothing, so the supplement pays all of the line
        EXPECT_THAT(spending("rest-alone", "cash"), Each(0));
        EXPECT_THAT(spending("rest-alone", "rest"), Each(year * line[t]));
        EXPECT_THAT(spending("cash-alone", "rest"), Each(0));

        for (char const* scenario : {"kept", "raised", "rest-alone"}) {
            for (std::size_t r = 0; r < run.replicates(); ++r) {
                EXPECT_NEAR(income(scenario)[r] - income("cash-alone")[r],
                            300 * (line[t] - 200'000), 0.1)
                    << scenario << " " << year_name(t);
            }
        }
        EXPECT_NEAR(income("above")[0] - income("cash-alone")[0], 300 * 1e6, 0.1);
    }
}

TEST(Supplement, BeginsInTheFirstProjectedYear) {
    StudyRun const by_year(test::StudyFiles(completed).folder());
    auto const single = test::replaced(completed,
                                       "amount = { 2021 = 0, 2022 = { line = \"law\", less = "
                                       "\"cash\" } }",
                                       "amount = { line = \"law\", less = \"cash\" }");
    StudyRun const for_all_years(test::StudyFiles(single).folder());
    for (auto const& scenario : by_year.members(Axis::scenario)) {
        for (std::size_t t = 0; t < 3; ++t) {
            EXPECT_EQ(by_year.each("income_sum", of(scenario, t)),
                      for_all_years.each("income_sum", of(scenario, t)))
                << scenario << " " << year_name(t);
        }
    }
}

/// Those who are entitled to a supplement have it whatever their income, even far above the line.
TEST(Supplement, DoesNotDependOnIncome) {
    auto const rich = test::replaced(completed, "mean_income = 2_000_000", "mean_income = 2e8");
    StudyRun const run(test::StudyFiles(rich).folder());
    auto pick = of("kept", 1);
    pick.emplace_back(Axis::programme, "rest");
    EXPECT_THAT(run.each("spending", pick), Each(300 * 12 * 800'000.0));
}

/// A scenario may write one: it pays from the first projected year on.
TEST(Supplement, MayBeWrittenByAScenario) {
    auto const text = std::string(completed) +
                      "[programmes.new]\nkind = \"entitlement\"\nstatus = \"any\"\nunit = "
                      "\"person\"\namount = 0\n[scenarios.other]\nprogrammes = [\"cash\", "
                      "\"new\"]\nchanges.programmes.new.amount = { line = \"law\", less = \"cash\" "
                      "}\n";
    StudyRun const run(test::StudyFiles(text).folder());
    for (std::size_t t = 1; t < 3; ++t) {
        auto here = of("other", t), there = of("kept", t);
        EXPECT_EQ(run.each("income_sum", here), run.each("income_sum", there));
        here.emplace_back(Axis::programme, "new");
        there.emplace_back(Axis::programme, "rest");
        EXPECT_EQ(run.each("spending", here), run.each("spending", there));
    }
}

}  // namespace
}  // namespace povex
