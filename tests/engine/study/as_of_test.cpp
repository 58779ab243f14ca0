// What was known when: --as-of refuses inputs and withholds actuals that were published later.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;

/// Everything dated, three things late: a grant's cost in 2023, a flood, and a margin's last row.
constexpr char const* dated = R"(base_year = 2021
last_year = 2023
source = "a report"
known_on = 2021-12-31
actuals = "actuals.csv"
denominators = { 2021 = 300, 2022 = { value = 310, known_on = 2023-01-31 } }
[register]
margins = ["sizes.csv"]
[strata.all]
mean_income = 2_500_000
sigma = 0.5
[standards.line]
line = 1_500_000
[programmes.grant]
kind = "entitlement"
unit_cost = { 2022 = 5, 2023 = { value = 6, known_on = 2023-03-01 } }
[programmes.never]
kind = "entitlement"
unit_cost = { value = 7, known_on = 2030-01-01 }
[shocks.flood]
kind = "event"
years = [2023]
probability = 0.1
loss = { value = 0.2, known_on = 2023-08-15, source = "a gauge" }
[scenarios.grants]
programmes = ["grant"]
[scenarios.nothing]
programmes = []
events = []
)";

constexpr char const* sizes =
    "size,households,source,known_on\n"
    "1,100,census,2021-12-31\n2,100,census,2021-12-31\n3,100,update,2022-05-01\n";

constexpr char const* actuals =
    "date,year,standard,group,what,value,role,source,grade,known_on,note\n"
    "2022-12-31,2022,line,province,poor,20,fit,a,B,2022-12-31,\n"
    "2023-12-31,2023,line,province,poor,10,held-out,b,B,2024-01-31,\n"
    "2023-12-31,2023,line,province,near_poor,0,held-out,c,C,,\n";

class AsOf : public Test {
protected:
    AsOf() {
        files_.write("study.toml", dated).write("sizes.csv", sizes).write("actuals.csv", actuals);
    }

    [[nodiscard]] Study read(std::string const& date, std::vector<std::string> settings = {},
                             std::vector<std::string> scenarios = {}) const {
        return read_study({files_.folder(), std::move(settings), std::move(scenarios), date});
    }

    /// What is refused, one text for each.
    [[nodiscard]] std::vector<std::string> refused(std::string const& date,
                                                   std::vector<std::string> settings = {},
                                                   std::vector<std::string> scenarios = {}) const {
        std::vector<std::string> all;
        try {
            static_cast<void>(read(date, std::move(settings), std::move(scenarios)));
        } catch (InputError const& error) {
            for (Problem const& problem : error.problems()) all.push_back(problem.what);
        }
        return all;
    }

    test::StudyFiles files_;
};

TEST_F(AsOf, WhatWasNotYetKnownIsRefusedWithKeyValueDateAndSource) {
    EXPECT_THAT(
        refused("2022-03-31"),
        UnorderedElementsAre("programmes.grant.unit_cost.2023 = 6 [money] was known on 2023-03-01, "
                             "not on 2022-03-31 (a report)",
                             "shocks.flood.loss = 0.2 [log income] was known on 2023-08-15, not on "
                             "2022-03-31 (a gauge)",
                             "sizes.csv = 1 row was known on 2022-05-01, not on 2022-03-31 "
                             "(update)"));
}

TEST_F(AsOf, TheDayItselfCounts) {
    EXPECT_THAT(refused("2023-08-15"), IsEmpty());
    EXPECT_THAT(refused("2023-08-14"), ElementsAre(HasSubstr("shocks.flood.loss")));
}

TEST_F(AsOf, OnlyWhatTheScenariosUseCounts) {
    files_.write("study.toml", test::replaced(dated, "[scenarios.grants]",
                                              "[scenarios.first]\nprogrammes = []\nevents = []\n"
                                              "[scenarios.grants]"));
    EXPECT_THAT(refused("2022-06-30", {}, {"nothing"}), IsEmpty());
    EXPECT_THAT(refused("2022-06-30", {}, {"grants"}), SizeIs(2));
}

TEST_F(AsOf, AScenarioIsJudgedByWhatItChanges) {
    files_.write(
        "study.toml",
        std::string(dated) +
            R"([scenarios.own]
programmes = ["grant"]
events = []
changes.programmes.grant.unit_cost = { 2023 = 9 }
known_on = 2022-01-01
)"
            "[scenarios.late]\nprogrammes = [\"grant\"]\nevents = []\nknown_on = 2029-01-01\n"
            "changes.programmes.grant.unit_cost = { 2023 = 8 }\n");
    auto const all = refused("2023-12-31");
    EXPECT_THAT(
        all, ElementsAre(StartsWith("scenarios.late.changes.programmes.grant.unit_cost.2023 = 8")));
}

