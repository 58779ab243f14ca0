// Public works, and what scenarios may differ in besides programmes.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/run/prepared_experiment.hpp"
#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::problem;
using test::replaced;
using test::small_study;
using test::spot_of;
using test::StudyFiles;

/// The small study with a programme of public works, which has further lines.
std::string with_public_works(std::string const& more = "log_effect = 0.1\n") {
    return replaced(small_study, "[shocks.storm]",
                    "[programmes.road]\nkind = \"area\"\n"
                    "budget = { 2022 = 3e8, 2023 = 0, 2024 = 1e8 }\nfull_budget = 2e8\n"
                    "funding = { state = 1 }\n" +
                        more + "[shocks.storm]");
}

TEST(PublicWorks, IsRead) {
    Study const study =
        StudyFiles(with_public_works("strata = [\"all\"]\nlocalities = [\"all\"]\n"
                                     "umbrella = \"roads\"\nlag = 1\nlog_effect = -0.25\n"
                                     "duration = inf\nholds = { water = 0.5 }\n"))
            .read();
    Programme const& road = study.experiment.scenarios[0].programmes.at(2);
    EXPECT_EQ(road.kind, ProgrammeKind::area);
    EXPECT_THAT(road.cost.budget, ElementsAre(_, 300'000'000, 0, 100'000'000));
    EXPECT_EQ(road.cost.full_budget, 200'000'000);
    EXPECT_THAT(road.cost.funding, ElementsAre(1, 0));
    EXPECT_THAT(road.eligibility.in_locality, ElementsAre(true));
    EXPECT_THAT(road.eligibility.in_stratum, ElementsAre(true));
    EXPECT_EQ(road.effect.lag, 1);
    EXPECT_EQ(road.effect.log_effect, -0.25);
    EXPECT_EQ(road.effect.holds.at(1), 0.5);
    EXPECT_EQ(road.effect.holds.at(0), 1.0);
    EXPECT_EQ(road.umbrella, "roads");
}

TEST(PublicWorks, HasDefaults) {
    auto const text = replaced(with_public_works(""), "funding = { state = 1 }\n", "");
    Programme const road = StudyFiles(text).read().experiment.scenarios[0].programmes.at(2);
    EXPECT_THAT(road.cost.funding, ElementsAre(1, 0));
    EXPECT_THAT(road.eligibility.in_locality, ElementsAre(true));
    EXPECT_EQ(road.effect.lag, 0);
    EXPECT_EQ(road.effect.log_effect, 0.0);
    EXPECT_THAT(road.effect.holds, IsEmpty());
}

TEST(PublicWorks, RefusesWhatBelongsToEnrolments) {
    for (std::string const line : {"status = \"any\"",
                                   "needs = [\"roof\"]",
                                   "requires = \"child\"",
                                   "unit_cost = 5",
                                   "amount = 5",
                                   "take_up = 1",
                                   "success = 1",
                                   "priority = \"lottery\"",
                                   "clears = { roof = 1 }",
                                   "loan = { principal = 5 }",
                                   "protects = { storm = 0.5 }",
                                   "lost_to = { storm = 0.5 }",
                                   "once = true",
                                   "every = 2",
                                   "own_cash = 1",
                                   "own_covered = false",
                                   "ethnicities = [\"all\"]",
                                   "sectors = [\"farm\"]",
                                   "unit = \"person\"",
                                   "depreciation = 0"}) {
        auto const key = line.substr(0, line.find(' '));
        auto const problems = StudyFiles(with_public_works(line + "\n")).problems();
        ASSERT_THAT(problems, SizeIs(1)) << line;
        EXPECT_EQ(problems[0].line_text, line);
        EXPECT_EQ(problems[0].what,
                  fmt::format("programmes.road has the kind \"area\" (public works), "
                              "which has no {}",
                              key));
    }
}

