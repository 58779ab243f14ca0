#include "engine/policy/simulate_policy.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/policy/counterfactual_incomes.hpp"
#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

using small::amounts;
using small::bit;
using small::capped;
using small::programme;
using small::scenario;
using small::Village;
using testing::ElementsAre;
using testing::UnorderedElementsAreArray;

constexpr double close = 2e-7;  // incomes are in single precision

TEST(Counterfactual, HasTheStatusOfEveryHouseholdAndYear) {
    Village v(2);
    v.income[0] = {0.9, 1.1, 0.9, 2.0, 0.5};
    v.settle();
    auto status = [&](std::size_t h, std::size_t t) {
        return status_of(v.counterfactual->statuses_of(h)[t], 0);
    };
    for (std::size_t t : {0U, 2U, 4U}) EXPECT_EQ(status(0, t), Status::poor);
    for (std::size_t t : {1U, 3U}) EXPECT_EQ(status(0, t), Status::other);
    for (std::size_t t = 0; t < 5; ++t) EXPECT_EQ(status(1, t), Status::other);
}

TEST(Projection, EnrolsByTheOfficialStatusOfLastYear) {
    Village v(2);
    v.income[0] = {2.0, 0.9, 2.0, 0.9, 2.0};
    Programme p = programme(1);
    p.eligibility.once = false;
    Projection const found = v.project({p});
    EXPECT_THAT(v.enrolled(found), ElementsAre(0, 1, 0, 1));
    EXPECT_THAT(found.affected.household, ElementsAre(0U));
}

TEST(Projection, TargetsByTheStandardOfEachYear) {
    // the second standard's line is four times the first's; its list decides for the last year
    Village v(1);
    Standard high = v.standard;
    for (double& line : high.line[0]) line *= 4.0;
    v.more_standards = {high};
    v.targeting = {0, 0, 0, 1, 1};
    Programme p = programme(1);
    p.eligibility.once = false;
    EXPECT_THAT(v.enrolled(v.project({p})), ElementsAre(0, 0, 0, 1));
}

TEST(Projection, JudgesNeedsByLastYearsDeprivations) {
    Village v(1);
    v.income[0].assign(5, 0.9);
    // the deprivation is certain from the first projected year on
    v.model.indicators[2].explicit_chain = true;
    v.model.indicators[2].entry = 1.0;
    Programme p = programme(1);
    p.eligibility.once = false;
    p.eligibility.needs = 0b0100;
    EXPECT_THAT(v.enrolled(v.project({p})), ElementsAre(0, 1, 1, 1));
}

TEST(Projection, CountsAHouseholdAsEscapedForTheYearsOfGrace) {
    Village v(2, 7);
    v.income[0] = {0.9, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0};
    Programme p = programme(1);
    p.eligibility.once = false;
    p.eligibility.status = {false, true, false, false};
    Scenario s = scenario({p});
    for (auto const& [grace, expected] : std::vector<std::pair<int, std::vector<std::int64_t>>>{
             {3, {0, 1, 1, 1, 0, 0, 0}}, {1, {0, 1, 0, 0, 0, 0, 0}}, {0, {0, 0, 0, 0, 0, 0, 0}}}) {
        s.rules.grace_years = grace;
        EXPECT_EQ(v.enrolled(v.project(s)), expected) << "grace " << grace;
    }
}

TEST(Projection, CountsGraceFromTheLastTimeOnTheList) {
    Village v(1, 7);
    v.income[0] = {0.9, 2.0, 0.9, 2.0, 2.0, 2.0, 2.0, 2.0};
    Programme p = programme(1);
    p.eligibility.once = false;
    p.eligibility.status = {false, true, false, false};
    Scenario s = scenario({p});
    s.rules.grace_years = 2;
    EXPECT_THAT(v.enrolled(v.project(s)), ElementsAre(0, 1, 0, 1, 1, 0, 0));
}