TEST_F(AsOf, ASettingStandsInForWhatWasNotKnown) {
    EXPECT_THAT(
        refused("2022-06-30", {"programmes.grant.unit_cost.2023=5", "shocks.flood.loss=0.1"}),
        IsEmpty());
}

TEST_F(AsOf, AShorterStudyNeedsLess) {
    EXPECT_THAT(refused("2022-06-30", {"last_year=2022"}), IsEmpty());
    Study const study = read("2024-12-31", {"last_year=2022"});
    EXPECT_EQ(study.experiment.years.last, 2022);
    EXPECT_THAT(study.actuals, SizeIs(1));  // those of 2023 are outside
    EXPECT_EQ(study.withheld, 0U);
    // years that the files do not have either stay errors
    EXPECT_THAT(files_.problems({"last_year=2022", "programmes.grant.unit_cost.2024=1"}),
                ElementsAre(Field(&Problem::what, HasSubstr("2024 is outside the study"))));
}

TEST_F(AsOf, ActualsOfLaterAreWithheldAndCounted) {
    Study const study = read("2023-12-31");
    ASSERT_THAT(study.actuals, SizeIs(1));
    EXPECT_EQ(study.actuals[0].value, 20.0);
    EXPECT_EQ(study.withheld, 2U);  // one of 2024, one without a date
    EXPECT_EQ(study.as_of, "2023-12-31");
    Study const all = files_.read();
    EXPECT_THAT(all.actuals, SizeIs(3));
    EXPECT_EQ(all.withheld, 0U);
    EXPECT_EQ(all.as_of, "");
}

TEST_F(AsOf, PublishedNumbersOfHouseholdsAreWithheldToo) {
    Study const study = read("2022-12-31", {"last_year=2022"});
    EXPECT_EQ(study.denominator[0], 300.0);
    EXPECT_EQ(study.denominator[1], std::nullopt);
    for (Parameter const& one : study.parameters) EXPECT_NE(one.key, "denominators.2022");
    EXPECT_EQ(read("2023-12-31").denominator[1], 310.0);
}

TEST_F(AsOf, WithoutADateIsNotKnownWhereOthersHaveOne) {
    files_.write("study.toml", test::replaced(dated, "known_on = 2021-12-31\n", ""));
    auto const all = refused("2024-12-31");
    EXPECT_THAT(all,
                Contains("strata.all.sigma = 0.5 has no date on which it was known (a report)"));
    EXPECT_THAT(all, Not(Contains(HasSubstr("parameters.rho"))));  // a default of the program
    EXPECT_THAT(all, Not(Contains(HasSubstr("never"))));
}

TEST_F(AsOf, AProgrammeWithoutMoneyNeedsItsBudgetOnly) {
    files_.write("study.toml", std::string(dated) + R"([programmes.relief]
unit_cost = { value = 3, known_on = 2023-09-01 }
budget = { 2022 = 0, 2023 = { value = 9, known_on = 2023-09-01 } }
[scenarios.relief]
programmes = ["relief"]
events = []
)");
    EXPECT_THAT(refused("2023-08-31"), SizeIs(2));
    EXPECT_THAT(refused("2022-06-30", {"last_year=2022"}), IsEmpty());
}

TEST(AsOfUndated, AStudyWithoutAnyDateIsNotRefused) {
    test::StudyFiles const files(test::replaced(test::small_study, ", known_on = 2021-12-31", ""));
    EXPECT_NO_THROW(static_cast<void>(read_study({files.folder(), {}, {}, "1999-12-31"})));
}

TEST(RangeInMultiples, StandsForEveryNumberOfItsTable) {
    test::StudyFiles const files(test::replaced(
        test::small_study, "budget = { 2022 = 4e8, 2023 = 4e8, 2024 = 0 }",
        "budget = { 2022 = 400, 2023 = { value = 8, range = [1, 9] }, 2024 = 0, range = { times = "
        "[0.5, 3] } }"));
    std::vector<std::string> ranges;
    for (Parameter const& one : files.read().parameters) {
        if (one.key.starts_with("programmes.housing.budget")) ranges.push_back(one.range);
    }
    EXPECT_THAT(ranges, ElementsAre("200 to 1200", "1 to 9", "0 to 0"));
}

TEST(RangeInMultiples, MustBeTwoNumbersInOrder) {
    for (char const* range : {"{ times = 3 }", "{ times = [3, 1] }", "{ factor = [0, 3] }"}) {
        test::StudyFiles const files(test::replaced(test::small_study, "range = [0.4, 0.9]",
                                                    std::string("range = ") + range));
        EXPECT_THAT(files.problems(),
                    ElementsAre(Field(&Problem::what, HasSubstr("range of parameters.rho"))))
            << range;
    }
}

}  // namespace
}  // namespace povex
