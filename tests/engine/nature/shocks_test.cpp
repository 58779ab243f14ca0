#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "engine/nature/nature.hpp"
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

TEST(Course, OfAnEventDecaysYearByYear) {
    NatureModel model = small::model(4, 0.0);
    model.shocks = {event(1.0, 0.32, 0.5, 2)};
    Course const course = World({2}, 1, model).run();
    std::vector<double> const expected{0.0, 0.0, -0.32, -0.16, -0.08};
    for (std::size_t t = 1; t < 5; ++t) {
        EXPECT_NEAR(course.log_income_at(1, t), expected[t], single);
    }
}

TEST(Course, OfAnEventHitsInProportionToItsProbability) {
    NatureModel model = small::model(4, 0.0);
    model.shocks = {event(0.3, 0.32, 0.5)};
    World const w({100000}, 1, model);
    Course const course = w.run();
    Mean hit;
    for (std::size_t h = 0; h < w.size(); ++h) hit.add(w.log_income(course, h, 1) < 0 ? 1 : 0);
    EXPECT_LT(std::abs(hit.z(0.3)), worst_z);
}

TEST(Course, OfAnEventWithSpreadLosesTheMeanOfItsPositivePart) {
    NatureModel model = small::model(4, 0.0);
    model.shocks = {event(1.0, 0.1, 0.0)};
    model.shocks[0].loss_deviation = 0.2;
    World const w({100000}, 1, model);
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
    NatureModel model = rich_model(1);
    World const with({500}, 1, model);
    model.shocks.erase(model.shocks.begin());
    World const without({500}, 1, model);
    Course const off =
        with.nature({false, true}).run(with.households, with.base, with.everybody(), seed, 0);
    EXPECT_EQ(off.log_income, without.run().log_income);
    EXPECT_EQ(off.deprivations, without.run().deprivations);
    EXPECT_NE(with.run().log_income, off.log_income);
}

TEST(Course, OfAnEventLeavesOtherSectorsAlone) {
    NatureModel model = small::model(4, 0.0);
    model.shocks = {event(1.0, 0.32, 0.0)};
    model.shocks[0].hits_sector = {false, true, false, false};
    World const w({200}, 1, model);
    Course const course = w.run();
    for (std::size_t h = 0; h < w.size(); ++h) {
        bool const farm = w.households.sector[h] == Sector::farm;
        EXPECT_NEAR(w.log_income(course, h, 1), farm ? -0.32 : 0.0, single);
    }
}

TEST(Course, OfAnEventHitsEachLocalityByItsOwnProbability) {
    NatureModel model = small::model(4, 0.0);
    model.shocks = {event(0.0, 0.32, 0.0)};
    model.shocks[0].probability = {0.0, 1.0};
    World const w({50, 50}, 2, model);
    Course const course = w.run();
    EXPECT_EQ(course.log_income_at(10, 1), 0.0);
    EXPECT_NEAR(course.log_income_at(60, 1), -0.32, single);
}

TEST(Course, OfARecurringShockHasNoDriftOfTheMean) {
    NatureModel model = small::model(4, 0.0);
    Shock illness = event(0.2, 0.25, 0.6);
    illness.recurring = true;
    illness.happens.assign(5, true);
    illness.loss_deviation = 0.15;
    model.shocks = {illness};
    World const w({200000}, 1, model);
    Course const course = w.run();
    for (std::size_t t = 1; t < 5; ++t) {
        Mean x;
        for (std::size_t h = 0; h < w.size(); ++h) x.add(w.log_income(course, h, t));
        EXPECT_LT(std::abs(x.z(0.0)), worst_z) << t;
        EXPECT_GT(x.error(), 0.0);
    }
}

