#include "engine/run/replay.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/run/small_experiment.hpp"

namespace povex {
namespace {

/// Numbers of the run, of the province: of one scenario, shape [...][year]; 0 where nothing is
/// counted, as of programmes in the base year.
std::vector<double> counted(Workshop const& workshop, std::string const& variable,
                            std::size_t scenario, std::uint32_t replicate) {
    auto const catalogue = workshop.measures().catalogue(1);
    auto const result = workshop.run_replicate(replicate);
    auto const& values = result.values[catalogue.index(variable)];
    bool const money = variable == "spending" || variable == "enrolled";
    auto const groups = catalogue.size(money ? Axis::spending_group : Axis::group);
    auto const size = values.size() / catalogue.size(Axis::scenario);
    std::vector<double> numbers;
    for (std::size_t i = scenario * size; i < (scenario + 1) * size; i += groups) {
        numbers.push_back(std::isnan(values[i]) ? 0.0 : values[i]);
    }
    return numbers;
}

/// Everything that can happen: the small experiment with money for the elderly, some of whom do not
/// take it, livestock that a storm can destroy, and all standards' lists.
Experiment everything() {
    Experiment e = small::with_universal_transfer(small::experiment());
    for (Scenario& scenario : e.scenarios) {
        scenario.programmes[1].lost_to = {0.8};
        scenario.programmes[1].lag = 0;
        scenario.programmes[3].take_up = 0.9;
        scenario.list_rules.applies = 0.8;
        scenario.list_rules.leaves = 0.7;
    }
    return e;
}

std::vector<Replay> all_of(ReplayedScenario const& replayed) {
    std::vector<Replay> all;
    for (std::size_t h = 0; h < replayed.households().households(); ++h) {
        all.push_back(replayed.of(h));
    }
    return all;
}

TEST(Replay, ReplayedHouseholdsAddUpToTheRun) {
    Experiment const e = everything();
    Workshop const workshop(e);
    auto const reviews = e.years.reviews();
    for (std::size_t scenario : {0U, 1U, 2U}) {
        for (std::size_t standard : {0U, 1U}) {
            ReplayedScenario const replayed(workshop, scenario, 4, standard);
            std::vector<double> poor(reviews), near_poor(reviews), truly_poor(reviews);
            for (Replay const& replay : all_of(replayed)) {
                for (std::size_t t = 0; t < reviews; ++t) {
                    poor[t] += replay.years[t].official == Found::poor ? 1 : 0;
                    near_poor[t] += replay.years[t].official == Found::near_poor ? 1 : 0;
                    truly_poor[t] += replay.years[t].truth == Found::poor ? 1 : 0;
                }
            }
            auto const run = [&](char const* variable) {
                auto const all = counted(workshop, variable, scenario, 4);
                auto const first = all.begin() + static_cast<std::ptrdiff_t>(standard * reviews);
                return std::vector<double>(first, first + static_cast<std::ptrdiff_t>(reviews));
            };
            EXPECT_EQ(poor, run("poor"));
            EXPECT_EQ(near_poor, run("near_poor"));
            EXPECT_EQ(truly_poor, run("poor_true"));
            auto const by_year = replayed.poor_by_year();
            EXPECT_EQ(poor, std::vector<double>(by_year.begin(), by_year.end()));
        }
    }
}

TEST(Replay, EnrolmentsOfHouseholdsAddUpToTheAccounts) {
    Experiment const e = everything();
    Workshop const workshop(e);
    auto const reviews = e.years.reviews();
    auto const programmes = e.scenarios[1].programmes.size();
    for (std::size_t scenario : {0U, 1U}) {
        ReplayedScenario const replayed(workshop, scenario, 2, 0);
        std::vector<double> enrolled(programmes * reviews), cost(programmes * reviews);
        for (Replay const& replay : all_of(replayed)) {
            for (std::size_t t = 0; t < reviews; ++t) {
                for (Diary::Enrolled const& one : replay.years[t].enrolled) {
                    EXPECT_EQ(one.year, t);
                    enrolled[one.programme * reviews + t] += 1;
                    cost[one.programme * reviews + t] += static_cast<double>(one.cost);
                }
            }
        }
        EXPECT_EQ(enrolled, counted(workshop, "enrolled", scenario, 2));
        EXPECT_GT(*std::max_element(enrolled.end() - static_cast<std::ptrdiff_t>(reviews),
                                    enrolled.end()),
                  0.0);  // the pension
        auto const spending = counted(workshop, "spending", scenario, 2);
        std::vector<double> paid(programmes * reviews);
        for (std::size_t i = 0; i < spending.size(); ++i) {
            auto const p = i / (e.payers.size() * reviews);
            paid[p * reviews + i % reviews] += spending[i];
        }
        EXPECT_EQ(cost, paid);
    }
}

TEST(Replay, ShocksHitWhoIsHitAndDestroyWhatTheyDestroy) {
    Experiment const e = everything();
    Workshop const workshop(e);
    std::size_t hit = 0, lost = 0;
    for (Replay const& replay : all_of(ReplayedScenario(workshop, 1, 0, 0))) {
        for (std::size_t t = 0; t < replay.years.size(); ++t) {
            ReplayYear const& year = replay.years[t];
            EXPECT_TRUE(year.shocks.empty() || t == 2);  // the year of the storm
            for (ShockHit const& one : year.shocks) {
                EXPECT_GE(one.loss, 0.0);
                EXPECT_LT(one.loss, 0.6);
            }
            hit += year.shocks.size();
            lost += year.lost.size();
            for (Diary::Enrolled const& one : year.lost) {
                EXPECT_EQ(one.programme, 1);
                EXPECT_LE(one.year, t);
                EXPECT_FALSE(year.shocks.empty());
            }
        }
    }
    auto const all = static_cast<double>(workshop.households().households());
    EXPECT_NEAR(static_cast<double>(hit) / all, 0.22, 0.04);  // 0.3 of 900, 0.1 of 600
    EXPECT_GT(lost, 0U);
    for (Replay const& replay : all_of(ReplayedScenario(workshop, 2, 0, 0))) {
        for (ReplayYear const& year : replay.years) EXPECT_TRUE(year.shocks.empty());
    }
}

TEST(Replay, WhatAProgrammeClearedWasThere) {
    Experiment const e = everything();
    Workshop const workshop(e);
    std::size_t cleared = 0, in_vain = 0;
    for (Replay const& replay : all_of(ReplayedScenario(workshop, 1, 0, 0))) {
        for (ReplayYear const& year : replay.years) {
            for (Diary::Enrolled const& one : year.enrolled) {
                in_vain += one.works ? 0 : 1;
                if (one.cleared == 0) continue;
                ++cleared;
                EXPECT_EQ(one.programme, 0);
                EXPECT_TRUE(one.works);
                EXPECT_TRUE(has(one.cleared, 6));
                EXPECT_FALSE(has(year.deprivations, 6));
            }
        }
    }
    EXPECT_GT(cleared, 0U);
    EXPECT_GT(in_vain, 0U);
}

TEST(Replay, ACauseStandsWhereTheStatusChanges) {
    Experiment const e = everything();
    Workshop const workshop(e);
    std::vector<std::size_t> causes(cause_names.size());
    for (Replay const& replay : all_of(ReplayedScenario(workshop, 1, 0, 0))) {
        EXPECT_EQ(replay.years[0].cause, Cause::none);
        for (std::size_t t = 1; t < replay.years.size(); ++t) {
            ReplayYear const& year = replay.years[t];
            ReplayYear const& before = replay.years[t - 1];
            EXPECT_EQ(year.cause == Cause::none, year.official == before.official);
            ++causes[static_cast<std::size_t>(year.cause)];
            if (year.cause == Cause::income) {
                EXPECT_NE(year.income, before.income);
            }
            if (year.cause == Cause::deprivations) {
                EXPECT_NE(year.deprivations, before.deprivations);
            }
        }
    }
    for (Cause cause : {Cause::income, Cause::deprivations, Cause::list}) {
        EXPECT_GT(causes[static_cast<std::size_t>(cause)], 0U);
    }
    EXPECT_EQ(causes[static_cast<std::size_t>(Cause::line)], 0U);  // it stays
}

TEST(Replay, ARaisedLineIsTheCauseForWhoStaysAsItIs) {
    Experiment e = everything();
    for (auto& line : e.standards[0].line) line[1] *= 1.5;
    Workshop const workshop(e);
    auto const all = all_of(ReplayedScenario(workshop, 0, 0, 0));
    auto const by_line = std::count_if(all.begin(), all.end(), [](Replay const& replay) {
        return replay.years[1].cause == Cause::line;
    });
    EXPECT_GT(by_line, 0);
}

TEST(Replay, PicksTheLowestKeyOfThoseToWhomItHappens) {
    Experiment const e = everything();
    Workshop const workshop(e);
    ReplayedScenario const replayed(workshop, 1, 0, 0);
    auto const all = all_of(replayed);
    auto const keys = replayed.households().key;
    auto const first = [&](auto happens) {
        std::size_t best = all.size();
        for (Replay const& replay : all) {
            std::string course;
            for (ReplayYear const& year : replay.years) {
                course += year.official == Found::poor        ? 'p'
                          : year.official == Found::near_poor ? 'n'
                                                              : '-';
            }
            if (happens(course) && (best == all.size() || keys[replay.household] < keys[best])) {
                best = replay.household;
            }
        }
        return best;
    };
    EXPECT_EQ(replayed.first_that(Fate::left_behind),
              first([](std::string const& c) { return c == "pppp"; }));
    EXPECT_EQ(replayed.first_that(Fate::leaves), first([](std::string const& c) {
                  auto const out = c.find_first_not_of('p');
                  return out > 0 && out < c.size() && c.find('p', out) == std::string::npos &&
                         c.back() == '-';
              }));
    EXPECT_EQ(replayed.first_that(Fate::falls_back), first([](std::string const& c) {
                  auto const in = c.find('p');
                  auto const out = in < c.size() ? c.find_first_not_of('p', in) : c.npos;
                  return out < c.size() && c.find('p', out) != std::string::npos;
              }));
    EXPECT_EQ(replayed.row_of(keys[7]), 7U);
    EXPECT_EQ(replayed.row_of(12345), std::nullopt);
}

}  // namespace
}  // namespace povex