TEST(PublicWorks, RefusesBadNumbers) {
    for (auto const& [line, what] :
         {std::pair{"duration = 3", "public works last for good"},
          {"localities = []", "programmes.road covers no place at all"},
          {"strata = []", "programmes.road covers no place at all"},
          {"localities = [\"al\"]", "\"al\" is not known"},
          {"lag = -1", "programmes.road.lag is -1"},
          {"log_effect = 11", "programmes.road.log_effect is 11"},
          {"log_effect = 6", "add 12 to log income in the last year"},
          {"log_effect = -6", "add -12 to log income in the last year"},
          {"holds = { water = 1.5 }", "programmes.road.holds.water is 1.5"},
          {"holds = { watr = 0.5 }", "unknown key programmes.road.holds.watr"},
          {"log_efect = 1", "unknown key programmes.road.log_efect"}}) {
        EXPECT_THAT(StudyFiles(with_public_works(std::string(line) + "\n")).problems(),
                    Contains(Field(&Problem::what, HasSubstr(what))))
            << line;
    }
    for (auto const& [old, fresh, what] :
         {std::tuple{"full_budget = 2e8", "full_budget = 0", "full_budget is 0"},
          {"full_budget = 2e8\n", "", "programmes.road.full_budget is missing"},
          {"2023 = 0, 2024 = 1e8", "2024 = 1e8", "programmes.road.budget has no value for 2023"},
          {"{ 2022 = 3e8", "{ 2022 = -3e8", "programmes.road.budget.2022 is -3"},
          {"funding = { state = 1 }", "funding = { state = 0.9, own = 0.1 }",
           "the payer own (own = true) cannot have a share"},
          {"funding = { state = 1 }", "funding = { state = 0.9 }", "add to 0.9, not to 1"},
          {"kind = \"area\"", "kind = \"aera\"", "is \"aera\""}}) {
        EXPECT_THAT(StudyFiles(replaced(with_public_works(), old, fresh)).problems(),
                    Contains(Field(&Problem::what, HasSubstr(what))))
            << fresh;
    }
}

TEST(PublicWorks, HasKeysThatOthersHaveNot) {
    auto const text =
        replaced(small_study, "needs = [\"roof\"]", "needs = [\"roof\"]\nfull_budget = 5");
    EXPECT_THAT(StudyFiles(text).problems(),
                ElementsAre(problem("study.toml", spot_of(text, "full_budget"),
                                    "unknown key programmes.housing.full_budget")));
}

TEST(PublicWorks, HasAFirstPayerThatIsNoHousehold) {
    auto text = replaced(with_public_works(), "funding = { state = 1 }\n", "");
    text = replaced(text, "[payers.own]\nown = true", "[payers.own]\nown = true\nkey = 1");
    text = replaced(text, "[payers.state]\n", "[payers.state]\nkey = 2\n");
    EXPECT_THAT(StudyFiles(text).problems(),
                Contains(Field(&Problem::what, HasSubstr("the payer own (own = true)"))));
}

// Growth under a scenario

TEST(GrowthObservedUnder, IsTheBaselineUnlessNamed) {
    StudyFiles const files(with_public_works());
    EXPECT_EQ(files.read().experiment.growth_observed_under.label.id, "delivered");
    EXPECT_EQ(files.read({"baseline='double'"}).experiment.growth_observed_under.label.id,
              "double");
    EXPECT_EQ(
        files.read({"growth_observed_under='double'"}).experiment.growth_observed_under.label.id,
        "double");
}

TEST(GrowthObservedUnder, NeedNotRun) {
    Study const study =
        StudyFiles(with_public_works())
            .read({"growth_observed_under='delivered'", "baseline='nothing'"}, {"nothing"});
    ASSERT_THAT(study.experiment.scenarios, SizeIs(1));
    PreparedExperiment const prepared(study.experiment);
    auto const& observed = study.experiment.growth_observed_under;
    EXPECT_EQ(observed.label.id, "delivered");
    ASSERT_THAT(observed.programmes, SizeIs(3));
    EXPECT_THAT(observed.runs, Each(true));
}

TEST(GrowthObservedUnder, IsListedWithItsChanges) {
    auto const text = replaced(with_public_works(), "changes.parameters.grace_years = 1",
                               "changes.programmes.road.budget.2022 = 7");
    auto const key = Field(&Parameter::key, "scenarios.double.changes.programmes.road.budget.2022");
    StudyFiles const files(text);
    EXPECT_THAT(files.read({"growth_observed_under='double'"}, {"nothing"}).parameters,
                Contains(key).Times(1));
    EXPECT_THAT(files.read({"growth_observed_under='double'"}).parameters, Contains(key).Times(1));
    EXPECT_THAT(files.read({}, {"nothing"}).parameters, Not(Contains(key)));
}

TEST(GrowthObservedUnder, HasPublicWorksThatMustHaveBeenKnown) {
    StudyFiles const files(R"(base_year = 2021
last_year = 2022
known_on = 2021-12-31
baseline = "unbuilt"
growth_observed_under = "built"
register.households = 50
strata.all = { mean_income = 4e6, sigma = 0.6 }
standards.one.line = 2e6
programmes.road = { kind = "area", budget = 5, full_budget = 5, lag = 1, known_on = 2030-01-01 }
programmes.other = { kind = "entitlement", unit_cost = { value = 5, known_on = 2030-01-01 } }
scenarios.built.programmes = ["road", "other"]
scenarios.unbuilt.programmes = []
)");
    auto const later = [&](std::vector<std::string> settings) {
        std::vector<std::string> named;
        try {
            static_cast<void>(
                read_study({files.folder(), std::move(settings), {"unbuilt"}, "2022-12-31"}));
        } catch (InputError const& error) {
            for (auto const& one : error.problems()) named.push_back(one.what);
        }
        return named;
    };
    EXPECT_THAT(later({}), AllOf(Not(IsEmpty()), Each(HasSubstr("programmes.road."))));
    EXPECT_THAT(later({"growth_observed_under='unbuilt'"}), IsEmpty());
}

