// Works for places as a whole: what they add to income, how they hold deprivations, where their
// money goes; and rules of the list that differ by scenario.

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/statistical/comparison.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

using std::exp;

/// The study `works`: households by place, and the indices of its works by year.
constexpr double town = 300, coast_village = 200, hills = 511, persons = 2;
std::vector<double> const road{0, 0, 1.000001, 1.500001, 1.500001};
std::vector<double> const road_doubled{0, 0, 2.000002, 2.500002, 2.500002};
std::vector<double> const market{0, 0.2500075, 0.500015, 0.7500225, 1.00003};
std::vector<double> const town_growth{1, 1.03, 1.03 * 1.03, 1.03 * 1.03 * 1.01,
                                      1.03 * 1.03 * 1.01 * 1.01};

/// Log income that works add in a scenario [t]: in villages of the coast, and in the hills.
struct Added {
    std::vector<double> coast, hills;

    Added(double road_by, std::vector<double> const& road_index, double market_by) {
        for (std::size_t t = 0; t < road_index.size(); ++t) {
            coast.push_back(-0.05 * market_by * market[t]);
            hills.push_back(coast[t] + 0.2 * road_by * road_index[t]);
        }
    }
};

double income(StudyRun const& run, std::string const& scenario, std::size_t t,
              std::string const& group) {
    return run.at("income_sum",
                  {{Axis::scenario, scenario}, {Axis::year, year_name(t)}, {Axis::group, group}},
                  1);
}

void expect_incomes(StudyRun const& run, std::string const& scenario, Added const& added) {
    for (std::size_t t = 0; t < 5; ++t) {
        auto const label = scenario + " " + year_name(t);
        double const growth = std::pow(1.05, t);
        // incomes are whole money, household by household
        EXPECT_NEAR(income(run, scenario, t, "stratum:town"), town * persons * 6e6 * town_growth[t],
                    town)
            << label;
        EXPECT_NEAR(income(run, scenario, t, "locality:hills"),
                    hills * persons * 3.5e6 * growth * exp(added.hills[t]), hills)
            << label;
        EXPECT_NEAR(
            income(run, scenario, t, "locality:coast") - income(run, scenario, t, "stratum:town"),
            coast_village * persons * 3.5e6 * growth * exp(added.coast[t]), town)
            << label;
    }
}

TEST(Works, OfTheBaselineAreInTheGrowthObserved) {
    StudyRun const run("works");
    expect_incomes(run, "built", Added(0, road, 0));
    expect_incomes(run, "unbuilt", Added(-1, road, -1));
    auto doubled = road_doubled;
    for (std::size_t t = 0; t < doubled.size(); ++t) doubled[t] -= road[t];
    expect_incomes(run, "doubled", Added(1, doubled, 0));
}

TEST(Works, AddToIncomeIfGrowthWasObservedWithoutThem) {
    StudyRun const run("works", {.settings = {"growth_observed_under='unbuilt'"}});
    expect_incomes(run, "built", Added(1, road, 1));
    expect_incomes(run, "unbuilt", Added(0, road, 0));
    expect_incomes(run, "doubled", Added(1, road_doubled, 1));
}

TEST(Works, UnderWhichGrowthWasObservedNeedNotRun) {
    StudyRun const run("works",
                       {.settings = {"growth_observed_under='built'", "baseline='unbuilt'"},
                        .scenarios = {"unbuilt"}});
    ASSERT_EQ(run.members(Axis::scenario), std::vector<std::string>{"unbuilt"});
    expect_incomes(run, "unbuilt", Added(-1, road, -1));
    EXPECT_TRUE(same_results(run, StudyRun("works")));
}

TEST(Works, LeaveIncomesBitForBitUnderTheScenarioOfTheGrowth) {
    // as if there were no works
    StudyRun const none(
        "works", {.settings = {"programmes.road.log_effect=0", "programmes.market.log_effect=0"}});
    StudyRun const run("works");
    for (std::size_t t = 0; t < 5; ++t) {
        for (auto const& group : run.members(Axis::group)) {
            EXPECT_EQ(income(run, "built", t, group), income(none, "built", t, group));
        }
    }
}

