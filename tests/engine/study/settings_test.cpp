#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::problem;
using test::small_study;
using test::StudyFiles;

std::vector<Problem> with(std::vector<std::string> settings) {
    return StudyFiles(small_study).problems(std::move(settings));
}

Study study_with(std::vector<std::string> settings) {
    return StudyFiles(small_study).read(std::move(settings));
}

Parameter parameter(Study const& study, std::string const& key) {
    for (auto const& one : study.parameters) {
        if (one.key == key) return one;
    }
    throw std::out_of_range(key);
}

std::size_t index_of(Study const& study, std::string const& programme) {
    auto const& all = study.experiment.scenarios.front().programmes;
    for (std::size_t p = 0; p < all.size(); ++p) {
        if (all[p].label.id == programme) return p;
    }
    throw std::out_of_range(programme);
}

TEST(Settings, ChangeValues) {
    Study const study = study_with({"strata.all.sigma=0.5", "seed=9", "population=\"redrawn\"",
                                    "programmes.housing.budget.2022=5e9", "groups=[]",
                                    "standards.r13.title.vi=\"Chuẩn tỉnh\""});
    auto const& e = study.experiment;
    EXPECT_EQ(e.nature.income[0].sigma, 0.5);
    EXPECT_EQ(e.seed, 9U);
    EXPECT_TRUE(e.population.redrawn);
    EXPECT_FALSE(e.groups.localities);
    EXPECT_EQ(e.standards[1].label.title.vi, "Chuẩn tỉnh");
    auto const& housing = e.scenarios[0].programmes[index_of(study, "housing")];
    EXPECT_THAT(housing.cost.budget, ElementsAre(_, 5'000'000'000, 400'000'000, 0));
    EXPECT_THAT(study.settings, SizeIs(6));
}

TEST(Settings, HaveTheLastWordButForScenarios) {
    Study const study = study_with({"programmes.housing.budget=3", "programmes.housing.budget=4"});
    auto const p = index_of(study, "housing");
    EXPECT_THAT(study.experiment.scenarios[0].programmes[p].cost.budget, ElementsAre(_, 4, 4, 4));
    EXPECT_THAT(study.experiment.scenarios[2].programmes[p].cost.budget,
                ElementsAre(_, 800'000'000, 800'000'000, 800'000'000));
}

TEST(Settings, AddToEveryNumberOrMultiplyIt) {
    Study const study =
        study_with({"programmes.housing.budget+=1e8", "programmes.housing.budget*=2",
                    "programmes.housing.unit_cost*=1.5", "parameters.rho+=-0.2",
                    "strata.all.growth*=2", "programmes.allowance.amount.2021+=5"});
    auto const& e = study.experiment;
    auto const& housing = e.scenarios[0].programmes[index_of(study, "housing")];
    EXPECT_THAT(housing.cost.budget, ElementsAre(_, 1'000'000'000, 1'000'000'000, 200'000'000));
    EXPECT_EQ(housing.cost.unit_cost.back(), 60'000'000);
    EXPECT_EQ(e.nature.scores.rho, 0.7 - 0.2);
    EXPECT_THAT(e.nature.income[0].growth, ElementsAre(_, 0.1, 0.1, 0.06));
    EXPECT_EQ(parameter(study, "parameters.rho").source, "--set");
    EXPECT_EQ(parameter(study, "parameters.rho").grade, "");
    EXPECT_FALSE(parameter(study, "parameters.rho").distribution.has_value());
}

TEST(Settings, CalculateOnlyWithNumbersThatTheFilesGive) {
    for (auto [bad, what] : {std::pair{"parameters.u_in*=2", "do not give parameters.u_in"},
                             {"programmes.housing*=2", "a table of many"},
                             {"parameters*=2", "a table of many"},
                             {"groups+=1", "not a number"},
                             {"programmes.housing.budget.2029*=2", "do not give"},
                             {"programmes.housing.budget*=\"x\"", "no number to calculate with"},
                             {"programmes.housing.budget-=5", "adds with +="},
                             {"programmes.housing.budget/=5", "multiplies with *="},
                             {"programmes.housing.budget=+5", "+5 is not a value"},
                             {"programmes.hosing.budget*=2", "there is no programmes.hosing"}}) {
        EXPECT_THAT(with({bad}), ElementsAre(Field(&Problem::what, HasSubstr(what)))) << bad;
    }
}

TEST(Settings, HaveThousandsAsFilesHaveThem) {
    for (char const* value : {"5_000_000", "5.000.000", "5.000.000,0", "5e6"}) {
        auto const study = study_with({fmt::format("programmes.housing.unit_cost={}", value)});
        EXPECT_EQ(parameter(study, "programmes.housing.unit_cost").value.substr(0, 4), "5000")
            << value;
    }
    EXPECT_EQ(parameter(study_with({"parameters.rho=0.125"}), "parameters.rho").value, "0.125");
    EXPECT_THAT(with({"programmes.housing.unit_cost=300.000"}),
                ElementsAre(problem("--set, argument 1", {1, 1}, "two ways", "300_000")));
}

TEST(Settings, ThatAScenarioReplacesAreNamed) {
    auto const study = study_with({"programmes.housing.budget.2022=5e9"});
    EXPECT_THAT(study.warnings,
                Contains(AllOf(Field(&Problem::file, "--set, argument 1"),
                               Field(&Problem::what, HasSubstr("the scenario double itself")))));
    EXPECT_THAT(study_with({"programmes.housing.unit_cost=5e7"}).warnings,
                Not(Contains(Field(&Problem::what, HasSubstr("itself")))));
}

TEST(Settings, AreTheSourceOfWhatTheyChange) {
    Study const study = study_with({"parameters.rho=0.6"});
    EXPECT_EQ(parameter(study, "parameters.rho").value, "0.6");
    EXPECT_EQ(parameter(study, "parameters.rho").source, "--set");
    for (auto field : {&Parameter::range, &Parameter::grade, &Parameter::known_on}) {
        EXPECT_NE(parameter(study_with({}), "parameters.rho").*field, "");
        EXPECT_EQ(parameter(study, "parameters.rho").*field, "");
    }
}

/// The provenance of a table speaks of what stands in it, not of what the command line puts there.
TEST(Settings, DoNotHaveTheProvenanceOfTheTable) {
    StudyFiles const files(test::replaced(
        test::replaced(small_study, "mean_income = 4e6",
                       "source = \"survey\"\ngrade = \"A\"\nmean_income = 4e6"),
        "{ 2022 = 4e8, 2023 = 4e8, 2024 = 0 }",
        "{ value = { 2022 = 4e8, 2023 = 4e8, 2024 = 0 }, source = \"law\", grade = \"B\" }"));
    auto const study = files.read(
        {"strata.all.sigma=0.5", "strata.all.growth.2022=0.1", "programmes.housing.budget.2023=1"});
    for (auto const& [key, source, grade] : {std::tuple{"strata.all.mean_income", "survey", "A"},
                                             {"strata.all.sigma", "--set", ""},
                                             {"strata.all.growth.2022", "--set", ""},
                                             {"strata.all.growth.2024", "survey", "A"},
                                             {"programmes.housing.budget.2022", "law", "B"},
                                             {"programmes.housing.budget.2023", "--set", ""}}) {
        EXPECT_EQ(parameter(study, key).source, source) << key;
        EXPECT_EQ(parameter(study, key).grade, grade) << key;
    }
    auto const own =
        files.read({"strata.all.sigma={ value = 0.5, source = \"mine\", grade = \"C\" }"});
    EXPECT_EQ(parameter(own, "strata.all.sigma").source, "mine");
    EXPECT_EQ(parameter(own, "strata.all.sigma").grade, "C");
}

TEST(Settings, MayAddAKey) {
    EXPECT_EQ(study_with({"payers.own.title=\"Hộ dân\""}).experiment.payers.at(1).label.title.vi,
              "Hộ dân");
    EXPECT_EQ(study_with({"parameters.z0=\"zero\""}).experiment.nature.scores.stationary_start,
              false);
    EXPECT_EQ(study_with({"programmes.note=\"x\"", "baseline=\"nothing\""}).experiment.baseline,
              1U);
    EXPECT_EQ(study_with({"currency=\"USD\""}).experiment.currency, (Currency{"USD", 2, 1}));
    EXPECT_EQ(study_with({}).experiment.currency, (Currency{"VND", 0, 1}));
}

TEST(Settings, CannotAddARecord) {
    EXPECT_THAT(with({"payers.owm.own=true"}),
                ElementsAre(problem("--set, argument 1", {1, 8}, "there is no payers.owm to change",
                                    "did you mean \"own\"?")));
    EXPECT_THAT(with({"programmes={ hosing = { budget = 5 } }"}),
                ElementsAre(problem("--set, argument 1", {1, 14}, "there is no programmes.hosing",
                                    "did you mean \"housing\"?")));
    for (std::string const table :
         {"strata", "indicators", "standards", "payers", "programmes", "shocks", "scenarios"}) {
        EXPECT_THAT(with({fmt::format("{}.something-else.title=\"x\"", table)}),
                    ElementsAre(Field(&Problem::hint, HasSubstr("known: "))));
    }
    EXPECT_THAT(
        with({"localities.all.key=2"}),
        ElementsAre(problem("--set, argument 1", {1, 12}, "there is no localities.all to change",
                            "files have no localities")));
}

TEST(Settings, MayChooseTheScenarios) {
    auto const study = study_with({"scenarios=[\"double\", \"nothing\"]"});
    ASSERT_THAT(study.experiment.scenarios, SizeIs(2));
    EXPECT_EQ(study.experiment.scenarios[0].label.id, "double");
}

TEST(Settings, HaveTheForm) {
    for (std::string const bad : {"", "=", "=5", "parameters.rho", "parameters.rho 5"}) {
        EXPECT_THAT(with({bad}), ElementsAre(problem("--set, argument 1", {1, 1}, "", "--set")))
            << bad;
    }
    for (std::string const bad : {"parameters.rho=", "parameters.rho=high", "population=redrawn",
                                  "a.=5", "a..b=5", ".a=5", "[[[=", "[&=", "ô=5", "a=ô", "# =5",
                                  "parameters.rho==5", "x=\xFF", "\xFF=1", "a=\"\xC3\""}) {
        EXPECT_THAT(with({bad}),
                    ElementsAre(problem("--set, argument 1", {1, 1}, "", "needs quotes")))
            << bad;
    }
    EXPECT_THAT(with({std::string(400000, 'a').replace(0, 0, "x=") + "=", "y=["}), SizeIs(2));
}

TEST(Settings, HaveKnownKeys) {
    EXPECT_THAT(with({"parameters.roh=0.5"}),
                ElementsAre(problem("--set, argument 1", {1, 12}, "unknown key parameters.roh",
                                    "did you mean \"rho\"?")));
    EXPECT_EQ(with({"parameters.roh=0.5"})[0].line_text, "parameters.roh=0.5");
    EXPECT_THAT(with({"a.b=5"}),
                ElementsAre(problem("--set, argument 1", {1, 1}, "unknown key a")));
    EXPECT_THAT(with({"rho=0.5"}),
                ElementsAre(problem("--set, argument 1", {1, 1}, "unknown key rho")));
    EXPECT_THAT(
        with({"programmes.housing.budgt=5"}),
        ElementsAre(problem("--set, argument 1", {1, 20}, "unknown key programmes.housing.budgt",
                            "did you mean \"budget\"?")));
    EXPECT_THAT(
        with({"programmes.hosing.budget=5"}),
        ElementsAre(problem("--set, argument 1", {1, 12}, "there is no programmes.hosing to change",
                            "did you mean \"housing\"?")));
    EXPECT_THAT(with({"parameters.rho.x=0.5"}),
                ElementsAre(problem("--set, argument 1", {1, 16}, "unknown key parameters.rho.x",
                                    "range")));
}

TEST(Settings, HaveGoodValues) {
    EXPECT_THAT(with({"parameters.rho=1.5"}),
                ElementsAre(problem("--set, argument 1", {1, 16}, "parameters.rho is 1.5", "")));
    EXPECT_THAT(with({"parameters.rho=\"x\""}),
                ElementsAre(problem("--set, argument 1", {1, 16}, "must be a number, not a text")));
    EXPECT_THAT(with({"programmes=5"}),
                Contains(problem("--set, argument 1", {1, 12}, "programmes must be a table")));
    EXPECT_THAT(
        with({"programmes.housing=5"}),
        Contains(problem("--set, argument 1", {1, 20}, "programmes.housing must be a table")));
    EXPECT_THAT(with({"programmes.housing.budget=\"x\""}),
                ElementsAre(problem("--set, argument 1", {1, 27}, "must be a number, not a text")));
    EXPECT_THAT(with({"programmes.housing.budget.2022=\"x\""}),
                ElementsAre(problem("--set, argument 1", {1, 32}, "must be a number, not a text")));
    EXPECT_THAT(
        with({"programmes.housing.budget.2030=5"}),
        ElementsAre(problem("--set, argument 1", {1, 27}, "year 2030 is outside", "2021 to 2024")));
    // what the files say of the years up to their own last one is left out, not more
    EXPECT_THAT(with({"last_year=2023"}), IsEmpty());
    EXPECT_THAT(
        with({"last_year=2023", "programmes.housing.budget.2025=5"}),
        ElementsAre(problem("--set, argument 2", {1, 27}, "year 2025 is outside", "2021 to 2023")));
    EXPECT_THAT(with({"last_year=2025"}), Contains(Field(&Problem::what, HasSubstr("2025"))));
}

/// A year of a number that holds for every year cannot be changed alone: the others would have
/// none, which is said, not guessed.
TEST(Settings, OfAYearOverOneNumberAskForTheOthers) {
    EXPECT_THAT(with({"programmes.housing.unit_cost.2023=5e7"}),
                ElementsAre(problem("--set, argument 1", {1, 20},
                                    "programmes.housing.unit_cost has no value in "
                                    "2022 (the single value 40000000 was replaced by a table",
                                    "give programmes.housing.unit_cost.2022=40000000 too")));
    EXPECT_THAT(with({"programmes.housing.budget=7", "programmes.housing.budget.2023=5e9"}),
                ElementsAre(problem("--set, argument 2", {1, 20},
                                    "budget has no value for 2022, 2024 (the single value 7 was",
                                    "programmes.housing.budget.2022=7, "
                                    "programmes.housing.budget.2024=7 too")));
    EXPECT_THAT(
        with({"programmes.allowance.amount=\"line:r13\"", "programmes.allowance.amount.2023=5"}),
        ElementsAre(problem("--set, argument 2", {1, 22},
                            "amount has no value in 2021 (the single value \"line:r13\"",
                            "amount.2021=\"line:r13\" too")));
    EXPECT_THAT(with({"targeting=\"r13\"", "targeting.2023=\"d07\""}),
                ElementsAre(problem("--set, argument 2", {1, 1},
                                    "targeting has no standard for the base year",
                                    "targeting.2021=\"r13\" too")));
    EXPECT_THAT(
        with({"standards.r13.line={ value = 5e6, source = \"x\" }", "standards.r13.line.2023=5e6"}),
        ElementsAre(problem("--set, argument 2", {1, 15}, "standards.r13.line has no value in 2021",
                            "standards.r13.line.2021=5000000 too")));
    EXPECT_THAT(with({"programmes.housing.budget=1e9", "programmes.housing.budget.2022=5e9",
                      "programmes.housing.budget.2023=5e9", "programmes.housing.budget.2024=5e9"}),
                IsEmpty());
}

TEST(Settings, ReportProblemsTogether) {
    EXPECT_THAT(with({"parameters.roh=0.5", "parameters.rho=2", "seed=-1"}), SizeIs(3));
    EXPECT_THAT(with({"x", "y=", "z=z"}), SizeIs(3));
}

}  // namespace
}  // namespace povex