TEST(GrowthObservedUnder, IsAScenarioOfTheStudy) {
    auto const text = replaced(small_study, "seed = 5", "growth_observed_under = \"deliverd\"");
    EXPECT_THAT(StudyFiles(text).problems(),
                ElementsAre(problem("study.toml", spot_of(text, "\"deliverd\""),
                                    "growth_observed_under is \"deliverd\", which is not known",
                                    "did you mean \"delivered\"?")));
}

// Beside the baseline

TEST(ShownWithBaseline, IsRunWhateverIsAskedFor) {
    StudyFiles const files(replaced(small_study, "seed = 5", "beside = [\"nothing\"]"));
    EXPECT_THAT(files.read().shown_with_baseline, ElementsAre(1));
    Study const some = files.read({}, {"delivered"});
    ASSERT_THAT(some.experiment.scenarios, SizeIs(2));
    EXPECT_EQ(some.experiment.scenarios[some.shown_with_baseline.at(0)].label.id, "nothing");
    Study const others = files.read({"baseline='double'"}, {"double"});
    ASSERT_THAT(others.experiment.scenarios, SizeIs(2));
    EXPECT_EQ(others.experiment.scenarios[others.shown_with_baseline.at(0)].label.id, "nothing");
    EXPECT_EQ(others.experiment.scenarios[others.experiment.baseline].label.id, "double");
    EXPECT_THAT(StudyFiles(small_study).read().shown_with_baseline, IsEmpty());
}

TEST(ShownWithBaseline, KeepsItsOrderAndPassesOverTheBaseline) {
    StudyFiles const files(
        replaced(small_study, "seed = 5", "beside = [\"double\", \"delivered\", \"nothing\"]"));
    EXPECT_THAT(files.read().shown_with_baseline, ElementsAre(2, 1));
}

TEST(ShownWithBaseline, NamesScenariosThatRun) {
    auto const text = replaced(small_study, "seed = 5", "beside = [\"nothin\"]");
    EXPECT_THAT(
        StudyFiles(text).problems(),
        ElementsAre(problem("study.toml", spot_of(text, "\"nothin\""),
                            "the scenario \"nothin\" is not known", "did you mean \"nothing\"?")));
    StudyFiles const files(replaced(small_study, "seed = 5", "beside = [\"nothing\"]"));
    EXPECT_THAT(files.problems({"scenarios=['delivered', 'double']"}),
                ElementsAre(Field(&Problem::what,
                                  HasSubstr("\"nothing\" is not among the scenarios to run"))));
    auto const twice = replaced(small_study, "seed = 5", "beside = [\"nothing\", \"nothing\"]");
    EXPECT_THAT(StudyFiles(twice).problems(),
                ElementsAre(Field(&Problem::what, HasSubstr("occurs twice"))));
}

// Rules of the list

TEST(ListRules, MayDifferByScenario) {
    Study const study =
        StudyFiles(replaced(replaced(small_study, "changes.parameters.grace_years = 1",
                                     "changes.parameters = { u_in = 0.3, u_out = 0.4, removal = { "
                                     "2022 = 0, 2024 = 0.5 } }"),
                            "kappa_own = 0.5", "kappa_own = 0.5\nu_in = 0.9"))
            .read();
    auto const& open = study.experiment.scenarios[0].list_rules;
    EXPECT_EQ(open.applies, 0.9);
    EXPECT_EQ(open.leaves, 1.0);
    EXPECT_THAT(open.removed, ElementsAre(0, 0, 0, 0));
    auto const& other = study.experiment.scenarios[2].list_rules;
    EXPECT_EQ(other.applies, 0.3);
    EXPECT_EQ(other.leaves, 0.4);
    EXPECT_THAT(other.removed, ElementsAre(0, 0, 0, 0.5));
    EXPECT_THAT(study.parameters,
                Contains(AllOf(Field(&Parameter::key, "scenarios.double.changes.parameters.u_in"),
                               Field(&Parameter::value, "0.3"))));
}

TEST(ListRules, AreCheckedByScenario) {
    auto const text =
        replaced(small_study, "changes.parameters.grace_years = 1", "changes.parameters.u_in = 3");
    EXPECT_THAT(StudyFiles(text).problems(),
                ElementsAre(Field(&Problem::what, HasSubstr("parameters.u_in is 3"))));
}

}  // namespace
}  // namespace povex
