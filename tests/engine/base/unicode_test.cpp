#include "engine/base/unicode.hpp"

#include <gtest/gtest.h>

namespace povex {
namespace {

TEST(Composed, NamesAreTheSameHoweverTheyAreWritten) {
    EXPECT_EQ(composed("Sa\u0301n Di\u0300u"), "S\u00E1n D\u00ECu");
    // two marks on one letter, in either order
    EXPECT_EQ(composed("nha\u0302\u0323t"), "nh\u1EADt");
    EXPECT_EQ(composed("nha\u0323\u0302t"), "nh\u1EADt");
    EXPECT_EQ(composed("Kinh"), "Kinh");
    EXPECT_EQ(composed(""), "");
}

TEST(Composed, LeavesWhatIsNoText) {
    EXPECT_EQ(composed("\xE1\x80"), "\xE1\x80");
}

TEST(FirstCharacter, IsOneByteWhereThereIsNone) {
    EXPECT_EQ(first_character("\u1EADt").code, 0x1EAD);
    EXPECT_EQ(first_character("\u1EADt").bytes, 3U);
    EXPECT_EQ(first_character("\xFFt").code, no_character);
    EXPECT_EQ(first_character("\xFFt").bytes, 1U);
}

}  // namespace
}  // namespace povex
