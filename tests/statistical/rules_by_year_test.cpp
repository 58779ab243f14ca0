// Numbers that go on from year to year by an index or a rate.

#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

using testing::DoubleNear;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

/// 100 households at the line, whose incomes grow by 7 % a year; LINE is replaced.
constexpr char const* at_the_line = R"(base_year = 2021
last_year = 2025
replicates = 2
population = "redrawn"

[register]
households = 100
size = 4

[strata.all]
mean_income = 1_000_000
sigma = 0
growth = 0.07

[standards.law]
line = LINE

[series.cpi]
growth = { 2022 = 0.07, 2023 = 0.07, 2024 = 0.07, 2025 = 0.07 }
[series.prices]
level = { 2021 = 80, 2022 = 85.6, 2023 = 91.592, 2024 = 98.00344, 2025 = 104.8636808 }
[series.uneven]
growth = { 2022 = 0.02, 2023 = -0.01, 2024 = 0.0, 2025 = 0.3 }

[scenarios.none]
programmes = []
)";

std::string with_line(std::string const& line) {
    return test::replaced(at_the_line, "LINE", line);
}

TEST(LineByRule, KeepsStepWithIncomes) {
    for (char const* line :
         {"{ 2021 = 1_000_000, 2022 = 1_070_000, 2023 = 1_144_900, 2024 = 1_225_043, 2025 = "
          "1_310_796.01 }",
          "{ 2021 = 1_000_000, from = 2022, rate = 0.07 }",
          "{ value = 1_000_000, from = 2022, rate = 0.07 }",
          "{ 2021 = 1_000_000, from = 2022, index = \"cpi\" }",
          "{ 2021 = 1_000_000, from = 2022, index = \"prices\" }",
          "{ 2021 = 1_000_000, 2022 = 1_070_000, from = 2023, index = \"prices\" }",
          "{ 2021 = 1_000_000, from = 2022, index = \"cpi\", 2024 = 1_225_043 }"}) {
        StudyRun const run(test::StudyFiles(with_line(line)).folder());
        for (std::size_t t = 0; t < 5; ++t) {
            for (char const* count : {"poor", "income_poor", "poor_true"}) {
                EXPECT_THAT(run.each(count, in(t)), Each(100)) << line << " " << label(count, t);
            }
        }
    }
}

/// The line of the only area, by year.
std::vector<double> line_of(std::string const& study, std::vector<std::string> settings = {}) {
    return test::StudyFiles(study).read(std::move(settings)).experiment.standards.front().line[0];
}

TEST(LineByRule, IsNotRounded) {
    auto const line = line_of(with_line("{ 2021 = 1_000_000.3, from = 2022, rate = 0.07 }"));
    for (std::size_t t = 0; t < 5; ++t) {
        EXPECT_NEAR(line[t], 1'000'000.3 * std::pow(1.07, static_cast<double>(t)), 1e-6);
    }
}

TEST(LineByRule, GoesOnFromANumberOfALaterYear) {
    EXPECT_THAT(line_of(with_line("{ 2021 = 1000, from = 2022, rate = 0.1, 2023 = 2000 }")),
                ElementsAre(1000, DoubleNear(1100, 1e-9), 2000, DoubleNear(2200, 1e-9),
                            DoubleNear(2420, 1e-9)));
    EXPECT_THAT(line_of(with_line("{ 2021 = 1000, 2022 = 1500, from = 2024, index = \"uneven\" }")),
                ElementsAre(1000, 1500, 1500, DoubleNear(1500, 1e-9), DoubleNear(1950, 1e-9)));
    EXPECT_THAT(line_of(with_line("{ 2021 = 1000, from = 2022, index = \"uneven\" }")),
                ElementsAre(1000, DoubleNear(1020, 1e-9), DoubleNear(1009.8, 1e-9),
                            DoubleNear(1009.8, 1e-9), DoubleNear(1312.74, 1e-9)));
}

