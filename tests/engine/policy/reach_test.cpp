#include "engine/policy/reach.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Hamlet : testing::Test {
    Hamlet() {
        v.households.sector[1] = Sector::farm;
        v.households.elderly[2] = 1;
        all = small::programme(1);
        all.standing.fill(true);
    }
    small::Village v{3};
    Programme all;
};

TEST_F(Hamlet, IsEverybodyInScope) {
    Programme farmers = all, old = all, listed = small::programme(4), off = all;
    farmers.in_sector = {false, true, false, false};
    old.requires_member = Member::elderly;
    Scenario s = small::scenario({all, farmers, old, listed, off});
    s.runs[4] = false;
    Reach const reach(s, v.households);
    EXPECT_THAT(reach.of(0), ElementsAre(0, 1, 2));
    EXPECT_THAT(reach.of(1), ElementsAre(1));
    EXPECT_THAT(reach.of(2), ElementsAre(2));
    EXPECT_THAT(reach.of(3), IsEmpty());  // asks for a place on the list
    EXPECT_THAT(reach.of(4), IsEmpty());  // does not run
}

TEST_F(Hamlet, IsSharedBetweenScenariosOfTheSameScopeOnly) {
    Reach const one(small::scenario({all}), v.households);
    Programme dearer = all, elsewhere = all;
    dearer.unit_cost.assign(10, 5000);
    elsewhere.in_sector = {true, false, false, false};
    Reach const other(small::scenario({dearer}), v.households, &one);
    EXPECT_EQ(other.of(0).data(), one.of(0).data());
    Reach const less(small::scenario({elsewhere}), v.households, &one);
    EXPECT_THAT(less.of(0), ElementsAre(0, 2));
}

}  // namespace
}  // namespace povex
