#include "engine/nature/nature.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "engine/nature/dense_incomes.hpp"
#include "engine/random/purpose.hpp"
#include "tests/engine/nature/world.hpp"

namespace povex {
namespace {

using small::indicator;
using small::Mean;
using small::rich_model;
using small::seed;
using small::single;
using small::World;
using small::worst_z;

TEST(Course, IsTheSameAgainInAnotherOrder) {
    World const w({300, 200}, 2, rich_model(2));
    Nature const nature = w.nature();
    auto run = [&](std::uint32_t replicate) {
        return nature.run(w.households, w.base, w.everybody(), seed, replicate);
    };
    Course const three = run(3);
    Course const one = run(1);
    EXPECT_NE(one.log_income, three.log_income);
    EXPECT_EQ(run(1).log_income, one.log_income);
    EXPECT_EQ(run(3).log_income, three.log_income);
    EXPECT_EQ(run(3).deprivations, three.deprivations);
}

TEST(Course, OfAHouseholdDoesNotDependOnWhoElseThereIs) {
    World const few({300, 200}, 2, rich_model(2));
    World const many({300, 200, 400}, 3, rich_model(3));
    Course const among_few = few.run();
    Course const among_many = many.run();
    for (std::size_t h = 0; h < few.size(); ++h) {
        ASSERT_EQ(few.households.key[h], many.households.key[h]);
        for (std::size_t t = 0; t < 5; ++t) {
            ASSERT_EQ(few.log_income(among_few, h, t), many.log_income(among_many, h, t));
            ASSERT_EQ(among_few.deprivations_of(h)[t], among_many.deprivations_of(h)[t]);
        }
    }
}

/// The log incomes of one household by the equations of docs/model.md, in double precision, from
/// the words at its addresses.
struct Recomputed {
    std::vector<double> measured, truth;

