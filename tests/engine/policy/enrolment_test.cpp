#include "engine/policy/enrolment.hpp"

#include <cstdint>
#include <limits>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/policy/scope.hpp"
#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

/// One locality, two strata, two ethnicities; a wage household of a child and a worker.
class Eligible : public testing::Test {
protected:
    Eligible() {
        Places places = small::places(1, 2);
        RegisterPlan plan = small::plan({0.0, 1.0});
        plan.compositions = {{1, 2, 1, 1, 0, 0, 1.0}};
        plan.sector_share.assign(2, {1.0, 0.0, 0.0, 0.0});
        households = make_register(places, plan, 1);
        programme.in_stratum = {true, true};
    }
    [[nodiscard]] bool eligible(Standing standing = Standing::poor, Bits bits = 0b0101) const {
        return Scope(programme, households).includes(profile_of(households, 0), standing) &&
               programme.is_needed(bits);
    }
    Register households;
    Programme programme = small::programme(1);
};

TEST_F(Eligible, AreThoseOfTheStandingsItNames) {
    EXPECT_TRUE(eligible(Standing::poor));
    EXPECT_TRUE(eligible(Standing::near_poor));
    EXPECT_FALSE(eligible(Standing::escaped));
    EXPECT_FALSE(eligible(Standing::other));
    programme.standing = {true, true, false, false};
    EXPECT_FALSE(eligible(Standing::poor));
    EXPECT_FALSE(eligible(Standing::near_poor));
    EXPECT_TRUE(eligible(Standing::escaped));
    EXPECT_TRUE(eligible(Standing::other));
}

TEST_F(Eligible, LiveWhereItRuns) {
    programme.in_locality = {false};
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, BelongToItsStrata) {
    programme.in_stratum = {true, false};
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, BelongToItsEthnicities) {
    programme.in_ethnicity = {false};
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, LiveOnItsSectors) {
    programme.in_sector = {false, true, true, true};
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, LackAtLeastOneOfWhatItNeeds) {
    programme.needs = 0b0110;
    EXPECT_TRUE(eligible(Standing::poor, 0b0100));
    EXPECT_TRUE(eligible(Standing::poor, 0b0111));
    EXPECT_FALSE(eligible(Standing::poor, 0b1001));
    EXPECT_FALSE(eligible(Standing::poor, 0));
}

TEST_F(Eligible, HaveTheMemberItRequires) {
    programme.requires_member = Member::child;
    EXPECT_TRUE(eligible());
    programme.requires_member = Member::elderly;
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, HaveSomebodyToPayFor) {
    programme.unit = Member::worker;
    EXPECT_TRUE(eligible());
    programme.unit = Member::dependant;
    EXPECT_FALSE(eligible());
}

TEST(Standing, IsFoundAtTheReview) {
    EXPECT_EQ(standing_at_review(Status::poor), Standing::poor);
    EXPECT_EQ(standing_at_review(Status::near_poor), Standing::near_poor);
    EXPECT_EQ(standing_at_review(Status::average), Standing::other);
    EXPECT_EQ(standing_at_review(Status::other), Standing::other);
}

class Priority : public testing::Test {
protected:
    [[nodiscard]] double of(Standing standing, double income, Bits bits = 0,
                            std::size_t stratum = 0) const {
        return priority(programme, {0, standing, bits, income, &ruler}, stratum);
    }
    Programme programme = small::capped(1, 0);
    Ruler ruler{.line = 0.8, .indicators = 0b0111, .cutoff = 2};
};

TEST_F(Priority, ByPointsAddsStandingDeprivationsAndGap) {
    EXPECT_DOUBLE_EQ(of(Standing::poor, 0.8), 100.0);
    EXPECT_DOUBLE_EQ(of(Standing::near_poor, 0.8), 50.0);
    EXPECT_DOUBLE_EQ(of(Standing::escaped, 0.9), 20.0);
    EXPECT_DOUBLE_EQ(of(Standing::other, 5.0), 0.0);
    EXPECT_DOUBLE_EQ(of(Standing::poor, 0.8, 0b1101), 120.0);  // the fourth does not count
    EXPECT_DOUBLE_EQ(of(Standing::poor, 0.6), 100.0 + 5.0 * 0.25);
    EXPECT_DOUBLE_EQ(of(Standing::near_poor, 0.4, 0b0001), 50.0 + 10.0 + 2.5);
}

TEST_F(Priority, ByPointsTakesThoseOfTheProgramme) {
    programme.points = {7.0, 5.0, 3.0, 2.0, 8.0, {0.0, 11.0}};
    EXPECT_DOUBLE_EQ(of(Standing::poor, 0.4, 0b0011, 1), 7.0 + 4.0 + 4.0 + 11.0);
    EXPECT_DOUBLE_EQ(of(Standing::escaped, 1.0, 0, 0), 3.0);
}

TEST_F(Priority, OfThePoorestFirstFallsWithIncome) {
    programme.queue = Queue::poorest_first;
    EXPECT_GT(of(Standing::near_poor, 0.3), of(Standing::poor, 0.4));
    EXPECT_GT(of(Standing::poor, 0.4), of(Standing::poor, 1.4));
}

TEST_F(Priority, OfTheClosestFirstRisesToTheLineAndPutsThoseAboveItLast) {
    programme.queue = Queue::closest_first;
    EXPECT_GT(of(Standing::poor, 0.8), of(Standing::poor, 0.79));
    EXPECT_GT(of(Standing::poor, 0.5), of(Standing::poor, 0.2));
    EXPECT_GT(of(Standing::poor, 0.001), of(Standing::escaped, 0.81));
    EXPECT_GT(of(Standing::escaped, 0.81), of(Standing::escaped, 1.6));
}

TEST_F(Priority, OfALotteryIsTheSameForAll) {
    programme.queue = Queue::lottery;
    EXPECT_EQ(of(Standing::poor, 0.1, 0b111), of(Standing::other, 9.0));
}

}  // namespace
}  // namespace povex
