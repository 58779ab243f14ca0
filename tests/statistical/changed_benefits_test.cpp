// What becomes of a benefit of the base year that a scenario raises, cuts or does not pay.

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/stats/summary.hpp"
#include "tests/engine/study/study_files.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

/// 1,000 households of four, everybody with 300,000 a month in the base year.
constexpr char const* everybodys_cash = R"(base_year = 2021
last_year = 2024
replicates = 4
population = "redrawn"
baseline = "kept"

[register]
households = 1000
size = 4

[strata.all]
mean_income = 2_000_000
sigma = 0.5

[standards.law]
line = 1_200_000

[programmes.cash]
kind = "entitlement"
status = "any"
unit = "person"
amount = 300_000

[scenarios.kept]
[scenarios.dropped]
programmes = []
[scenarios.zeroed]
changes.programmes.cash.amount = { 2022 = 0 }
[scenarios.raised]
changes.programmes.cash.amount = 500_000
[scenarios.raised-from-2022]
changes.programmes.cash.amount = { 2022 = 500_000 }
[scenarios.raised-later]
changes.programmes.cash.amount = { 2023 = 500_000 }
)";

StudyRun run_of(std::string const& study, std::vector<std::string> settings = {}) {
    test::StudyFiles const files(study);
    return StudyRun(files.folder(), {.settings = std::move(settings)});
}

Pick of(std::string const& scenario, std::size_t t) {
    return {{Axis::scenario, scenario}, {Axis::year, year_name(t)}};
}

/// What two scenarios have in common in a year, in every replicate.
void expect_same_incomes(StudyRun const& run, std::string const& one, std::string const& other,
                         std::size_t t) {
    for (char const* variable : {"poor", "income_poor", "gap_sum", "income_sum", "gini"}) {
        EXPECT_EQ(run.each(variable, of(one, t)), run.each(variable, of(other, t)))
            << variable << " " << one << " " << other << " " << year_name(t);
    }
}

double mean(std::vector<double> const& numbers) {
    return summarise(numbers).mean;
}

class EverybodysCash : public testing::Test {
protected:
    [[nodiscard]] double poor(std::string const& scenario, std::size_t t) const {
        return mean(run.each("poor", of(scenario, t)));
    }
    [[nodiscard]] std::vector<double> spent(std::string const& scenario, std::size_t t) const {
        return run.each("spending", of(scenario, t));
    }
    StudyRun const run = run_of(everybodys_cash);
};

TEST_F(EverybodysCash, IsInTheIncomesOfTheBaseYear) {
    for (std::size_t t = 0; t < 4; ++t) {
        EXPECT_EQ(poor("kept", t), 214.25) << year_name(t);
        for (auto const& scenario : run.members(Axis::scenario)) {
            EXPECT_EQ(poor(scenario, 0), 214.25) << scenario;
        }
    }
    for (std::size_t t = 1; t < 4; ++t) EXPECT_THAT(spent("kept", t), Each(14.4e9));
}

TEST_F(EverybodysCash, RisesInEveryProjectedYear) {
    for (std::size_t t = 1; t < 4; ++t) {
        EXPECT_EQ(poor("raised", t), 126.0) << year_name(t);
        EXPECT_THAT(spent("raised", t), Each(24e9));
        expect_same_incomes(run, "raised", "raised-from-2022", t);
        EXPECT_EQ(spent("raised", t), spent("raised-from-2022", t));
    }
}

TEST_F(EverybodysCash, KeepsItsAmountUpToTheFirstYearThatIsChanged) {
    expect_same_incomes(run, "raised-later", "kept", 1);
    EXPECT_THAT(spent("raised-later", 1), Each(14.4e9));
    for (std::size_t t = 2; t < 4; ++t) {
        expect_same_incomes(run, "raised-later", "raised", t);
        EXPECT_THAT(spent("raised-later", t), Each(24e9));
    }
}

TEST_F(EverybodysCash, IsLostWithoutTheProgramme) {
    for (std::size_t t = 1; t < 4; ++t) {
        EXPECT_EQ(poor("dropped", t), 377.5) << year_name(t);
        EXPECT_THAT(spent("dropped", t), Each(0));
        EXPECT_THAT(run.each("enrolled", of("dropped", t)), Each(0));
        expect_same_incomes(run, "dropped", "zeroed", t);
    }
}

TEST(BaseAmount, MayBeRepeatedButNotChangedByAScenario) {
    auto const with = [](std::string const& amount) {
        return test::StudyFiles(std::string(everybodys_cash) +
                                "[scenarios.other]\nchanges.programmes.cash.amount = " + amount +
                                "\n")
            .problems();
    };
    EXPECT_THAT(with("{ 2021 = 300_000, 2023 = 400_000 }"), IsEmpty());
    EXPECT_THAT(with("{ 2021 = 300_000.0, 2023 = 400_000 }"), IsEmpty());
    EXPECT_THAT(with("{ 2021 = 200_000, 2023 = 400_000 }"),
                ElementsAre(test::problem("study.toml", {36, 43},
                                          "programmes.cash.amount.2021 is 200000, but the "
                                          "programme's own is 300000",
                                          "the base year is the same in all scenarios")));
    EXPECT_THAT(with("{ 2021 = 0, 2022 = 0 }"), testing::SizeIs(1));
}

TEST(BaseAmount, IsThatOfTheStudyWithItsSettings) {
    auto const run = run_of(everybodys_cash, {"programmes.cash.amount=500_000",
                                              "scenarios=[\"kept\", \"raised\", \"dropped\"]"});
    for (std::size_t t = 1; t < 4; ++t) {
        EXPECT_EQ(mean(run.each("poor", of("kept", t))), 214.25);
        EXPECT_THAT(run.each("spending", of("kept", t)), Each(24e9));
        EXPECT_EQ(run.each("income_sum", of("raised", t)), run.each("income_sum", of("kept", t)));
        auto const kept = run.each("income_sum", of("kept", t));
        auto const dropped = run.each("income_sum", of("dropped", t));
        EXPECT_GT(mean(kept) - mean(dropped), 0.95 * 4000 * 500'000);
    }
}

/// The single amount of a scenario is that of every projected year, also of a programme that the
/// study has by year, and of one that is new.
TEST(SingleAmount, OfAScenarioReplacesEveryProjectedYear) {
    auto const study =
        test::replaced(everybodys_cash, "amount = 300_000",
                       "amount = { 2021 = 300_000, 2022 = 350_000, 2024 = 100_000 }") +
        "[programmes.new]\nkind = \"entitlement\"\nstatus = \"any\"\namount = { 2021 = 0, 2023 = "
        "70_000 }\n[scenarios.both]\nchanges.programmes.new.amount = 80_000\n"
        "changes.programmes.cash.amount = 500_000\n";
    auto const experiment = test::StudyFiles(study).read().experiment;
    auto const both = std::find_if(experiment.scenarios.begin(), experiment.scenarios.end(),
                                   [](Scenario const& one) { return one.label.id == "both"; });
    ASSERT_NE(both, experiment.scenarios.end());
    auto const& programmes = both->programmes;
    for (std::size_t t = 0; t < 4; ++t) {
        EXPECT_EQ(programmes[0].effect.amount[t].money, t == 0 ? 300'000 : 500'000);
        EXPECT_EQ(programmes[1].effect.amount[t].money, t == 0 ? 0 : 80'000);
    }
}

}  // namespace
}  // namespace povex
