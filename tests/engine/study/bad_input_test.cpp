#include <chrono>

#include <fmt/format.h>
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

/// One change that spoils the small study: `old` becomes `fresh`, which a problem finds where
/// `spot` stands.
struct Spoiled {
    char const* name;
    char const* old;
    char const* fresh;
    char const* spot;
    char const* what;
    char const* hint;
};

void PrintTo(Spoiled const& spoiled, std::ostream* out) {
    *out << spoiled.name;
}

class BadInput : public TestWithParam<Spoiled> {};

TEST_P(BadInput, IsReportedAtItsPlace) {
    auto const& [name, old, fresh, spot, what, hint] = GetParam();
    auto const text = replaced(small_study, old, fresh);
    StudyFiles const files(text);
    auto const found = files.problems();
    Spot const place = spot_of(text, spot);
    ASSERT_THAT(found, Contains(problem("study.toml", place, what, hint)));
    for (auto const& one : found) {
        EXPECT_GT(one.line, 0);
        EXPECT_GT(one.column, 0);
        EXPECT_EQ(one.line_text, (SourceText{"", text}).line(one.line));
    }
    // what was not understood may be missing elsewhere
    std::string const alone = name;
    bool const leaves_a_gap = alone == "unknown_payer" || alone == "not_a_year" ||
                              alone == "year_of_five_digits" ||
                              alone == "scenario_changes_an_unknown_programme";
    EXPECT_TRUE(leaves_a_gap || found.size() == 1)
        << "an echo: " << PrintToString(found.back().what);
}

