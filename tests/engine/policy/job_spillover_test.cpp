#include "engine/policy/job_spillover.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/policy/simulate_policy.hpp"
#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

using small::programme;
using small::scenario;
using small::Village;
using testing::Each;
using testing::ElementsAre;

constexpr double close = 2e-7;  // incomes are in single precision

/// Everybody who has left the list for two reviews opens jobs, so many that nobody poor goes
/// without; a job pays a quarter of the line.
Scenario breeders(std::vector<Programme> programmes = {}) {
    Scenario made = scenario(std::move(programmes));
    made.spillover.jobs = 100.0;
    made.spillover.unaided = 1.0;
    made.spillover.wage = 0.25 * Village::unit;
    made.spillover.programmes.assign(made.programmes.size(), false);
    return made;
}

std::vector<std::int64_t> counted(Village const& v, Projection const& p, JobAccount account) {
    std::vector<std::int64_t> made;
    for (std::size_t t = 1; t < v.reviews(); ++t) {
        made.push_back(p.ledger.jobs().at(static_cast<std::size_t>(account), t, 0));
    }
    return made;
}
std::vector<std::int64_t> producers(Village const& v, Projection const& p) {
    return counted(v, p, JobAccount::producers);
}
std::vector<std::int64_t> filled(Village const& v, Projection const& p) {
    return counted(v, p, JobAccount::jobs_filled);
}

/// Household 0 was poor and earns twice the line since; household 1 is poor and stays so.
class Neighbours : public Village {
public:
    explicit Neighbours(std::uint8_t persons = 1) : Village(2, 5, persons) {
        income[0][0] = 0.9;
        std::fill(income[1].begin(), income[1].end(), 0.5);
    }
};

TEST(JobSpillover, WhoLeftTheListOpensJobsAfterTheLag) {
    Neighbours v;
    auto const p = v.project(breeders());
    // off the list at the reviews 1 and 2
    EXPECT_THAT(producers(v, p), ElementsAre(0, 0, 1, 1, 1));
    EXPECT_THAT(filled(v, p), ElementsAre(0, 0, 1, 1, 1));
    EXPECT_THAT(p.affected.household, ElementsAre(1));
    EXPECT_THAT(p.ledger.enrolled().values(), Each(0));
    EXPECT_THAT(p.ledger.spending().values(), Each(0));
}

TEST(JobSpillover, LagCountsReviews) {
    for (int const lag : {1, 3, 4}) {
        Neighbours v;
        auto s = breeders();
        s.spillover.lag = lag;
        auto const found = producers(v, v.project(s));
        for (int t = 1; t <= 5; ++t) {
            EXPECT_EQ(found[static_cast<std::size_t>(t - 1)], t > lag ? 1 : 0) << lag << ' ' << t;
        }
    }
}

TEST(JobSpillover, AWageIsSharedByTheHousehold) {
    for (std::uint8_t const persons : {std::uint8_t{1}, std::uint8_t{4}}) {
        Neighbours v(persons);
        auto const p = v.project(breeders());
        for (std::size_t t = 0; t < 6; ++t) {
            double const wage = t < 3 ? 0.0 : 0.25 / persons;
            EXPECT_NEAR(v.income_of(p, 1, t), 0.5 + wage, close) << t;
        }
    }
}

TEST(JobSpillover, AJobCanLiftOverTheLine) {
    Neighbours v;
    auto s = breeders();
    s.spillover.wage = 0.6 * Village::unit;
    auto const p = v.project(s);
    // off the list in the year of the job, which ends with it; back on the list, hired again
    EXPECT_THAT(filled(v, p), ElementsAre(0, 0, 1, 0, 1));
    EXPECT_EQ(v.status_in(p, 1, 3), Status::other);
    EXPECT_EQ(v.status_in(p, 1, 4), Status::poor);
}

