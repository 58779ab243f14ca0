// A scenario changes an amount, whichever way the study writes it and the change is written.

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using test::StudyFiles;
using testing::IsEmpty;

/// Amounts and costs of three years; prices rise by 10 % and 20 %.
std::string study(std::string const& amount, std::string const& change) {
    return fmt::format(R"(base_year = 2021
last_year = 2023
[register]
households = 10
[strata.all]
mean_income = 1e6
sigma = 0.3
[standards.law]
line = 800_000
[payers.state]
[series.cpi]
growth = {{ 2022 = 0.1, 2023 = 0.2 }}
[programmes.cash]
kind = "entitlement"
status = "any"
amount = {}
[programmes.other]
kind = "entitlement"
status = "any"
amount = 7
[scenarios.changed]
changes.programmes.cash.amount = {}
)",
                       amount, change);
}

/// The amounts of a scenario by year in short: 300, line, or line-7 for a supplement.
std::string amounts(std::string const& text, std::vector<std::string> settings = {}) {
    StudyFiles const files(text);
    auto const problems = files.problems(settings);
    if (!problems.empty()) return "refused: " + problems.front().what;
    std::vector<std::string> years;
    auto const read = files.read(settings);
    for (Amount const& one : read.experiment.scenarios.front().programmes.front().effect.amount) {
        years.push_back(one.less      ? fmt::format("line-{}", *one.less)
                        : one.line_of ? "line"
                                      : fmt::to_string(one.money));
    }
    return fmt::format("{}", fmt::join(years, " "));
}

/// What a change makes of the study's 300, then nothing; 300, then 350 in 2023; and 300, then by
/// prices 330 and 396.
struct Change {
    char const* written;
    char const* of_one_number;
    char const* of_two_numbers;
    char const* of_a_rule;
};

constexpr Change changes[] = {
    {"500", "300 500 500", "300 500 500", "300 500 500"},
    {"{ value = 500, source = \"x\" }", "300 500 500", "300 500 500", "300 500 500"},
    {"{ 2022 = 500 }", "300 500 500", "300 500 350", "300 500 600"},
    {"{ 2023 = 500 }", "300 300 500", "300 300 500", "300 330 500"},
    {"{ 2021 = 300, 2023 = 500 }", "300 300 500", "300 300 500", "300 330 500"},
    {"{ 2022 = 500, source = \"x\" }", "300 500 500", "300 500 350", "300 500 600"},
    {"{ value = { 2022 = 500 }, source = \"x\" }", "300 500 500", "300 500 350", "300 500 600"},
    {"{ from = 2022, rate = 0.5 }", "300 450 675", "300 450 675", "300 450 675"},
    {"{ from = 2023, rate = 0.5 }", "300 300 450", "300 300 450", "300 330 495"},
    {"{ 2022 = 500, from = 2023, rate = 0.5 }", "300 500 750", "300 500 750", "300 500 750"},
    {"{ value = 500, from = 2023, rate = 0.5 }", "300 500 750", "300 500 750", "300 500 750"},
    {"{ value = 300, from = 2023, rate = 0.5 }", "300 300 450", "300 300 450", "300 300 450"},
    {"\"line:law\"", "300 line line", "300 line line", "300 line line"},
    {"{ 2023 = \"line:law\" }", "300 300 line", "300 300 line", "300 330 line"},
    {"{ line = \"law\", less = \"other\" }", "300 line-7 line-7", "300 line-7 line-7",
     "300 line-7 line-7"},
    {"{ 2023 = { line = \"law\", less = \"other\" } }", "300 300 line-7", "300 300 line-7",
     "300 330 line-7"},
};

constexpr char const* one_number[] = {"300", "{ value = 300, source = \"law\" }",
                                      "{ value = 300, range = [200, 400], grade = \"C\" }",
                                      "{ 2021 = 300 }"};
constexpr char const* two_numbers[] = {"{ 2021 = 300, 2023 = 350 }",
                                       "{ 2021 = 300, 2023 = 350, source = \"law\" }",
                                       "{ value = { 2021 = 300, 2023 = 350 }, source = \"law\" }"};