    Recomputed(World const& w, LocalityShocks const& locality_shocks, std::size_t h,
               std::uint32_t replicate) {
        Stream const stream(seed, Module::nature, replicate);
        NatureModel const& model = w.model;
        ScoreModel const& s = model.scores;
        auto const place = w.households.places[w.households.place[h]];
        IncomeDistribution const& x = w.base.models[w.households.place[h]].income;
        auto normal = [](std::uint32_t word) {
            return elementary::normal_quantile((word + 0.5) * 0x1p-32);
        };
        double z = double{w.base.autoregressive[h]};
        double gamma = 0.0, zeta = 0.0;
        std::vector<double> stock(model.shocks.size()), expected(model.shocks.size());
        for (std::size_t t = 1; t < model.years.reviews(); ++t) {
            auto const year = static_cast<std::uint16_t>(model.years.calendar(t));
            auto const key = w.households.key[h];
            auto const word = stream.block(key, year, purpose(Use::score_step)).word;
            z = s.rho * z + std::sqrt(1 - s.rho * s.rho) * normal(word[0]);
            double const lasting = std::sqrt(s.review_persistence) * double{w.base.review[h]};
            double const passing = std::sqrt(1 - s.review_persistence) * normal(word[2]);
            double const q = std::sqrt(s.share_permanent) * double{w.base.permanent[h]} +
                             std::sqrt(s.share_autoregressive) * z +
                             std::sqrt(s.share_transitory) * normal(word[1]);
            double const sigma = model.sigma_permanent;
            zeta += sigma * normal(word[3]) - sigma * sigma / 2;
            gamma += std::log1p(model.income[place.stratum].growth[t]);
            double lost = 0.0;
            for (std::size_t k = 0; k < model.shocks.size(); ++k) {
                Shock const& shock = model.shocks[k];
                auto const hit = stream.block(key, year, purpose(Use::shock, shock.label.key)).word;
                double const loss = shock.loss + shock.loss_deviation * normal(hit[1]);
                bool const is_hit = hit[0] * 0x1p-32 < locality_shocks.at(k, t, place.locality);
                double const a = shock.loss / shock.loss_deviation;
                double const mean =
                    shock.loss * 0.5 * std::erfc(-a / std::sqrt(2.0)) +
                    shock.loss_deviation * std::exp(-a * a / 2) / std::sqrt(2 * M_PI);
                stock[k] = shock.decay * stock[k] + (is_hit ? std::max(0.0, loss) : 0.0);
                expected[k] = shock.decay * expected[k] + mean;
                lost += stock[k];
                if (shock.recurring) lost -= shock.probability[place.locality] * expected[k];
            }
            double const rest = gamma + zeta - lost;
            measured.push_back(x(q + std::sqrt(s.share_review) * (lasting + passing)) + rest);
            truth.push_back(x(q / std::sqrt(1 - s.share_review)) + rest);
        }
    }
};

TEST(Course, IsWhatTheWordsAtItsAddressesSay) {
    NatureModel model = rich_model(2);
    model.income[0].anchored = true;
    model.income[0].anchors = {{0.2, 0.05}, {0.45, 0.2}};
    model.shocks[1].common = 0.3;
    World const w({5000, 203}, 2, model);  // no multiple of the lanes of any processor
    Course const course = w.run(5);
    int hits = 0;
    for (std::size_t h = 0; h < w.size(); ++h) {
        Recomputed const exact(w, course.locality_shocks, h, 5);
        for (std::size_t t = 1; t < 5; ++t) {
            ASSERT_NEAR(w.log_income(course, h, t), exact.measured[t - 1], 3e-6) << h << " " << t;
            ASSERT_NEAR(w.true_log_income(course, h, t), exact.truth[t - 1], 3e-6);
        }
        hits += exact.measured[1] < exact.measured[0] ? 1 : 0;
    }
    EXPECT_GT(hits, 500);
}

TEST(Course, IsTheSameOnEveryProcessor) {
    World const w({300, 203}, 2, rich_model(2));
    std::vector<std::uint32_t> key;
    for (auto const k : w.households.key) key.push_back(static_cast<std::uint32_t>(k));
    std::vector<float> const shift{0.1F, 0.2F, 0.3F};
    dense::PlaceYears place{.income = small::bent_map,
                            .permanent = 0.7F,
                            .autoregressive = 0.5F,
                            .transitory = 0.4F,
                            .review = 0.2F,
                            .passing = 0.2F,
                            .rho = 0.6F,
                            .innovation = 0.8F,
                            .truth = 1.04F,
                            .sigma = 0.1F,
                            .years = 3,
                            .shift = shift.data()};
    std::vector<std::uint64_t> const hit_below{1ULL << 30, 0, 1ULL << 32};
    std::vector<float> const usual{0.01F, 0.0F, 0.02F};
    dense::ShockYears const shock{.loss = 0.2F,
                                  .deviation = 0.1F,
                                  .decay = 0.5F,
                                  .hits_sector = {-1, 0, -1, 0},
                                  .years = 3,
                                  .hit_below = hit_below.data(),
                                  .usual = usual.data()};
    dense::YearAddress const at{seed, 7, 1, 2022};
    std::vector<float> const bound{-1.0F, -1.1F, -1.2F, -0.9F};
    auto run = [&](Target target) {
        std::size_t const n = w.size();
        std::vector<float> incomes(6 * n);
        dense::LogIncomes const log{incomes.data(), incomes.data() + 3 * n, n};
        dense::walk_incomes[target](place, at,
                                    {key.data(), w.base.permanent.data(),
                                     w.base.autoregressive.data(), w.base.review.data(), n},
                                    log);
        std::vector<std::uint8_t> sector;
        for (auto const s : w.households.sector) sector.push_back(static_cast<std::uint8_t>(s));
        dense::take_losses[target](shock, at, key.data(), sector.data(), n, log);
        std::vector<std::uint32_t> near(n + 16);
        near.resize(dense::list_near[target](w.base.permanent.data(), nullptr, log, bound.data(), 3,
                                             n, 0, near.data()));
        return std::pair{incomes, near};
    };
    auto const [incomes, near] = run(Target::baseline);
    EXPECT_GT(near.size(), 50U);
    EXPECT_LT(near.size(), 450U);
    for (Target const target : targets) {
        if (!runs_here(target)) continue;
        EXPECT_EQ(run(target).first, incomes) << name_of(target);
        EXPECT_EQ(run(target).second, near) << name_of(target);
    }
}

TEST(Course, BeginsWithTheBaseReview) {
    World const w({500}, 1, rich_model(1));
    Course const course = w.run();
    ASSERT_EQ(course.reviews, 5U);
    for (std::size_t h = 0; h < w.size(); ++h) {
        EXPECT_EQ(course.deprivations_of(h)[0], w.base.deprivations[h]);
    }
}

TEST(Course, WithoutNoiseGrowsByTheGrowthAlone) {
    NatureModel model = small::model(4, 0.0);
    model.income[0].growth = {0.0, 0.05, 0.03, 0.0, -0.02};
    Course const course = World({3}, 1, model).run();
    double gamma = 0;
    for (std::size_t t = 1; t < 5; ++t) {
        gamma += std::log1p(model.income[0].growth[t]);
        EXPECT_NEAR(course.log_income_at(2, t), gamma, single);
    }
}

TEST(Course, OfPermanentScoresStaysWhereItIs) {
    NatureModel model = small::model(4, 0.5);
    model.scores.share_permanent = 0.8;
    model.scores.share_review = 0.2;
    model.scores.review_persistence = 1.0;
    World const w({500}, 1, model);
    Course const course = w.run();
    for (std::size_t h = 0; h < w.size(); ++h) {
        for (std::size_t t = 1; t < 5; ++t) {
            // scores and incomes are kept in single precision
            EXPECT_NEAR(w.log_income(course, h, t), w.log_income(course, h, 0), 1e-6);
        }
    }
}

TEST(Course, HasTheCorrelationsOfItsParts) {
    NatureModel model = small::model(2, 1.0);
    model.scores = {0.4, 0.3, 0.1, 0.2, 0.6, true, 0.5};
    World const w({200000}, 1, model);
    Course const course = w.run();
    Mean variance, one_year, two_years;
    for (std::size_t h = 0; h < w.size(); ++h) {
        double const x[] = {w.log_income(course, h, 0), w.log_income(course, h, 1),
                            w.log_income(course, h, 2)};
        variance.add((x[2] + 0.5) * (x[2] + 0.5));
        one_year.add((x[1] + 0.5) * (x[2] + 0.5));
        two_years.add((x[0] + 0.5) * (x[2] + 0.5));
    }
    EXPECT_LT(std::abs(variance.z(1.0)), worst_z);
    EXPECT_LT(std::abs(one_year.z(0.4 + 0.3 * 0.6 + 0.2 * 0.5)), worst_z);
    EXPECT_LT(std::abs(two_years.z(0.4 + 0.3 * 0.36 + 0.2 * 0.5)), worst_z);
}

TEST(Course, OfPermanentShocksKeepsTheMeanIncomeAndSpreadsByTheYear) {
    NatureModel model = small::model(4, 0.0);
    model.sigma_permanent = 0.2;
    World const w({200000}, 1, model);
    Course const course = w.run();
    for (std::size_t t = 1; t < 5; ++t) {
        Mean income, square;
        double const years = static_cast<double>(t);
        for (std::size_t h = 0; h < w.size(); ++h) {
            double const x = w.log_income(course, h, t);
            income.add(std::exp(x));
            square.add(std::pow(x + 0.02 * years, 2));
        }
        EXPECT_LT(std::abs(income.z(1.0)), worst_z) << t;
        EXPECT_LT(std::abs(square.z(0.04 * years)), worst_z) << t;
    }
}

TEST(Course, OfAConditionedPopulationDoesNotDrift) {
    NatureModel model = small::model(3, 0.45);
    model.scores = {0.6, 0.2, 0.1, 0.1, 0.5, true, 0.3};
    model.kappa_alpha = 0.5;
    model.indicators = {indicator(0, 0.2, 0.6, 0.3), indicator(3, 0.3, 0.3, 0.6),
                        indicator(5, 0.4, 0.4, 0.1)};
    model.indicators[2].needs = Member::child;
    model.income[0].anchored = true;
    model.counts = OfficialCounts{60, 240, 40.0, {0.3}, 0b101001, 2};
    World const w({3000}, 1, model);
    Nature const nature = w.nature();
    std::vector<Mean> listed(4), poor(4);
    for (std::uint32_t population = 0; population < 80; ++population) {
        auto const base = draw_base_population(w.households, w.places, w.model, seed, population);
        Course const course = nature.run(w.households, base, w.everybody(), seed, population);
        for (std::size_t t = 0; t < 4; ++t) {
            int below = 0, deprived = 0;
            for (std::size_t h = 0; h < w.size(); ++h) {
                double const x = t == 0 ? base.log_income[h] : double{course.log_income_at(h, t)};
                if (elementary::exp(x) > 0.3) continue;
                ++below;
                unsigned const bits = course.deprivations_of(h)[t];
                if (__builtin_popcount(bits) >= 2) ++deprived;
            }
            listed[t].add(below);
            poor[t].add(deprived);
        }
    }
    EXPECT_EQ(listed[0].value(), 300.0);
    EXPECT_EQ(poor[0].value(), 60.0);
    for (std::size_t t = 1; t < 4; ++t) {
        EXPECT_LT(std::abs(listed[t].z(300.0)), worst_z) << t << ": " << listed[t].value();
        EXPECT_LT(std::abs(poor[t].z(60.0)), worst_z) << t << ": " << poor[t].value();
    }
}

TEST(Course, FollowsDeprivationsOnlyWhereTheyCanMatter) {
    World const w({2000, 1000}, 1, rich_model(1, 2), 2);
    std::vector<double> line;
    for (std::size_t t = 0; t < 5; ++t) {
        line.push_back(-0.8);
        line.push_back(t == 4 ? -1.2 : -1.5);
    }
    Course const all = w.run();
    Course const some = w.nature().run(w.households, w.base, line, seed, 0);
    EXPECT_EQ(all.log_income, some.log_income);
    int followed = 0;
    for (std::size_t h = 0; h < w.size(); ++h) {
        ASSERT_TRUE(all.follows(h));
        auto const stratum = w.households.places[w.households.place[h]].stratum;
        bool near = false;
        for (std::size_t t = 0; t < 5; ++t) {
            double const bound = line[t * 2 + stratum];
            near =
                near || w.log_income(some, h, t) <= bound || w.true_log_income(some, h, t) <= bound;
        }
        ASSERT_EQ(some.follows(h), near);
        if (!near) continue;
        ++followed;
        for (std::size_t t = 0; t < 5; ++t) {
            ASSERT_EQ(some.deprivations_of(h)[t], all.deprivations_of(h)[t]);
        }
    }
    EXPECT_GT(followed, 100);
    EXPECT_LT(followed, 2500);
}

/// A step of the household's chain under holds on its entry probabilities.
Bits step_under(PerBit<double> const& holds, World const& w, Nature const& nature,
                LocalityShocks const& locality_shocks, std::size_t h, std::size_t t, Bits before,
                Stream const& stream) {
    auto chain = w.base.models[w.households.place[h]].deprivation.chain(double{w.base.factor[h]});
    for (std::size_t j = 0; j < max_indicators; ++j) {
        chain.entry[j] *= static_cast<float>(holds[j]);
    }
    return nature.step_deprivations(w.households, w.base, locality_shocks, h, t, before, chain,
                                    stream);
}

TEST(StepDeprivations, WithoutHoldsRepeatsTheCourse) {
    World const w({1000}, 1, rich_model(1));
    Nature const nature = w.nature();
    Course const course = w.run(7);
    LocalityShocks const& locality_shocks = course.locality_shocks;
    Stream const stream(seed, Module::nature, 7);
    for (std::size_t h = 0; h < w.size(); ++h) {
        auto const bits = course.deprivations_of(h);
        for (std::size_t t = 1; t < 5; ++t) {
            ASSERT_EQ(step_under(no_holds, w, nature, locality_shocks, h, t, bits[t - 1], stream),
                      bits[t]);
        }
    }
}

TEST(StepDeprivations, WithAHoldOfZeroNeverEnters) {
    NatureModel model = rich_model(1);
    model.shocks.clear();
    World const w({1000}, 1, model);
    Nature const nature = w.nature();
    LocalityShocks const locality_shocks = nature.locality_shocks(seed, 0);
    Stream const stream(seed, Module::nature, 0);
    PerBit<double> holds = no_holds;
    holds[1] = 0.0;
    int entered = 0;
    for (std::size_t h = 0; h < w.size(); ++h) {
        Bits const bits = step_under(holds, w, nature, locality_shocks, h, 1, 0, stream);
        Bits const free = step_under(no_holds, w, nature, locality_shocks, h, 1, 0, stream);
        EXPECT_EQ(bits, free & ~0b10);
        entered += free >> 1 & 1;
    }
    EXPECT_GT(entered, 10);
}

TEST(StepDeprivations, WithHoldsNeverLeavesAHouseholdWorse) {
    World const w({1000}, 1, rich_model(1));
    Nature const nature = w.nature();
    LocalityShocks const locality_shocks = nature.locality_shocks(seed, 0);
    Stream const stream(seed, Module::nature, 0);
    PerBit<double> holds = no_holds;
    holds[1] = 0.4;
    holds[9] = 0.7;
    for (std::size_t h = 0; h < w.size(); ++h) {
        for (Bits const before : {w.base.deprivations[h], Bits{0}}) {
            Bits const held = step_under(holds, w, nature, locality_shocks, h, 2, before, stream);
            Bits const free = step_under(no_holds, w, nature, locality_shocks, h, 2,
                                         w.base.deprivations[h], stream);
            EXPECT_EQ(held & ~free, 0);
        }
    }
}

}  // namespace
}  // namespace povex