constexpr Spoiled spoiled[] = {
    // kinds
    {"text_for_number", "sigma = 0.6", "sigma = \"much\"", "\"much\"",
     "strata.all.sigma must be a number, not a text", ""},
    {"number_for_text", "population = \"fixed:1\"", "population = 3", "3\ntargeting",
     "population must be a text, not a whole number", ""},
    {"truth_for_number", "sigma = 0.6", "sigma = true", "true", "must be a number, not true/false",
     ""},
    {"list_for_number", "sigma = 0.6", "sigma = [1]", "[1]", "must be a number, not a list", ""},
    {"date_for_number", "sigma = 0.6", "sigma = 2021-01-01", "2021-01-01",
     "must be a number, not a date", ""},
    {"number_for_list", "needs = [\"roof\"]", "needs = 1", "1\nclears", "must be a list of names",
     "[\"one\", \"two\"]"},
    {"number_in_list", "needs = [\"roof\"]", "needs = [1]", "1]\nclears", "must hold names", ""},
    {"number_for_table", "[payers.state]", "[payers]\nstate = 5\n", "5\n\n[payers",
     "payers.state must be a table, not a whole number", ""},
    {"fraction_of_persons", "size = 2", "size = 2.5", "2.5", "register.size must be a whole number",
     ""},
    {"fraction_of_years", "last_year = 2024", "last_year = 2024.5", "2024.5",
     "last_year must be a whole number", ""},
    {"title_is_a_number", "title.en = \"As delivered\"", "title = 5", "5\n\n[scenarios.nothing]",
     "title must be", ""},
    {"source_is_a_number", "mean_income = 4e6", "mean_income = 4e6\nsource = 5", "5\nsigma",
     "source must be a text", ""},
    {"grade_is_unknown", "grade = \"C\"", "grade = \"D\"", "\"D\"", "grade must be",
     "A: two sources"},
    {"known_on_is_a_text", "known_on = 2021-12-31", "known_on = \"2021\"", "\"2021\"",
     "known_on must be a date", "2021-12-31"},
    {"range_is_backwards", "range = [0.4, 0.9]", "range = [0.9, 0.4]", "[0.9",
     "range of parameters.rho", ""},
    {"range_of_one", "range = [0.4, 0.9]", "range = [0.9]", "[0.9", "range of parameters.rho", ""},
    {"number_without_value", "value = 0.7, ", "", "{ range", "must be a number, not a table",
     "\"value\""},
    {"number_with_unknown_paper", "value = 0.7, ", "value = 0.7, sorce = \"x\", ", "sorce",
     "unknown key parameters.rho.sorce", "source"},
    // keys
    {"unknown_key", "sigma = 0.6", "sigma = 0.6\nsigmas = 0.5", "sigmas",
     "unknown key strata.all.sigmas", "did you mean \"sigma\"?"},
    {"unknown_key_at_the_root", "replicates = 2", "replicats = 2", "replicats",
     "unknown key replicats", "did you mean \"replicates\"?"},
    {"unknown_table", "[payers.state]", "[payer.state]\n[payers.state]", "payer.state",
     "unknown key payer", "did you mean \"payers\"?"},
    {"unknown_parameter", "kappa_own = 0.5", "kapa_own = 0.5", "kapa_own",
     "unknown key parameters.kapa_own", "did you mean \"kappa_own\"?"},
    {"key_of_a_programme", "clears = {", "clear = {",
     "clear =", "unknown key programmes.housing.clear", "did you mean \"clears\"?"},
    {"missing_key", "mean_income = 4e6\n", "", "[strata.all]", "strata.all.mean_income is missing",
     "a number"},
    {"missing_year", "base_year = 2021\n", "", "title.en", "base_year is missing", ""},
    // names
    {"unknown_indicator", "needs = [\"roof\"]", "needs = [\"rof\"]", "\"rof\"",
     "\"rof\" is not known", "did you mean \"roof\"?"},
    {"unknown_indicator_to_clear", "clears = { roof", "clears = { rof", "rof",
     "unknown key programmes.housing.clears.rof", "did you mean \"roof\"?"},
    {"unknown_payer", "own = 0.25", "owner = 0.25", "owner =", "unknown key", "did you mean"},
    {"unknown_standard", "2023 = \"r13\"", "2023 = \"r31\"", "\"r31\"",
     "\"r31\", which is not known", "did you mean \"r13\"?"},
    {"unknown_standard_of_a_transfer", "\"line:d07\"", "\"line:d7\"", "\"line:d7\"", "\"line:d7\"",
     "did you mean \"d07\"?"},
    {"text_without_line", "\"line:d07\"", "\"d07\"", "\"d07\" }\n\n[shocks", "is \"d07\"",
     "\"line:NAME\""},
    {"unknown_kind", "kind = \"event\"", "kind = \"evnt\"", "\"evnt\"", "is \"evnt\"",
     "did you mean \"event\"?"},
    {"unknown_status", "status = [\"poor\"]", "status = [\"por\"]", "\"por\"", "not known",
     "did you mean \"poor\"?"},
    {"unknown_status_text", "status = [\"poor\"]", "status = \"poor\"", "\"poor\"\namount",
     "status is \"poor\"", "[\"poor\", \"near-poor\"]"},
    {"unknown_group", "[\"locality\"]", "[\"localiti\"]", "\"localiti\"", "not known",
     "\"locality\""},
    {"unknown_programme_of_a_scenario", "programmes = []", "programmes = [\"house\"]", "\"house\"",
     "not known", "known: housing, allowance"},
    {"unknown_event_of_a_scenario", "programmes = []", "programmes = []\nevents = [\"strom\"]",
     "\"strom\"", "not known", "did you mean \"storm\"?"},
    {"unknown_baseline", "seed = 5", "baseline = \"deliverd\"", "\"deliverd\"", "\"deliverd\"",
     "did you mean \"delivered\"?"},
    {"name_listed_twice", "needs = [\"roof\"]", "needs = [\"roof\", \"roof\"]", "\"roof\"]\nclears",
     "\"roof\" occurs twice", ""},
    {"ill_formed_name", "[payers.own]", "[payers.Own_]\n[payers.own]", "Own_",
     "\"Own_\" cannot be a name in payers", "small letters"},
    {"vietnamese_name", "[payers.own]", "[payers.\"hộ dân\"]\n[payers.own]", "\"hộ dân\"",
     "cannot be a name in payers", "title.vi"},
    {"name_of_a_paper", "[payers.own]", "[payers.note]\n[payers.own]", "note]",
     "\"note\" cannot be a name in payers", ""},
    {"key_of_a_record_twice", "[payers.own]", "[payers.own]\nkey = 1", "1\nown = true",
     "have the same key 1", "own"},
    {"key_above_4095", "[payers.own]", "[payers.own]\nkey = 4096", "4096", "payers.own.key is 4096",
     ""},
    {"key_zero", "[payers.own]", "[payers.own]\nkey = 0", "0\nown = true", "payers.own.key is 0",
     ""},
    {"key_negative", "[payers.own]", "[payers.own]\nkey = -1", "-1\nown = true",
     "payers.own.key is -1", ""},
    {
        "key_of_an_indicator",
        "level = 0.2",
        "level = 0.2\nkey = 16",
        "16",
        "indicators.roof.key is 16",
        "",
    },
    {
        "key_of_an_indicator_absurd",
        "level = 0.2",
        "level = 0.2\nkey = 70000000",
        "70000000",
        "indicators.roof.key is",
        "",
    },
    {
        "key_of_an_indicator_negative",
        "level = 0.2",
        "level = 0.2\nkey = -3",
        "-3\nloading",
        "indicators.roof.key is -3",
        "",
    },
    {"unknown_shock_to_protect_from", "needs = [\"roof\"]",
     "needs = [\"roof\"]\nprotects = { strom = 0.3 }",
     "strom =", "unknown key programmes.housing.protects.strom", "did you mean \"storm\"?"},
    {"unknown_shock_to_be_lost_to", "needs = [\"roof\"]",
     "needs = [\"roof\"]\nlost_to = { strom = 0.3 }",
     "strom =", "unknown key programmes.housing.lost_to.strom", "did you mean \"storm\"?"},
    // loans, protection, caps
    {"protects_from_more_than_all", "needs = [\"roof\"]",
     "needs = [\"roof\"]\nprotects = { storm = 1.3 }", "1.3",
     "programmes.housing.protects.storm is 1.3", ""},
    {"lost_with_a_negative_risk", "needs = [\"roof\"]",
     "needs = [\"roof\"]\nlost_to = { storm = -0.1 }", "-0.1",
     "programmes.housing.lost_to.storm is -0.1", ""},
    {"loan_without_a_term", "needs = [\"roof\"]",
     "needs = [\"roof\"]\nloan = { principal = 5e6, rate = 0.1 }", "{ principal",
     "programmes.housing.loan.term is missing", "a whole number"},
    {"loan_without_a_rate", "needs = [\"roof\"]",
     "needs = [\"roof\"]\nloan = { principal = 5e6, term = 3 }", "{ principal",
     "programmes.housing.loan.rate is missing", "a number"},
    {"loan_without_the_rate_of_some", "needs = [\"roof\"]",
     "needs = [\"roof\"]\nloan = { principal = 5e6, term = 3, rate = { poor = 0.06 } }",
     "{ poor = 0.06", "programmes.housing.loan.rate.near-poor is missing", ""},
    {"loan_for_no_years", "needs = [\"roof\"]",
     "needs = [\"roof\"]\nloan = { principal = 5e6, rate = 0.1, term = 0 }", "0 }\nclears",
     "programmes.housing.loan.term is 0", ""},
    {"loan_with_an_unknown_key", "needs = [\"roof\"]",
     "needs = [\"roof\"]\nloan = { principal = 5e6, rate = 0.1, term = 3, overdu = 0.1 }", "overdu",
     "unknown key programmes.housing.loan.overdu", "did you mean \"overdue\"?"},
    {"loan_of_more_than_can_be_counted", "needs = [\"roof\"]",
     "needs = [\"roof\"]\nloan = { principal = 9e15, rate = 0.1, term = 3 }", "9e15",
     "programmes.housing can lend more than 9e18", "one unit"},
    {"cap_of_the_household_itself", "own = true", "own = true\ncap = 5",
     "5\n\n[programmes.housing]", "payers.own is the household itself, which has no cap",
     "kappa_own"},
    {"cap_without_a_year", "[payers.own]", "cap = { 2022 = 1, 2024 = 1 }\n[payers.own]",
     "{ 2022 = 1,", "payers.state.cap has no value for 2023", "every projected year"},
    {"negative_cap", "[payers.own]", "cap = -7\n[payers.own]", "-7", "payers.state.cap is -7", ""},
    // ranges
    {"negative_budget", "2022 = 4e8, 2023", "2022 = -4e8, 2023", "-4e8",
     "programmes.housing.budget.2022 is -4", ""},
    {"negative_sigma", "sigma = 0.6", "sigma = -0.6", "-0.6", "strata.all.sigma is -0.6", ""},
    {"probability_above_one", "probability = 0.1", "probability = 1.1", "1.1",
     "shocks.storm.probability is 1.1", ""},
    {"rho_is_one", "value = 0.7", "value = 1.0", "1.0", "parameters.rho is 1", ""},
    {"zero_line", "line = 2000000", "line = 0", "0\n\n[payers", "standards.r13.line is 0", ""},
    {"zero_mean", "mean_income = 4e6", "mean_income = 0", "0\nsigma", "mean_income is 0", ""},
    {"no_replicates", "replicates = 2", "replicates = 0", "0\nseed", "replicates is 0", ""},
    {"nan", "sigma = 0.6", "sigma = nan", "nan\n", "strata.all.sigma is nan", ""},
    {"inf_loss", "loss = 0.2", "loss = inf", "inf\n", "shocks.storm.loss is inf", ""},
    {"minus_inf_loss", "loss = 0.2", "loss = -inf", "-inf\n", "shocks.storm.loss is -inf", ""},
    {"nan_points", "poor = 100", "poor = nan", "nan,", "priority.poor is nan", ""},
    {"inf_points", "poor = 100", "poor = inf", "inf,", "priority.poor is inf", ""},
    {"inf_growth", "2022 = 0.05", "2022 = inf", "inf,", "growth.2022 is inf", ""},
    {"inf_duration_is_whole", "clears = { roof", "duration = 1.5\nclears = { roof", "1.5\n",
     "whole years", ""},
    {"inf_base_year", "base_year = 2021", "base_year = inf", "inf\n", "base_year", ""},
    {"whole_number_too_large", "seed = 5", "seed = 1e19", "1e19", "seed", ""},
    {"cutoff_above_indicators", "cutoff = 1", "cutoff = 3", "3\n\n[standards.r13]",
     "the cutoff 3 exceeds the number of indicators, 2", ""},
    {"huge_register", "households = 200", "households = 400000000", "400000000", "households", ""},
    {"households_of_256", "size = 2", "size = 256", "256", "register.size is 256", ""},
    // years
    {"year_before", "2022 = 4e8, ", "2022 = 4e8, 2020 = 1, ", "2020",
     "programmes.housing.budget: the year 2020 is outside the study", "2021 to 2024"},
    {"year_after", "2023 = 1800000", "2025 = 1800000", "2025", "the year 2025 is outside the study",
     "2021 to 2024"},
    {"not_a_year", "2023 = 1800000", "23x = 1800000", "23x", "unknown key standards.d07.line.23x",
     ""},
    {"year_of_five_digits", "2022 = 0.05", "20222 = 0.05", "20222", "20222 is not a year",
     "2021 to 2024"},
    {"budget_misses_a_year", ", 2024 = 0 }", " }", "{ 2022 = 4e8", "budget has no value for 2024",
     "every projected year"},
    {"line_misses_the_base", "{ 2021 = 1500000, 2023 = 1800000 }", "{ 2022 = 1500000 }",
     "{ 2022 = 1500000 }", "standards.d07.line has no value in 2021", "2021"},
    {"growth_misses_the_first", "{ 2022 = 0.05, 2024", "{ 2023 = 0.05, 2024", "{ 2023 = 0.05",
     "growth has no value in 2022", "2022"},
    {"amount_misses_the_base", "{ 2021 = 200000, ", "{ 2022 = 200000, ", "{ 2022 = 200000",
     "amount has no value in 2021", "base year"},
    {"targeting_misses_the_base", "{ 2021 = \"d07\"", "{ 2022 = \"d07\"", "{ 2022 = \"d07\"",
     "no standard for the base year", ""},
    {"last_before_base", "last_year = 2024", "last_year = 2020", "2020", "last_year", "0 to 100"},
    {"a_century", "last_year = 2024", "last_year = 2222", "2222", "last_year", "0 to 100"},
    {"event_in_the_base_year", "years = [2023]", "years = [2021]", "2021]", "not a projected year",
     "2022 to 2024"},
    {"event_in_half_a_year", "years = [2023]", "years = [2022.5]", "2022.5", "not a projected year",
     ""},
    {"event_without_years", "years = [2023]\n", "", "[shocks.storm]", "needs its years",
     "years = [2024]"},
    // sums
    {"funding_shares", "own = 0.25", "own = 0.35", "{ state = 0.75",
     "funding shares of programmes.housing add to 1.1, not to 1", "together they must make 1"},
    {"score_shares", "share_permanent = 0.6", "share_permanent = 0.7", "0.7",
     "four shares add to 1.1", "share_permanent (1 if absent)"},
    {"entry_and_exit", "exit = 0.2", "exit = 0.99", "0.02", "entry + exit is 1.010", "smaller"},
    // what excludes each other
    {"turnover_and_entry", "entry = 0.02", "entry = 0.02\nturnover = 0.1", "0.1\nexit",
     "turnover and entry/exit exclude each other", ""},
    {"entitlement_with_budget", "kind = \"entitlement\"", "kind = \"entitlement\"\nbudget = 5",
     "5\nstatus", "an entitlement has no budget", "kind = \"capped\""},
    {"capped_without_budget", "budget = { 2022 = 4e8, 2023 = 4e8, 2024 = 0 }\n", "",
     "[programmes.housing]", "programmes.housing.budget is missing", ""},
    {"neither_cost_nor_amount", "unit_cost = 40e6\n", "", "[programmes.housing]",
     "neither unit_cost nor amount", ""},
    {"every_without_once", "needs = [\"roof\"]", "needs = [\"roof\"]\nevery = 2", "2\nclears",
     "every is only allowed with once = false", ""},
    {"anchors_of_lognormal", "sigma = 0.6", "sigma = 0.6\nanchors = [{ income = 1, share = 0.1 }]",
     "[{ income", "anchors need marginal", ""},
    {"anchors_descend", "sigma = 0.6",
     "sigma = 0.6\nmarginal = \"anchored\"\nanchors = [{ income = 2e6, share = 0.2 }, { income = "
     "1e6, share = 0.1 }]",
     "{ income = 1e6", "anchors must ascend", ""},
    {"lag_of_a_transfer", "status = [\"poor\"]", "status = [\"poor\"]\nlag = 1", "1\namount",
     "programmes.allowance has an amount and a lag", "with once = false"},
    {"duration_of_a_transfer", "status = [\"poor\"]", "status = [\"poor\"]\nduration = inf",
     "inf\namount", "programmes.allowance has an amount and a duration other than 1",
     "paid in the year of enrolment"},
    {"no_currency", "seed = 5", "currency = \"\"", "\"\"\npopulation", "currency has no name",
     "VND"},
    {"anchored_to_nothing", "sigma = 0.6", "sigma = 0.6\nmarginal = \"anchored\"", "[strata.all]",
     "stratum all is anchored, but has neither anchors nor [counts]", ""},
    // scenarios
    {"scenario_changes_nature", "changes.parameters.grace_years = 1", "changes.parameters.rho = 1",
     "rho = 1", "a scenario cannot change parameters.rho",
     "kappa_own, max_log_effect, grace_years"},
    {"scenario_changes_nature_elsewhere", "changes.parameters.grace_years = 1",
     "changes.strata.all.sigma = 1", "strata.all.sigma", "strata", ""},
    {"scenario_changes_an_unknown_programme", "changes.programmes.housing",
     "changes.programmes.housin", "housin.budget = 8e8", "there is no programmes.housin to change",
     "did you mean \"housing\"?"},
    {"scenario_changes_an_unknown_key", "housing.budget = 8e8", "housing.budgt = 8e8", "budgt",
     "unknown key programmes.housing.budgt", "did you mean \"budget\"?"},
    {"scenario_changes_to_a_bad_value", "housing.budget = 8e8", "housing.budget = -8e8", "-8e8",
     "programmes.housing.budget is -8", ""},
    {"scenario_changes_a_key", "housing.budget = 8e8", "housing.key = 9", "key = 9",
     "cannot change the key", ""},
    {"scenario_sets_a_flow_by_halves", "housing.budget = 8e8", "housing.unit_cost.2023 = 8e6",
     "unit_cost.2023",
     "programmes.housing.unit_cost has no value in 2022 (the single value 40000000 was replaced",
     "give programmes.housing.unit_cost.2022=40000000 too"},
    // syntax
    {"key_twice", "sigma = 0.6", "sigma = 0.6\nsigma = 0.7", "0.7\ngrowth", "", "given once"},
    {"table_twice", "[payers.own]", "[payers.state]", "[payers.state]\nown", "", "given once"},
    {"text_without_quotes", "population = \"fixed:1\"", "population = fixed", "ixed\n", "",
     "a text needs quotes; see https://toml.io"},
    {"number_with_points", "seed = 5", "seed = 5.000.000", ".000\n", "", "6_000_000_000 or 0.45"},
    {"number_beyond_64_bits", "seed = 5", "seed = 99999999999999999999", "\npopulation", "",
     "toml.io"},
};

