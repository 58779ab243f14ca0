#include "engine/nature/course.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "engine/nature/dense_course.hpp"
#include "engine/random/purpose.hpp"
#include "tests/engine/nature/small_nature.hpp"

namespace povex {
namespace {

using small::indicator;
using small::Mean;
using small::worst_z;

constexpr std::uint64_t seed = 20240607;
constexpr double single = 1e-7;  ///< what single precision leaves of a log income below 1
constexpr double infinity = std::numeric_limits<double>::infinity();

/// A register, its law and a base population; `nature` runs it.
struct World {
    Places places;
    Register households;
    NatureLaw law;
    BasePopulation base;

    World(std::vector<double> by_place, std::size_t localities, NatureLaw given,
          std::size_t strata = 1)
        : places(small::places(localities, strata)), law(std::move(given)) {
        RegisterPlan plan = small::plan(std::move(by_place));
        for (std::size_t area = 0; area < strata; ++area) {
            plan.compositions.push_back({area, 2, 1, 1, 0, 0, 0.5});
            plan.compositions.push_back({area, 2, 0, 2, 0, 0, 0.5});
        }
        plan.sector_share.assign(strata, {0.5, 0.5, 0.0, 0.0});
        households = make_register(places, plan, seed);
        base = draw_base_population(households, places, law, seed, 0);
    }

