#include "engine/policy/loss_protection.hpp"

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

using small::programme;
using small::scenario;
using small::Village;

constexpr double close = 2e-7;  // incomes are in single precision

/// A poor household, and a storm and an illness that hit everybody in 2022 and 2023 unless set
/// otherwise. Incomes are set by hand, so what is seen is only what programmes spare.
class Insurance : public testing::Test {
protected:
    Insurance() {
        for (auto& path : v.income) path.assign(6, 0.5);
        for (std::uint16_t key = 1; key <= 2; ++key) {
            Shock shock;
            shock.label = small::named(key == 1 ? "storm" : "illness", key);
            shock.happens = {false, true, true, false, false, false};
            shock.probability = {1.0};
            shock.loss = key == 1 ? 0.3 : 0.2;
            shock.decay = key == 1 ? 0.5 : 0.0;
            v.model.shocks.push_back(shock);
        }
    }
    /// Once, for the listed.
    static Programme insurance(std::uint16_t key, std::vector<double> protects) {
        Programme made = programme(key);
        made.eligibility.once = true;
        made.effect.protects = std::move(protects);
        return made;
    }
    /// What was added to log income in each projected year.
    [[nodiscard]] std::vector<double> gains(Projection const& found, std::size_t h = 0) const {
        std::vector<double> gains;
        for (std::size_t t = 1; t < 6; ++t) {
            gains.push_back(std::log(v.income_of(found, h, t) / v.income[h][t]));
        }
        return gains;
    }
    static auto are(std::vector<double> const& exact) {
        return testing::Pointwise(testing::DoubleNear(close), exact);
    }
    Village v{1, 5};
};

TEST_F(Insurance, SparesAShareOfALossThatDecaysAsTheLossDoes) {
    auto const found = v.project({insurance(1, {0.4, 0.0})});
    double const first = 0.4 * 0.3;
    double const second = 0.5 * first + 0.4 * 0.3;
    EXPECT_THAT(gains(found), are({first, second, second / 2, second / 4, second / 8}));
}

TEST_F(Insurance, SparesLossesOfSeveralShocks) {
    auto const found = v.project({insurance(1, {0.4, 0.25})});
    EXPECT_THAT(gains(found), are({0.12 + 0.05, 0.18 + 0.05, 0.09, 0.045, 0.0225}));
}

TEST_F(Insurance, OfSeveralProgrammesLeavesTheProductOfWhatEachLeaves) {
    auto const found = v.project({insurance(1, {0.0, 0.3}), insurance(2, {0.0, 0.5})});
    double const spared = 0.2 * (1 - 0.7 * 0.5);
    EXPECT_THAT(gains(found), are({spared, spared, 0, 0, 0}));
}

TEST_F(Insurance, IsNotDoubledByEnrollingTwice) {
    Programme p = insurance(1, {0.0, 0.3});
    p.eligibility.once = false;
    EXPECT_THAT(gains(v.project({p})), are({0.06, 0.06, 0, 0, 0}));
}

TEST_F(Insurance, ProtectsOnlyWhileItIsInForce) {
    v.model.shocks[0].happens = {false, true, true, true, true, true};
    v.model.shocks[0].decay = 0.0;
    Programme p = insurance(1, {0.5, 0.0});
    p.effect.lag = 1;
    p.effect.duration = 2;
    EXPECT_THAT(gains(v.project({p})), are({0, 0.15, 0.15, 0, 0}));
}

TEST_F(Insurance, LeavesLossesOfEarlierYearsAsTheyAre) {
    Programme p = insurance(1, {0.5, 0.0});
    p.effect.lag = 1;  // the loss of 2022 decays unprotected
    EXPECT_THAT(gains(v.project({p})), are({0, 0.15, 0.075, 0.0375, 0.01875}));
}

TEST_F(Insurance, OfAShockThatDoesNotHitSparesNothing) {
    v.model.shocks[0].hits_sector.fill(false);
    v.model.shocks[1].probability = {0.0};
    auto const found = v.project({insurance(1, {1.0, 1.0})});
    EXPECT_THAT(gains(found), are({0, 0, 0, 0, 0}));
}

