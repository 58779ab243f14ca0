#include "output/plain_text.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace povex {
namespace {

TEST(PlainText, BytesOfNoCharacterAreReplaced) {
    EXPECT_EQ(valid_utf8("Quảng Ninh 𝄞"), "Quảng Ninh 𝄞");
    EXPECT_EQ(valid_utf8("a\xFF"
                         "b"),
              "a\uFFFDb");
    EXPECT_EQ(valid_utf8("\xC3"), "\uFFFD");
    EXPECT_EQ(valid_utf8("\xC0\xAF"), "\uFFFD\uFFFD");                 // overlong
    EXPECT_EQ(valid_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");       // surrogate
    EXPECT_EQ(valid_utf8("\xF4\x90\x80\x80").substr(0, 3), "\uFFFD");  // beyond U+10FFFF
}

TEST(PlainText, NothingMovesTheCursor) {
    EXPECT_EQ(printable("a\x1B[31mb"), "a\uFFFD[31mb");
    EXPECT_EQ(printable("two\nlines\tand\r"), "two lines and ");
    EXPECT_EQ(printable("\u009B2J"), "\uFFFD2J");
    EXPECT_EQ(printable("\u202Egnp.exe\u2066"), "\uFFFDgnp.exe\uFFFD");
    EXPECT_EQ(printable("\u2028"), " ");
    EXPECT_EQ(printable("Hạ Long"), "Hạ Long");
}

TEST(PlainText, CountsColumnsNotBytes) {
    EXPECT_EQ(columns_of("Bình Liêu"), 9U);
    EXPECT_EQ(columns_of("Bi\u0300nh"), 4U);  // a mark of its own
    EXPECT_EQ(padded_right("Cô", 4), "Cô  ");
    EXPECT_EQ(padded_left("Cô", 4), "  Cô");
    EXPECT_EQ(padded_left("Cô Tô", 2), "Cô Tô");
    EXPECT_EQ(shortened("Cô Tô", 5), "Cô Tô");
    EXPECT_EQ(shortened("Cô Tô", 4), "Cô …");
    EXPECT_EQ(shortened("\xFF\xFF\xFF", 2), "\xFF…");
}

TEST(PlainText, NumbersForPeople) {
    EXPECT_EQ(readable(1268), "1,268");
    EXPECT_EQ(readable(-1234567.6), "-1,234,568");
    EXPECT_EQ(readable(100.4), "100");
    EXPECT_EQ(readable(99.97), "100");
    EXPECT_EQ(readable(99.4), "99.4");
    EXPECT_EQ(readable(12.5), "12.5");
    EXPECT_EQ(readable(0.06712), "0.0671");
    EXPECT_EQ(readable(0), "0");
    EXPECT_EQ(readable(-0.0), "0");
    EXPECT_EQ(readable(std::numeric_limits<double>::quiet_NaN()), "-");
    EXPECT_EQ(readable(-std::numeric_limits<double>::infinity()), "-inf");
}

}  // namespace
}  // namespace povex
