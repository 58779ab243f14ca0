#include "engine/nature/deprivation_model.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "engine/random/purpose.hpp"
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

/// Next year's bits of a household.
Bits step(Bits before, Bits mask, DeprivationModel::Chain const& chain, std::uint64_t household) {
    return moves_of(chain, stream(), household, 2022).after(before) & mask;
}

constexpr double single = 1e-6;  ///< what single precision tells apart

Bits bits(unsigned value) {
    return static_cast<Bits>(value);
}

TEST(DeprivationModel, HasLevelsByItsFormula) {
    DeprivationModel const model({indicator(2, 0.2, 0.6, 0.0), indicator(7, 0.05, 0.0, 0.0)}, 0,
                                 0.0);
    for (double const f : {-3.0, 0.0, 1.7}) {
        auto const levels = model.levels(f);
        EXPECT_NEAR(levels[2], normal_cdf((normal_quantile(0.2) - 0.6 * f) / 0.8), 1e-15);
        EXPECT_NEAR(levels[7], 0.05, 1e-16);
        EXPECT_EQ(levels[0], 0.0);
    }
}

TEST(DeprivationModel, KeepsTheLevelOverAllFactors) {
    for (double const level : {0.02, 0.3, 0.9}) {
        for (double const loading : {0.0, 0.4, 0.95}) {
            DeprivationModel const model({indicator(0, level, loading, 0.0)}, 0, 0.0);
            EXPECT_NEAR(over_factor([&](double f) { return model.levels(f)[0]; }), level, 1e-12);
        }
    }
}

TEST(DeprivationModel, HasTheLatentCorrelationOfItsLoadings) {
    DeprivationModel const model({indicator(0, 0.5, 0.8, 0.0), indicator(1, 0.5, 0.6, 0.0)}, 0,
                                 0.0);
    double const both =
        over_factor([&](double f) { return model.levels(f)[0] * model.levels(f)[1]; });
    EXPECT_NEAR(both, 0.25 + std::asin(0.8 * 0.6) / (2.0 * M_PI), 1e-12);  // orthant probability
}

TEST(DeprivationModel, ShiftsOnlyCalibratedIndicators) {
    auto known = indicator(1, 0.1, 0.3, 0.0);
    known.calibrated = false;
    DeprivationModel const model({indicator(0, 0.1, 0.3, 0.0), known}, 0, 0.5);
    double const shifted = over_factor([&](double f) { return model.levels(f)[0]; });
    double const kept = over_factor([&](double f) { return model.levels(f)[1]; });
    EXPECT_NEAR(shifted, normal_cdf(normal_quantile(0.1) + 0.5), 1e-12);
    EXPECT_NEAR(kept, 0.1, 1e-12);
}

TEST(DeprivationModel, TakesTheLevelOfTheStratum) {
    auto water = indicator(0, 0.1, 0.0, 0.0);
    water.level = {0.1, 0.4};
    EXPECT_NEAR(DeprivationModel({water}, 0, 0.0).levels(0.0)[0], 0.1, 1e-15);
    EXPECT_NEAR(DeprivationModel({water}, 1, 0.0).levels(0.0)[0], 0.4, 1e-15);
}

TEST(DeprivationChain, ByTurnoverIsStationaryAtEveryFactor) {
    DeprivationModel const model({indicator(0, 0.2, 0.6, 0.35), indicator(5, 0.03, 0.2, 1.0)}, 0,
                                 0.3);
    for (double f = -6.0; f <= 6.0; f += 0.25) {
        auto const chain = model.chain(f);
        auto const levels = model.levels(f);
        for (std::size_t const j : {std::size_t{0}, std::size_t{5}}) {
            double const next =
                levels[j] * double{chain.stay[j]} + (1 - levels[j]) * double{chain.entry[j]};
            EXPECT_NEAR(next, levels[j], single * levels[j]) << "bit " << j << " at " << f;
        }
        EXPECT_NEAR(double{chain.stay[0]} - double{chain.entry[0]}, 1.0 - 0.35, single);
    }
}

TEST(DeprivationChain, CanBeGivenByItsProbabilities) {
    auto given = indicator(3, 0.2, 0.0, 0.0);
    given.explicit_chain = true;
    given.entry = 0.07;
    given.exit = 0.4;
    auto const chain = DeprivationModel({given}, 0, 0.0).chain(1.3);
    EXPECT_EQ(chain.entry[3], 0.07F);
    EXPECT_EQ(chain.stay[3], 0.6F);
}