TEST(JobSpillover, AJobLastsItsDuration) {
    Neighbours v;
    auto s = breeders();
    s.spillover.duration = 2;
    auto const p = v.project(s);
    // who has a job takes no other, though still poor
    EXPECT_THAT(filled(v, p), ElementsAre(0, 0, 1, 0, 1));
    for (std::size_t const t : {3U, 4U, 5U}) EXPECT_NEAR(v.income_of(p, 1, t), 0.75, close);
}

TEST(JobSpillover, NeedsAnIncomeAboveTheMedianMovedOnByGrowth) {
    auto const found = [](double income, double growth) {
        Neighbours v;
        v.standard.line[0].assign(v.reviews(), 0.8 * Village::unit);
        v.model.income[0].growth.assign(v.reviews(), growth);
        v.income[0] = {0.7, income, income, income, income, income};
        return producers(v, v.project(breeders()));
    };
    EXPECT_THAT(found(1.0, 0.0), Each(0));  // at the median
    EXPECT_THAT(found(1.0 + 1e-6, 0.0), ElementsAre(0, 0, 1, 1, 1));
    // the median is 1.1, 1.21, 1.331, ... from the year 1 on; that of the year before counts
    EXPECT_THAT(found(1.33, 0.1), ElementsAre(0, 0, 1, 0, 0));
    EXPECT_THAT(found(1.34, 0.1), ElementsAre(0, 0, 1, 1, 0));
}

TEST(JobSpillover, DoesNotLookAhead) {
    Neighbours v;
    v.income[0] = {0.9, 2.0, 2.0, 0.5, 2.0, 2.0};
    // a producer in the year in which it falls, and again two reviews later at the earliest
    EXPECT_THAT(producers(v, v.project(breeders())), ElementsAre(0, 0, 1, 0, 0));
}

TEST(JobSpillover, WhoWasNeverListedNeedsAProgramme) {
    Neighbours v;
    v.income[0][0] = 2.0;
    EXPECT_THAT(producers(v, v.project(breeders())), Each(0));
    Programme livestock = programme(1);
    livestock.eligibility.status = {true, false, false, false};
    auto s = breeders({livestock});
    EXPECT_THAT(producers(v, v.project(s)), Each(0));
    s.spillover.programmes = {true};
    s.spillover.unaided = 0.0;
    // enrolled in year 1, known of in year 2, off the list since the reviews 0 and 1
    EXPECT_THAT(producers(v, v.project(s)), ElementsAre(0, 1, 1, 1, 1));
    s.programmes[0].effect.success = 0.0;
    EXPECT_THAT(producers(v, v.project(s)), Each(0));
}

TEST(JobSpillover, OnlyNamedProgrammesMakeProducers) {
    Neighbours v;
    auto s = breeders({programme(1), programme(2)});  // both enrol whoever is poor
    s.runs = {true, false};
    s.spillover.unaided = 0.0;
    s.spillover.programmes = {false, true};
    EXPECT_THAT(producers(v, v.project(s)), Each(0));
    s.spillover.programmes = {true, false};
    EXPECT_THAT(producers(v, v.project(s)), ElementsAre(0, 0, 1, 1, 1));
}

/// A storm of year 4 destroys what a programme gave, while another spares a part of the losses.
TEST(JobSpillover, WhatAHitDestroysMakesNoProducer) {
    Neighbours v;
    v.income[0][0] = 2.0;
    Shock storm;
    storm.label = small::named("storm", 1);
    storm.happens = {false, false, false, false, true, false};
    storm.probability = {1.0};
    storm.loss = 0.1;
    v.model.shocks = {storm};
    Programme livestock = programme(1);
    livestock.eligibility.status = {true, false, false, false};
    livestock.effect.lost_to = {1.0};
    Programme insurance = programme(2);
    insurance.effect.protects = {0.5};
    auto s = breeders({livestock, insurance});
    s.spillover.programmes = {true, false};
    s.spillover.unaided = 0.0;
    EXPECT_THAT(producers(v, v.project(s)), ElementsAre(0, 1, 1, 0, 0));
    // who is hired when the storm has passed over is spared nothing
    s.programmes[1].eligibility.in_locality = {false};
    s.programmes[0].effect.lost_to.clear();
    auto const p = v.project(s);
    EXPECT_NEAR(v.income_of(p, 1, 4), 0.75, close);
}

