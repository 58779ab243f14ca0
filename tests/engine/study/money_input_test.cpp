// Amounts of money that have no meaning are refused at their place.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::problem;
using test::replaced;
using test::small_study;
using test::Spot;
using test::spot_of;
using test::StudyFiles;

/// One change of the small study: `old` becomes `fresh`, which is refused where `spot` stands.
struct Refused {
    char const* name;
    char const* currency;
    char const* old;
    char const* fresh;
    char const* spot;
    char const* what;
    char const* hint;
};

void PrintTo(Refused const& refused, std::ostream* out) {
    *out << refused.name;
}

class RefusedMoney : public TestWithParam<Refused> {};

TEST_P(RefusedMoney, IsReportedAtItsPlace) {
    auto const& [name, currency, old, fresh, spot, what, hint] = GetParam();
    auto const text = fmt::format("currency = {}\n{}", currency, replaced(small_study, old, fresh));
    EXPECT_THAT(StudyFiles(text).problems(),
                ElementsAre(problem("study.toml", spot_of(text, spot), what, hint)));
}

constexpr char const* dong = "\"VND\"";
constexpr char const* euro = "\"EUR\"";
constexpr char const* million = "{ code = \"VND\", unit = 1_000_000 }";
constexpr char const* in_millions = "unit = 1_000_000 } counts in millions";
constexpr char const* see_currency = "the key `currency` says in what the study counts";
constexpr char const* allowance = "amount = { 2021 = 200000, 2023 = \"line:d07\" }";
constexpr char const* kind =
    "kind = \"entitlement\"\nstatus = [\"poor\"]\namount = { 2021 = 200000";