TEST(Course, OfAnEventSetsDeprivationsOfThoseItHits) {
    NatureModel model = small::model(4, 0.0);
    model.indicators = {indicator(1, 0.0, 0.0, 0.0), indicator(6, 0.0, 0.0, 0.0)};
    model.indicators[1].needs = Member::child;
    model.shocks = {event(0.5, 0.32, 0.0)};
    model.shocks[0].deprives.assign(max_indicators, 0.0);
    model.shocks[0].deprives[1] = model.shocks[0].deprives[6] = 1.0;
    World const w({400}, 1, model);
    Course const course = w.run();
    for (std::size_t h = 0; h < w.size(); ++h) {
        bool const hit = w.log_income(course, h, 1) < 0.0;
        bool const child = w.households.children[h] > 0;
        EXPECT_EQ(course.deprivations_of(h)[1], hit ? (child ? 0b1000010 : 0b10) : 0);
        EXPECT_EQ(course.deprivations_of(h)[0], 0);
    }
}

TEST(LocalityShocks, AreTheProbabilityItselfWithoutACommonPart) {
    World const w({30, 20}, 2, rich_model(2));
    LocalityShocks const locality_shocks = w.nature().locality_shocks(seed, 0);
    for (std::size_t t = 0; t < 5; ++t) {
        for (std::size_t l = 0; l < 2; ++l) {
            EXPECT_EQ(locality_shocks.at(0, t, l), t == 2 ? 0.4 : 0.0);  // the storm, in its year
            EXPECT_EQ(locality_shocks.at(1, t, l), t > 0 ? 0.1 : 0.0);
        }
    }
}

// Given the common part C the probability is Phi((Phi^-1(p) - sqrt(r) C) / sqrt(1 - r)).
TEST(LocalityShocks, HaveTheirMeanAndSpreadOverReplicatesAndLocalities) {
    NatureModel model = rich_model(2);
    model.shocks[1].common = 0.3;
    model.shocks[1].probability = {0.1, 0.25};
    World const w({30, 20}, 2, model);
    Nature const nature = w.nature();
    Mean first, second, latent, squared, product;
    for (std::uint32_t replicate = 0; replicate < 20000; ++replicate) {
        LocalityShocks const locality_shocks = nature.locality_shocks(seed, replicate);
        auto common = [&](std::size_t l) {
            double const q = elementary::normal_quantile(locality_shocks.at(1, 3, l));
            double const p = model.shocks[1].probability[l];
            return (elementary::normal_quantile(p) - q * std::sqrt(0.7)) / std::sqrt(0.3);
        };
        first.add(locality_shocks.at(1, 3, 0));
        second.add(locality_shocks.at(1, 3, 1));
        latent.add(common(0));
        squared.add(common(0) * common(0));
        product.add(common(0) * common(1));
        ASSERT_EQ(locality_shocks.at(0, 2, 1), 0.4);  // the storm has no common part
    }
    EXPECT_LT(std::abs(first.z(0.1)), worst_z);
    EXPECT_LT(std::abs(second.z(0.25)), worst_z);
    EXPECT_LT(std::abs(latent.z(0.0)), worst_z);
    EXPECT_LT(std::abs(squared.z(1.0)), worst_z);
    EXPECT_LT(std::abs(product.z(0.0)), worst_z);
}

TEST(Course, HitsTheHouseholdsOfALocalityByItsLocalityShocks) {
    NatureModel model = small::model(4, 0.0);
    model.shocks = {event(0.3, 0.32, 0.0)};
    model.shocks[0].common = 0.5;
    World const w({20000}, 1, model);
    for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
        Course const course = w.run(replicate);
        Mean hit;
        for (std::size_t h = 0; h < w.size(); ++h) hit.add(w.log_income(course, h, 1) < 0 ? 1 : 0);
        EXPECT_LT(std::abs(hit.z(course.locality_shocks.at(0, 1, 0))), worst_z) << replicate;
    }
}

TEST(Course, OfARecurringCommonShockHasNoDriftOfTheMeanOverReplicates) {
    NatureModel model = small::model(4, 0.0);
    Shock flood = event(0.2, 0.25, 0.6);
    flood.recurring = true;
    flood.happens.assign(5, true);
    flood.common = 0.4;
    model.shocks = {flood};
    World const w({200}, 1, model);
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

}  // namespace
}  // namespace povex
