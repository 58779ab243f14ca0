// What must add up in every replicate, whatever the numbers of the study.

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

class Accounts : public testing::Test {
protected:
    StudyRun const run{"small-province"};
};

TEST_F(Accounts, BaseHasTheOfficialCounts) {
    for (auto const& scenario : run.members(Axis::scenario)) {
        Pick const base{{Axis::scenario, scenario}, {Axis::standard, "law"}, {Axis::year, "2021"}};
        EXPECT_EQ(run.each("poor", base), std::vector<double>(run.replicates(), 300));
        EXPECT_EQ(run.each("near_poor", base), std::vector<double>(run.replicates(), 400));
    }
}

TEST_F(Accounts, ChangeOfThePoorIsEntriesLessExits) {
    double flows = 0;
    for (auto const& scenario : run.members(Axis::scenario)) {
        for (auto const& standard : run.members(Axis::standard)) {
            for (auto const& group : run.members(Axis::group)) {
                for (std::size_t t = 1; t < 5; ++t) {
                    auto at = [&](std::string const& variable, std::size_t year, std::uint32_t r) {
                        return run.at(variable,
                                      {{Axis::scenario, scenario},
                                       {Axis::standard, standard},
                                       {Axis::group, group},
                                       {Axis::year, year_name(year)}},
                                      r);
                    };
                    for (std::uint32_t r = 0; r < run.replicates(); ++r) {
                        EXPECT_EQ(at("income_poor", t, r),
                                  at("poor", t, r) + at("near_poor", t, r));
                        bool const takes_over = standard == "own" && year_name(t) == "2023";
                        EXPECT_EQ(std::isnan(at("exits", t, r)), takes_over);
                        if (takes_over) continue;  // the new list has no earlier one
                        EXPECT_EQ(at("poor", t, r) - at("poor", t - 1, r),
                                  at("entries", t, r) - at("exits", t, r))
                            << scenario << " " << standard << " " << group << " " << year_name(t)
                            << " replicate " << r;
                        EXPECT_EQ(at("entries", t, r),
                                  at("new_entries", t, r) + at("reentries", t, r));
                        flows += at("entries", t, r) + at("exits", t, r);
                    }
                }
            }
        }
    }
    EXPECT_GT(flows, 0);
}

TEST_F(Accounts, RelievedLessDisplacedIsTheDifferenceToTheBaseline) {
    // both ways, and between years with the event and without it
    for (char const* baseline : {"none", "all"}) {
        StudyRun const against("small-province",
                               {.settings = {"baseline='" + std::string(baseline) + "'"}});
        double moved = 0;
        for (auto const& scenario : against.members(Axis::scenario)) {
            for (auto const& standard : against.members(Axis::standard)) {
                for (auto const& group : against.members(Axis::group)) {
                    for (std::size_t t = 0; t < 5; ++t) {
                        auto each = [&](std::string const& variable, std::string const& of) {
                            return against.each(variable, {{Axis::scenario, of},
                                                           {Axis::standard, standard},
                                                           {Axis::group, group},
                                                           {Axis::year, year_name(t)}});
                        };
                        auto const relieved = each("relieved", scenario);
                        auto const displaced = each("displaced", scenario);
                        auto const here = each("poor", scenario), there = each("poor", baseline);
                        for (std::size_t r = 0; r < here.size(); ++r) {
                            EXPECT_EQ(relieved[r] - displaced[r], there[r] - here[r])
                                << scenario << " " << standard << " " << group << " "
                                << year_name(t) << " replicate " << r;
                            moved += relieved[r] + displaced[r];
                        }
                    }
                }
            }
        }
        EXPECT_GT(moved, 0) << baseline;
    }
}

TEST_F(Accounts, TwoStandardsTogetherFindWhatEachFinds) {
    auto const& standards = run.members(Axis::standard);
    double differently = 0;
    for (auto const& scenario : run.members(Axis::scenario)) {
        for (auto const& standard : standards) {
            for (auto const& other : standards) {
                for (std::size_t t = 0; t < 5; ++t) {
                    for (std::uint32_t r = 0; r < run.replicates(); ++r) {
                        auto both = [&](std::string const& found, std::string const& by_other) {
                            return run.at("classified",
                                          {{Axis::scenario, scenario},
                                           {Axis::standard, standard},
                                           {Axis::other_standard, other},
                                           {Axis::year, year_name(t)},
                                           {Axis::poverty_class, found},
                                           {Axis::class_by_other, by_other}},
                                          r);
                        };
                        auto count = [&](std::string const& variable, std::string const& by) {
                            return run.at(variable,
                                          {{Axis::scenario, scenario},
                                           {Axis::standard, by},
                                           {Axis::year, year_name(t)}},
                                          r);
                        };
                        double all = 0;
                        for (char const* one : {"poor", "near_poor", "not"}) {
                            double mine = 0, theirs = 0;
                            for (char const* two : {"poor", "near_poor", "not"}) {
                                mine += both(one, two);
                                theirs += both(two, one);
                                if (std::string(one) != two) differently += both(one, two);
                            }
                            all += mine;
                            if (std::string(one) == "not") continue;
                            EXPECT_EQ(mine, count(one, standard)) << scenario << " " << standard;
                            EXPECT_EQ(theirs, count(one, other)) << scenario << " " << other;
                        }
                        EXPECT_EQ(all, run.at("households", {}, r));
                    }
                }
            }
        }
    }
    EXPECT_GT(differently, 0);
}

