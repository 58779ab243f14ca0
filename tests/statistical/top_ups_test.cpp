// What top-ups pay, alone and beside other transfers.

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/run/replay.hpp"
#include "tests/engine/study/study_files.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

/// 100 households of two children and two workers, all with half the line.
constexpr char const* half_the_line = R"(base_year = 2021
last_year = 2024
replicates = 1
population = "redrawn"
baseline = "none"

[register]
households = 100
size = 4
composition = "members.csv"

[strata.all]
mean_income = 500_000
sigma = 0

[standards.law]
line = 1_000_000
[standards.low]
line = 800_000

[programmes.topup]
key = 2
kind = "entitlement"
status = "any"
unit = "person"
amount = { 2021 = 0, 2022 = "line:law" }
[programmes.topup-low]
key = 3
kind = "entitlement"
status = "any"
unit = "person"
amount = { 2021 = 0, 2022 = "line:low" }
[programmes.topup-low-first]
key = 1
kind = "entitlement"
status = "any"
unit = "person"
amount = { 2021 = 0, 2022 = "line:low" }
[programmes.topup-children]
key = 8
kind = "entitlement"
status = "any"
unit = "child"
amount = { 2021 = 0, 2022 = "line:law" }
[programmes.cash]
key = 4
kind = "entitlement"
status = "any"
unit = "person"
amount = { 2021 = 0, 2022 = 200_000 }
[programmes.child]
key = 5
kind = "entitlement"
status = "any"
unit = "child"
amount = { 2021 = 0, 2022 = 100_000 }
[programmes.biennial]
key = 6
kind = "entitlement"
status = "any"
unit = "household"
every = 2
amount = { 2021 = 0, 2022 = 400_000 }
[programmes.queue]
key = 7
status = "any"
unit = "person"
budget = 490_000_000
amount = { 2021 = 0, 2022 = "line:law" }

[scenarios.none]
programmes = []
[scenarios.topup]
programmes = ["topup"]
[scenarios.cash-topup]
programmes = ["cash", "topup"]
[scenarios.two]
programmes = ["topup-low", "topup"]
[scenarios.two-low-first]
programmes = ["topup", "topup-low-first"]
[scenarios.child]
programmes = ["child"]
[scenarios.child-topup]
programmes = ["child", "topup"]
[scenarios.children]
programmes = ["topup-children"]
[scenarios.biennial]
programmes = ["biennial"]
[scenarios.queue]
programmes = ["queue"]
)";
constexpr char const* members = R"(size,children,workers,elderly,disabled,share
1,0,1,0,0,1
2,0,2,0,0,1
3,1,2,0,0,1
4,2,2,0,0,1
)";

Pick of(std::string const& scenario, std::size_t t) {
    return {{Axis::scenario, scenario}, {Axis::year, year_name(t)}};
}

class HalfTheLine : public testing::Test {
protected:
    static StudyRun run_of(std::string const& study) {
        return StudyRun(test::StudyFiles(study).write("members.csv", members).folder());
    }
    static double spent(StudyRun const& run, std::string const& scenario,
                        std::string const& programme, std::size_t t = 1) {
        auto pick = of(scenario, t);
        pick.emplace_back(Axis::programme, programme);
        return run.at("spending", pick, 0);
    }
    static double income(StudyRun const& run, std::string const& scenario, std::size_t t = 1) {
        return run.at("income_sum", of(scenario, t), 0) / 100;
    }
};

TEST_F(HalfTheLine, ATopUpCostsTheGap) {
    auto const run = run_of(half_the_line);
    for (std::size_t t = 1; t < 4; ++t) {
        EXPECT_EQ(spent(run, "topup", "topup", t), 2.4e9);
        EXPECT_EQ(income(run, "topup", t), 4 * 1'000'000);
        // at the line is poor by the law, and no longer by a lower line
        for (auto const& [standard, poor] : {std::pair{"law", 100}, {"low", 0}}) {
            auto pick = of("topup", t);
            pick.emplace_back(Axis::standard, standard);
            EXPECT_EQ(run.at("income_poor", pick, 0), poor) << standard;
        }
    }
}

TEST_F(HalfTheLine, ATopUpPaysWhatFixedAmountsLeave) {
    auto const run = run_of(half_the_line);
    EXPECT_EQ(spent(run, "cash-topup", "cash"), 0.96e9);
    EXPECT_EQ(spent(run, "cash-topup", "topup"), 1.44e9);
    EXPECT_EQ(spent(run, "child", "child"), 0.24e9);
    EXPECT_EQ(income(run, "child"), 4 * 500'000 + 2 * 100'000);
    EXPECT_EQ(spent(run, "child-topup", "child"), 0.24e9);
    EXPECT_EQ(spent(run, "child-topup", "topup"), 2.16e9);
    EXPECT_EQ(income(run, "cash-topup"), 4 * 1'000'000);
    EXPECT_EQ(income(run, "child-topup"), 4 * 1'000'000);
}

