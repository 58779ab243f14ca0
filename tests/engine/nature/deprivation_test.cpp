#include "engine/nature/deprivation.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "tests/engine/nature/small_nature.hpp"

namespace povex {
namespace {

using elementary::normal_cdf;
using elementary::normal_quantile;
using small::indicator;

/// E[g(f)] over the standard normal f, by the trapezoid rule.
double over_factor(std::function<double(double)> const& g) {
    double sum = 0, weights = 0;
    for (double f = -9.0; f <= 9.0; f += 1.0 / 64) {
        sum += g(f) * elementary::normal_density(f);
        weights += elementary::normal_density(f);
    }
    return sum / weights;
}

Stream stream() {
    return {20240607, Module::nature, 0};
}

BitUniforms uniforms(std::uint64_t entity) {
    return {stream(), entity, 2022, purpose(Use::deprivation_step)};
}

Bits bits(unsigned value) {
    return static_cast<Bits>(value);
}

TEST(DeprivationLaw, HasLevelsByItsFormula) {
    DeprivationLaw const law({indicator(2, 0.2, 0.6, 0.0), indicator(7, 0.05, 0.0, 0.0)}, 0, 0.0);
    for (double const f : {-3.0, 0.0, 1.7}) {
        auto const levels = law.levels(f);
        EXPECT_NEAR(levels[2], normal_cdf((normal_quantile(0.2) - 0.6 * f) / 0.8), 1e-15);
        EXPECT_NEAR(levels[7], 0.05, 1e-16);
        EXPECT_EQ(levels[0], 0.0);
    }
}

TEST(DeprivationLaw, KeepsTheLevelOverAllFactors) {
    for (double const level : {0.02, 0.3, 0.9}) {
        for (double const loading : {0.0, 0.4, 0.95}) {
            DeprivationLaw const law({indicator(0, level, loading, 0.0)}, 0, 0.0);
            EXPECT_NEAR(over_factor([&](double f) { return law.levels(f)[0]; }), level, 1e-12);
        }
    }
}

TEST(DeprivationLaw, HasTheLatentCorrelationOfItsLoadings) {
    DeprivationLaw const law({indicator(0, 0.5, 0.8, 0.0), indicator(1, 0.5, 0.6, 0.0)}, 0, 0.0);
    double const both = over_factor([&](double f) { return law.levels(f)[0] * law.levels(f)[1]; });
    EXPECT_NEAR(both, 0.25 + std::asin(0.8 * 0.6) / (2.0 * M_PI), 1e-12);  // orthant probability
}

TEST(DeprivationLaw, ShiftsOnlyCalibratedIndicators) {
    auto known = indicator(1, 0.1, 0.3, 0.0);
    known.calibrated = false;
    DeprivationLaw const law({indicator(0, 0.1, 0.3, 0.0), known}, 0, 0.5);
    double const shifted = over_factor([&](double f) { return law.levels(f)[0]; });
    double const kept = over_factor([&](double f) { return law.levels(f)[1]; });
    EXPECT_NEAR(shifted, normal_cdf(normal_quantile(0.1) + 0.5), 1e-12);
    EXPECT_NEAR(kept, 0.1, 1e-12);
}

TEST(DeprivationLaw, TakesTheLevelOfTheStratum) {
    auto water = indicator(0, 0.1, 0.0, 0.0);
    water.level = {0.1, 0.4};
    EXPECT_NEAR(DeprivationLaw({water}, 0, 0.0).levels(0.0)[0], 0.1, 1e-15);
    EXPECT_NEAR(DeprivationLaw({water}, 1, 0.0).levels(0.0)[0], 0.4, 1e-15);
}

TEST(DeprivationChain, ByTurnoverIsStationaryAtEveryFactor) {
    DeprivationLaw const law({indicator(0, 0.2, 0.6, 0.35), indicator(5, 0.03, 0.2, 1.0)}, 0, 0.3);
    for (double f = -6.0; f <= 6.0; f += 0.25) {
        auto const chain = law.chain(f);
        auto const levels = law.levels(f);
        for (std::size_t const j : {std::size_t{0}, std::size_t{5}}) {
            double const next =
                levels[j] * (1.0 - chain.exit[j]) + (1 - levels[j]) * chain.entry[j];
            EXPECT_NEAR(next, levels[j], 1e-15) << "bit " << j << " at " << f;
        }
        EXPECT_NEAR(chain.entry[0] + chain.exit[0], 0.35, 1e-15);
    }
}

TEST(DeprivationChain, CanBeGivenByItsProbabilities) {
    auto given = indicator(3, 0.2, 0.0, 0.0);
    given.explicit_chain = true;
    given.entry = 0.07;
    given.exit = 0.4;
    auto const chain = DeprivationLaw({given}, 0, 0.0).chain(1.3);
    EXPECT_EQ(chain.entry[3], 0.07);
    EXPECT_EQ(chain.exit[3], 0.4);
}

TEST(DeprivationChain, GivenByItsProbabilitiesKeepsThemOverAllFactors) {
    auto given = indicator(3, 0.2, 0.6, 0.0);
    given.explicit_chain = true;
    given.entry = 0.07;
    given.exit = 0.4;
    DeprivationLaw const law({given}, 0, 0.0);
    EXPECT_NEAR(over_factor([&](double f) { return law.chain(f).entry[3]; }), 0.07, 1e-12);
    EXPECT_NEAR(over_factor([&](double f) { return law.chain(f).exit[3]; }), 0.4, 1e-12);
    EXPECT_NEAR(law.chain(1.0).entry[3], normal_cdf((normal_quantile(0.07) - 0.6) / 0.8), 1e-15);
    EXPECT_NEAR(law.chain(1.0).exit[3], normal_cdf((normal_quantile(0.4) + 0.6) / 0.8), 1e-15);
}

TEST(Applicable, AreTheBitsWhoseMembersAreThere) {
    Places const places = small::places();
    RegisterPlan plan = small::plan({100});
    plan.compositions = {{0, 2, 1, 1, 0, 0, 0.5}, {0, 2, 0, 1, 1, 0, 0.5}};
    Register const r = make_register(places, plan, 1);
    auto school = indicator(4, 0.1, 0.0, 0.0);
    school.needs = Member::child;
    auto care = indicator(9, 0.1, 0.0, 0.0);
    care.needs = Member::disabled;
    std::vector<Indicator> const indicators{indicator(0, 0.1, 0.0, 0.0), school, care};
    for (std::size_t h = 0; h < r.households(); ++h) {
        EXPECT_EQ(applicable(indicators, r, h), bits(r.children[h] > 0 ? 0b10001U : 0b1U));
    }
}

TEST(BitUniforms, GivesBitJLaneJModFourOfBlockJOverFour) {
    for (std::size_t const bit :
         {std::size_t{0}, std::size_t{15}, std::size_t{6}, std::size_t{3}}) {
        auto u = uniforms(77);
        (void)u[9];  // another block was loaded before
        Block const block = stream().block(77, 2022, purpose(Use::deprivation_step),
                                           static_cast<std::uint8_t>(bit / 4));
        EXPECT_EQ(u[bit], block.uniform32(static_cast<unsigned>(bit % 4)));
    }
}

// Exhaustive over the bits of three indicators and many draws: clearing a deprivation can never
// make a household worse off next year.
TEST(Step, NeverGivesMoreNextYearToAHouseholdThatLacksLess) {
    DeprivationLaw const law(
        {indicator(0, 0.3, 0.7, 0.9), indicator(1, 0.5, 0.3, 0.2), indicator(2, 0.7, 0.0, 1.0)}, 0,
        0.0);
    for (std::uint64_t household = 0; household < 2000; ++household) {
        auto const chain = law.chain(-3.0 + 0.003 * static_cast<double>(household));
        std::vector<unsigned> next;
        for (unsigned b = 0; b < 8; ++b) {
            next.push_back(step(bits(b), 7, chain, uniforms(household)));
        }
        for (unsigned more = 0; more < 8; ++more) {
            for (unsigned less = 0; less < 8; ++less) {
                if ((less & ~more) != 0) continue;
                ASSERT_EQ(next[less] & ~next[more], 0U) << less << " of " << more;
            }
        }
    }
}

TEST(Step, SetsOnlyBitsThatCanApply) {
    DeprivationLaw const law({indicator(0, 1.0, 0.0, 1.0), indicator(1, 1.0, 0.0, 1.0)}, 0, 0.0);
    EXPECT_EQ(step(bits(0), bits(2), law.chain(0.0), uniforms(1)), bits(2));
}

TEST(Step, MovesWithTheProbabilitiesOfTheChain) {
    DeprivationLaw const law({indicator(0, 0.2, 0.0, 0.5), indicator(13, 0.6, 0.0, 0.3)}, 0, 0.0);
    auto const chain = law.chain(0.0);
    small::Mean entry, exit;
    for (std::uint64_t household = 0; household < 200000; ++household) {
        entry.add(step(bits(0), bits(1), chain, uniforms(household)) & 1U);
        exit.add(step(bits(1U << 13), bits(1U << 13), chain, uniforms(household)) == 0 ? 1 : 0);
    }
    EXPECT_LT(std::abs(entry.z(0.5 * 0.2)), small::worst_z);
    EXPECT_LT(std::abs(exit.z(0.3 * 0.4)), small::worst_z);
}

TEST(Step, WithoutTurnoverChangesNothing) {
    DeprivationLaw const law({indicator(0, 0.3, 0.6, 0.0), indicator(1, 0.3, 0.6, 0.0)}, 0, 0.0);
    for (unsigned b = 0; b < 4; ++b) {
        EXPECT_EQ(step(bits(b), 3, law.chain(-2.0), uniforms(3)), bits(b));
    }
}

}  // namespace
}  // namespace povex