TEST_F(Accounts, GroupsAddToTheProvince) {
    std::vector<std::vector<std::string>> const partitions{
        {"locality:coast", "locality:hills", "locality:islands"},
        {"area:urban", "area:rural"},
        {"stratum:town", "stratum:village"},
        {"ethnicity:majority", "ethnicity:minority"}};
    for (char const* variable :
         {"poor", "near_poor", "poor_persons", "multi_poor", "exits", "displaced", "relieved"}) {
        for (auto const& groups : partitions) {
            for (std::size_t t = 1; t < 5; ++t) {
                Pick pick{{Axis::scenario, "all"},
                          {Axis::standard, "own"},
                          {Axis::year, year_name(t)},
                          {Axis::group, "province"}};
                double const province = run.total(variable, pick);
                if (std::isnan(province)) {  // the standard takes over the list of another
                    EXPECT_EQ(std::string(variable), "exits");
                    EXPECT_EQ(year_name(t), "2023");
                    continue;
                }
                double sum = 0;
                for (auto const& group : groups) {
                    pick.back().second = group;
                    sum += run.total(variable, pick);
                }
                EXPECT_EQ(sum, province)
                    << variable << " " << groups.front() << " " << year_name(t);
            }
        }
    }
}

/// A programme's row in the results.
Pick row(std::string const& programme, std::size_t t) {
    return {{Axis::scenario, "all"}, {Axis::programme, programme}, {Axis::year, year_name(t)}};
}

double spending(StudyRun const& run, std::string const& programme, std::size_t t,
                std::uint32_t replicate) {
    double sum = 0;
    for (auto const& payer : run.members(Axis::payer)) {
        auto pick = row(programme, t);
        pick.emplace_back(Axis::payer, payer);
        sum += run.at("spending", pick, replicate);
    }
    return sum;
}

TEST_F(Accounts, SpendingKeepsWithinTheBudget) {
    for (Programme const& programme : run.study().experiment.scenarios[1].programmes) {
        if (!programme.capped()) continue;
        for (std::size_t t = 1; t < 5; ++t) {
            auto const budget = static_cast<double>(programme.cost.budget[t]);
            for (std::uint32_t r = 0; r < run.replicates(); ++r) {
                double const spent = spending(run, programme.label.id, t, r);
                EXPECT_LE(spent, budget) << programme.label.id << " " << year_name(t);
            }
        }
        EXPECT_GT(run.total("enrolled", row(programme.label.id, 1)), 0);
    }
}

TEST_F(Accounts, PayersTogetherPayWhatEnrolmentsCost) {
    // paid for by household: exactly the number enrolled times the cost
    for (std::size_t t = 1; t < 5; ++t) {
        for (std::uint32_t r = 0; r < run.replicates(); ++r) {
            EXPECT_EQ(spending(run, "livestock", t, r),
                      21'000'001 * run.at("enrolled", row("livestock", t), r));
            EXPECT_EQ(spending(run, "housing", t, r),
                      (t < 3 ? 50e6 : 60e6) * run.at("enrolled", row("housing", t), r));
        }
    }
}

TEST_F(Accounts, PayersHaveTheirShares) {
    // an enrolment's parts are whole VND, so each share is met to one VND an enrolment
    for (std::size_t t = 1; t < 5; ++t) {
        double const enrolled = run.total("enrolled", row("livestock", t));
        for (auto const& [payer, share] :
             {std::pair{"state", 0.5}, {"bank", 0.333}, {"household", 0.167}}) {
            auto pick = row("livestock", t);
            pick.emplace_back(Axis::payer, payer);
            EXPECT_NEAR(run.total("spending", pick), share * 21'000'001 * enrolled, enrolled)
                << payer << " " << year_name(t);
        }
    }
}

TEST_F(Accounts, LocalitiesSpendTheProvincesSpending) {
    for (auto const& programme : run.members(Axis::programme)) {
        for (std::size_t t = 1; t < 5; ++t) {
            double sum = 0;
            for (char const* locality : {"locality:coast", "locality:hills", "locality:islands"}) {
                auto pick = row(programme, t);
                pick.emplace_back(Axis::spending_group, locality);
                sum += run.total("enrolled", pick);
            }
            EXPECT_EQ(sum, run.total("enrolled", row(programme, t))) << programme;
        }
    }
}

TEST_F(Accounts, AScenarioWithoutProgrammesSpendsNothing) {
    for (auto const& programme : run.members(Axis::programme)) {
        for (std::size_t t = 1; t < 5; ++t) {
            Pick const none{
                {Axis::scenario, "none"}, {Axis::programme, programme}, {Axis::year, year_name(t)}};
            EXPECT_EQ(run.total("enrolled", none), 0) << programme;
        }
    }
}

}  // namespace
}  // namespace povex