INSTANTIATE_TEST_SUITE_P(Study, BadInput, ValuesIn(spoiled),
                         [](auto const& one) { return std::string(one.param.name); });

constexpr char const* counts = R"(
[counts]
standard = "d07"
poor = 20
near_poor = 10
)";

TEST(BadStudy, IsLognormalUnderCounts) {
    auto const text = fmt::format(
        "{}{}", replaced(small_study, "sigma = 0.6", "sigma = 0.6\nmarginal = \"lognormal\""),
        counts);
    EXPECT_THAT(StudyFiles(text).problems(),
                ElementsAre(problem("study.toml", spot_of(text, "\"lognormal\""),
                                    "strata.all is lognormal, but there are [counts]", "drift")));
}

TEST(BadStudy, HasAnchorsBesideCounts) {
    auto const text =
        fmt::format("{}{}",
                    replaced(small_study, "sigma = 0.6",
                             "sigma = 0.6\nanchors = [{ income = 1e6, share = 0.1 }]"),
                    counts);
    EXPECT_THAT(StudyFiles(text).problems(),
                ElementsAre(problem("study.toml", spot_of(text, "[strata.all]"),
                                    "has anchors although there are [counts]", "either")));
}

TEST(Study, IsAnchoredByItsCounts) {
    auto const model =
        StudyFiles(fmt::format("{}{}", small_study, counts)).read().experiment.nature;
    EXPECT_TRUE(model.income.at(0).anchored);
    EXPECT_FALSE(StudyFiles(small_study).read().experiment.nature.income.at(0).anchored);
}

TEST(BadStudy, CannotCostMoreThanCanBeCounted) {
    auto text = replaced(small_study, "size = 2", "size = 20");
    text = replaced(text, "amount = { 2021 = 200000, 2023 = \"line:d07\" }",
                    "unit_cost = 9e15\nunit = \"person\"");
    EXPECT_THAT(StudyFiles(text).problems(),
                ElementsAre(problem("study.toml", spot_of(text, "9e15"),
                                    "programmes.allowance can cost more than 9e18", "one unit")));
}

TEST(BadStudy, ThisOneIsGood) {
    EXPECT_THAT(StudyFiles(small_study).problems(), IsEmpty());
}

}  // namespace
}  // namespace povex
