#include "engine/policy/queue.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/policy/budget.hpp"
#include "engine/random/address.hpp"
#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

using testing::ElementsAre;

struct Waiter {
    std::uint32_t household;
    std::uint64_t key;
    std::int64_t cost;
    double priority;
    double lot;
};

/// Whom a budget serves, in the order of the applicants.
std::vector<std::uint32_t> served(std::int64_t money, std::vector<Waiter> const& applicants) {
    std::vector<std::uint64_t> keys;
    std::vector<Waiting> queue;
    for (std::uint32_t i = 0; i < applicants.size(); ++i) {
        auto const& one = applicants[i];
        keys.push_back(one.key);
        queue.push_back({one.priority, one.lot, one.cost, i});
    }
    PayerCaps without_end;
    Budget budget(money, {}, without_end);
    std::vector<std::uint32_t> households;
    for (Waiting const& one :
         ServiceQueue(queue, keys).serve([&](auto some) { return budget.pay(some); })) {
        households.push_back(applicants[one.who].household);
    }
    std::sort(households.begin(), households.end());
    return households;
}

TEST(ServiceQueue, GoesByPriorityThenLotThenKey) {
    std::vector<Waiter> applicants{{0, 9, 1, 1.0, 0.5}, {1, 8, 1, 1.0, 0.5}, {2, 7, 1, 1.0, 0.1},
                                   {3, 6, 1, 3.0, 0.9}, {4, 5, 1, 2.0, 0.2}, {5, 4, 1, 2.0, 0.1}};
    for (int order = 0; order < 2; ++order) {
        EXPECT_THAT(served(1, applicants), ElementsAre(3));
        EXPECT_THAT(served(2, applicants), ElementsAre(3, 5));
        EXPECT_THAT(served(3, applicants), ElementsAre(3, 4, 5));
        EXPECT_THAT(served(4, applicants), ElementsAre(2, 3, 4, 5));
        EXPECT_THAT(served(5, applicants), ElementsAre(1, 2, 3, 4, 5));
        EXPECT_THAT(served(6, applicants), ElementsAre(0, 1, 2, 3, 4, 5));
        std::reverse(applicants.begin(), applicants.end());
    }
}

TEST(ServiceQueue, SpendsABudgetToTheLastUnit) {
    std::vector<Waiter> const applicants{
        {0, 1, 30, 3.0, 0}, {1, 2, 30, 2.0, 0}, {2, 3, 30, 1.0, 0}};
    EXPECT_THAT(served(90, applicants), ElementsAre(0, 1, 2));
    EXPECT_THAT(served(89, applicants), ElementsAre(0, 1));
    EXPECT_THAT(served(29, applicants), ElementsAre());
    EXPECT_THAT(served(0, applicants), ElementsAre());
}

TEST(ServiceQueue, StopsAtTheFirstWhoDoesNotFit) {
    std::vector<Waiter> const applicants{
        {0, 1, 40, 3.0, 0}, {1, 2, 70, 2.0, 0}, {2, 3, 10, 1.0, 0}};
    EXPECT_THAT(served(100, applicants), ElementsAre(0));
    EXPECT_THAT(served(110, applicants), ElementsAre(0, 1));
}

TEST(ServiceQueue, TakesWhatCostsNothingWithoutABudget) {
    EXPECT_THAT(served(0, {{0, 1, 0, 3.0, 0}, {1, 2, 1, 2.0, 0}, {2, 3, 0, 1.0, 0}}),
                ElementsAre(0));
    EXPECT_THAT(served(100, {}), ElementsAre());
}

