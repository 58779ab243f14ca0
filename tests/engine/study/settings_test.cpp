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
    EXPECT_THAT(housing.budget, ElementsAre(_, 5'000'000'000, 400'000'000, 0));
    EXPECT_THAT(study.settings, SizeIs(6));
}

TEST(Settings, HaveTheLastWordButForScenarios) {
    Study const study = study_with({"programmes.housing.budget=3", "programmes.housing.budget=4"});
    auto const p = index_of(study, "housing");
    EXPECT_THAT(study.experiment.scenarios[0].programmes[p].budget, ElementsAre(_, 4, 4, 4));
    EXPECT_THAT(study.experiment.scenarios[2].programmes[p].budget,
                ElementsAre(_, 800'000'000, 800'000'000, 800'000'000));
}

TEST(Settings, AreTheSourceOfWhatTheyChange) {
    Study const study = study_with({"parameters.rho=0.6"});
    EXPECT_EQ(parameter(study, "parameters.rho").value, "0.6");
    EXPECT_EQ(parameter(study, "parameters.rho").source, "--set");
    EXPECT_EQ(parameter(study, "parameters.rho").range, "0.4 to 0.9");
}

TEST(Settings, MayAddARecordOrAnything) {
    EXPECT_THAT(study_with({"payers.bank.title=\"Ngân hàng\""}).experiment.payers, SizeIs(3));
    EXPECT_THAT(study_with({"scenarios.more.programmes=[\"housing\"]"}).experiment.scenarios,
                SizeIs(4));
    EXPECT_EQ(study_with({"baseline=\"nothing\""}).baseline, 1U);
}

TEST(Settings, MayChooseTheScenarios) {
    auto const study = study_with({"scenarios=[\"double\", \"nothing\"]"});
    ASSERT_THAT(study.experiment.scenarios, SizeIs(2));
    EXPECT_EQ(study.experiment.scenarios[0].label.id, "double");
}

TEST(Settings, HaveTheForm) {
    for (std::string const bad : {"", "=", "=5", "parameters.rho", "parameters.rho 5"}) {
        EXPECT_THAT(with({bad}), ElementsAre(problem("--set", {1, 1}, "", "--set"))) << bad;
    }
    for (std::string const bad : {"parameters.rho=", "parameters.rho=high", "population=redrawn",
                                  "a.=5", "a..b=5", ".a=5", "[[[=", "[&=", "ô=5", "a=ô", "# =5",
                                  "parameters.rho==5", "x=\xFF", "\xFF=1", "a=\"\xC3\""}) {
        EXPECT_THAT(with({bad}), ElementsAre(problem("--set", {1, 1}, "", "needs quotes"))) << bad;
    }
    EXPECT_THAT(with({std::string(400000, 'a').replace(0, 0, "x=") + "=", "y=["}), SizeIs(2));
}

TEST(Settings, HaveKnownKeys) {
    EXPECT_THAT(with({"parameters.roh=0.5"}),
                ElementsAre(problem("--set", {1, 12}, "unknown key parameters.roh",
                                    "did you mean \"rho\"?")));
    EXPECT_EQ(with({"parameters.roh=0.5"})[0].line_text, "parameters.roh=0.5");
    EXPECT_THAT(with({"a.b=5"}), ElementsAre(problem("--set", {1, 1}, "unknown key a")));
    EXPECT_THAT(with({"rho=0.5"}), ElementsAre(problem("--set", {1, 1}, "unknown key rho")));
    EXPECT_THAT(with({"programmes.housing.budgt=5"}),
                ElementsAre(problem("--set", {1, 20}, "unknown key programmes.housing.budgt",
                                    "did you mean \"budget\"?")));
    EXPECT_THAT(with({"programmes.hosing.budget=5"}),
                Contains(problem("--set", {1, 12}, "programmes.hosing has neither unit_cost", "")));
    EXPECT_THAT(with({"parameters.rho.x=0.5"}),
                ElementsAre(problem("--set", {1, 16}, "unknown key parameters.rho.x", "range")));
}

TEST(Settings, HaveGoodValues) {
    EXPECT_THAT(with({"parameters.rho=1.5"}),
                ElementsAre(problem("--set", {1, 16}, "parameters.rho is 1.5", "")));
    EXPECT_THAT(with({"parameters.rho=\"x\""}),
                ElementsAre(problem("--set", {1, 16}, "must be a number, not a text")));
    EXPECT_THAT(with({"programmes=5"}),
                Contains(problem("--set", {1, 12}, "programmes must be a table")));
    EXPECT_THAT(with({"programmes.housing=5"}),
                Contains(problem("--set", {1, 20}, "programmes.housing must be a table")));
    EXPECT_THAT(with({"programmes.housing.budget=\"x\""}),
                ElementsAre(problem("--set", {1, 27}, "must be a number, not a text")));
    EXPECT_THAT(with({"programmes.housing.budget.2022=\"x\""}),
                ElementsAre(problem("--set", {1, 32}, "must be a number, not a text")));
    EXPECT_THAT(with({"programmes.housing.budget.2030=5"}),
                ElementsAre(problem("--set", {1, 27}, "year 2030 is outside", "2021 to 2024")));
    EXPECT_THAT(with({"last_year=2023"}), Contains(Field(&Problem::what, HasSubstr("2024"))));
}

/// A year of a number that holds for every year cannot be changed alone: the others would have
/// none, which is said, not guessed.
TEST(Settings, OfAYearOverOneNumberAskForTheOthers) {
    EXPECT_THAT(with({"programmes.housing.unit_cost.2023=5e7"}),
                ElementsAre(problem("--set", {1, 20},
                                    "programmes.housing.unit_cost has no value in "
                                    "2022",
                                    "2022")));
    EXPECT_THAT(with({"programmes.housing.budget=1e9", "programmes.housing.budget.2023=5e9"}),
                IsSupersetOf({problem("--set", {1, 20}, "budget has no value for 2022", "every"),
                              problem("--set", {1, 20}, "budget has no value for 2024", "every")}));
    EXPECT_THAT(
        with({"standards.r13.line={ value = 5e6, source = \"x\" }", "standards.r13.line.2023=5e6"}),
        ElementsAre(problem("--set", {1, 15}, "standards.r13.line has no value in 2021")));
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
