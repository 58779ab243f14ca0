// Works for places as a whole, and rules of the list that differ by scenario.

#include <bit>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/run/prepared_experiment.hpp"
#include "engine/run/preview.hpp"
#include "engine/run/simulate_replicate.hpp"
#include "tests/engine/run/small_experiment.hpp"

namespace povex {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;

Programme works(std::uint16_t key) {
    Programme made = small::programme(key, 0);
    made.kind = ProgrammeKind::area;
    made.cost.unit_cost.clear();
    made.cost.budget.assign(4, 500);
    made.cost.full_budget = 1000;
    made.cost.funding = {1.0, 0.0, 0.0};
    return made;
}

/// The small experiment, whose programmes have a further one, which runs where `runs` says.
Experiment with(Programme const& programme, std::vector<bool> const& runs) {
    Experiment e = small::experiment();
    for (std::size_t s = 0; s < e.scenarios.size(); ++s) {
        e.scenarios[s].programmes.push_back(programme);
        e.scenarios[s].runs.push_back(runs[s]);
    }
    return e;
}

/// Numbers of one scenario of all variables but those by programme and those that compare it with
/// the baseline, as bits.
std::vector<std::uint64_t> bits_of(PreparedExperiment const& prepared, std::size_t scenario,
                                   std::uint32_t replicate = 1) {
    auto const catalogue = prepared.measures().catalogue(1);
    auto const result = simulate_replicate(prepared, replicate);
    auto const scenarios = catalogue.size(Axis::scenario);
    std::vector<std::uint64_t> bits;
    for (std::size_t v = 0; v < catalogue.variables.size(); ++v) {
        auto const& [name, over] =
            std::tie(catalogue.variables[v].name, catalogue.variables[v].over);
        auto const has = [&](Axis axis) { return std::count(over.begin(), over.end(), axis) > 0; };
        if (name == "displaced" || name == "relieved") continue;
        if (!has(Axis::scenario) || has(Axis::programme)) continue;
        auto const size = result.values[v].size() / scenarios;
        for (std::size_t i = scenario * size; i < (scenario + 1) * size; ++i) {
            bits.push_back(std::bit_cast<std::uint64_t>(result.values[v][i]));
        }
    }
    return bits;
}

Programme road() {
    Programme made = works(4);
    made.effect.log_effect = 0.1;
    made.eligibility.in_locality = {true, false};
    made.effect.lag = 1;
    made.effect.holds.assign(max_indicators, 1.0);
    made.effect.holds[3] = 0.5;
    return made;
}

TEST(WorksRun, WithoutEffectChangeNoBit) {
    Experiment const without = small::experiment();
    Experiment const e = with(works(4), {true, true, true});
    PreparedExperiment const plain(without), built(e);
    EXPECT_EQ(built.variants().size(), plain.variants().size());
    for (std::size_t s = 0; s < 3; ++s) EXPECT_EQ(bits_of(built, s), bits_of(plain, s)) << s;
}

TEST(WorksRun, OfTheScenarioUnderWhichGrowthIsObservedLeaveIncomesAsTheyAre) {
    Programme canal = road();
    canal.effect.holds.clear();
    Experiment e = with(canal, {false, true, true});
    e.growth_observed_under = e.scenarios[1];
    PreparedExperiment const built(e);
    Experiment const without = small::experiment();
    PreparedExperiment const plain(without);
    EXPECT_EQ(bits_of(built, 1), bits_of(plain, 1));
    EXPECT_EQ(bits_of(built, 2), bits_of(plain, 2));
    EXPECT_NE(bits_of(built, 0), bits_of(plain, 0));
    EXPECT_EQ(built.variants().size(), 3U);  // without works; with them; without the event
}

TEST(WorksRun, MeetTheTouchedAsTheUntouched) {
    Experiment e = with(road(), {true, true, true});
    e.scenarios.resize(2);
    for (std::size_t p = 0; p < 3; ++p) {  // they enrol and do nothing
        Programme& one = e.scenarios[1].programmes[p];
        one.effect.log_effect = 0.0;
        one.effect.clears.clear();
        one.effect.amount.clear();
    }
    PreparedExperiment const prepared(e);
    EXPECT_EQ(prepared.variants().size(), 1U);
    EXPECT_EQ(bits_of(prepared, 0), bits_of(prepared, 1));
}

TEST(WorksRun, OfAScenarioDoNotDependOnTheOthers) {
    Experiment const e = with(road(), {false, true, true});
    PreparedExperiment const together(e);
    for (std::size_t s = 0; s < 3; ++s) {
        Experiment alone = e;
        alone.scenarios = {e.scenarios[s]};
        PreparedExperiment const prepared(alone);
        EXPECT_EQ(bits_of(prepared, 0), bits_of(together, s)) << s;
    }
}

TEST(WorksRun, NeedHouseholds) {
    Programme nowhere = works(4);
    nowhere.eligibility.in_locality = {false, false};
    Experiment const e = with(nowhere, {false, false, true});
    EXPECT_THROW(PreparedExperiment{e}, InputError);
    Experiment const idle = with(nowhere, {false, false, false});
    EXPECT_NO_THROW(PreparedExperiment{idle});
}

TEST(WorksRun, HaveAShareInMeanIncome) {
    Programme canal = road();
    canal.effect.lag = 0;  // an index of 1/2 in the first year
    canal.eligibility.in_stratum = {true, false};
    Experiment e = with(canal, {false, true, true});
    double const there = 500, elsewhere = 200;  // households of stratum 0 by locality
    {
        PreparedExperiment const prepared(e);
        EXPECT_THAT(public_works_share(prepared, 0), IsEmpty());
        auto const share = public_works_share(prepared, 1);
        ASSERT_EQ(share.size(), 2U);
        EXPECT_EQ(share[1], 0.0);
        // sizes differ a little by locality, so that the share of persons is not quite 5/7
        double const grown = std::exp(0.05);
        EXPECT_NEAR(share[0], there * (grown - 1.0) / (there * grown + elsewhere), 2e-3);
    }
    e.growth_observed_under = e.scenarios[1];
    PreparedExperiment const prepared(e);
    EXPECT_NEAR(public_works_share(prepared, 1)[0],
                there * (1.0 - std::exp(-0.05)) / (there + elsewhere), 2e-3);
    EXPECT_THAT(public_works_share(prepared, 0), IsEmpty());
}

TEST(WorksRun, StandInTheFirstYearWithTheirBudget) {
    Experiment const e = with(road(), {false, true, true});
    PreparedExperiment const prepared(e);
    auto const first = first_year(prepared, 1);
    EXPECT_EQ(first[3].eligible, 900);
    EXPECT_EQ(first[3].full_cost, 500);
    EXPECT_EQ(first[3].ceiling, 500);
    EXPECT_EQ(first_year(prepared, 0)[3].full_cost, 0);
}

TEST(ListRules, OfOneScenarioAreNotThoseOfAnother) {
    Experiment e = small::experiment();
    e.scenarios.resize(2);
    e.scenarios[0] = e.scenarios[1];
    e.scenarios[0].list_rules.applies = 0.3;
    e.scenarios[1].list_rules = {1.0, 0.5, {0.0, 0.0, 0.2, 0.0}};
    PreparedExperiment const together(e);
    EXPECT_EQ(together.variants().size(), 2U);
    for (std::size_t s = 0; s < 2; ++s) {
        Experiment alone = e;
        alone.scenarios = {e.scenarios[s]};
        PreparedExperiment const prepared(alone);
        EXPECT_EQ(bits_of(prepared, 0), bits_of(together, s)) << s;
    }
    EXPECT_NE(bits_of(together, 0), bits_of(together, 1));
}

}  // namespace
}  // namespace povex
