#include "engine/population/household_set.hpp"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace povex {
namespace {

TEST(HouseholdSet, KnowsThePlaceOfEach) {
    std::vector<std::uint32_t> const rows{0, 1, 62, 63, 64, 127, 128, 129, 300, 511};
    HouseholdSet const set(rows, 512);
    EXPECT_THAT(set.rows(), testing::ElementsAreArray(rows));
    EXPECT_EQ(set.size(), rows.size());
    for (std::uint32_t h = 0; h < 512; ++h) {
        auto const found = std::find(rows.begin(), rows.end(), h);
        auto const place = found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
        EXPECT_EQ(set.place(h), place) << h;
        EXPECT_EQ(set.contains(h), place >= 0) << h;
    }
}

TEST(HouseholdSet, MayHaveEverybodyOrNobody) {
    std::vector<std::uint32_t> everybody(130);
    for (std::uint32_t h = 0; h < everybody.size(); ++h) everybody[h] = h;
    HouseholdSet const all(everybody, 130);
    HouseholdSet const none({}, 130);
    for (std::uint32_t h = 0; h < 130; ++h) {
        EXPECT_EQ(all.place(h), static_cast<int>(h));
        EXPECT_FALSE(none.contains(h));
    }
}

}  // namespace
}  // namespace povex
