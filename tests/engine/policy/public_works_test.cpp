#include "engine/policy/public_works.hpp"

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

using testing::DoubleNear;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

/// Works of four projected years in two localities with two strata each.
Programme works(std::uint16_t key, std::vector<std::int64_t> budget, std::int64_t full_budget) {
    Programme made;
    made.label = small::named("w" + std::to_string(key), key);
    made.kind = ProgrammeKind::area;
    made.eligibility.in_locality = made.eligibility.in_stratum = {true, true};
    made.cost.budget = std::move(budget);
    made.cost.full_budget = full_budget;
    made.cost.funding = {0.6, 0.3, 0.1};
    return made;
}

Places const places = small::places(2, 2);

TEST(WorksIndex, IsWhatWasSpentUntilLagYearsBeforeInFullBudgets) {
    Programme road = works(1, {999, 100, 50, 0, 200}, 100);  // element 0 is no year of works
    EXPECT_THAT(public_works_index(road), ElementsAre(0, 1, 1.5, 1.5, 3.5));
    road.effect.lag = 2;
    EXPECT_THAT(public_works_index(road), ElementsAre(0, 0, 0, 1, 1.5));
    road.effect.lag = 1000;
    EXPECT_THAT(public_works_index(road), Each(0.0));
}

TEST(WorksIndex, OfWorksThatTakeAllYearsEndsAtOne) {
    // sevenths do not add to one in floating point; the money does
    EXPECT_EQ(public_works_index(works(1, {0, 1, 2, 3, 1}, 7)).back(), 1.0);
}

TEST(PublicWorksEffects, ActWhereTheWorksAre) {
    Programme road = works(1, {0, 100, 100, 0, 0}, 100);
    road.effect.log_effect = 0.1;
    road.eligibility.in_locality = {false, true};
    road.eligibility.in_stratum = {true, false};
    road.effect.holds.assign(max_indicators, 1.0);
    road.effect.holds[3] = 0.5;
    PublicWorksEffects const terms = public_works_effects(small::scenario({road}), {}, places, 5);
    for (std::size_t l = 0; l < 2; ++l) {
        for (std::size_t s = 0; s < 2; ++s) {
            bool const there = l == 1 && s == 0;
            for (std::size_t t = 0; t < 5; ++t) {
                double const index = there ? std::min<double>(static_cast<double>(t), 2.0) : 0.0;
                auto const i = terms.index(l, s, t);
                EXPECT_EQ(terms.log_income[i], 0.1 * index);
                EXPECT_NEAR(terms.holds[i][3],
                            index == 2.0   ? 0.25
                            : index == 1.0 ? 0.5
                                           : 1.0,
                            1e-15);
                EXPECT_EQ(terms.holds[i][2], 1.0);
            }
        }
    }
}

TEST(PublicWorksEffects, OfIncomeAreLessThoseUnderWhichGrowthWasObserved) {
    Programme road = works(1, {0, 100, 0, 0, 0}, 100);
    Programme canal = works(2, {0, 30, 30, 0, 0}, 100);
    road.effect.log_effect = 0.1;
    canal.effect.log_effect = 0.07;
    canal.eligibility.in_locality = {true, false};
    auto const both = small::scenario({road, canal});
    auto canal_alone = both;
    canal_alone.runs = {false, true};
    EXPECT_THAT(public_works_effects(both, both, places, 5).log_income, IsEmpty());
    auto const without = public_works_effects(canal_alone, both, places, 5);
    for (std::size_t t = 1; t < 5; ++t) {
        EXPECT_EQ(without.log_income[without.index(1, 0, t)], -0.1);
        EXPECT_NEAR(without.log_income[without.index(0, 1, t)], -0.1, 1e-16);
    }
    EXPECT_EQ(public_works_effects(both, {}, places, 5).log_income,
              public_works_log_income(both, places, 5));
}