TEST_F(Insurance, IsNoLogEffectWithDiminishingReturns) {
    Programme p = insurance(1, {0.0, 0.5});
    p.effect.log_effect = 0.1;
    Scenario s = scenario({p});
    s.rules.max_log_effect = 0.2;
    s.rules.diminishing = true;
    double const effect = 0.2 * (1 - std::exp(-0.5));
    EXPECT_THAT(gains(v.project(s)), are({0.1 + effect, 0.1 + effect, effect, effect, effect}));
}

TEST_F(Insurance, OfTheWholeLossGivesWhatWasWithoutTheShock) {
    // nature's own losses, not those of the fixture: income is what the course says
    v.model.shocks[0].loss_deviation = 0.2;
    auto drawn = v.draw();
    for (float& x : drawn->course.log_income) x += std::log(0.5F);
    v.settle(drawn);
    auto const found = v.project_settled(scenario({insurance(1, {1.0, 1.0})}));
    ASSERT_LT(drawn->course.log_income_at(0, 2), std::log(0.5) - 0.1);
    for (std::size_t t = 0; t < 6; ++t) EXPECT_NEAR(v.income_of(found, 0, t), 0.5, 1e-7) << t;
}

TEST(LossIfHit, IsWhatTheCourseLost) {
    Village v(400, 4);
    for (std::uint16_t key = 1; key <= 2; ++key) {
        Shock shock;
        shock.label = small::named("x", key);
        shock.happens = {false, true, false, true, true};
        shock.probability = {0.4};
        shock.common = 0.3;
        shock.loss = 0.1;
        shock.loss_deviation = 0.2;
        shock.decay = 0.6;
        v.model.shocks.push_back(shock);
    }
    v.settle();
    std::vector<bool> const only_second{false, true};
    Nature const nature(v.model, v.places, only_second);
    auto const course =
        nature.run(v.households, v.base, std::vector<double>(5, 0.0), Village::seed, 3);
    Stream const stream(Village::seed, Module::nature, 3);
    int hits = 0;
    for (std::size_t h = 0; h < 400; ++h) {
        double stock = 0.0;
        for (std::size_t t = 1; t < 5; ++t) {
            EXPECT_FALSE(nature.loss_if_hit(0, v.households, course.locality_shocks, h, t, stream));
            auto const loss =
                nature.loss_if_hit(1, v.households, course.locality_shocks, h, t, stream);
            hits += loss.has_value();
            stock = 0.6 * stock + loss.value_or(0.0);
            EXPECT_NEAR(course.log_income_at(h, t), -stock, 1e-6);
        }
    }
    EXPECT_GT(hits, 100);
}

TEST_F(Insurance, OfNothingChangesNothing) {
    Programme p = programme(1);
    p.effect.log_effect = 0.1;
    auto const without = v.project({p});
    p.effect.protects = {0.0, 0.0};
    p.effect.lost_to = {0.0, 0.0};
    auto const with = v.project({p});
    EXPECT_EQ(with.affected.income, without.affected.income);
    EXPECT_EQ(with.affected.statuses, without.affected.statuses);
}

/// What a hit of the storm or the illness makes of a programme with an effect.
class Loss : public Insurance {
protected:
    static Programme livestock(std::vector<double> lost_to) {
        Programme made = programme(1);
        made.eligibility.once = true;
        made.effect.log_effect = 0.1;
        made.effect.lost_to = std::move(lost_to);
        return made;
    }
};

TEST_F(Loss, EndsTheEffectFromTheYearOfTheHitOn) {
    v.model.shocks[0].happens = {false, false, false, true, false, false};
    EXPECT_THAT(gains(v.project({livestock({1.0, 0.0})})), are({0.1, 0.1, 0, 0, 0}));
}

TEST_F(Loss, CanComeInTheYearOfEnrolment) {
    EXPECT_THAT(gains(v.project({livestock({1.0, 0.0})})), are({0, 0, 0, 0, 0}));
}

TEST_F(Loss, LeavesThoseAloneWhoAreNotHit) {
    v.model.shocks[0].probability = {0.0};
    EXPECT_THAT(gains(v.project({livestock({1.0, 0.0})})), are({0.1, 0.1, 0.1, 0.1, 0.1}));
}

