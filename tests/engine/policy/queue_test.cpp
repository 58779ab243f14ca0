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

/// Whom a budget serves, asking for `likely` at first.
std::vector<std::uint32_t> served(std::int64_t money, std::vector<Applicant> const& applicants,
                                  std::size_t likely = 1) {
    std::vector<std::uint64_t> keys;
    std::vector<ServiceQueue::Place> places;
    for (std::uint32_t i = 0; i < applicants.size(); ++i) {
        keys.push_back(applicants[i].key);
        places.push_back({applicants[i].priority, applicants[i].lot, i});
    }
    Purses without_end;
    Budget budget(money, {}, without_end);
    std::vector<std::uint32_t> households;
    for (ServiceQueue queue(places, keys, likely); !queue.empty(); queue.pop()) {
        auto const& next = applicants[queue.front().who];
        if (!budget.pay(next.cost)) break;
        households.push_back(next.household);
    }
    return households;
}

TEST(ServiceQueue, GoesByPriorityThenLotThenKey) {
    std::vector<Applicant> applicants{{0, 9, 1, 1.0, 0.5}, {1, 8, 1, 1.0, 0.5},
                                      {2, 7, 1, 1.0, 0.1}, {3, 6, 1, 3.0, 0.9},
                                      {4, 5, 1, 2.0, 0.2}, {5, 4, 1, 2.0, 0.1}};
    EXPECT_THAT(served(100, applicants), ElementsAre(3, 5, 4, 2, 1, 0));
    std::reverse(applicants.begin(), applicants.end());
    EXPECT_THAT(served(100, applicants), ElementsAre(3, 5, 4, 2, 1, 0));
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

/// Some with the same priority, some with the same lot.
TEST(ServiceQueue, IsInOrderHoweverManyAreAskedForAtFirst) {
    std::vector<Applicant> applicants;
    Stream const stream(1, Module::policy, 0);
    for (std::uint32_t i = 0; i < 1000; ++i) {
        double const lot = stream.uniform(i, 0, 0);
        applicants.push_back({i, 5000 - i, 1, static_cast<double>(i % 3), i < 900 ? lot : 0.5});
    }
    auto sorted = applicants;
    std::sort(sorted.begin(), sorted.end(), [](Applicant const& a, Applicant const& b) {
        return std::tuple(-a.priority, a.lot, a.key) < std::tuple(-b.priority, b.lot, b.key);
    });
    std::vector<std::uint32_t> expected;
    for (auto const& one : sorted) expected.push_back(one.household);
    for (std::size_t const likely : {0U, 1U, 40U, 999U, 1000U, 5000U}) {
        EXPECT_EQ(served(1000, applicants, likely), expected) << likely;
        EXPECT_EQ(served(400, applicants, likely),
                  std::vector(expected.begin(), expected.begin() + 400))
            << likely;
    }
}

}  // namespace
}  // namespace povex