TEST(LineByRule, IsOfEveryAreaByItself) {
    auto const study =
        test::replaced(with_line("{ town = { 2021 = 1000, from = 2023, rate = 0.5 }, village = { "
                                 "2021 = 500, from = 2022, index = \"cpi\" }, hill = 700 }"),
                       "[strata.all]\n", "[strata.all]\narea = \"town\"\n") +
        "[strata.low]\narea = \"village\"\nmean_income = 1e6\nsigma = 0\n[strata.high]\narea = "
        "\"hill\"\nmean_income = 1e6\nsigma = 0\n";
    test::StudyFiles files(test::replaced(study, "households = 100\n", "margins = [\"m.csv\"]\n"));
    files.write("m.csv", "stratum,households\nall,5\nlow,5\nhigh,5\n");
    auto const lines = files.read().experiment.standards.front().line;
    EXPECT_THAT(lines, testing::UnorderedElementsAre(
                           ElementsAre(1000, 1000, 1500, 2250, 3375),
                           ElementsAre(500, DoubleNear(535, 1e-9), DoubleNear(572.45, 1e-9),
                                       DoubleNear(612.5215, 1e-9), DoubleNear(655.398005, 1e-9)),
                           Each(700)));
}

TEST(LineByRule, CanBeSet) {
    auto const study = with_line("{ 2021 = 1000, from = 2022, rate = 0.1 }");
    EXPECT_THAT(line_of(study, {"standards.law.line.rate=0.2"}),
                ElementsAre(1000, DoubleNear(1200, 1e-9), DoubleNear(1440, 1e-9),
                            DoubleNear(1728, 1e-9), DoubleNear(2073.6, 1e-9)));
    EXPECT_THAT(line_of(study, {"standards.law.line=3000"}), Each(3000));
    EXPECT_THAT(line_of(study, {"standards.law.line*=2"}),
                ElementsAre(2000, DoubleNear(2200, 1e-9), DoubleNear(2420, 1e-9),
                            DoubleNear(2662, 1e-9), DoubleNear(2928.2, 1e-9)));
}

/// Programmes with amounts, costs and budgets by rule.
constexpr char const* programmes = R"(
[programmes.cash]
kind = "entitlement"
status = "any"
amount = { 2021 = 100_001, from = 2022, rate = 0.07 }
[programmes.card]
kind = "entitlement"
status = "any"
unit_cost = { 2022 = 1_000_001, from = 2023, index = "cpi" }
[programmes.houses]
status = "any"
once = false
unit_cost = 1_000_000
budget = { 2022 = 10_000_000, from = 2023, rate = 0.1 }
[programmes.uneven]
kind = "entitlement"
status = "any"
amount = { 2021 = 1000, 2022 = 1200, from = 2023, index = "uneven", 2024 = 3000 }
[scenarios.all]
[scenarios.changed]
changes.programmes.cash.amount = { from = 2023, rate = 0.5 }
changes.programmes.card.unit_cost = { from = 2024, rate = -0.5 }
changes.programmes.houses.budget = { 2022 = 20_000_000, from = 2023, index = "cpi" }
changes.programmes.uneven.amount = { from = 2024, rate = 0.1 }
[scenarios.single]
changes.programmes.cash.amount = 5
changes.programmes.card.unit_cost = 6
changes.programmes.houses.budget = 7
)";

class MoneyByRule : public testing::Test {
protected:
    using Money = std::vector<std::int64_t>;
    static std::vector<Programme> const& of(std::string const& id, Study const& in) {
        for (Scenario const& scenario : in.experiment.scenarios) {
            if (scenario.label.id == id) return scenario.programmes;
        }
        throw std::invalid_argument(id);
    }
    [[nodiscard]] std::vector<Programme> const& of(std::string const& id) const {
        return of(id, study);
    }
    static Money amounts(Programme const& programme) {
        Money money;
        for (Amount const& amount : programme.effect.amount) money.push_back(amount.money);
        return money;
    }
    static Money projected(Money const& money) { return {money.begin() + 1, money.end()}; }
    std::string const text = with_line("1_000_000") + programmes;
    Study const study = test::StudyFiles(text).read();
};