TEST_F(HalfTheLine, TopUpsPayInTheOrderOfTheirKeys) {
    auto const run = run_of(half_the_line);
    EXPECT_EQ(spent(run, "two", "topup"), 2.4e9);
    EXPECT_EQ(spent(run, "two", "topup-low"), 0);
    EXPECT_EQ(spent(run, "two-low-first", "topup-low-first"), 1.44e9);
    EXPECT_EQ(spent(run, "two-low-first", "topup"), 0.96e9);
    EXPECT_EQ(income(run, "two"), income(run, "two-low-first"));
}

TEST_F(HalfTheLine, ATopUpOfSomeMembersIsToTheirPartOfTheLine) {
    auto const run = run_of(half_the_line);
    // the two children's part of the line is what the household of four has already
    EXPECT_EQ(spent(run, "children", "topup-children"), 0);
    auto const poorer =
        run_of(test::replaced(half_the_line, "mean_income = 500_000", "mean_income = 400_000"));
    EXPECT_EQ(spent(poorer, "children", "topup-children"), 100 * 12 * 400'000);
    EXPECT_EQ(income(poorer, "children"), 2 * 1'000'000);
}

TEST_F(HalfTheLine, APaymentEverySecondYearIsSpentInThatYear) {
    auto const run = run_of(half_the_line);
    for (std::size_t t = 1; t < 4; ++t) {
        bool const pays = t != 2;
        EXPECT_EQ(spent(run, "biennial", "biennial", t), pays ? 100 * 12 * 400'000 : 0);
        EXPECT_EQ(income(run, "biennial", t), 4 * 500'000 + (pays ? 400'000 : 0));
    }
}

TEST_F(HalfTheLine, AQueueCountsATopUpAtItsMost) {
    auto const run = run_of(half_the_line);
    for (std::size_t t = 1; t < 4; ++t) {
        Pick const queue{
            {Axis::scenario, "queue"}, {Axis::programme, "queue"}, {Axis::year, year_name(t)}};
        EXPECT_EQ(run.at("enrolled", queue, 0), 10) << year_name(t);
        EXPECT_EQ(spent(run, "queue", "queue", t), 10 * 12 * 4 * 500'000) << year_name(t);
    }
}

TEST_F(HalfTheLine, ATopUpIsRoundedDown) {
    auto const run =
        run_of(test::replaced(half_the_line, "mean_income = 500_000", "mean_income = 500_000.03"));
    // 12 x 4 x 499,999.97 = 23,999,998.56
    EXPECT_EQ(spent(run, "topup", "topup"), 100 * 23'999'998.0);
    EXPECT_NEAR(income(run, "topup"), 4 * 500'000.03 + 23'999'998.0 / 12, 0.1);
}

TEST_F(HalfTheLine, AboveTheLineNothingIsPaid) {
    auto const run =
        run_of(test::replaced(half_the_line, "mean_income = 500_000", "mean_income = 1_000_000"));
    EXPECT_EQ(spent(run, "topup", "topup"), 0);
    EXPECT_EQ(spent(run, "cash-topup", "topup"), 0);
    EXPECT_EQ(spent(run, "cash-topup", "cash"), 0.96e9);
}

TEST_F(HalfTheLine, AReplayTellsWhatATopUpPays) {
    test::StudyFiles files(half_the_line);
    auto const study = files.write("members.csv", members).read();
    PreparedExperiment const prepared(study.experiment);
    auto const cost = [&](std::string const& id) {
        std::size_t s = 0;
        while (study.experiment.scenarios.at(s).label.id != id) ++s;
        ReplayedScenario const replayed(prepared, s, 0, 0);
        std::vector<std::int64_t> costs;
        for (auto const& year : replayed.of(7).years) {
            for (auto const& enrolled : year.enrolled) costs.push_back(enrolled.cost);
        }
        return costs;
    };
    EXPECT_THAT(cost("topup"), testing::ElementsAre(24'000'000, 24'000'000, 24'000'000));
    EXPECT_THAT(cost("cash-topup"), testing::ElementsAre(14'400'000, 9'600'000, 14'400'000,
                                                         9'600'000, 14'400'000, 9'600'000));
    auto const two = cost("two");
    ASSERT_EQ(two.size(), 6U);
    EXPECT_EQ(two[0], 24'000'000);
    EXPECT_EQ(two[1], 0);
}

}  // namespace
}  // namespace povex
