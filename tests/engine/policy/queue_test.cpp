#include "engine/policy/queue.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/policy/cost.hpp"
#include "engine/random/address.hpp"

namespace povex {
namespace {

using testing::ElementsAre;

struct Applicant {
    std::uint32_t household;
    std::uint64_t key;
    std::int64_t cost;
    double priority;
    double lot;
};

/// Whom a budget serves, in the order of the applicants.
std::vector<std::uint32_t> served(std::int64_t money, std::vector<Applicant> const& applicants) {
    std::vector<std::uint64_t> keys;
    std::vector<Waiting> queue;
    for (std::uint32_t i = 0; i < applicants.size(); ++i) {
        auto const& one = applicants[i];
        keys.push_back(one.key);
        queue.push_back({one.priority, one.lot, one.cost, i});
    }
    Purses without_end;
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
    std::vector<Applicant> applicants{{0, 9, 1, 1.0, 0.5}, {1, 8, 1, 1.0, 0.5},
                                      {2, 7, 1, 1.0, 0.1}, {3, 6, 1, 3.0, 0.9},
                                      {4, 5, 1, 2.0, 0.2}, {5, 4, 1, 2.0, 0.1}};
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
    std::vector<Applicant> const applicants{
        {0, 1, 30, 3.0, 0}, {1, 2, 30, 2.0, 0}, {2, 3, 30, 1.0, 0}};
    EXPECT_THAT(served(90, applicants), ElementsAre(0, 1, 2));
    EXPECT_THAT(served(89, applicants), ElementsAre(0, 1));
    EXPECT_THAT(served(29, applicants), ElementsAre());
    EXPECT_THAT(served(0, applicants), ElementsAre());
}

TEST(ServiceQueue, StopsAtTheFirstWhoDoesNotFit) {
    std::vector<Applicant> const applicants{
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
    std::vector<Applicant> applicants;
    Stream const stream(1, Module::policy, 0);
    for (std::uint32_t i = 0; i < 1000; ++i) {
        double const lot = stream.uniform(i, 0, 0);
        applicants.push_back(
            {i, 5000 - i, i * 7 % 13, static_cast<double>(i % 3), i < 900 ? lot : 0.5});
    }
    auto sorted = applicants;
    std::sort(sorted.begin(), sorted.end(), [](Applicant const& a, Applicant const& b) {
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

}  // namespace
}  // namespace povex