TEST_F(MoneyByRule, IsRoundedOnce) {
    // 100,001 x 1.07^t: rounding every year on the way would give 122,505 and 131,080
    EXPECT_THAT(amounts(of("all")[0]), ElementsAre(100'001, 107'001, 114'491, 122'506, 131'081));
    EXPECT_THAT(projected(of("all")[1].cost.unit_cost),
                ElementsAre(1'000'001, 1'070'001, 1'144'901, 1'225'044));
    EXPECT_THAT(projected(of("all")[2].cost.budget),
                ElementsAre(10'000'000, 11'000'000, 12'100'000, 13'310'000));
    EXPECT_THAT(amounts(of("all")[3]), ElementsAre(1000, 1200, 1188, 3000, 3900));
}

TEST_F(MoneyByRule, IsReplacedByARuleOfAScenarioFromItsFirstYearOn) {
    EXPECT_THAT(amounts(of("changed")[0]),
                ElementsAre(100'001, 107'001, 160'502, 240'752, 361'129));
    EXPECT_THAT(projected(of("changed")[1].cost.unit_cost),
                ElementsAre(1'000'001, 1'070'001, 535'001, 267'500));
    EXPECT_THAT(projected(of("changed")[2].cost.budget),
                ElementsAre(20'000'000, 21'400'000, 22'898'000, 24'500'860));
    EXPECT_THAT(amounts(of("changed")[3]), ElementsAre(1000, 1200, 1188, 1307, 1437));
}

TEST_F(MoneyByRule, IsReplacedByASingleNumberOfAScenario) {
    EXPECT_THAT(amounts(of("single")[0]), ElementsAre(100'001, 5, 5, 5, 5));
    EXPECT_THAT(projected(of("single")[1].cost.unit_cost), Each(6));
    EXPECT_THAT(projected(of("single")[2].cost.budget), Each(7));
}

TEST_F(MoneyByRule, IsSpent) {
    StudyRun const run(test::StudyFiles(text).folder());
    auto const spent = [&](std::string const& scenario, std::string const& programme,
                           std::size_t t) {
        return run.at(
            "spending",
            {{Axis::scenario, scenario}, {Axis::programme, programme}, {Axis::year, year_name(t)}},
            0);
    };
    EXPECT_EQ(spent("all", "cash", 3), 100 * 12 * 122'506.0);
    EXPECT_EQ(spent("all", "card", 3), 100 * 1'144'901.0);
    EXPECT_EQ(spent("all", "houses", 3), 12'000'000.0);
    EXPECT_EQ(spent("changed", "cash", 3), 100 * 12 * 240'752.0);
}

TEST_F(MoneyByRule, InTwoDecimalsIsRoundedToCents) {
    auto const euros =
        test::StudyFiles("currency = \"EUR\"\n" + test::replaced(text, "amount = { 2021 = 100_001,",
                                                                 "amount = { 2021 = 100_001.25,"))
            .read();
    EXPECT_THAT(amounts(of("all", euros)[0]),
                ElementsAre(10'000'125, 10'700'134, 11'449'143, 12'250'583, 13'108'124));
}

TEST_F(MoneyByRule, IsReadUpToAnEarlierLastYear) {
    auto const shorter = test::StudyFiles(text).read({"last_year=2023"});
    EXPECT_THAT(amounts(of("all", shorter)[0]), ElementsAre(100'001, 107'001, 114'491));
    EXPECT_THAT(test::StudyFiles(with_line("{ 2021 = 9, from = 2024, rate = 0.1 }"))
                    .problems({"last_year=2023"}),
                IsEmpty());
}

/// A rule of a scenario goes on from a single number, or from numbers by year, of the study.
TEST(RuleOfAScenario, GoesOnFromTheStudysNumbers) {
    for (char const* amount : {"amount = 1000", "amount = { value = 1000, source = \"law\" }",
                               "amount = { 2021 = 1000, 2022 = 1000, 2024 = 1 }"}) {
        auto const study = test::StudyFiles(with_line("1_000_000") +
                                            "[programmes.cash]\nkind = \"entitlement\"\nstatus = "
                                            "\"any\"\n" +
                                            amount +
                                            "\n[scenarios.indexed]\nchanges.programmes.cash."
                                            "amount = { from = 2023, index = \"cpi\" }\n")
                               .read();
        auto const& scenario = study.experiment.scenarios.back();
        ASSERT_EQ(scenario.label.id, "indexed");
        std::vector<std::int64_t> money;
        for (auto const& one : scenario.programmes[0].effect.amount) money.push_back(one.money);
        EXPECT_THAT(money, ElementsAre(1000, 1000, 1070, 1145, 1225)) << amount;
    }
}

}  // namespace
}  // namespace povex