TEST(DeprivationChain, GivenByItsProbabilitiesKeepsThemOverAllFactors) {
    auto given = indicator(3, 0.2, 0.6, 0.0);
    given.explicit_chain = true;
    given.entry = 0.07;
    given.exit = 0.4;
    DeprivationModel const model({given}, 0, 0.0);
    EXPECT_NEAR(over_factor([&](double f) { return double{model.chain(f).entry[3]}; }), 0.07,
                single);
    EXPECT_NEAR(over_factor([&](double f) { return double{model.chain(f).stay[3]}; }), 0.6, single);
    EXPECT_NEAR(model.chain(1.0).entry[3], normal_cdf((normal_quantile(0.07) - 0.6) / 0.8), single);
    EXPECT_NEAR(model.chain(1.0).stay[3], 1.0 - normal_cdf((normal_quantile(0.4) + 0.6) / 0.8),
                single);
}

TEST(DeprivationChain, KeepsTheDigitsOfRareChances) {
    DeprivationModel const model({indicator(0, 1e-3, 0.7, 0.2), indicator(9, 0.4, 0.9, 1.0)}, 0,
                                 0.0);
    for (double f = -3.0; f <= 3.0; f += 0.01) {
        auto const chain = model.chain(f);
        auto const levels = model.levels(f);
        // the argument of Phi is rounded too: its error counts |argument| times in the tail
        ASSERT_NEAR(double{chain.entry[0]} / (0.2 * levels[0]), 1.0, 5e-6) << f;
        ASSERT_NEAR(double{chain.entry[9]} / levels[9], 1.0, 5e-6) << f;
    }
}