constexpr Refused refused[] = {
    // no whole number of smallest units
    {"part_of_a_dong", dong, "unit_cost = 40e6", "unit_cost = 40000000.5", "40000000.5",
     "programmes.housing.unit_cost is 40000000.5: no whole number of 1 VND, the smallest unit",
     in_millions},
    {"unit_cost_in_millions", dong, "unit_cost = 40e6", "unit_cost = 25.5", "25.5",
     "programmes.housing.unit_cost is 25.5", in_millions},
    {"part_of_a_budget", dong, "2022 = 4e8", "2022 = 0.25", "0.25",
     "programmes.housing.budget.2022 is 0.25: no whole number of 1 VND", in_millions},
    {"part_of_an_amount", dong, "2021 = 200000, 2023", "2021 = 0, 2022 = 0.1, 2023", "0.1, 2023",
     "programmes.allowance.amount.2022 is 0.1: no whole number of 1 VND", in_millions},
    {"part_of_a_single_amount", dong, allowance, "amount = 0.7", "0.7\n\n[shocks",
     "programmes.allowance.amount is 0.7: no whole number of 1 VND", in_millions},
    {"with_provenance", dong, "unit_cost = 40e6",
     "unit_cost = { value = 3.5, source = \"a guess\" }", "3.5",
     "programmes.housing.unit_cost is 3.5: no whole number", in_millions},
    {"in_a_scenario", dong, "housing.budget = 8e8", "housing.budget = 0.625", "0.625",
     "programmes.housing.budget is 0.625: no whole number", in_millions},
    {"principal", dong, "needs = [\"roof\"]",
     "needs = [\"roof\"]\nloan = { principal = 70.5, rate = 0.05, term = 3 }", "70.5",
     "programmes.housing.loan.principal is 70.5: no whole number", in_millions},
    {"part_of_a_cent", euro, "unit_cost = 40e6", "unit_cost = 12.345", "12.345",
     "programmes.housing.unit_cost is 12.345: no whole number of 0.01 EUR", see_currency},
    {"part_of_a_dong_in_millions", million, "unit_cost = 40e6", "unit_cost = 40.0000005",
     "40.0000005", "programmes.housing.unit_cost is 40.0000005: no whole number of 1 VND",
     see_currency},
    {"too_much_in_cents", euro, "2022 = 4e8", "2022 = 5e14", "5e14",
     "programmes.housing.budget.2022 is 500000000000000", ""},
    {"negative", dong, "unit_cost = 40e6", "unit_cost = -1", "-1\nbudget",
     "programmes.housing.unit_cost is -1", ""},
    // transfers
    {"unit_cost_beside_amount", dong, allowance, "amount = { 2021 = 0, 2022 = 5 }\nunit_cost = 777",
     "777", "programmes.allowance has a unit_cost beside an amount", "drop unit_cost"},
    {"base_amount_and_once", dong, kind,
     "kind = \"entitlement\"\nonce = true\namount = { 2021 = 200000", "{ 2021 = 200000",
     "programmes.allowance has an amount in the base year and once = true",
     "give the base year the amount 0, as { 2021 = 0, 2022 = ... }"},
    {"base_amount_and_every", dong, kind,
     "kind = \"entitlement\"\nevery = 2\namount = { 2021 = 200000", "{ 2021 = 200000",
     "programmes.allowance has an amount in the base year and every", "{ 2021 = 0, 2022 = ... }"},
    {"base_amount_and_a_budget", dong, kind,
     "kind = \"capped\"\nonce = false\nbudget = 5e8\namount = { 2021 = 200000", "{ 2021 = 200000",
     "programmes.allowance has an amount in the base year and a budget",
     "or make it an entitlement"},
    {"top_up_in_every_year", dong, allowance, "amount = \"line:d07\"", "\"line:d07\"",
     "programmes.allowance.amount is by a line in the base year 2021",
     "{ 2021 = 0, 2022 = \"line:d07\" }"},
    {"top_up_in_the_base_year", dong, allowance, "amount = { 2021 = \"line:r13\", 2022 = 5 }",
     "\"line:r13\"", "programmes.allowance.amount is by a line in the base year 2021",
     "{ 2021 = 0, 2022 = \"line:r13\" }"},
    {"line_of_no_standard", dong, allowance, "amount = { 2021 = 0, 2022 = \"line:d7\" }",
     "\"line:d7\"", "programmes.allowance.amount.2022 is \"line:d7\"", "did you mean \"d07\"?"},
    {"base_year_missing", dong, allowance, "amount = { 2022 = 5 }", "{ 2022 = 5 }",
     "programmes.allowance.amount has no value in 2021", "the base year's amount is needed"},
    {"base_year_in_a_scenario", dong, "housing.budget = 8e8",
     "allowance.amount = { 2021 = 1, 2022 = 5 }", "1, 2022 = 5",
     "programmes.allowance.amount.2021 is 1, but the programme's own is 200000",
     "leave it out, and name the years after it"},
    {"lag", dong, allowance, "amount = 5\nlag = 1", "1\n\n[shocks", "has an amount and a lag", ""},
};

INSTANTIATE_TEST_SUITE_P(All, RefusedMoney, ValuesIn(refused),
                         [](auto const& one) { return std::string(one.param.name); });

/// A supplement to the small study's allowance.
std::string with_supplement(std::string const& amount,
                            std::string const& allowed = "amount = { 2021 = 200000 }") {
    return replaced(small_study, allowance, allowed) +
           "[programmes.rest]\nkind = \"entitlement\"\n" + "amount = " + amount + "\n";
}

auto supplement_refused(std::string const& text, char const* spot, char const* what,
                        char const* hint = "") {
    return Contains(problem("study.toml", spot_of(text, spot), what, hint));
}

TEST(Supplement, CompletesAnotherTransferOfTheSameUnit) {
    char const* spot = "{ line = ";
    auto const less = [](char const* id) {
        return fmt::format("{{ 2021 = 0, 2022 = {{ line = \"d07\", less = \"{}\" }} }}", id);
    };
    EXPECT_THAT(StudyFiles(with_supplement(less("allowance"))).problems(), IsEmpty());
    auto text = with_supplement(less("allowence"));
    EXPECT_THAT(StudyFiles(text).problems(),
                supplement_refused(text, spot, "less is \"allowence\", which is no programme",
                                   "did you mean \"allowance\"?"));
    text = with_supplement(less("rest"));
    EXPECT_THAT(StudyFiles(text).problems(),
                supplement_refused(text, spot, "less is \"rest\", the programme itself",
                                   "name the transfer"));
    text = with_supplement(less("housing"));
    EXPECT_THAT(StudyFiles(text).problems(),
                supplement_refused(text, spot, "less is \"housing\", which has no amount",
                                   "name the transfer"));
    text = with_supplement(less("allowance"), allowance);
    EXPECT_THAT(StudyFiles(text).problems(),
                supplement_refused(text, spot, "less is \"allowance\", which is by a line itself",
                                   "name a transfer with amounts of money"));
    text = with_supplement(less("allowance"), "amount = 5\nunit = \"person\"");
    EXPECT_THAT(StudyFiles(text).problems(),
                supplement_refused(text, spot, "less is \"allowance\", which has another unit",
                                   "both are paid for the same unit"));
    for (auto const& one : StudyFiles(text).problems()) {
        EXPECT_THAT(one.what, StartsWith("programmes.rest: "));
    }
}

