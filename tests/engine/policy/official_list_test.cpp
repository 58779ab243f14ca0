// The rules by which a review's finding becomes official status.

#include "engine/policy/official_list.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace povex {
namespace {

constexpr Years years{2021, 2025};
constexpr double worst_z = 4.5;

Statuses both(Status first, Status second) {
    return static_cast<Statuses>(first) | static_cast<Statuses>(second) << 2;
}

/// Share of households with status `wanted` under standard s after one review at t.
double share(ListRules const& rules, Yearly<std::size_t> const& targeting, std::size_t t,
             Statuses before, Statuses found, std::size_t s, Status wanted, int n = 40000) {
    OfficialList const list(rules, targeting, years, 7, 0);
    int count = 0;
    for (int h = 0; h < n; ++h) {
        auto const official = list.at(t, static_cast<std::uint64_t>(h), before, found);
        if (status_of(official, s) == wanted) ++count;
    }
    return count / double(n);
}

void expect_share(double observed, double expected, int n = 40000) {
    double const error = std::sqrt(expected * (1.0 - expected) / n);
    EXPECT_LE(std::abs(observed - expected), worst_z * error) << observed << " for " << expected;
}

Yearly<std::size_t> const first_targets{0, 0, 0, 0, 0};
Yearly<std::size_t> const second_takes_over{0, 1, 1, 1, 1};

TEST(OfficialList, WithoutRulesIsWhatTheReviewFinds) {
    OfficialList const list({}, first_targets, years, 7, 0);
    for (Statuses found = 0; found < 16; ++found) {
        EXPECT_EQ(list.at(1, 3, both(Status::poor, Status::other), found), found);
    }
}

TEST(OfficialList, ListsTheUnlistedOnlyIfTheyApply) {
    ListRules const rules{0.3, 1.0, {}};
    auto const found = both(Status::poor, Status::near_poor);
    expect_share(share(rules, first_targets, 1, 0, found, 0, Status::poor), 0.3);
    expect_share(share(rules, first_targets, 1, 0, found, 0, Status::other), 0.7);
    expect_share(share(rules, first_targets, 1, 0, found, 1, Status::near_poor), 0.3);
}

TEST(OfficialList, WhoAppliesUnderOneStandardAppliesUnderAll) {
    OfficialList const list({0.5, 1.0, {}}, first_targets, years, 7, 0);
    auto const found = both(Status::poor, Status::near_poor);
    for (std::uint64_t h = 0; h < 1000; ++h) {
        auto const official = list.at(2, h, 0, found);
        EXPECT_TRUE(official == 0 || official == found);
    }
}

TEST(OfficialList, ReviewsTheListedWithoutApplication) {
    ListRules const rules{0.0, 1.0, {}};
    auto const before = both(Status::near_poor, Status::other);
    auto const found = both(Status::poor, Status::poor);
    EXPECT_EQ(share(rules, first_targets, 1, before, found, 0, Status::poor, 500), 1.0);
    EXPECT_EQ(share(rules, first_targets, 1, before, found, 1, Status::other, 500), 1.0);
}

TEST(OfficialList, TheNewlyTargetingStandardTakesOverTheListBeforeIt) {
    ListRules const rules{0.0, 1.0, {}};
    auto const before = both(Status::near_poor, Status::other);
    auto const found = both(Status::average, Status::near_poor);
    EXPECT_EQ(share(rules, second_takes_over, 1, before, found, 1, Status::near_poor, 500), 1.0);
    // and does not keep who was on its own list alone
    auto const own = both(Status::other, Status::near_poor);
    EXPECT_EQ(share(rules, second_takes_over, 1, own, found, 1, Status::other, 500), 1.0);
    // a year later its own list counts
    EXPECT_EQ(share(rules, second_takes_over, 2, own, found, 1, Status::near_poor, 500), 1.0);
}

TEST(OfficialList, KeepsWhoDoesNotLeaveAsItWas) {
    ListRules const rules{1.0, 0.25, {}};
    auto const before = both(Status::poor, Status::near_poor);
    auto const found = both(Status::average, Status::other);
    expect_share(share(rules, first_targets, 1, before, found, 0, Status::average), 0.25);
    expect_share(share(rules, first_targets, 1, before, found, 0, Status::poor), 0.75);
    expect_share(share(rules, first_targets, 1, before, found, 1, Status::near_poor), 0.75);
}

TEST(OfficialList, ATargetTakesOffInItsYearOnly) {
    ListRules const rules{1.0, 1.0, {0.0, 0.0, 0.6, 0.0, 0.0}};
    auto const poor = both(Status::poor, Status::poor);
    EXPECT_EQ(share(rules, first_targets, 1, poor, poor, 0, Status::poor, 500), 1.0);
    expect_share(share(rules, first_targets, 2, poor, poor, 0, Status::other), 0.6);
}

TEST(OfficialList, GivesTheSameAnswerWhenAskedAgain) {
    OfficialList const list({0.4, 0.4, {0.1, 0.1, 0.1, 0.1, 0.1}}, first_targets, years, 7, 3);
    for (std::uint64_t h = 0; h < 200; ++h) {
        auto const found = both(Status::poor, Status::other);
        EXPECT_EQ(list.at(3, h, 0, found), list.at(3, h, 0, found));
    }
}

}  // namespace
}  // namespace povex
