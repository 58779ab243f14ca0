// Rules by which numbers go on from year to year, and the series that they follow: what has no
// meaning is refused at its place.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::problem;
using test::replaced;
using test::small_study;
using test::spot_of;
using test::StudyFiles;

constexpr char const* cpi = "[series.cpi]\ngrowth = { 2022 = 0.03, 2023 = 0.02, 2024 = 0.04 }\n";

/// One change of the small study with a series: `old` becomes `fresh`, which is refused where
/// `spot` stands.
struct Refused {
    char const* name;
    char const* old;
    char const* fresh;
    char const* spot;
    char const* what;
    char const* hint;
};

void PrintTo(Refused const& refused, std::ostream* out) {
    *out << refused.name;
}

class RefusedRule : public TestWithParam<Refused> {};

TEST_P(RefusedRule, IsReportedAtItsPlace) {
    auto const& [name, old, fresh, spot, what, hint] = GetParam();
    auto const text = replaced(std::string(small_study) + cpi, old, fresh);
    EXPECT_THAT(StudyFiles(text).problems(),
                Contains(problem("study.toml", spot_of(text, spot), what, hint)));
}

constexpr char const* unit_cost = "unit_cost = 40e6";
constexpr char const* budget = "budget = { 2022 = 4e8, 2023 = 4e8, 2024 = 0 }";
constexpr char const* amount = "amount = { 2021 = 200000, 2023 = \"line:d07\" }";
constexpr char const* line = "line = { 2021 = 1500000, 2023 = 1800000 }";
constexpr char const* growth = "growth = { 2022 = 0.03, 2023 = 0.02, 2024 = 0.04 }";

constexpr Refused refused[] = {
    {"rate_without_a_year", unit_cost, "unit_cost = { 2022 = 4000, rate = 0.125 }", "0.125",
     "programmes.housing.unit_cost has a rule without its first year",
     "from = YEAR names the first year that it computes"},
    {"index_without_a_year", line, "line = { 2021 = 1500000, index = \"cpi\" }", "\"cpi\" }",
     "standards.d07.line has a rule without its first year", "from = YEAR"},
    {"from_the_base_year", unit_cost, "unit_cost = { 2021 = 4000, from = 2021, rate = 0.1 }",
     "2021, rate", "programmes.housing.unit_cost.from is no projected year", "2022 to 2024"},
    {"from_after_the_last_year", unit_cost, "unit_cost = { 2022 = 4000, from = 2025, rate = 0.1 }",
     "2025, rate", "programmes.housing.unit_cost.from is no projected year", "2022 to 2024"},
    {"from_a_text", unit_cost, "unit_cost = { 2022 = 4000, from = \"2023\", rate = 0.1 }",
     "\"2023\", rate", "programmes.housing.unit_cost.from is no projected year", ""},
    {"index_and_rate", budget, "budget = { 2022 = 4e8, from = 2023, index = \"cpi\", rate = 0.1 }",
     "2023, index", "programmes.housing.budget goes on by an index and by a rate", "but not both"},
    {"neither_index_nor_rate", budget, "budget = { 2022 = 4e8, from = 2023 }", "2023 }",
     "programmes.housing.budget has the year of a rule, but no rule", "give index = \"NAME\""},
    {"unknown_series", unit_cost, "unit_cost = { 2022 = 4000, from = 2023, index = \"cpj\" }",
     "\"cpj\"", "unit_cost.index is \"cpj\", which is no series of the study",
     "did you mean \"cpi\"?"},
    {"index_is_a_number", unit_cost, "unit_cost = { 2022 = 4000, from = 2023, index = 0.07 }",
     "0.07", "unit_cost.index is a number, which is no series of the study", ""},
    {"rate_in_per_cent", unit_cost, "unit_cost = { 2022 = 4000, from = 2023, rate = 7 }", "7 }",
     "programmes.housing.unit_cost.rate is 7", "7 % is written 0.07"},
    {"no_first_value", unit_cost, "unit_cost = { from = 2023, rate = 0.1 }", "{ from",
     "programmes.housing.unit_cost has no value in 2022", ""},
    {"no_first_budget", budget, "budget = { from = 2023, rate = 0.1 }", "{ from",
     "programmes.housing.budget has no value for 2022", ""},
    {"no_base_amount", amount, "amount = { 2022 = 5, from = 2023, rate = 0.1 }", "{ 2022 = 5, from",
     "programmes.allowance.amount has no value in 2021", "the base year's amount is needed"},
    {"part_of_a_dong", unit_cost, "unit_cost = { 2022 = 0.25, from = 2023, rate = 0.1 }", "0.25",
     "programmes.housing.unit_cost.2022 is 0.25: no whole number", ""},
    {"after_a_line", amount, "amount = { 2021 = 0, 2022 = \"line:d07\", from = 2023, rate = 0.1 }",
     "2023, rate",
     "the rule of programmes.allowance.amount has no money to go on from: before 2023 it is by a "
     "line",
     "a line has a rule of its own"},
    {"beyond_all_money", unit_cost, "unit_cost = { 2022 = 8e15, from = 2023, rate = 0.9 }",
     "{ 2022 = 8e15", "programmes.housing.unit_cost grows to", ""},
    {"amount_beyond_all_money", amount,
     "amount = { 2021 = 0, 2022 = 8e15, from = 2023, rate = 0.9 }", "{ 2021 = 0, 2022",
     "programmes.allowance.amount grows to", ""},
    // where there are no rules
    {"targeting", "targeting = { 2021 = \"d07\", 2023 = \"r13\" }",
     "targeting = { 2021 = \"d07\", from = 2023, rate = 0.5 }", "from = 2023",
     "targeting.from is not a year", "only lines, amounts, unit costs, budgets and caps"},
    {"denominators", "seed = 5",
     "seed = 5\ndenominators = { 2021 = 200, from = 2022, rate = 0.01 }", "from = 2022",
     "denominators.from is not a year", "go on by a rule"},
    {"growth_of_incomes", "growth = { 2022 = 0.05, 2024 = 0.03 }",
     "growth = { 2022 = 0.05, from = 2023, rate = 0.5 }", "from = 2023",
     "strata.all.growth.from is not a year", "go on by a rule"},
    // series
    {"growth_and_level", growth, "growth = { 2022 = 0.03 }\nlevel = { 2021 = 100 }", "{ 2021 = 100",
     "series.cpi has a level and a growth", "give one of the two"},
    {"growth_misses_a_year", growth, "growth = { 2022 = 0.03, 2024 = 0.04 }", "{ 2022 = 0.03",
     "series.cpi.growth has no value for 2023", "name every projected year"},
    {"level_misses_a_year", growth, "level = { 2021 = 100, 2022 = 103, 2024 = 110 }",
     "{ 2021 = 100", "series.cpi.level has no value for 2023", ""},
    {"level_misses_the_base_year", growth, "level = { 2022 = 103, 2023 = 105, 2024 = 110 }",
     "{ 2022 = 103", "series.cpi.level has no value for the base year",
     "an index needs every year"},
    {"level_of_nothing", growth, "level = { 2021 = 100, 2022 = 0, 2023 = 105, 2024 = 110 }",
     "0, 2023 = 105", "series.cpi.level.2022 is 0", ""},
    {"growth_in_per_cent", growth, "growth = { 2022 = 3.15, 2023 = 0.02, 2024 = 0.04 }", "3.15",
     "series.cpi.growth.2022 is 3.15", "3.15 % is written 0.0315"},
    {"neither_growth_nor_level", growth, "grade = \"A\"", "[series.cpi]",
     "series.cpi.growth is missing", ""},
    {"unknown_key_of_a_series", growth, "growths = { 2022 = 0.03 }", "growths",
     "unknown key series.cpi.growths", "did you mean \"growth\"?"},
    // in a scenario
    {"unknown_series_in_a_scenario", "housing.budget = 8e8",
     "housing.budget = { 2022 = 8e8, from = 2023, index = \"gdp\" }", "\"gdp\"",
     "programmes.housing.budget.index is \"gdp\", which is no series", "known: cpi"},
    {"both_in_a_scenario", "housing.budget = 8e8",
     "housing.budget = { 2022 = 8e8, from = 2023, index = \"cpi\", rate = 0.1 }", "2023, index",
     "programmes.housing.budget goes on by an index and by a rate", "but not both"},
};

