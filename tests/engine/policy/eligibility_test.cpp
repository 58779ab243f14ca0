#include "engine/policy/eligibility.hpp"

#include <cstdint>
#include <optional>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// One locality, two strata, two ethnicities; a wage household of a child and a worker.
class Eligible : public testing::Test {
protected:
    Eligible() {
        Places places = small::places(1, 2);
        RegisterPlan plan = small::plan({0.0, 1.0});
        plan.compositions = {{1, 2, 1, 1, 0, 0, 1.0}};
        plan.sector_share.assign(2, {1.0, 0.0, 0.0, 0.0});
        households = make_register(places, plan, 1);
        programme.eligibility.in_stratum = {true, true};
    }
    [[nodiscard]] Applicant applicant(ListStatus status = ListStatus::poor,
                                      Bits bits = 0b0101) const {
        auto const who = profile_of(households, 0);
        return {who.group, who.members, status, bits};
    }
    [[nodiscard]] EligibilityTable table() const {
        return {programme.eligibility, programme.cost.unit, households};
    }
    [[nodiscard]] bool eligible(ListStatus status = ListStatus::poor, Bits bits = 0b0101) const {
        return !table().first_hurdle(applicant(status, bits));
    }
    Register households;
    Programme programme = small::programme(1);
};

TEST_F(Eligible, AreThoseOfTheStatusesItNames) {
    EXPECT_TRUE(eligible(ListStatus::poor));
    EXPECT_TRUE(eligible(ListStatus::near_poor));
    EXPECT_FALSE(eligible(ListStatus::escaped));
    EXPECT_FALSE(eligible(ListStatus::other));
    programme.eligibility.status = {true, true, false, false};
    EXPECT_FALSE(eligible(ListStatus::poor));
    EXPECT_FALSE(eligible(ListStatus::near_poor));
    EXPECT_TRUE(eligible(ListStatus::escaped));
    EXPECT_TRUE(eligible(ListStatus::other));
}

TEST_F(Eligible, LiveWhereItRuns) {
    programme.eligibility.in_locality = {false};
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, BelongToItsStrata) {
    programme.eligibility.in_stratum = {true, false};
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, BelongToItsEthnicities) {
    programme.eligibility.in_ethnicity = {false};
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, LiveOnItsSectors) {
    programme.eligibility.in_sector = {false, true, true, true};
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, LackAtLeastOneOfWhatItNeeds) {
    programme.eligibility.needs = 0b0110;
    EXPECT_TRUE(eligible(ListStatus::poor, 0b0100));
    EXPECT_TRUE(eligible(ListStatus::poor, 0b0111));
    EXPECT_FALSE(eligible(ListStatus::poor, 0b1001));
    EXPECT_FALSE(eligible(ListStatus::poor, 0));
}

TEST_F(Eligible, HaveTheMemberItRequires) {
    programme.eligibility.requires_member = Member::child;
    EXPECT_TRUE(eligible());
    programme.eligibility.requires_member = Member::elderly;
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, HaveSomebodyToPayFor) {
    programme.cost.unit = Member::worker;
    EXPECT_TRUE(eligible());
    programme.cost.unit = Member::dependant;
    EXPECT_FALSE(eligible());
}

TEST_F(Eligible, FailTheFirstHurdleOfThoseThatTheyDoNotPass) {
    programme.eligibility.needs = 0b0001;
    Applicant asks = applicant(ListStatus::other, 0b0000);
    asks.had_it = true;
    asks.financed = 0b0001;
    asks.takes_up = asks.bears_share = asks.reached = false;
    programme.eligibility.in_locality = {false};
    auto const mended = [&](auto const& mend) {
        mend();
        return table().first_hurdle(asks);
    };
    EXPECT_EQ(table().first_hurdle(asks), Hurdle::not_meant);
    EXPECT_EQ(mended([&] { programme.eligibility.in_locality = {true}; }), Hurdle::not_listed);
    EXPECT_EQ(mended([&] { asks.status = ListStatus::poor; }), Hurdle::no_need);
    EXPECT_EQ(mended([&] { asks.deprivations = 0b0001; }), Hurdle::had_it);
    EXPECT_EQ(mended([&] { asks.had_it = false; }), Hurdle::need_met);
    EXPECT_EQ(mended([&] { asks.financed = 0b0010; }), Hurdle::declined);
    EXPECT_EQ(mended([&] { asks.takes_up = true; }), Hurdle::own_share);
    EXPECT_EQ(mended([&] { asks.bears_share = true; }), Hurdle::no_money);
    EXPECT_EQ(mended([&] { asks.reached = true; }), std::nullopt);
}

TEST_F(Eligible, NeedNothingOfAProgrammeThatAsksForNoNeed) {
    Applicant asks = applicant(ListStatus::poor, 0);
    asks.financed = 0b1111;
    EXPECT_EQ(table().first_hurdle(asks), std::nullopt);
}

TEST(ListStatus, IsFoundAtTheReview) {
    EXPECT_EQ(list_status_at_review(Status::poor), ListStatus::poor);
    EXPECT_EQ(list_status_at_review(Status::near_poor), ListStatus::near_poor);
    EXPECT_EQ(list_status_at_review(Status::average), ListStatus::other);
    EXPECT_EQ(list_status_at_review(Status::other), ListStatus::other);
}

struct Hamlet : testing::Test {
    Hamlet() {
        v.households.sector[1] = Sector::farm;
        v.households.elderly[2] = 1;
        all = small::programme(1);
        all.eligibility.status.fill(true);
    }
    small::Village v{3};
    Programme all;
};

TEST_F(Hamlet, HasEveryHouseholdOfTheGroup) {
    Programme farmers = all, old = all, listed = small::programme(4), off = all;
    farmers.eligibility.in_sector = {false, true, false, false};
    old.eligibility.requires_member = Member::elderly;
    Scenario s = small::scenario({all, farmers, old, listed, off});
    s.runs[4] = false;
    ScenarioEligibility const eligibility(s, v.households);
    EXPECT_THAT(eligibility.households(0), ElementsAre(0, 1, 2));
    EXPECT_THAT(eligibility.households(1), ElementsAre(1));
    EXPECT_THAT(eligibility.households(2), ElementsAre(2));
    EXPECT_THAT(eligibility.households(3), IsEmpty());  // for listed households
    EXPECT_THAT(eligibility.households(4), IsEmpty());  // does not run
}

TEST_F(Hamlet, IsSharedBetweenScenariosOfTheSameRulesOnly) {
    ScenarioEligibility const one(small::scenario({all}), v.households);
    Programme dearer = all, elsewhere = all;
    dearer.cost.unit_cost.assign(10, 5000);
    elsewhere.eligibility.in_sector = {true, false, false, false};
    ScenarioEligibility const other(small::scenario({dearer}), v.households, &one);
    EXPECT_EQ(other.households(0).data(), one.households(0).data());
    ScenarioEligibility const less(small::scenario({elsewhere}), v.households, &one);
    EXPECT_THAT(less.households(0), ElementsAre(0, 2));
}

}  // namespace
}  // namespace povex
