#include "engine/policy/budget.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

using small::capped;
using small::programme;
using small::Village;
using testing::ElementsAre;

std::vector<Payer> payers(Yearly<std::int64_t> state, Yearly<std::int64_t> bank) {
    return {{small::named("state", 1), false, std::move(state)},
            {small::named("bank", 2), false, std::move(bank)},
            {small::named("household", 3), true}};
}

struct Bearer {
    std::int64_t cost;
};

/// Whether purses can pay households of some costs, whatever the budget.
bool pay(PayerCaps& purses, std::vector<Bearer> const& households,
         std::vector<double> const& funding) {
    return Budget(9'000'000'000'000'000, funding, purses).pay(households);
}

std::vector<double> const half{0.5, 0.5, 0.0};
std::vector<double> const thirds{1.0 / 3, 1.0 / 3, 1.0 / 3};

TEST(PayerCaps, PayUntilOneIsEmpty) {
    PayerCaps purses(payers({0, 100}, {}), 1);
    EXPECT_TRUE(pay(purses, {{120}}, half));  // 60 of the state
    EXPECT_FALSE(pay(purses, {{82}}, half));  // 41 of 40 left
    EXPECT_TRUE(pay(purses, {{80}}, half));   // what was refused has cost nothing
    EXPECT_FALSE(pay(purses, {{2}}, half));
    EXPECT_TRUE(pay(purses, {{0}}, half));
    EXPECT_TRUE(pay(purses, {{1'000'000}}, {0.0, 1.0, 0.0}));
}

TEST(PayerCaps, TakeNothingFromOneIfTheOtherHoldsTooLittle) {
    PayerCaps purses(payers({0, 100}, {0, 10}), 1);
    EXPECT_FALSE(pay(purses, {{100}}, half));
    EXPECT_TRUE(pay(purses, {{100}}, {1.0, 0.0, 0.0}));
}

TEST(PayerCaps, PaySomeHouseholdsTogetherOrNone) {
    PayerCaps purses(payers({0, 100}, {}), 1);
    EXPECT_FALSE(pay(purses, {{100}, {60}, {42}}, half));  // 50 + 30 + 21 of 100
    EXPECT_TRUE(pay(purses, {{100}, {60}, {40}}, half));
}

TEST(PayerCaps, HoldTheSharesAsTheyAreBooked) {
    // a third of 100 each: 34, 33, 33 by largest remainders, household by household
    auto const can_pay = [](Yearly<std::int64_t> state, Yearly<std::int64_t> bank,
                            std::vector<Bearer> const& households) {
        PayerCaps purses(payers(std::move(state), std::move(bank)), 1);
        return pay(purses, households, thirds);
    };
    EXPECT_FALSE(can_pay({0, 33}, {}, {{100}}));
    EXPECT_TRUE(can_pay({0, 34}, {}, {{100}}));
    EXPECT_TRUE(can_pay({}, {0, 33}, {{100}}));
    EXPECT_FALSE(can_pay({0, 100}, {}, {{100}, {100}, {100}}));
    EXPECT_TRUE(can_pay({0, 102}, {}, {{100}, {100}, {100}}));
}

TEST(PayerCaps, HaveNoEndWithoutACap) {
    PayerCaps nobody;
    EXPECT_TRUE(pay(nobody, {{9'000'000'000'000'000}}, {}));
    PayerCaps unlimited(payers({}, {}), 1);
    EXPECT_TRUE(pay(unlimited, {{9'000'000'000'000'000}}, half));
}

/// Eight poor households; an enrolment costs 1000.
class PayerCap : public testing::Test {
protected:
    PayerCap() {
        for (auto& path : v.income) path.assign(5, 0.9);
    }
    static Programme of(std::uint16_t key, std::vector<double> funding) {
        Programme made = capped(key, 1'000'000);
        made.eligibility.once = false;
        made.cost.funding = std::move(funding);
        return made;
    }
    Village v{8};
};

TEST_F(PayerCap, IsSharedByItsProgrammesInTheOrderOfTheirKeys) {
    v.payers = payers({}, {0, 1400, 900, 5000, 0});
    auto const found = v.project({of(1, {0.6, 0.4, 0.0}), of(2, {0.9, 0.1, 0.0})});
    EXPECT_THAT(v.enrolled(found, 0), ElementsAre(3, 2, 8, 0));  // 400 each
    EXPECT_THAT(v.enrolled(found, 1), ElementsAre(2, 1, 8, 0));  // 100 each of what is left
    for (std::size_t t = 1; t < 5; ++t) {
        EXPECT_LE(v.spent(found, 0, 1, t) + v.spent(found, 1, 1, t), v.payers[1].cap[t]);
    }
}

TEST_F(PayerCap, EndsAQueueAsABudgetDoes) {
    // the larger household is first in the queue and does not fit: nobody behind it is served
    v.income[0].assign(5, 0.1);
    v.households.size[0] = 5;
    v.payers = payers({}, {0, 4000, 4000, 4000, 5000});
    Programme p = of(1, {0.0, 1.0, 0.0});
    p.cost.unit = Member::person;
    p.cost.order = QueueOrder::poorest_first;
    EXPECT_THAT(v.enrolled(v.project({p})), ElementsAre(0, 0, 0, 1));
}

TEST_F(PayerCap, DoesNotBoundEntitlements) {
    v.payers = payers({}, {0, 0, 0, 0, 0});
    Programme p = programme(1);
    p.eligibility.once = false;
    p.cost.funding = {0.0, 1.0, 0.0};
    EXPECT_THAT(v.enrolled(v.project({p})), ElementsAre(8, 8, 8, 8));
}

TEST_F(PayerCap, OfNothingIsAsIfItsCappedProgrammesDidNotRun) {
    Programme grows = of(2, {1.0, 0.0, 0.0});
    grows.effect.log_effect = 0.2;
    Programme paid = of(1, {0.5, 0.5, 0.0});
    paid.effect.log_effect = 0.3;
    v.payers = payers({}, {0, 0, 0, 0, 0});
    auto const found = v.project({paid, grows});
    Scenario without = small::scenario({paid, grows});
    without.runs[0] = false;
    v.payers = payers({}, {});
    auto const expected = v.project(without);
    EXPECT_EQ(found.affected.household, expected.affected.household);
    EXPECT_EQ(found.affected.income, expected.affected.income);
    EXPECT_EQ(found.affected.statuses, expected.affected.statuses);
    EXPECT_EQ(found.ledger.spending(), expected.ledger.spending());
    EXPECT_EQ(found.ledger.enrolled(), expected.ledger.enrolled());
}

TEST_F(PayerCap, AboveWhatIsAskedForChangesNothing) {
    auto const p = of(1, {0.25, 0.75, 0.0});
    auto const free = v.project({p});
    v.payers = payers({0, 2000, 2000, 2000, 2000}, {0, 6000, 6000, 6000, 6000});
    auto const found = v.project({p});
    EXPECT_EQ(found.ledger.enrolled(), free.ledger.enrolled());
    EXPECT_EQ(found.ledger.spending(), free.ledger.spending());
}

}  // namespace
}  // namespace povex