TEST(Projection, EnrolsOnceOrAgainAfterSomeYears) {
    Village v(1, 6);
    v.income[0].assign(7, 0.9);
    Programme once = programme(1);
    Programme yearly = programme(2);
    yearly.eligibility.once = false;
    Programme third = programme(3);
    third.eligibility.once = false;
    third.eligibility.every = 3;
    Projection const found = v.project({once, yearly, third});
    EXPECT_THAT(v.enrolled(found, 0), ElementsAre(1, 0, 0, 0, 0, 0));
    EXPECT_THAT(v.enrolled(found, 1), ElementsAre(1, 1, 1, 1, 1, 1));
    EXPECT_THAT(v.enrolled(found, 2), ElementsAre(1, 0, 0, 1, 0, 0));
}

TEST(Projection, DoesNothingOfAProgrammeThatDoesNotRun) {
    Village v(3);
    v.income[0].assign(5, 0.9);
    Scenario s = scenario({programme(1), programme(2)});
    s.runs[0] = false;
    Projection const found = v.project(s);
    EXPECT_THAT(v.enrolled(found, 0), ElementsAre(0, 0, 0, 0));
    EXPECT_THAT(v.enrolled(found, 1), ElementsAre(1, 0, 0, 0));
    EXPECT_EQ(v.spent(found, 0, 0, 1), 0);
}

TEST(Projection, ServesEverybodyIfAProgrammeIsForAnyStatus) {
    Village v(6);
    v.income[3].assign(5, 0.9);
    Programme p = programme(1);
    p.eligibility.status = {true, true, true, true};
    EXPECT_THAT(v.enrolled(v.project({p})), ElementsAre(6, 0, 0, 0));
    p.eligibility.status = {true, false, false, false};
    EXPECT_THAT(v.enrolled(v.project({p})), ElementsAre(5, 0, 0, 0));
}

TEST(Projection, ServesAQueueUnderTheBudgetPoorestFirst) {
    Village v(5);
    std::vector<double> const base{0.5, 0.3, 0.9, 0.7, 0.2};
    for (std::size_t h = 0; h < 5; ++h) v.income[h].assign(5, base[h]);
    Programme p = capped(1, 2999);
    p.cost.order = QueueOrder::poorest_first;
    Projection const found = v.project({p});
    EXPECT_THAT(v.enrolled(found), ElementsAre(2, 2, 1, 0));
    std::vector<std::uint32_t> const order{4, 1, 0, 3, 2};
    for (std::size_t served = 0; served <= order.size(); ++served) {
        p.cost.budget = {0, 1000 * static_cast<std::int64_t>(served), 0, 0, 0};
        EXPECT_THAT(v.project({p}).affected.household,
                    UnorderedElementsAreArray(order.data(), served));
    }
}