TEST(PublicWorksEffects, OfDeprivationsAreNoDifference) {
    Programme clinic = works(1, {0, 100, 0, 0, 0}, 100);
    clinic.effect.holds.assign(max_indicators, 1.0);
    clinic.effect.holds[0] = 0.0;
    clinic.effect.lag = 1;
    auto const scenario = small::scenario({clinic});
    auto const terms = public_works_effects(scenario, scenario, places, 5);
    ASSERT_FALSE(terms.holds.empty());
    EXPECT_EQ(terms.holds[terms.index(0, 0, 1)][0], 1.0);  // nothing built yet: 0^0
    EXPECT_EQ(terms.holds[terms.index(0, 0, 2)][0], 0.0);
    EXPECT_THAT(public_works_effects({}, scenario, places, 5).holds, IsEmpty());
}

TEST(PublicWorksEffects, OfSeveralWorksMultiplyTheirHolds) {
    Programme clinic = works(1, {0, 100, 0, 0, 0}, 100);
    clinic.effect.holds.assign(max_indicators, 1.0);
    clinic.effect.holds[2] = 0.5;
    Programme well = clinic;
    well.effect.holds[2] = 0.3;
    auto const terms = public_works_effects(small::scenario({clinic, well}), {}, places, 5);
    EXPECT_NEAR(terms.holds[terms.index(1, 1, 4)][2], 0.15, 1e-15);
}

TEST(PublicWorksEffects, HoldAHouseholdsChain) {
    PublicWorksEffects terms{1, 2, {}, std::vector<PerBit<double>>(2, no_holds)};
    terms.holds[1][4] = 0.5;
    DeprivationModel::Chain chain;
    chain.entry.fill(0.1F);
    chain.stay.fill(0.7F);
    auto const held = terms.held(chain, 0, 0, 1);
    EXPECT_FLOAT_EQ(held.entry[4], 0.05F);
    EXPECT_FLOAT_EQ(held.stay[4], 0.7F * 0.5F);
    EXPECT_EQ(held.entry[3], 0.1F);
    EXPECT_EQ(held.stay[3], 0.7F);
    EXPECT_EQ(terms.held(chain, 0, 0, 0).entry, chain.entry);
}

TEST(Works, AreBookedToTheLastUnitWhereTheHouseholdsAre) {
    Programme road = works(1, {5, 1'000'001, 7, 0, 9'000'000'000'000'000}, 100);
    road.eligibility.in_stratum = {false, true};
    Programme other = road;
    other.cost.budget.assign(5, 0);
    auto scenario = small::scenario({other, road});
    Register const r =
        make_register(small::places(2, 2), small::plan({500, 100, 0, 200}), 20240607);
    EXPECT_THAT(households_at_public_works(road, r, 2), ElementsAre(100, 200));
    LedgerShape const shape{.programmes = 2, .payers = 3, .reviews = 5, .localities = 2};
    Ledger ledger(shape);
    book_public_works(scenario, r, 2, ledger);
    auto at = [&](std::size_t payer, std::size_t t, std::size_t l) {
        return ledger.spending().at(ledger.spending_row(1, payer), t, l);
    };
    for (std::size_t t = 0; t < 5; ++t) {
        std::int64_t sum = 0;
        for (std::size_t payer = 0; payer < 3; ++payer) sum += at(payer, t, 0) + at(payer, t, 1);
        EXPECT_EQ(sum, t == 0 ? 0 : road.cost.budget[t]);
    }
    EXPECT_EQ(at(0, 1, 0) + at(1, 1, 0) + at(2, 1, 0), 333'334);  // a third, largest remainder
    EXPECT_EQ(at(0, 4, 1), 3'600'000'000'000'000);
    scenario.runs[1] = false;
    Ledger none(shape);
    book_public_works(scenario, r, 2, none);
    EXPECT_THAT(none.spending().values(), Each(0));
}

TEST(Works, TouchNobody) {
    small::Village village(20);
    for (auto& path : village.income) path.assign(village.reviews(), 0.5);
    Programme road = works(1, std::vector<std::int64_t>(village.reviews(), 70), 100);
    road.eligibility.in_locality = road.eligibility.in_stratum =
        road.eligibility.in_ethnicity = {true};
    road.eligibility.status.fill(true);
    auto const projection = village.project({road});
    EXPECT_THAT(projection.affected.household, IsEmpty());
    EXPECT_THAT(village.enrolled(projection), Each(0));
    EXPECT_EQ(village.spent(projection, 0, 0, 1), 42);
    EXPECT_EQ(village.spent(projection, 0, 0, 0), 0);
}

}  // namespace
}  // namespace povex
