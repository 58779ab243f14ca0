#include "engine/study/bounds.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace povex {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Bounds, AllowWhatLiesBetween) {
    EXPECT_TRUE(fraction.allow(0.0));
    EXPECT_TRUE(fraction.allow(1.0));
    EXPECT_FALSE(fraction.allow(1.0 + 1e-15));
    EXPECT_FALSE(positive.allow(0.0));
    EXPECT_TRUE(positive.allow(5e-324));
    Bounds const open{.low = -1, .high = 1, .above_low = true, .below_high = true};
    EXPECT_FALSE(open.allow(-1.0));
    EXPECT_FALSE(open.allow(1.0));
    EXPECT_TRUE(any_number.allow(-1e300));
}

TEST(Bounds, RefuseWhatIsNoNumber) {
    for (Bounds const& bounds : {any_number, fraction, not_negative, positive, money_amount}) {
        EXPECT_FALSE(bounds.allow(std::nan("")));
        EXPECT_FALSE(bounds.allow(infinity));
        EXPECT_FALSE(bounds.allow(-infinity));
    }
}

TEST(Bounds, SayWhatTheyAllow) {
    EXPECT_EQ(fraction.text(), "at least 0 and at most 1");
    EXPECT_EQ(positive.text(), "above 0");
    EXPECT_EQ(money_amount.text(), "at least 0");
    EXPECT_EQ((Bounds{.high = 5, .below_high = true}).text(), "below 5");
}

}  // namespace
}  // namespace povex