/// Some with the same priority, some with the same lot, and costs of all kinds: those served are
/// the longest beginning of the queue that the money pays for.
TEST(ServiceQueue, ServesTheLongestBeginningThatCanBePaid) {
    std::vector<Waiter> applicants;
    Stream const stream(1, Module::policy, 0);
    for (std::uint32_t i = 0; i < 1000; ++i) {
        double const lot = stream.uniform(i, 0, 0);
        applicants.push_back(
            {i, 5000 - i, i * 7 % 13, static_cast<double>(i % 3), i < 900 ? lot : 0.5});
    }
    auto sorted = applicants;
    std::sort(sorted.begin(), sorted.end(), [](Waiter const& a, Waiter const& b) {
        return std::tuple(-a.priority, a.lot, a.key) < std::tuple(-b.priority, b.lot, b.key);
    });
    for (std::int64_t const money : {0, 1, 11, 500, 3000, 5982, 6000, 9000}) {
        std::vector<std::uint32_t> expected;
        std::int64_t left = money;
        for (auto const& one : sorted) {
            if (one.cost > left) break;
            left -= one.cost;
            expected.push_back(one.household);
        }
        std::sort(expected.begin(), expected.end());
        EXPECT_EQ(served(money, applicants), expected) << money;
    }
}

class Priority : public testing::Test {
protected:
    [[nodiscard]] double of(ListStatus status, double income, Bits bits = 0,
                            std::size_t stratum = 0) const {
        return priority(programme.cost, {status, bits, income, &ruler}, stratum);
    }
    Programme programme = small::capped(1, 0);
    Ruler ruler{.line = 0.8, .indicators = 0b0111, .cutoff = 2};
};

TEST_F(Priority, ByPointsAddsStatusDeprivationsAndGap) {
    EXPECT_DOUBLE_EQ(of(ListStatus::poor, 0.8), 100.0);
    EXPECT_DOUBLE_EQ(of(ListStatus::near_poor, 0.8), 50.0);
    EXPECT_DOUBLE_EQ(of(ListStatus::escaped, 0.9), 20.0);
    EXPECT_DOUBLE_EQ(of(ListStatus::other, 5.0), 0.0);
    EXPECT_DOUBLE_EQ(of(ListStatus::poor, 0.8, 0b1101), 120.0);  // the fourth does not count
    EXPECT_DOUBLE_EQ(of(ListStatus::poor, 0.6), 100.0 + 5.0 * 0.25);
    EXPECT_DOUBLE_EQ(of(ListStatus::near_poor, 0.4, 0b0001), 50.0 + 10.0 + 2.5);
}

TEST_F(Priority, ByPointsTakesThoseOfTheProgramme) {
    programme.cost.points = {7.0, 5.0, 3.0, 2.0, 8.0, {0.0, 11.0}};
    EXPECT_DOUBLE_EQ(of(ListStatus::poor, 0.4, 0b0011, 1), 7.0 + 4.0 + 4.0 + 11.0);
    EXPECT_DOUBLE_EQ(of(ListStatus::escaped, 1.0, 0, 0), 3.0);
}

TEST_F(Priority, OfThePoorestFirstFallsWithIncome) {
    programme.cost.order = QueueOrder::poorest_first;
    EXPECT_GT(of(ListStatus::near_poor, 0.3), of(ListStatus::poor, 0.4));
    EXPECT_GT(of(ListStatus::poor, 0.4), of(ListStatus::poor, 1.4));
}

TEST_F(Priority, OfTheClosestFirstRisesToTheLineAndPutsThoseAboveItLast) {
    programme.cost.order = QueueOrder::closest_first;
    EXPECT_GT(of(ListStatus::poor, 0.8), of(ListStatus::poor, 0.79));
    EXPECT_GT(of(ListStatus::poor, 0.5), of(ListStatus::poor, 0.2));
    EXPECT_GT(of(ListStatus::poor, 0.001), of(ListStatus::escaped, 0.81));
    EXPECT_GT(of(ListStatus::escaped, 0.81), of(ListStatus::escaped, 1.6));
}

TEST_F(Priority, OfALotteryIsTheSameForAll) {
    programme.cost.order = QueueOrder::lottery;
    EXPECT_EQ(of(ListStatus::poor, 0.1, 0b111), of(ListStatus::other, 9.0));
}

}  // namespace
}  // namespace povex