TEST_F(Loss, DoesNotKeepAHouseholdFromEnrollingAgain) {
    v.model.shocks[0].happens = {false, false, true, false, false, false};
    Programme p = livestock({1.0, 0.0});
    p.eligibility.once = false;
    p.eligibility.every = 3;
    EXPECT_THAT(gains(v.project({p})), are({0.1, 0, 0, 0.1, 0.1}));
}

TEST_F(Loss, EndsProtectionToo) {
    v.model.shocks[1].happens = {false, true, true, true, true, true};
    v.model.shocks[0].happens = {false, false, true, false, false, false};
    Programme p = livestock({1.0, 0.0});
    p.effect.log_effect = 0.0;
    p.effect.protects = {0.0, 0.5};
    EXPECT_THAT(gains(v.project({p})), are({0.1, 0, 0, 0, 0}));
}

TEST_F(Loss, LeavesTheLoanToBePaid) {
    Programme p = livestock({1.0, 0.0});
    p.effect.loan = {3'000, {}, 3, 0.0};
    auto const found = v.project({p});
    auto const repaid = Ledger::loan_row(0, LoanAccount::repaid);
    for (std::size_t t : {2U, 3U, 4U}) EXPECT_EQ(found.ledger.loans().at(repaid, t, 0), 1'000) << t;
}

TEST_F(Loss, EndsHoldsFromTheNextStepOn) {
    // the deprivation is certain to come unless it is held, and to go after a year
    v.model.indicators[2].explicit_chain = true;
    v.model.indicators[2].entry = 1.0;
    v.model.indicators[2].exit = 1.0;
    v.model.shocks[0].happens = {false, false, true, false, false, false};
    Programme p = livestock({1.0, 0.0});
    p.effect.holds.assign(max_indicators, 1.0);
    p.effect.holds[2] = 0.0;
    auto const found = v.project({p});
    // 2022 comes before the programme works, 2023 ends it; held by last year's force: into 2023
    std::vector<bool> bits;
    for (std::size_t t = 1; t < 6; ++t) bits.push_back(has(v.bits_of(found, 0, t), 2));
    EXPECT_THAT(bits, testing::ElementsAre(true, false, true, false, true));
    p.effect.lost_to.clear();
    auto const kept = v.project({p});
    for (std::size_t t = 2; t < 6; ++t) EXPECT_FALSE(has(v.bits_of(kept, 0, t), 2)) << t;
}

TEST(LossOfEnrolments, IsAsLikelyAsTheHitsMakeIt) {
    // two shocks, each hits with 1/2 in 2022; lost with 0.3 and 0.6 to each
    constexpr std::size_t size = 6000;
    Village v(size, 2);
    for (auto& path : v.income) path.assign(3, 0.5);
    for (std::uint16_t key = 1; key <= 2; ++key) {
        Shock shock;
        shock.label = small::named("x", key);
        shock.happens = {false, true, false};
        shock.probability = {0.5};
        v.model.shocks.push_back(shock);
    }
    Programme p = programme(1);
    p.effect.log_effect = 0.1;
    p.effect.lost_to = {0.3, 0.6};
    auto const found = v.project({p});
    NatureDraw const& drawn = *v.counterfactual->drawn;
    Stream const stream = drawn.nature_stream();
    double lost[4] = {};
    double hit[4] = {};
    for (std::size_t h = 0; h < size; ++h) {
        std::size_t met = 0;
        for (std::size_t k = 0; k < 2; ++k) {
            if (drawn.nature->loss_if_hit(k, v.households, drawn.course.locality_shocks, h, 1,
                                          stream)) {
                met |= std::size_t{1} << k;
            }
        }
        ++hit[met];
        lost[met] += v.income_of(found, h, 1) < 0.51;
    }
    double const exact[4] = {0.0, 0.3, 0.6, 1 - 0.7 * 0.4};
    for (std::size_t met = 0; met < 4; ++met) {
        double const p_lost = exact[met];
        EXPECT_GT(hit[met], 1000);
        EXPECT_NEAR(lost[met], hit[met] * p_lost,
                    small::worst_z * std::sqrt(hit[met] * p_lost * (1 - p_lost)))
            << met;
    }
}

}  // namespace
}  // namespace povex