INSTANTIATE_TEST_SUITE_P(All, RefusedRule, ValuesIn(refused),
                         [](auto const& one) { return std::string(one.param.name); });

TEST(Rule, OfAStudyWithoutSeriesNamesOne) {
    auto const text = replaced(small_study, unit_cost,
                               "unit_cost = { 2022 = 4000, from = 2023, index = \"cpi\" }");
    EXPECT_THAT(StudyFiles(text).problems(),
                Contains(problem("study.toml", spot_of(text, "\"cpi\""),
                                 "which is no series of the study", "[series.cpi] with growth")));
}

TEST(Rule, MayStandWithProvenance) {
    auto const text = replaced(std::string(small_study) + cpi, unit_cost,
                               "unit_cost = { 2022 = 4000, from = 2023, index = \"cpi\", source = "
                               "\"law\", grade = \"A\", note = \"by prices\" }");
    EXPECT_THAT(StudyFiles(text).problems(), IsEmpty());
}

TEST(Series, MayHaveAFileAndProvenance) {
    StudyFiles files(replaced(small_study, unit_cost,
                              "unit_cost = { 2022 = 10_000, from = 2023, index = \"cpi\" }"));
    files.write("series.toml",
                "[cpi]\ntitle.en = \"Prices\"\nsource = \"GSO\"\ngrade = \"A\"\nknown_on = "
                "2024-12-31\nlevel = { 2021 = 100, 2022 = 103, 2023 = 108.15, 2024 = 113.5575 }\n");
    auto const study = files.read();
    EXPECT_THAT(study.experiment.scenarios.front().programmes[0].cost.unit_cost,
                ElementsAre(_, 10'000, 10'500, 11'025));
}

}  // namespace
}  // namespace povex