TEST(Supplement, NamesALineAndATransfer) {
    auto text = with_supplement("{ 2021 = 0, 2022 = { line = \"d7\", less = \"allowance\" } }");
    EXPECT_THAT(StudyFiles(text).problems(),
                supplement_refused(text, "\"d7\"", "programmes.rest.amount.2022.line is \"d7\"",
                                   "did you mean \"d07\"?"));
    text = with_supplement("{ 2021 = 0, 2022 = { line = \"d07\" } }");
    EXPECT_THAT(StudyFiles(text).problems(),
                supplement_refused(text, "{ line", "programmes.rest.amount.2022.less is missing"));
    text = with_supplement("{ line = \"d07\", less = \"allowance\", more = 3 }");
    EXPECT_THAT(StudyFiles(text).problems(),
                supplement_refused(text, "more", "unknown key programmes.rest.amount.more"));
}

/// Of the scenario that is listed first.
Cost housing(Study const& study) {
    for (auto const& programme : study.experiment.scenarios.front().programmes) {
        if (programme.label.id == "housing") return programme.cost;
    }
    throw std::out_of_range("housing");
}

TEST(ComputedMoney, IsRounded) {
    StudyFiles const files(small_study);
    EXPECT_EQ(housing(files.read({"programmes.housing.unit_cost*=0.3333333"})).unit_cost[1],
              13'333'332);
    EXPECT_THAT(housing(files.read({"programmes.housing.budget*=1.000000003"})).budget,
                ElementsAre(_, 400'000'001, 400'000'001, 0));
    auto const scaled = files.read({"programmes.allowance.amount*=0.500004"});
    EXPECT_EQ(scaled.experiment.scenarios.front().programmes[1].effect.amount[0].money, 100'001);
    // what is written is not
    for (char const* setting :
         {"programmes.housing.unit_cost=0.5", "programmes.housing.unit_cost+=0.5"}) {
        EXPECT_THAT(files.problems({setting}),
                    ElementsAre(Field(&Problem::what, HasSubstr("no whole number of 1 VND"))));
    }
}

TEST(ComputedMoney, OfASweepIsRounded) {
    StudyFiles const files(small_study);
    StudySource const source({files.folder(), {}, {}});
    auto const swept = source.read({{"programmes.housing.unit_cost", 12'345.6},
                                    {"programmes.housing.budget.2023", 7e6 / 3},
                                    {"programmes.allowance.amount.2021", 1234.4}});
    EXPECT_EQ(housing(swept).unit_cost[2], 12'346);
    EXPECT_EQ(housing(swept).budget[2], 2'333'333);
    EXPECT_EQ(swept.experiment.scenarios.front().programmes[1].effect.amount[0].money, 1234);
}

TEST(ComputedMoney, IsRoundedToTheSmallestUnit) {
    StudyFiles const files(replaced(fmt::format("currency = \"EUR\"\n{}", small_study),
                                    "unit_cost = 40e6", "unit_cost = 0.29"));
    EXPECT_EQ(housing(files.read()).unit_cost[1], 29);
    EXPECT_EQ(housing(files.read({"programmes.housing.unit_cost*=0.1"})).unit_cost[1], 3);
    EXPECT_EQ(housing(files.read({"programmes.housing.unit_cost=1.15"})).unit_cost[1], 115);
}

}  // namespace
}  // namespace povex