TEST(JobSpillover, TheUnaidedLotIsDrawnOnce) {
    constexpr std::size_t size = 4000;
    Village v(size, 6);
    for (auto& path : v.income) path[0] = 0.9;
    auto s = breeders();
    s.spillover.unaided = 0.3;
    auto const found = producers(v, v.project(s));
    double const error = std::sqrt(0.3 * 0.7 * size);
    EXPECT_NEAR(static_cast<double>(found[2]), 0.3 * size, small::worst_z * error);
    EXPECT_THAT(std::vector(found.begin() + 2, found.end()), Each(found[2]));
}

TEST(JobSpillover, WithoutAWorkerThereIsNoJob) {
    Neighbours v(4);
    v.households.workers[1] = 0;
    auto const p = v.project(breeders());
    EXPECT_THAT(filled(v, p), Each(0));
    EXPECT_GT(counted(v, p, JobAccount::jobs)[2], 0);
    EXPECT_TRUE(p.affected.household.empty());
}

TEST(JobSpillover, JobsGoByLotToNoMoreThanThereAre) {
    constexpr std::size_t size = 200;
    Village v(size, 3);
    for (auto& path : v.income) path.assign(v.reviews(), 0.5);
    v.income[0] = {0.9, 2.0, 2.0, 2.0};
    auto s = breeders();
    s.spillover.jobs = 20.0;
    auto const p = v.project(s);
    auto const jobs = counted(v, p, JobAccount::jobs)[2];
    EXPECT_GT(jobs, 0);
    EXPECT_EQ(filled(v, p)[2], jobs);
    EXPECT_EQ(p.affected.household.size(), static_cast<std::size_t>(jobs));
    EXPECT_GT(*std::max_element(p.affected.household.begin(), p.affected.household.end()),
              size / 2);

    s.spillover.jobs = 40.0;  // more jobs go to the same households and to others
    auto const more = v.project(s);
    ASSERT_GT(more.affected.household.size(), p.affected.household.size());
    EXPECT_TRUE(std::ranges::includes(more.affected.household, p.affected.household));
}

TEST(JobSpillover, ReservedIsAShareOfTheJobs) {
    auto const jobs = [](double opened, double reserved) {
        Neighbours v;
        auto s = breeders();
        s.spillover.jobs = opened;
        s.spillover.reserved = reserved;
        return counted(v, v.project(s), JobAccount::jobs);
    };
    EXPECT_EQ(jobs(40.0, 0.25), jobs(10.0, 1.0));
    EXPECT_THAT(jobs(40.0, 0.0), Each(0));
}

TEST(JobSpillover, WithoutJobsThereIsNone) {
    Village v(50, 5);
    for (std::size_t h = 0; h < 30; ++h) v.income[h][h % 3] = 0.6;
    std::vector<Programme> const programmes{programme(1)};
    auto s = breeders(programmes);
    s.spillover.programmes = {true};
    s.spillover.jobs = 0.0;
    auto const with = v.project(s);
    auto const without = v.project(programmes);
    EXPECT_THAT(with.ledger.jobs().values(), Each(0));
    EXPECT_EQ(with.affected.household, without.affected.household);
    EXPECT_EQ(with.affected.income, without.affected.income);
    EXPECT_EQ(with.affected.statuses, without.affected.statuses);
    EXPECT_EQ(with.affected.true_statuses, without.affected.true_statuses);
    EXPECT_EQ(with.affected.deprivations, without.affected.deprivations);
    EXPECT_EQ(with.ledger.spending(), without.ledger.spending());
}

}  // namespace
}  // namespace povex