TEST(DeprivationChain, OfBitsWithoutAnIndicatorNeverMoves) {
    auto const chain = DeprivationModel({indicator(3, 0.2, 0.4, 0.5)}, 0, 0.0).chain(-1.0);
    for (std::size_t j = 0; j < max_indicators; ++j) {
        if (j == 3) continue;
        EXPECT_EQ(chain.entry[j], 0.0F);
        EXPECT_EQ(chain.stay[j], 1.0F);
    }
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
    auto const found = applicable(indicators, r);
    for (std::size_t h = 0; h < r.households(); ++h) {
        EXPECT_EQ(found[h], bits(r.children[h] > 0 ? 0b10001U : 0b1U));
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

TEST(Moves, CompareTheWordOfEachBitWithItsChances) {
    DeprivationModel::Chain chain;
    for (std::size_t j = 0; j < max_indicators; ++j) {
        chain.entry[j] = 0.05F * static_cast<float>(j);
        chain.stay[j] = 1.0F - 0.01F * static_cast<float>(j);
    }
    for (std::uint64_t household = 0; household < 2000; ++household) {
        auto const key = household << 37 | household * 2654435761U % (1U << 31);
        auto const moves = moves_of(chain, stream(), key, 2022);
        auto u = uniforms(key);
        for (std::size_t j = 0; j < max_indicators; ++j) {
            double const distance = std::min(std::abs(u[j] - double{chain.entry[j]}),
                                             std::abs(u[j] - double{chain.stay[j]}));
            if (distance < 1e-7) continue;
            ASSERT_EQ(has(moves.enters, j), u[j] < double{chain.entry[j]});
            ASSERT_EQ(has(moves.stays, j), u[j] < double{chain.stay[j]});
        }
    }
}

/// Many households of one place, with their moves of many years.
struct ManyMoves {
    static constexpr std::size_t households = 100, years = 7;
    std::vector<std::uint32_t> keys;
    std::vector<float> factors;
    std::vector<float> holds;  ///< or empty

    explicit ManyMoves(std::vector<float> held) : holds(std::move(held)) {
        for (std::uint32_t i = 0; i < households; ++i) {
            keys.push_back(i * 2654435761U);
            factors.push_back(-3.0F + 0.06F * static_cast<float>(i));
        }
    }
    [[nodiscard]] std::vector<dense::Moves> of_all(DeprivationModel const& model,
                                                   Target target) const {
        std::vector<dense::Moves> moves(households * years);
        dense::moves_of_years[target](model.in_single_precision(), moves_address(stream(), 0, 2022),
                                      {keys.data(), factors.data(), households},
                                      holds.empty() ? nullptr : holds.data(), years, moves.data());
        return moves;
    }
    [[nodiscard]] std::vector<dense::Moves> one_by_one(DeprivationModel const& model) const {
        std::vector<dense::Moves> moves;
        for (std::size_t i = 0; i < households; ++i) {
            for (std::size_t t = 0; t < years; ++t) {
                auto chain = model.chain(double{factors[i]});
                for (std::size_t j = 0; !holds.empty() && j < max_indicators; ++j) {
                    chain.entry[j] *= holds[t * max_indicators + j];
                    chain.stay[j] *= holds[t * max_indicators + j];
                }
                moves.push_back(
                    moves_of(chain, stream(), keys[i], static_cast<std::uint16_t>(2022 + t)));
            }
        }
        return moves;
    }
};

TEST(Moves, OfManyHouseholdsAndYearsAreThoseOfOneOnEveryTarget) {
    auto given = indicator(3, 0.2, 0.6, 0.0);
    given.explicit_chain = true;
    given.entry = 0.07;
    given.exit = 0.4;
    DeprivationModel const two_curves({indicator(0, 0.2, 0.6, 0.35), given}, 0, 0.0);
    DeprivationModel const one_curve({indicator(7, 0.4, 0.8, 1.0), indicator(15, 0.1, 0.0, 0.5)}, 0,
                                     0.0);
    std::vector<float> holds(ManyMoves::years * max_indicators, 1.0F);
    for (std::size_t i = 0; i < holds.size(); i += 3) holds[i] = 0.7F;
    for (auto const& many : {ManyMoves({}), ManyMoves(holds)}) {
        for (auto const* model : {&two_curves, &one_curve}) {
            auto const expected = many.one_by_one(*model);
            for (Target const target : targets) {
                if (runs_here(target)) {
                    EXPECT_TRUE(many.of_all(*model, target) == expected) << name_of(target);
                }
            }
        }
    }
}

// Exhaustive over the bits of three indicators and many draws: clearing a deprivation can never
// make a household worse off next year.
TEST(Step, NeverGivesMoreNextYearToAHouseholdThatLacksLess) {
    DeprivationModel const model(
        {indicator(0, 0.3, 0.7, 0.9), indicator(1, 0.5, 0.3, 0.2), indicator(2, 0.7, 0.0, 1.0)}, 0,
        0.0);
    for (std::uint64_t household = 0; household < 2000; ++household) {
        auto const chain = model.chain(-3.0 + 0.003 * static_cast<double>(household));
        std::vector<unsigned> next;
        for (unsigned b = 0; b < 8; ++b) {
            next.push_back(step(bits(b), 7, chain, household));
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
    DeprivationModel const model({indicator(0, 1.0, 0.0, 1.0), indicator(1, 1.0, 0.0, 1.0)}, 0,
                                 0.0);
    EXPECT_EQ(step(bits(0), bits(2), model.chain(0.0), 1), bits(2));
}

TEST(Step, MovesWithTheProbabilitiesOfTheChain) {
    DeprivationModel const model({indicator(0, 0.2, 0.0, 0.5), indicator(13, 0.6, 0.0, 0.3)}, 0,
                                 0.0);
    auto const chain = model.chain(0.0);
    small::Mean entry, exit;
    for (std::uint64_t household = 0; household < 200000; ++household) {
        entry.add(step(bits(0), bits(1), chain, household) & 1U);
        exit.add(step(bits(1U << 13), bits(1U << 13), chain, household) == 0 ? 1 : 0);
    }
    EXPECT_LT(std::abs(entry.z(0.5 * 0.2)), small::worst_z);
    EXPECT_LT(std::abs(exit.z(0.3 * 0.4)), small::worst_z);
}

TEST(Step, WithoutTurnoverChangesNothing) {
    DeprivationModel const model({indicator(0, 0.3, 0.6, 0.0), indicator(1, 0.3, 0.6, 0.0)}, 0,
                                 0.0);
    for (unsigned b = 0; b < 4; ++b) {
        EXPECT_EQ(step(bits(b), 3, model.chain(-2.0), 3), bits(b));
    }
}

}  // namespace
}  // namespace povex
