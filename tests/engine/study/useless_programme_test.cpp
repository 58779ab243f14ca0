// A programme that costs money and changes nothing is warned of.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::replaced;
using test::small_study;
using test::StudyFiles;

/// The small study with one more programme, of these keys.
std::string with_programme(std::string const& keys, std::string const& more = "") {
    return small_study + std::string("[programmes.extra]\nfunding = { state = 1 }\n") + keys +
           "\n" + more;
}

std::vector<Problem> warnings(std::string const& study) {
    std::vector<Problem> about;
    for (auto const& one : StudyFiles(study).read().warnings) {
        if (one.what.find("changes nothing") != std::string::npos) about.push_back(one);
    }
    return about;
}

TEST(UselessProgramme, IsWarnedOfWhereItStands) {
    auto const study = with_programme("kind = \"entitlement\"\nunit_cost = 5");
    EXPECT_THAT(warnings(study),
                ElementsAre(test::problem("study.toml", test::spot_of(study, "[programmes.extra]"),
                                          "programmes.extra costs money and changes nothing in the "
                                          "scenario delivered",
                                          "give it an effect: amount, log_effect, clears, holds")));
}

TEST(UselessProgramme, IsOneWithoutAnEffectInTheYearsOfTheStudy) {
    for (char const* keys :
         {"kind = \"entitlement\"\nunit_cost = 5", "unit_cost = 5\nbudget = 1000",
          "unit_cost = 5\nbudget = 1000\nlog_effect = 0.1\nlag = 3",
          "unit_cost = 5\nbudget = 1000\nlog_effect = 0.1\nsuccess = 0",
          "unit_cost = 5\nbudget = 1000\nclears = { roof = 0 }",
          "unit_cost = 5\nbudget = 1000\nclears = { roof = 0.5 }\nsuccess = 0",
          "unit_cost = 5\nbudget = 1000\nholds = { roof = 1 }",
          "unit_cost = 5\nbudget = 1000\nprotects = { storm = 0 }",
          "kind = \"area\"\nbudget = 1000\nfull_budget = 1000"}) {
        EXPECT_THAT(warnings(with_programme(keys)), SizeIs(1)) << keys;
    }
}

TEST(UselessProgramme, IsNoneWithAnEffectOrWithoutACost) {
    for (char const* keys :
         {"kind = \"entitlement\"\namount = 5",
          "kind = \"entitlement\"\namount = { 2021 = 0, 2024 = 5 }",
          "kind = \"entitlement\"\namount = { line = \"d07\", less = \"extra-rate\" }",
          "unit_cost = 5\nbudget = 1000\nlog_effect = 0.1\nlag = 2",
          "unit_cost = 5\nbudget = 1000\nlog_effect = -0.1",
          "unit_cost = 5\nbudget = 1000\nclears = { roof = 0.5 }",
          "unit_cost = 5\nbudget = 1000\nholds = { roof = 0.5 }\nsuccess = 0",
          "unit_cost = 5\nbudget = 1000\nprotects = { storm = 0.5 }",
          "unit_cost = 5\nbudget = 1000\nloan = { principal = 100, rate = 0.05, term = 3 }",
          "unit_cost = 5\nbudget = 0", "unit_cost = 0\nbudget = 1000",
          "kind = \"entitlement\"\nunit_cost = 5\ntake_up = 0",
          "kind = \"area\"\nbudget = 1000\nfull_budget = 1000\nlog_effect = 0.01",
          "kind = \"area\"\nbudget = 1000\nfull_budget = 1000\nholds = { roof = 0.9 }"}) {
        EXPECT_THAT(warnings(with_programme(
                        keys,
                        "[programmes.extra-rate]\nkind = \"entitlement\"\nfunding = { state = 1 }\n"
                        "amount = 7\n")),
                    IsEmpty())
            << keys;
    }
}

/// A scenario may take the effect away, or give it.
TEST(UselessProgramme, IsJudgedInEveryScenario) {
    auto const without =
        replaced(with_programme("unit_cost = 5\nbudget = 1000\nlog_effect = 0.1"),
                 "changes.parameters.grace_years = 1", "changes.programmes.extra.log_effect = 0");
    EXPECT_THAT(warnings(without), ElementsAre(Field(&Problem::what, EndsWith("scenario double"))));
    auto const not_listed = replaced(with_programme("unit_cost = 5\nbudget = 1000"),
                                     "title.en = \"As delivered\"", "programmes = [\"housing\"]");
    EXPECT_THAT(warnings(not_listed),
                ElementsAre(Field(&Problem::what, EndsWith("scenario double"))));
}

TEST(UselessProgramme, IsNoneIfItMakesProducers) {
    auto const spillover = [](char const* jobs) {
        return std::string("[spillover]\nprogrammes = [\"extra\"]\nwage = 1000\njobs = ") + jobs +
               "\n";
    };
    char const* keys = "unit_cost = 5\nbudget = 1000";
    EXPECT_THAT(warnings(with_programme(keys, spillover("0.5"))), IsEmpty());
    EXPECT_THAT(warnings(with_programme(keys, spillover("0"))), SizeIs(1));
}

}  // namespace
}  // namespace povex
