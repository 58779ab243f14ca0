#include "output/words/plain_text.hpp"

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
    EXPECT_EQ(printable("a\u200Bb\U000E0041"), "a\uFFFDb\uFFFD");  // what nobody sees
    EXPECT_EQ(printable("Hạ Long"), "Hạ Long");
}

TEST(PlainText, CountsColumnsNotBytes) {
    EXPECT_EQ(columns_of("Bình Liêu"), 9U);
    EXPECT_EQ(columns_of("Bi\u0300nh"), 4U);  // a mark of its own
    EXPECT_EQ(columns_of("Quả\u0309ng Ninh đo\u031B\u0323t"), 14U);
    EXPECT_EQ(columns_of("下龙湾"), 6U);
    EXPECT_EQ(padded_right("Cô", 4), "Cô  ");
    EXPECT_EQ(padded_left("Cô", 4), "  Cô");
    EXPECT_EQ(padded_left("Cô Tô", 2), "Cô Tô");
    EXPECT_EQ(shortened("Cô Tô", 5), "Cô Tô");
    EXPECT_EQ(shortened("Cô Tô", 4), "Cô …");
    EXPECT_EQ(shortened("\xFF\xFF\xFF", 2), "\xFF…");
}

TEST(PlainText, EndsWithinAWholeCharacter) {
    EXPECT_EQ(first_columns("Hạ Long", 2), "Hạ");
    EXPECT_EQ(first_columns("Ha\u0323 Long", 2), "Ha\u0323");  // the mark belongs to the letter
    EXPECT_EQ(first_columns("下龙", 3), "下");
    EXPECT_EQ(first_columns("下龙", 1), "下");  // at least one
    EXPECT_EQ(first_columns("", 5), "");
    EXPECT_EQ(shortened("Tho\u0302n Ha\u0323", 5), "Tho\u0302n…");
    EXPECT_EQ(shortened("下龙湾", 5), "下龙…");
    EXPECT_EQ(shortened("ab", 1), "…");
}

TEST(PlainText, JsonStaysTheSameAndSteersNothing) {
    EXPECT_EQ(printable_json("{\n  \"Hạ\": \"\u009B2J\u202E\U000E0041\x7F\"\n}"),
              "{\n  \"Hạ\": \"\\u009b2J\\u202e\\udb40\\udc41\\u007f\"\n}");
}

}  // namespace
}  // namespace povex