constexpr char const* a_rule[] = {
    "{ 2021 = 300, from = 2022, index = \"cpi\" }",
    "{ 2021 = 300, from = 2022, index = \"cpi\", source = \"law\" }",
    "{ value = 300, from = 2022, index = \"cpi\", source = \"law\" }",
    "{ value = { 2021 = 300, from = 2022, index = \"cpi\" }, source = \"law\" }"};

TEST(ChangedAmount, IsTheSameHoweverItIsWritten) {
    for (Change const& change : changes) {
        for (char const* amount : one_number) {
            EXPECT_EQ(amounts(study(amount, change.written)), change.of_one_number)
                << amount << " | " << change.written;
        }
        for (char const* amount : two_numbers) {
            EXPECT_EQ(amounts(study(amount, change.written)), change.of_two_numbers)
                << amount << " | " << change.written;
        }
        for (char const* amount : a_rule) {
            EXPECT_EQ(amounts(study(amount, change.written)), change.of_a_rule)
                << amount << " | " << change.written;
        }
    }
}

TEST(ChangedAmount, MayBeSet) {
    std::string const key = "scenarios.changed.changes.programmes.cash.amount";
    EXPECT_EQ(amounts(study("300", "500"), {key + "=600"}), "300 600 600");
    EXPECT_EQ(amounts(study("300", "{ value = 500, source = \"x\" }"), {key + "=600"}),
              "300 600 600");
    EXPECT_EQ(amounts(study("300", "500"), {key + "*=1.1"}), "300 550 550");
    EXPECT_EQ(amounts(study("300", "{ from = 2022, rate = 0.5 }"), {key + ".rate=0"}),
              "300 300 300");
}

/// A line has no growth of its own: a rule that goes on would have nothing to go on from.
TEST(ChangedAmount, CannotPutALineBeforeTheYearsOfARule) {
    for (char const* amount : a_rule) {
        EXPECT_THAT(amounts(study(amount, "{ 2022 = \"line:law\" }")),
                    testing::HasSubstr("has no money to go on from: before 2023 it is by a line"))
            << amount;
    }
}

/// The costs of a programme are laid over in the same way.
TEST(ChangedCost, IsTheSameHoweverItIsWritten) {
    auto const costs = [](std::string const& cost, std::string const& change) {
        auto const text =
            test::replaced(test::replaced(study(cost, change), "amount = ", "unit_cost = "),
                           "cash.amount", "cash.unit_cost");
        StudyFiles const files(text);
        EXPECT_THAT(files.problems(), IsEmpty()) << text;
        auto const read = files.read();
        auto const& cash = read.experiment.scenarios.front().programmes.front();
        return std::vector<std::int64_t>(cash.cost.unit_cost.begin() + 1,
                                         cash.cost.unit_cost.end());
    };
    using Costs = std::vector<std::int64_t>;
    for (char const* cost : a_rule) {
        EXPECT_EQ(costs(cost, "500"), (Costs{500, 500}));
        EXPECT_EQ(costs(cost, "{ value = 500, source = \"x\" }"), (Costs{500, 500}));
        EXPECT_EQ(costs(cost, "{ value = { 2022 = 500 }, source = \"x\" }"), (Costs{500, 600}));
        EXPECT_EQ(costs(cost, "{ 2023 = 500 }"), (Costs{330, 500}));
        EXPECT_EQ(costs(cost, "{ from = 2023, rate = 0.5 }"), (Costs{330, 495}));
        EXPECT_EQ(costs(cost, "{ value = 500, from = 2023, rate = 0.5 }"), (Costs{500, 750}));
    }
    for (char const* cost : two_numbers) {
        EXPECT_EQ(costs(cost, "{ value = 500, source = \"x\" }"), (Costs{500, 500}));
        EXPECT_EQ(costs(cost, "{ value = { 2022 = 500 }, source = \"x\" }"), (Costs{500, 350}));
        EXPECT_EQ(costs(cost, "{ value = 500, from = 2023, rate = 0.5 }"), (Costs{500, 750}));
    }
}

}  // namespace
}  // namespace povex