/// A transfer that begins in year 2 is still open to those whom it would pay nothing in year 1.
TEST(Projection, ServesNobodyInAYearWithoutABudgetWhateverItCosts) {
    for (QueueOrder const queue : {QueueOrder::poorest_first, QueueOrder::lottery}) {
        Village v(2, 3);
        Programme p = capped(1, 0);
        p.eligibility.status.fill(true);
        p.cost.order = queue;
        p.cost.unit_cost.clear();
        p.effect.amount = amounts({0, 0, 100'000, 100'000});
        p.cost.budget = {0, 0, 12 * 100'000, 0};
        Projection const found = v.project({p});
        EXPECT_THAT(v.enrolled(found), ElementsAre(0, 1, 0));
        EXPECT_EQ(v.spent(found, 0, 0, 2), 12 * 100'000);
    }
}

TEST(Projection, ServesAQueueClosestFirstByLastYearsIncome) {
    Village v(3, 2);
    v.income[0] = {0.5, 0.99, 0.5};
    v.income[1] = {0.9, 0.2, 0.9};
    v.income[2] = {0.7, 0.1, 0.8};
    Programme p = capped(1, 1000);
    p.cost.order = QueueOrder::closest_first;
    EXPECT_THAT(v.project({p}).affected.household, ElementsAre(0U, 1U));
    p.cost.budget[2] = 0;
    EXPECT_THAT(v.project({p}).affected.household, ElementsAre(1U));
}

TEST(Projection, EndsAQueueAtTheFirstWhoDoesNotFit) {
    Village v(3, 1, 3);
    Programme p = capped(1, 7000);
    p.cost.unit = Member::person;
    p.cost.order = QueueOrder::poorest_first;
    for (std::size_t h = 0; h < 3; ++h) v.income[h].assign(2, 0.5 + 0.1 * static_cast<double>(h));
    v.households.size = {2, 6, 1};  // costs of 2000, 6000 and 1000
    EXPECT_THAT(v.project({p}).affected.household, ElementsAre(0U));
}

TEST(Projection, SplitsEachCostAmongThePayersToTheLastUnit) {
    Village v(7);
    for (auto& path : v.income) path.assign(5, 0.9);
    Programme p = programme(1);
    p.cost.unit_cost.assign(5, 1001);
    p.cost.funding = {0.5, 0.333, 0.167};
    Projection const found = v.project({p});
    std::int64_t sum = 0;
    for (std::size_t payer = 0; payer < 3; ++payer) {
        sum += v.spent(found, 0, payer, 1);
        EXPECT_NEAR(static_cast<double>(v.spent(found, 0, payer, 1)),
                    7 * 1001 * p.cost.funding[payer], 7.0);
    }
    EXPECT_EQ(sum, 7 * 1001);
    EXPECT_EQ(v.spent(found, 0, 0, 2), 0);
}

class OwnShare : public testing::Test {
protected:
    OwnShare() {
        v.income[0].assign(5, 0.5);  // 12 * 0.5 * 1e6 * 4 persons = 24 million a year
        p.cost.unit_cost.assign(5, 20'000'000);
        p.cost.funding = {0.7, 0.1, 0.2};  // 4 million of its own
    }
    [[nodiscard]] bool bears(double kappa) {
        Scenario s = scenario({p});
        s.rules.kappa_own = kappa;
        return v.enrolled(v.project(s))[0] == 1;
    }
    Village v{1, 4, 4};
    Programme p = programme(1);
};

TEST_F(OwnShare, MustNotExceedAPartOfLastYearsIncome) {
    EXPECT_TRUE(bears(4.001 / 24.0));
    EXPECT_FALSE(bears(3.999 / 24.0));
    EXPECT_TRUE(bears(std::numeric_limits<double>::infinity()));
    EXPECT_FALSE(bears(0.0));
}

TEST_F(OwnShare, IsTestedByItsCashPartAlone) {
    p.cost.own_cash = 0.25;
    EXPECT_TRUE(bears(1.001 / 24.0));
    EXPECT_FALSE(bears(0.999 / 24.0));
}

TEST_F(OwnShare, KeepsNobodyOutWhereAnOrganisationStandsIn) {
    p.cost.own_covered = true;
    EXPECT_TRUE(bears(0.0));
}

TEST_F(OwnShare, IsOfLastYearsIncomeNotOfThisYears) {
    v.income[0] = {0.5, 5.0, 5.0, 5.0, 5.0};
    EXPECT_FALSE(bears(3.999 / 24.0));
}

TEST(Projection, AddsALogEffectAfterItsLagForItsDurationDepreciating) {
    Village v(1, 5);
    v.income[0].assign(6, 0.6);
    Programme p = programme(1);
    p.effect.log_effect = 0.3;
    p.effect.lag = 1;
    p.effect.duration = 3;
    p.effect.depreciation = 0.4;
    Projection const found = v.project({p});
    std::vector<double> const effect{0.0, 0.0, 0.3, 0.18, 0.108, 0.0};
    for (std::size_t t = 0; t < 6; ++t) {
        EXPECT_NEAR(v.income_of(found, 0, t), 0.6 * std::exp(effect[t]), close) << t;
    }
}

TEST(Projection, ActsAtOnceAndForGoodUnlessToldOtherwise) {
    Village v(1);
    v.income[0] = {0.9, 0.9, 0.8, 0.7, 0.6};
    Programme p = programme(1);
    p.effect.log_effect = 0.2;
    Projection const found = v.project({p});
    for (std::size_t t = 1; t < 5; ++t) {
        EXPECT_NEAR(v.income_of(found, 0, t), v.income[0][t] * std::exp(0.2), close);
    }
    EXPECT_EQ(v.status_in(found, 0, 1), Status::other);  // 1.10 of the line
    EXPECT_EQ(v.status_in(found, 0, 2), Status::poor);   // 0.98
}

TEST(Projection, AddsEffectsOfSeveralProgrammes) {
    Village v(1);
    v.income[0].assign(5, 0.5);
    Programme one = programme(1), two = programme(2);
    one.effect.log_effect = 0.2;
    two.effect.log_effect = 0.1;
    two.eligibility.once = false;
    two.effect.duration = 1;
    Projection const found = v.project({one, two});
    for (std::size_t t = 1; t < 5; ++t) {
        EXPECT_NEAR(v.income_of(found, 0, t), 0.5 * std::exp(0.3), close);
    }
}

TEST(Projection, KeepsEffectsUnderACeilingWithDiminishingReturnsOrWithout) {
    Village v(2);
    v.income[0].assign(5, 0.5);
    Programme one = programme(1), two = programme(2);
    one.effect.log_effect = 0.3;
    two.effect.log_effect = 0.5;
    Scenario s = scenario({one, two});
    s.rules.max_log_effect = 0.9;
    EXPECT_NEAR(v.income_of(v.project(s), 0, 1), 0.5 * std::exp(0.8), close) << "not reached";
    s.rules.max_log_effect = 0.6;
    EXPECT_NEAR(v.income_of(v.project(s), 0, 1), 0.5 * std::exp(0.6), close);
    s.rules.diminishing = true;
    double const effect = 0.6 * (1.0 - std::exp(-0.8 / 0.6));
    EXPECT_NEAR(v.income_of(v.project(s), 0, 1), 0.5 * std::exp(effect), close);
    s.programmes[0].effect.log_effect = -0.9;  // a loss has no ceiling
    s.programmes[1].effect.log_effect = 0.0;
    EXPECT_NEAR(v.income_of(v.project(s), 0, 1), 0.5 * std::exp(-0.9), close);
}

TEST(Projection, OfAnEnrolmentThatFailsHasItsCostButNoEffect) {
    Village v(1);
    v.income[0].assign(5, 0.9);
    v.base.deprivations[0] = 0b0010;
    Programme p = programme(1);
    p.effect.success = 0.0;
    p.effect.log_effect = 0.3;
    p.effect.clears = bit(1, 1.0, 0.0);
    Projection const found = v.project({p});
    EXPECT_EQ(v.spent(found, 0, 0, 1), 1000);
    EXPECT_EQ(v.bits_of(found, 0, 1), 0b0010);
    EXPECT_NEAR(v.income_of(found, 0, 1), 0.9, close);
}

TEST(Projection, ClearsDeprivationsAtOnceAndNotBefore) {
    Village v(1);
    v.income[0].assign(5, 0.9);
    v.base.deprivations[0] = 0b1011;
    v.standard.indicators = 0b1111;
    v.standard.cutoff = 3;
    Programme p = programme(1);
    p.effect.clears = bit(1, 1.0, 0.0);
    Projection const found = v.project({p});
    EXPECT_EQ(v.bits_of(found, 0, 0), 0b1011);
    EXPECT_EQ(v.status_in(found, 0, 0), Status::poor);
    for (std::size_t t = 1; t < 5; ++t) {
        EXPECT_EQ(v.bits_of(found, 0, t), 0b1001);
        EXPECT_EQ(v.status_in(found, 0, t), Status::near_poor);
    }
}

TEST(Projection, ClearsInProportionToItsProbabilityAndSuccess) {
    Village v(20000, 1);
    for (auto& path : v.income) path.assign(2, 0.9);
    v.base.deprivations.assign(20000, 0b0010);
    Programme p = programme(1);
    p.effect.success = 0.6;
    p.effect.clears = bit(1, 0.7, 0.0);
    Projection const found = v.project({p});
    small::Mean cleared;
    for (std::size_t i = 0; i < found.affected.household.size(); ++i) {
        cleared.add(found.affected.deprivations[i * 2 + 1] == 0 ? 1 : 0);
    }
    EXPECT_EQ(cleared.count(), 20000);
    EXPECT_LT(std::abs(cleared.z(0.42)), small::worst_z);
}

// The need comes up at once, unless held off.
TEST(Projection, HoldsOffADeprivationInTheStepAfterEachYearInForce) {
    Village v(2, 5);
    for (auto& path : v.income) path.assign(6, 0.9);
    v.model.indicators[2].explicit_chain = true;
    v.model.indicators[2].entry = 1.0;
    Programme p = programme(1);
    p.effect.clears = bit(2, 1.0, 0.0);  // it enters in year 1 and is cleared in the same year
    p.effect.holds = bit(2, 0.0, 1.0);
    p.effect.duration = 3;
    Projection const found = v.project({p});
    EXPECT_EQ(v.bits_of(found, 0, 1), 0);
    EXPECT_EQ(v.bits_of(found, 0, 2), 0);
    EXPECT_EQ(v.bits_of(found, 0, 3), 0);
    EXPECT_EQ(v.bits_of(found, 0, 4), 0);
    EXPECT_EQ(v.bits_of(found, 0, 5), 0b0100);
    p.effect.duration = 1;  // in force in the year of enrolment alone: one step is held off
    Projection const yearly = v.project({p});
    EXPECT_EQ(v.bits_of(yearly, 0, 2), 0);
    EXPECT_EQ(v.bits_of(yearly, 0, 3), 0b0100);
    p.effect.holds.clear();
    EXPECT_EQ(v.bits_of(v.project({p}), 0, 2), 0b0100);
}

TEST(Projection, TransfersTheDifferenceFromTheBaseYearsAmount) {
    Village v(1, 4, 4);
    v.income[0].assign(5, 0.5);
    Programme p = programme(1);
    p.eligibility.once = false;
    p.effect.duration = 1;
    p.cost.unit_cost.clear();
    p.effect.amount = amounts({400'000, 400'000, 500'000, 500'000, 300'000});
    Projection const found = v.project({p});
    // one household of four persons, unit of income 1 million
    EXPECT_NEAR(v.income_of(found, 0, 1), 0.5, close);
    EXPECT_NEAR(v.income_of(found, 0, 2), 0.5 + 0.1 / 4, close);
    EXPECT_NEAR(v.income_of(found, 0, 4), 0.5 - 0.1 / 4, close);
    EXPECT_EQ(v.spent(found, 0, 0, 1), 12 * 400'000);
    EXPECT_EQ(v.spent(found, 0, 0, 2), 12 * 500'000);
}

TEST(Projection, TransfersByThePersonAreSpreadOverThePersons) {
    Village v(1, 4, 4);
    v.income[0].assign(5, 0.5);
    Programme p = programme(1);
    p.cost.unit = Member::person;
    p.cost.unit_cost.clear();
    p.effect.amount = amounts({0, 50'000, 50'000, 50'000, 50'000});
    Projection const found = v.project({p});
    EXPECT_NEAR(v.income_of(found, 0, 1), 0.55, close);
    EXPECT_EQ(v.spent(found, 0, 0, 1), 4 * 12 * 50'000);
}

TEST(Projection, TopsUpToTheLineOfTheYear) {
    Village v(1, 4, 2);
    v.income[0].assign(5, 0.5);
    v.standard.line = {{1.0e6, 1.1e6, 1.2e6, 1.2e6, 1.2e6}};
    Programme p = programme(1);
    p.cost.unit_cost.clear();
    p.eligibility.once = false;
    p.effect.duration = 1;
    p.effect.amount.assign(5, {0, 0, {}});
    p.effect.amount[0] = {};
    Projection const found = v.project({p});
    // half of the line belongs to one of two persons; the household has 1 million, and gets the gap
    EXPECT_NEAR(v.income_of(found, 0, 1), 0.5 + 0.1 / 2, close);
    EXPECT_NEAR(v.income_of(found, 0, 3), 0.5 + 0.2 / 2, close);
    EXPECT_LE(12 * 100'000 - v.spent(found, 0, 0, 1), 1);
    EXPECT_LE(12 * 200'000 - v.spent(found, 0, 0, 3), 1);
}

TEST(Projection, KeepsIncomeAtTheFloor) {
    Village v(1);
    v.income_floor = 0.3e6;
    v.income[0].assign(5, 0.35);
    Programme p = programme(1);
    p.effect.log_effect = -1.0;
    EXPECT_EQ(v.income_of(v.project({p}), 0, 1), 0.3);
}

TEST(Projection, LeavesTheYearsBeforeTheFirstEnrolmentAsTheyWere) {
    Village v(1);
    v.income[0] = {2.0, 1.7, 0.9, 0.9, 0.9};
    Programme p = programme(1);
    p.effect.log_effect = 0.3;
    Projection const found = v.project({p});
    for (std::size_t t = 0; t < 3; ++t) {
        EXPECT_EQ(v.income_of(found, 0, t),
                  povex::counterfactual_income(*v.counterfactual->drawn, 0, t, {}));
    }
    EXPECT_GT(v.income_of(found, 0, 3),
              povex::counterfactual_income(*v.counterfactual->drawn, 0, 3, {}));
}

TEST(Projection, TakesUpMoreAtAHigherTakeUpByTheSameChance) {
    Village v(4000, 1);
    for (auto& path : v.income) path.assign(2, 0.9);
    Programme p = programme(1);
    auto takers = [&](double take_up) {
        p.eligibility.take_up = take_up;
        auto const affected = v.project({p}).affected.household;
        return std::set<std::uint32_t>(affected.begin(), affected.end());
    };
    auto const few = takers(0.4), many = takers(0.7);
    EXPECT_TRUE(std::includes(many.begin(), many.end(), few.begin(), few.end()));
    EXPECT_NEAR(static_cast<double>(few.size()), 1600, 4.5 * std::sqrt(4000 * 0.24));
    EXPECT_NEAR(static_cast<double>(many.size()), 2800, 4.5 * std::sqrt(4000 * 0.21));
    EXPECT_EQ(takers(0.0).size(), 0U);
}

TEST(Projection, OfOneProgrammeIsTheSameWhateverOthersThereAre) {
    Village v(500);
    for (auto& path : v.income) path.assign(5, 0.9);
    Programme p = programme(7);
    p.eligibility.take_up = 0.5;
    Programme other = programme(2);
    other.eligibility.take_up = 0.3;
    EXPECT_EQ(v.enrolled(v.project({p}), 0), v.enrolled(v.project({other, p}), 1));
}

TEST(Projection, FinancesTheSameNeedOnceAYear) {
    Village v(2, 2);
    for (auto& path : v.income) path.assign(3, 0.9);
    v.base.deprivations.assign(2, 0b0100);  // turnover is 0: it stays
    Programme first = programme(1);
    first.eligibility.needs = 0b0100;
    first.effect.clears = bit(2, 0.0, 0.0);
    first.effect.clears[2] = 0.5;  // whether it works or not, the need is paid for
    Programme second = first;
    second.label.key = 2;
    Projection const found = v.project({first, second});
    EXPECT_EQ(v.enrolled(found, 0)[0], 2);
    EXPECT_EQ(v.enrolled(found, 1)[0], 0);
}

TEST(Projection, LiftsIncomeToTheLineByATopUp) {
    Village v(1, 2);
    for (auto& path : v.income) path.assign(3, 0.4);
    Programme p = programme(1);
    p.effect.amount.assign(3, Amount{0, 0, {}});
    p.effect.amount[0] = {};
    p.cost.unit = Member::person;
    p.effect.duration = 1;
    Projection const found = v.project({p});
    EXPECT_NEAR(v.income_of(found, 0, 1), 1.0, 1e-7);  // to the last unit, so by the law still poor
    EXPECT_LE(v.income_of(found, 0, 1), 1.0);
    EXPECT_EQ(v.status_in(found, 0, 1), Status::poor);
    EXPECT_EQ(v.status_in(found, 0, 2), Status::poor);
}

}  // namespace
}  // namespace povex