TEST(Works, SpendTheirBudgetToTheLastUnit) {
    StudyRun const run("works");
    std::map<std::string, std::vector<double>> const budget{
        {"road", {0, 1'000'001, 500'000, 0, 77}},
        {"market", {0, 100'003, 100'003, 100'003, 100'003}}};
    for (auto const& [programme, amounts] : budget) {
        for (std::size_t t = 1; t < 5; ++t) {
            auto spent = [&](std::string const& scenario, std::string const& payer,
                             std::string const& group) {
                return run.at("spending",
                              {{Axis::scenario, scenario},
                               {Axis::programme, programme},
                               {Axis::payer, payer},
                               {Axis::year, year_name(t)},
                               {Axis::spending_group, group}},
                              0);
            };
            double province = 0, coast = 0, in_hills = 0;
            for (auto const& payer : run.members(Axis::payer)) {
                province += spent("built", payer, "province");
                coast += spent("built", payer, "locality:coast");
                in_hills += spent("built", payer, "locality:hills");
                EXPECT_EQ(spent("unbuilt", payer, "province"), 0);
            }
            EXPECT_EQ(province, amounts[t]) << programme << t;
            EXPECT_EQ(coast + in_hills, amounts[t]) << programme << t;
            double const share =
                programme == "road" ? 0.0 : coast_village / (coast_village + hills);
            EXPECT_NEAR(coast, share * amounts[t], 1.0);
            double const centre = programme == "road" ? 0.55 : 0.0;
            EXPECT_NEAR(spent("built", "centre", "province"), centre * amounts[t], 2.0);
            EXPECT_EQ(run.at("enrolled",
                             {{Axis::scenario, "built"},
                              {Axis::programme, programme},
                              {Axis::year, year_name(t)}},
                             0),
                      0);
        }
    }
}

/// With h = holds^I, what is deprived is (1 - p) a h, and p (1 - b) h of those deprived before.
TEST(Works, HoldDeprivations) {
    StudyRun const run("clinics.toml");
    std::vector<double> const index{0, 1, 1, 1.5, 1.5};
    struct Chain {
        char const* name;
        double level, entry, exit, holds;
    };
    for (Chain const& chain :
         {Chain{"water", 0.3, 0.1, 0.2, 0.5}, Chain{"school", 0.4, 0.5 * 0.4, 0.5 * 0.6, 0.8},
          Chain{"light", 0.2, 0.3 * 0.2, 0.3 * 0.8, 1.0}}) {
        double p = chain.level;
        for (std::size_t t = 0; t < 5; ++t) {
            if (t > 0) {
                double const h = std::pow(chain.holds, index[t]);
                p = (1 - p) * chain.entry * h + p * (1 - chain.exit) * h;
            }
            EXPECT_TRUE(share_agrees(
                fmt::format("clinics: {} {}", chain.name, year_name(t)),
                run.total("poor", {{Axis::standard, chain.name}, {Axis::year, year_name(t)}}),
                run.trials(), p));
        }
    }
}

TEST(Works, NeverAddADeprivation) {
    StudyRun const with("clinics.toml", {.replicates = 3});
    StudyRun const without("clinics.toml",
                           {.settings = {"programmes.clinics.budget=0"}, .replicates = 3});
    for (auto const& standard : with.members(Axis::standard)) {
        for (std::uint32_t r = 0; r < 3; ++r) {
            for (std::size_t t = 0; t < 5; ++t) {
                auto poor = [&](StudyRun const& run) {
                    return run.at("poor", {{Axis::standard, standard}, {Axis::year, year_name(t)}},
                                  r);
                };
                if (t == 0 || standard == "light") {
                    EXPECT_EQ(poor(with), poor(without));
                } else {
                    EXPECT_LT(poor(with), poor(without));
                }
            }
        }
    }
}

TEST(ListRules, OfAScenarioGiveWhatTheyGiveToAllScenarios) {
    StudyRun const together("small-province",
                            {.settings = {"scenarios.all.changes.parameters.u_in=0.3",
                                          "scenarios.calm.changes.parameters.removal=0.5"}});
    StudyRun const low("small-province", {.settings = {"baseline='all'", "parameters.u_in=0.3"},
                                          .scenarios = {"all"}});
    StudyRun const removed(
        "small-province",
        {.settings = {"baseline='calm'", "parameters.removal=0.5"}, .scenarios = {"calm"}});
    StudyRun const plain("small-province",
                         {.settings = {"baseline='none'"}, .scenarios = {"none"}});
    std::vector<std::string> const against_the_baseline{"displaced", "relieved"};
    EXPECT_TRUE(same_results(low, together, against_the_baseline));
    EXPECT_TRUE(same_results(removed, together, against_the_baseline));
    EXPECT_TRUE(same_results(plain, together, against_the_baseline));
    EXPECT_FALSE(same_results(low, StudyRun("small-province")));
    EXPECT_FALSE(same_results(removed, StudyRun("small-province")));
}

}  // namespace
}  // namespace povex