    [[nodiscard]] std::size_t size() const { return households.households(); }
    [[nodiscard]] Nature nature(std::vector<bool> event = {}) const {
        event.resize(law.shocks.size(), true);
        return Nature(law, places, event);
    }
    [[nodiscard]] std::vector<double> everybody() const {
        return std::vector<double>(law.years.reviews() * places.strata.size(), infinity);
    }
    /// Measured log income, of the base year too.
    [[nodiscard]] double log_income(Course const& course, std::size_t h, std::size_t t) const {
        return t == 0 ? base.log_income[h] : double{course.log_income_at(h, t)};
    }
    [[nodiscard]] double true_log_income(Course const& course, std::size_t h, std::size_t t) const {
        return double{t == 0 ? base.true_log_income[h] : course.true_log_income_at(h, t)};
    }
    [[nodiscard]] Course run(std::uint32_t replicate = 0) const {
        return nature().run(households, base, everybody(), seed, replicate);
    }
};

/// Every part of the score, permanent shocks, three indicators, an event and a recurring shock.
NatureLaw rich_law(std::size_t localities, std::size_t strata = 1) {
    NatureLaw law = small::law(4, 0.5, strata);
    for (auto& income : law.income) income.growth = {0.0, 0.05, 0.03, 0.0, 0.02};
    law.scores = {0.5, 0.3, 0.15, 0.05, 0.6, true, 0.4};
    law.sigma_permanent = 0.05;
    law.kappa_alpha = 0.4;
    law.indicators = {indicator(1, 0.2, 0.5, 0.3, strata), indicator(4, 0.1, 0.3, 0.5, strata),
                      indicator(9, 0.3, 0.0, 0.2, strata)};
    law.indicators[1].needs = Member::child;
    Shock storm;
    storm.label = small::named("storm", 1);
    storm.happens = {false, false, true, false, false};
    storm.probability.assign(localities, 0.4);
    storm.loss = 0.3;
    storm.loss_deviation = 0.2;
    storm.decay = 0.5;
    storm.deprives.assign(max_indicators, 0.0);
    storm.deprives[1] = 0.5;
    Shock illness = storm;
    illness.label = small::named("illness", 2);
    illness.recurring = true;
    illness.happens.assign(5, true);
    illness.probability.assign(localities, 0.1);
    illness.deprives.clear();
    law.shocks = {storm, illness};
    return law;
}

Shock event(double probability, double loss, double decay, std::size_t year = 1) {
    Shock shock;
    shock.label = small::named("event", 1);
    shock.happens.assign(5, false);
    shock.happens[year] = true;
    shock.probability = {probability};
    shock.loss = loss;
    shock.decay = decay;
    return shock;
}

TEST(Course, IsTheSameAgainInAnotherOrder) {
    World const w({300, 200}, 2, rich_law(2));
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
    World const few({300, 200}, 2, rich_law(2));
    World const many({300, 200, 400}, 3, rich_law(3));
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

    Recomputed(World const& w, Weather const& weather, std::size_t h, std::uint32_t replicate) {
        Stream const stream(seed, Module::nature, replicate);
        NatureLaw const& law = w.law;
        ScoreLaw const& s = law.scores;
        auto const place = w.households.places[w.households.place[h]];
        IncomeLaw const& x = w.base.laws[w.households.place[h]].income;
        auto normal = [](std::uint32_t word) {
            return elementary::normal_quantile((word + 0.5) * 0x1p-32);
        };
        double z = double{w.base.autoregressive[h]};
        double gamma = 0.0, zeta = 0.0;
        std::vector<double> stock(law.shocks.size()), expected(law.shocks.size());
        for (std::size_t t = 1; t < law.years.reviews(); ++t) {
            auto const year = static_cast<std::uint16_t>(law.years.calendar(t));
            auto const key = w.households.key[h];
            auto const word = stream.block(key, year, purpose(Use::score_step)).word;
            z = s.rho * z + std::sqrt(1 - s.rho * s.rho) * normal(word[0]);
            double const lasting = std::sqrt(s.review_persistence) * double{w.base.review[h]};
            double const passing = std::sqrt(1 - s.review_persistence) * normal(word[2]);
            double const q = std::sqrt(s.share_permanent) * double{w.base.permanent[h]} +
                             std::sqrt(s.share_autoregressive) * z +
                             std::sqrt(s.share_transitory) * normal(word[1]);
            double const sigma = law.sigma_permanent;
            zeta += sigma * normal(word[3]) - sigma * sigma / 2;
            gamma += std::log1p(law.income[place.stratum].growth[t]);
            double lost = 0.0;
            for (std::size_t k = 0; k < law.shocks.size(); ++k) {
                Shock const& shock = law.shocks[k];
                auto const hit = stream.block(key, year, purpose(Use::shock, shock.label.key)).word;
                double const loss = shock.loss + shock.loss_deviation * normal(hit[1]);
                bool const is_hit = hit[0] * 0x1p-32 < weather.at(k, t, place.locality);
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
    NatureLaw law = rich_law(2);
    law.income[0].anchored = true;
    law.income[0].anchors = {{0.2, 0.05}, {0.45, 0.2}};
    law.shocks[1].common = 0.3;
    World const w({5000, 203}, 2, law);  // no multiple of the lanes of any processor
    Course const course = w.run(5);
    int hits = 0;
    for (std::size_t h = 0; h < w.size(); ++h) {
        Recomputed const exact(w, course.weather, h, 5);
        for (std::size_t t = 1; t < 5; ++t) {
            ASSERT_NEAR(w.log_income(course, h, t), exact.measured[t - 1], 3e-6) << h << " " << t;
            ASSERT_NEAR(w.true_log_income(course, h, t), exact.truth[t - 1], 3e-6);
        }
        hits += exact.measured[1] < exact.measured[0] ? 1 : 0;
    }
    EXPECT_GT(hits, 500);
}

TEST(Course, IsTheSameOnEveryProcessor) {
    World const w({300, 203}, 2, rich_law(2));
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
    World const w({500}, 1, rich_law(1));
    Course const course = w.run();
    ASSERT_EQ(course.reviews, 5U);
    for (std::size_t h = 0; h < w.size(); ++h) {
        EXPECT_EQ(course.deprivations_of(h)[0], w.base.deprivations[h]);
    }
}

TEST(Course, WithoutNoiseGrowsByTheGrowthAlone) {
    NatureLaw law = small::law(4, 0.0);
    law.income[0].growth = {0.0, 0.05, 0.03, 0.0, -0.02};
    Course const course = World({3}, 1, law).run();
    double gamma = 0;
    for (std::size_t t = 1; t < 5; ++t) {
        gamma += std::log1p(law.income[0].growth[t]);
        EXPECT_NEAR(course.log_income_at(2, t), gamma, single);
    }
}

TEST(Course, OfPermanentScoresStaysWhereItIs) {
    NatureLaw law = small::law(4, 0.5);
    law.scores.share_permanent = 0.8;
    law.scores.share_review = 0.2;
    law.scores.review_persistence = 1.0;
    World const w({500}, 1, law);
    Course const course = w.run();
    for (std::size_t h = 0; h < w.size(); ++h) {
        for (std::size_t t = 1; t < 5; ++t) {
            // scores and incomes are kept in single precision
            EXPECT_NEAR(w.log_income(course, h, t), w.log_income(course, h, 0), 1e-6);
        }
    }
}

TEST(Course, HasTheCorrelationsOfItsParts) {
    NatureLaw law = small::law(2, 1.0);
    law.scores = {0.4, 0.3, 0.1, 0.2, 0.6, true, 0.5};
    World const w({200000}, 1, law);
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
    NatureLaw law = small::law(4, 0.0);
    law.sigma_permanent = 0.2;
    World const w({200000}, 1, law);
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
    NatureLaw law = small::law(3, 0.45);
    law.scores = {0.6, 0.2, 0.1, 0.1, 0.5, true, 0.3};
    law.kappa_alpha = 0.5;
    law.indicators = {indicator(0, 0.2, 0.6, 0.3), indicator(3, 0.3, 0.3, 0.6),
                      indicator(5, 0.4, 0.4, 0.1)};
    law.indicators[2].needs = Member::child;
    law.income[0].anchored = true;
    law.counts = OfficialCounts{60, 240, 40.0, {0.3}, 0b101001, 2};
    World const w({3000}, 1, law);
    Nature const nature = w.nature();
    std::vector<Mean> listed(4), poor(4);
    for (std::uint32_t population = 0; population < 80; ++population) {
        auto const base = draw_base_population(w.households, w.places, w.law, seed, population);
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

TEST(Course, OfAnEventDecaysYearByYear) {
    NatureLaw law = small::law(4, 0.0);
    law.shocks = {event(1.0, 0.32, 0.5, 2)};
    Course const course = World({2}, 1, law).run();
    std::vector<double> const expected{0.0, 0.0, -0.32, -0.16, -0.08};
    for (std::size_t t = 1; t < 5; ++t) {
        EXPECT_NEAR(course.log_income_at(1, t), expected[t], single);
    }
}

TEST(Course, OfAnEventHitsInProportionToItsProbability) {
    NatureLaw law = small::law(4, 0.0);
    law.shocks = {event(0.3, 0.32, 0.5)};
    World const w({100000}, 1, law);
    Course const course = w.run();
    Mean hit;
    for (std::size_t h = 0; h < w.size(); ++h) hit.add(w.log_income(course, h, 1) < 0 ? 1 : 0);
    EXPECT_LT(std::abs(hit.z(0.3)), worst_z);
}

TEST(Course, OfAnEventWithSpreadLosesTheMeanOfItsPositivePart) {
    NatureLaw law = small::law(4, 0.0);
    law.shocks = {event(1.0, 0.1, 0.0)};
    law.shocks[0].loss_deviation = 0.2;
    World const w({100000}, 1, law);
    Course const course = w.run();
    Mean loss;
    for (std::size_t h = 0; h < w.size(); ++h) {
        ASSERT_LE(w.log_income(course, h, 1), 0.0);  // a shock is never a gain
        loss.add(-w.log_income(course, h, 1));
    }
    double const z = 0.1 / 0.2;
    double const density = std::exp(-0.5 * z * z) / std::sqrt(2 * M_PI);
    EXPECT_LT(std::abs(loss.z(0.1 * 0.5 * std::erfc(-z / std::sqrt(2.0)) + 0.2 * density)),
              worst_z);
}

TEST(Course, OfAnEventOutsideTheVariantIsWithoutIt) {
    NatureLaw law = rich_law(1);
    World const with({500}, 1, law);
    law.shocks.erase(law.shocks.begin());
    World const without({500}, 1, law);
    Course const off =
        with.nature({false, true}).run(with.households, with.base, with.everybody(), seed, 0);
    EXPECT_EQ(off.log_income, without.run().log_income);
    EXPECT_EQ(off.deprivations, without.run().deprivations);
    EXPECT_NE(with.run().log_income, off.log_income);
}

TEST(Course, OfAnEventLeavesOtherSectorsAlone) {
    NatureLaw law = small::law(4, 0.0);
    law.shocks = {event(1.0, 0.32, 0.0)};
    law.shocks[0].hits_sector = {false, true, false, false};
    World const w({200}, 1, law);
    Course const course = w.run();
    for (std::size_t h = 0; h < w.size(); ++h) {
        bool const farm = w.households.sector[h] == Sector::farm;
        EXPECT_NEAR(w.log_income(course, h, 1), farm ? -0.32 : 0.0, single);
    }
}

TEST(Course, OfAnEventHitsEachLocalityByItsOwnProbability) {
    NatureLaw law = small::law(4, 0.0);
    law.shocks = {event(0.0, 0.32, 0.0)};
    law.shocks[0].probability = {0.0, 1.0};
    World const w({50, 50}, 2, law);
    Course const course = w.run();
    EXPECT_EQ(course.log_income_at(10, 1), 0.0);
    EXPECT_NEAR(course.log_income_at(60, 1), -0.32, single);
}

TEST(Course, OfARecurringShockHasNoDriftOfTheMean) {
    NatureLaw law = small::law(4, 0.0);
    Shock illness = event(0.2, 0.25, 0.6);
    illness.recurring = true;
    illness.happens.assign(5, true);
    illness.loss_deviation = 0.15;
    law.shocks = {illness};
    World const w({200000}, 1, law);
    Course const course = w.run();
    for (std::size_t t = 1; t < 5; ++t) {
        Mean x;
        for (std::size_t h = 0; h < w.size(); ++h) x.add(w.log_income(course, h, t));
        EXPECT_LT(std::abs(x.z(0.0)), worst_z) << t;
        EXPECT_GT(x.error(), 0.0);
    }
}

TEST(Course, OfAnEventSetsDeprivationsOfThoseItHits) {
    NatureLaw law = small::law(4, 0.0);
    law.indicators = {indicator(1, 0.0, 0.0, 0.0), indicator(6, 0.0, 0.0, 0.0)};
    law.indicators[1].needs = Member::child;
    law.shocks = {event(0.5, 0.32, 0.0)};
    law.shocks[0].deprives.assign(max_indicators, 0.0);
    law.shocks[0].deprives[1] = law.shocks[0].deprives[6] = 1.0;
    World const w({400}, 1, law);
    Course const course = w.run();
    for (std::size_t h = 0; h < w.size(); ++h) {
        bool const hit = w.log_income(course, h, 1) < 0.0;
        bool const child = w.households.children[h] > 0;
        EXPECT_EQ(course.deprivations_of(h)[1], hit ? (child ? 0b1000010 : 0b10) : 0);
        EXPECT_EQ(course.deprivations_of(h)[0], 0);
    }
}

TEST(Weather, IsTheProbabilityItselfWithoutACommonPart) {
    World const w({30, 20}, 2, rich_law(2));
    Weather const weather = w.nature().weather(seed, 0);
    for (std::size_t t = 0; t < 5; ++t) {
        for (std::size_t l = 0; l < 2; ++l) {
            EXPECT_EQ(weather.at(0, t, l), t == 2 ? 0.4 : 0.0);  // the storm, in its year
            EXPECT_EQ(weather.at(1, t, l), t > 0 ? 0.1 : 0.0);
        }
    }
}

// Given the common part C the probability is Phi((Phi^-1(p) - sqrt(r) C) / sqrt(1 - r)).
TEST(Weather, HasItsMeanAndSpreadOverTheReplicatesAndLocalitiesOfTheirOwn) {
    NatureLaw law = rich_law(2);
    law.shocks[1].common = 0.3;
    law.shocks[1].probability = {0.1, 0.25};
    World const w({30, 20}, 2, law);
    Nature const nature = w.nature();
    Mean first, second, latent, squared, product;
    for (std::uint32_t replicate = 0; replicate < 20000; ++replicate) {
        Weather const weather = nature.weather(seed, replicate);
        auto common = [&](std::size_t l) {
            double const q = elementary::normal_quantile(weather.at(1, 3, l));
            double const p = law.shocks[1].probability[l];
            return (elementary::normal_quantile(p) - q * std::sqrt(0.7)) / std::sqrt(0.3);
        };
        first.add(weather.at(1, 3, 0));
        second.add(weather.at(1, 3, 1));
        latent.add(common(0));
        squared.add(common(0) * common(0));
        product.add(common(0) * common(1));
        ASSERT_EQ(weather.at(0, 2, 1), 0.4);  // the storm has no common part
    }
    EXPECT_LT(std::abs(first.z(0.1)), worst_z);
    EXPECT_LT(std::abs(second.z(0.25)), worst_z);
    EXPECT_LT(std::abs(latent.z(0.0)), worst_z);
    EXPECT_LT(std::abs(squared.z(1.0)), worst_z);
    EXPECT_LT(std::abs(product.z(0.0)), worst_z);
}

TEST(Course, OfACommonShockHitsTheHouseholdsOfALocalityByItsWeather) {
    NatureLaw law = small::law(4, 0.0);
    law.shocks = {event(0.3, 0.32, 0.0)};
    law.shocks[0].common = 0.5;
    World const w({20000}, 1, law);
    for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
        Course const course = w.run(replicate);
        Mean hit;
        for (std::size_t h = 0; h < w.size(); ++h) hit.add(w.log_income(course, h, 1) < 0 ? 1 : 0);
        EXPECT_LT(std::abs(hit.z(course.weather.at(0, 1, 0))), worst_z) << replicate;
    }
}

TEST(Course, OfARecurringCommonShockHasNoDriftOfTheMeanOverReplicates) {
    NatureLaw law = small::law(4, 0.0);
    Shock flood = event(0.2, 0.25, 0.6);
    flood.recurring = true;
    flood.happens.assign(5, true);
    flood.common = 0.4;
    law.shocks = {flood};
    World const w({200}, 1, law);
    std::vector<Mean> x(5);
    for (std::uint32_t replicate = 0; replicate < 2000; ++replicate) {
        Course const course = w.run(replicate);
        for (std::size_t t = 1; t < 5; ++t) {
            double sum = 0;
            for (std::size_t h = 0; h < w.size(); ++h) sum += w.log_income(course, h, t);
            x[t].add(sum / 200);
        }
    }
    for (std::size_t t = 1; t < 5; ++t) EXPECT_LT(std::abs(x[t].z(0.0)), worst_z) << t;
}

TEST(Course, FollowsDeprivationsOnlyWhereTheyCanMatter) {
    World const w({2000, 1000}, 1, rich_law(1, 2), 2);
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
                Weather const& weather, std::size_t h, std::size_t t, Bits before,
                Stream const& stream) {
    auto chain = w.base.laws[w.households.place[h]].deprivation.chain(double{w.base.factor[h]});
    for (std::size_t j = 0; j < max_indicators; ++j) {
        chain.entry[j] *= static_cast<float>(holds[j]);
    }
    return nature.step_deprivations(w.households, w.base, weather, h, t, before, chain, stream);
}

TEST(StepDeprivations, WithoutHoldsRepeatsTheCourse) {
    World const w({1000}, 1, rich_law(1));
    Nature const nature = w.nature();
    Course const course = w.run(7);
    Weather const& weather = course.weather;
    Stream const stream(seed, Module::nature, 7);
    for (std::size_t h = 0; h < w.size(); ++h) {
        auto const bits = course.deprivations_of(h);
        for (std::size_t t = 1; t < 5; ++t) {
            ASSERT_EQ(step_under(no_holds, w, nature, weather, h, t, bits[t - 1], stream), bits[t]);
        }
    }
}

TEST(StepDeprivations, WithAHoldOfZeroNeverEnters) {
    NatureLaw law = rich_law(1);
    law.shocks.clear();
    World const w({1000}, 1, law);
    Nature const nature = w.nature();
    Weather const weather = nature.weather(seed, 0);
    Stream const stream(seed, Module::nature, 0);
    PerBit<double> holds = no_holds;
    holds[1] = 0.0;
    int entered = 0;
    for (std::size_t h = 0; h < w.size(); ++h) {
        Bits const bits = step_under(holds, w, nature, weather, h, 1, 0, stream);
        Bits const free = step_under(no_holds, w, nature, weather, h, 1, 0, stream);
        EXPECT_EQ(bits, free & ~0b10);
        entered += free >> 1 & 1;
    }
    EXPECT_GT(entered, 10);
}

TEST(StepDeprivations, WithHoldsNeverLeavesAHouseholdWorse) {
    World const w({1000}, 1, rich_law(1));
    Nature const nature = w.nature();
    Weather const weather = nature.weather(seed, 0);
    Stream const stream(seed, Module::nature, 0);
    PerBit<double> holds = no_holds;
    holds[1] = 0.4;
    holds[9] = 0.7;
    for (std::size_t h = 0; h < w.size(); ++h) {
        for (Bits const before : {w.base.deprivations[h], Bits{0}}) {
            Bits const held = step_under(holds, w, nature, weather, h, 2, before, stream);
            Bits const free =
                step_under(no_holds, w, nature, weather, h, 2, w.base.deprivations[h], stream);
            EXPECT_EQ(held & ~free, 0);
        }
    }
}

}  // namespace
}  // namespace povex
