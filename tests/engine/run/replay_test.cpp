#include "engine/run/replay.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "engine/run/simulate_replicate.hpp"
#include "tests/engine/run/small_experiment.hpp"

namespace povex {
namespace {

/// Numbers of the run, of the province: of one scenario, shape [...][year]; 0 where nothing is
/// counted, as of programmes in the base year.
std::vector<double> counted(PreparedExperiment const& prepared, std::string const& variable,
                            std::size_t scenario, std::uint32_t replicate) {
    auto const catalogue = prepared.measures().catalogue(1);
    auto const result = simulate_replicate(prepared, replicate);
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
        scenario.programmes[1].effect.lost_to = {0.8};
        scenario.programmes[1].effect.lag = 0;
        scenario.programmes[3].eligibility.take_up = 0.9;
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
    PreparedExperiment const prepared(e);
    auto const reviews = e.years.reviews();
    for (std::size_t scenario : {0U, 1U, 2U}) {
        for (std::size_t standard : {0U, 1U}) {
            ReplayedScenario const replayed(prepared, scenario, 4, standard);
            std::vector<double> poor(reviews), near_poor(reviews), truly_poor(reviews);
            for (Replay const& replay : all_of(replayed)) {
                for (std::size_t t = 0; t < reviews; ++t) {
                    poor[t] += replay.years[t].official == PovertyClass::poor ? 1 : 0;
                    near_poor[t] += replay.years[t].official == PovertyClass::near_poor ? 1 : 0;
                    truly_poor[t] += replay.years[t].truth == PovertyClass::poor ? 1 : 0;
                }
            }
            auto const run = [&](char const* variable) {
                auto const all = counted(prepared, variable, scenario, 4);
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
    PreparedExperiment const prepared(e);
    auto const reviews = e.years.reviews();
    auto const programmes = e.scenarios[1].programmes.size();
    for (std::size_t scenario : {0U, 1U}) {
        ReplayedScenario const replayed(prepared, scenario, 2, 0);
        std::vector<double> enrolled(programmes * reviews), cost(programmes * reviews);
        for (Replay const& replay : all_of(replayed)) {
            for (std::size_t t = 0; t < reviews; ++t) {
                for (HouseholdLog::Enrolled const& one : replay.years[t].enrolled) {
                    EXPECT_EQ(one.year, t);
                    enrolled[one.programme * reviews + t] += 1;
                    cost[one.programme * reviews + t] += static_cast<double>(one.cost);
                }
            }
        }
        EXPECT_EQ(enrolled, counted(prepared, "enrolled", scenario, 2));
        EXPECT_GT(*std::max_element(enrolled.end() - static_cast<std::ptrdiff_t>(reviews),
                                    enrolled.end()),
                  0.0);  // the pension
        auto const spending = counted(prepared, "spending", scenario, 2);
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
    PreparedExperiment const prepared(e);
    std::size_t hit = 0, lost = 0;
    for (Replay const& replay : all_of(ReplayedScenario(prepared, 1, 0, 0))) {
        for (std::size_t t = 0; t < replay.years.size(); ++t) {
            ReplayYear const& year = replay.years[t];
            EXPECT_TRUE(year.shocks.empty() || t == 2);  // the year of the storm
            for (ShockHit const& one : year.shocks) {
                EXPECT_GE(one.loss, 0.0);
                EXPECT_LT(one.loss, 0.6);
            }
            hit += year.shocks.size();
            lost += year.lost.size();
            for (HouseholdLog::Enrolled const& one : year.lost) {
                EXPECT_EQ(one.programme, 1);
                EXPECT_LE(one.year, t);
                EXPECT_FALSE(year.shocks.empty());
            }
        }
    }
    auto const all = static_cast<double>(prepared.households().households());
    EXPECT_NEAR(static_cast<double>(hit) / all, 0.22, 0.04);  // 0.3 of 900, 0.1 of 600
    EXPECT_GT(lost, 0U);
    for (Replay const& replay : all_of(ReplayedScenario(prepared, 2, 0, 0))) {
        for (ReplayYear const& year : replay.years) EXPECT_TRUE(year.shocks.empty());
    }
}

TEST(Replay, WhatAProgrammeClearedWasThere) {
    Experiment const e = everything();
    PreparedExperiment const prepared(e);
    std::size_t cleared = 0, in_vain = 0;
    for (Replay const& replay : all_of(ReplayedScenario(prepared, 1, 0, 0))) {
        for (ReplayYear const& year : replay.years) {
            for (HouseholdLog::Enrolled const& one : year.enrolled) {
                in_vain += one.succeeds ? 0 : 1;
                if (one.cleared == 0) continue;
                ++cleared;
                EXPECT_EQ(one.programme, 0);
                EXPECT_TRUE(one.succeeds);
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
    PreparedExperiment const prepared(e);
    std::vector<std::size_t> causes(cause_names.size());
    for (Replay const& replay : all_of(ReplayedScenario(prepared, 1, 0, 0))) {
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
    PreparedExperiment const prepared(e);
    auto const all = all_of(ReplayedScenario(prepared, 0, 0, 0));
    auto const by_line = std::count_if(all.begin(), all.end(), [](Replay const& replay) {
        return replay.years[1].cause == Cause::line;
    });
    EXPECT_GT(by_line, 0);
}

TEST(Replay, EveryProgrammeThatRunsServesAHouseholdOrStopsAtAHurdle) {
    Experiment const e = everything();
    PreparedExperiment const prepared(e);
    auto const& programmes = e.scenarios[1].programmes;
    std::vector<std::size_t> stopped(hurdle_names.size());
    for (Replay const& replay : all_of(ReplayedScenario(prepared, 1, 3, 0))) {
        EXPECT_TRUE(replay.years[0].stopped.empty());
        std::vector<bool> had(programmes.size());
        for (std::size_t t = 1; t < replay.years.size(); ++t) {
            ReplayYear const& year = replay.years[t];
            std::vector<int> told(programmes.size());
            for (HouseholdLog::Enrolled const& one : year.enrolled) ++told[one.programme];
            for (HouseholdLog::Stopped const& one : year.stopped) {
                ++told[one.programme];
                ++stopped[static_cast<std::size_t>(one.at)];
                EXPECT_EQ(one.year, t);
                bool const repeats = !programmes[one.programme].eligibility.once;
                EXPECT_TRUE(one.at != Hurdle::had_it || (had[one.programme] && !repeats));
                EXPECT_TRUE(one.at != Hurdle::declined ||
                            programmes[one.programme].eligibility.take_up < 1.0);
                EXPECT_TRUE(one.at != Hurdle::no_money || programmes[one.programme].capped());
            }
            for (std::size_t p = 0; p < told.size(); ++p) {
                EXPECT_EQ(told[p], e.scenarios[1].runs[p] ? 1 : 0);
            }
            for (HouseholdLog::Enrolled const& one : year.enrolled) had[one.programme] = true;
        }
    }
    for (Hurdle hurdle : {Hurdle::not_listed, Hurdle::not_meant, Hurdle::no_need, Hurdle::declined,
                          Hurdle::no_money}) {
        EXPECT_GT(stopped[static_cast<std::size_t>(hurdle)], 0U)
            << hurdle_names[static_cast<std::size_t>(hurdle)];
    }
}

/// How often a programme serves a household, or stops at each hurdle, if it alone runs and changes
/// nobody's standing: an entitlement of all who are listed, but for the change.
std::map<std::string, std::int64_t> stops(void (*change)(Programme&, Scenario&)) {
    Experiment e = small::experiment();
    Scenario& scenario = e.scenarios[1];
    scenario.runs = {true, false, false};
    Programme& programme = scenario.programmes[0];
    programme.kind = ProgrammeKind::entitlement;
    programme.eligibility.once = false;
    programme.eligibility.needs = 0;
    programme.effect.clears.clear();
    change(programme, scenario);
    PreparedExperiment const prepared(e);
    std::map<std::string, std::int64_t> stops;
    for (Replay const& replay : all_of(ReplayedScenario(prepared, 1, 0, 0))) {
        for (ReplayYear const& year : replay.years) {
            stops["served"] += static_cast<std::int64_t>(year.enrolled.size());
            for (auto const& one : year.stopped) {
                ++stops[hurdle_names[static_cast<std::size_t>(one.at)]];
            }
        }
    }
    return stops;
}

TEST(Replay, TheHurdleIsTheRuleThatKeepsAHouseholdOut) {
    using Counts = std::map<std::string, std::int64_t>;
    auto const open = stops([](Programme&, Scenario&) {});
    auto const listed = open.at("served"), others = open.at("not_listed");
    EXPECT_GT(listed, 100);
    EXPECT_EQ(listed + others, 1500 * 3);

    EXPECT_EQ(stops([](Programme&, Scenario& scenario) { scenario.rules.kappa_own = 0.0; }),
              (Counts{{"served", 0}, {"not_listed", others}, {"own_share", listed}}));
    EXPECT_EQ(stops([](Programme& p, Scenario&) { p.eligibility.take_up = 0.0; }),
              (Counts{{"served", 0}, {"not_listed", others}, {"declined", listed}}));
    auto const once = stops([](Programme& p, Scenario&) { p.eligibility.once = true; });
    EXPECT_EQ(once.at("served") + once.at("had_it"), listed);
    auto const in_need = stops([](Programme& p, Scenario&) { p.eligibility.needs = 1U << 6; });
    EXPECT_GT(in_need.at("served"), 0);
    EXPECT_EQ(in_need.at("served") + in_need.at("no_need"), listed);
    auto const there = stops([](Programme& p, Scenario&) { p.eligibility.in_locality[0] = false; });
    EXPECT_GT(there.at("not_meant"), 1000);

    auto const for_three_a_year = [](Programme& p, Scenario&) {
        p.kind = ProgrammeKind::capped;
        p.cost.budget.assign(4, 3 * p.cost.unit_cost[1] + 1);
    };
    EXPECT_EQ(stops(for_three_a_year),
              (Counts{{"served", 9}, {"not_listed", others}, {"no_money", listed - 9}}));
    EXPECT_EQ(stops([](Programme& p, Scenario&) {
                  p.kind = ProgrammeKind::capped;
                  p.cost.budget.assign(4, 0);
              }),
              (Counts{{"served", 0}, {"not_listed", others}, {"no_money", listed}}));
    EXPECT_EQ(stops([](Programme& p, Scenario&) {  // by lots among everybody
                  p.kind = ProgrammeKind::capped;
                  p.eligibility.status.fill(true);
                  p.cost.order = QueueOrder::lottery;
                  p.cost.budget.assign(4, 3 * p.cost.unit_cost[1] + 1);
              }),
              (Counts{{"served", 9}, {"no_money", 1500 * 3 - 9}}));

    auto const twice = stops([](Programme& p, Scenario& scenario) {
        p.eligibility.needs = 1U << 6;
        p.effect.clears.assign(max_indicators, 0.0);
        p.effect.clears[6] = 0.9;
        scenario.programmes[1] = p;
        scenario.programmes[1].label = small::named("again", 2);
        scenario.runs[1] = true;
    });
    EXPECT_GT(twice.at("served"), 0);
    EXPECT_EQ(twice.at("need_met"), twice.at("served"));  // by the first for the second
}

TEST(Replay, ExamplesTellMostAndAreInTheMiddle) {
    Experiment const e = everything();
    PreparedExperiment const prepared(e);
    ReplayedScenario const replayed(prepared, 1, 0, 0);
    auto const all = all_of(replayed);
    auto const keys = replayed.households().key;
    // course: as "pn-p"; rank: by the household and the year of the first exit
    auto const example = [&](auto happens, auto rank) {
        std::vector<std::tuple<std::size_t, double, std::uint64_t, std::size_t>> found;
        for (Replay const& replay : all) {
            std::string course;
            for (ReplayYear const& year : replay.years) {
                course += year.official == PovertyClass::poor        ? 'p'
                          : year.official == PovertyClass::near_poor ? 'n'
                                                                     : '-';
            }
            if (!happens(course)) continue;
            auto const out = course.find_first_not_of('p', course.find('p'));
            found.emplace_back(rank(replay, std::min(out, course.size())),
                               replay.years[0].income / replay.years[0].line,
                               keys[replay.household], replay.household);
        }
        std::sort(found.begin(), found.end());
        auto const best = std::get<0>(found.at(0));
        std::erase_if(found, [&](auto const& one) { return std::get<0>(one) > best; });
        EXPECT_GT(found.size(), 1U);
        return std::get<3>(found[(found.size() - 1) / 2]);
    };
    auto const enrolments = [](Replay const& replay, std::size_t) {
        std::size_t sum = 0;
        for (ReplayYear const& year : replay.years) sum += year.enrolled.size();
        return sum;
    };
    auto const served_before = [](Replay const& replay, std::size_t exit) {
        for (std::size_t t = 1; t <= exit && t < replay.years.size(); ++t) {
            if (!replay.years[t].enrolled.empty()) return 0U;
        }
        return 1U;
    };
    EXPECT_EQ(replayed.example_of(Fate::left_behind),
              example([](std::string const& c) { return c == "pppp"; }, enrolments));
    EXPECT_EQ(replayed.example_of(Fate::leaves), example(
                                                     [](std::string const& c) {
                                                         auto const out = c.find_first_not_of('p');
                                                         return out > 0 && out < c.size() &&
                                                                c.find('p', out) == c.npos &&
                                                                c.back() == '-';
                                                     },
                                                     served_before));
    EXPECT_EQ(replayed.example_of(Fate::falls_back),
              example(
                  [](std::string const& c) {
                      auto const in = c.find('p');
                      auto const out = in < c.size() ? c.find_first_not_of('p', in) : c.npos;
                      return out < c.size() && c.find('p', out) != std::string::npos;
                  },
                  served_before));
    EXPECT_EQ(replayed.row_of(keys[7]), 7U);
    EXPECT_EQ(replayed.row_of(12345), std::nullopt);
}

}  // namespace
}  // namespace povex
