#include <algorithm>
#include <limits>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/words/plain_text.hpp"
#include "output/words/speaker.hpp"

namespace povex {
namespace {

std::size_t places_in(std::string_view text) {
    std::size_t places = 0;
    for (auto at = text.find("{}"); at != text.npos; at = text.find("{}", at + 2)) ++places;
    return places;
}

bool has_combining_marks(std::string_view text) {
    // U+0300 to U+036F are CC 80 to CD AF; composed Vietnamese has none.
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        auto const lead = static_cast<unsigned char>(text[i]);
        auto const next = static_cast<unsigned char>(text[i + 1]);
        if (lead == 0xCC || (lead == 0xCD && next < 0xB0)) return true;
    }
    return false;
}

TEST(Phrases, NoneIsMissingInEitherLanguage) {
    std::set<std::string_view> keys;
    for (Phrase const& phrase : phrases) {
        SCOPED_TRACE(phrase.key);
        EXPECT_TRUE(keys.insert(phrase.key).second) << "stands there twice";
        for (std::string_view text : {phrase.en, phrase.vi}) {
            EXPECT_FALSE(text.empty());
            EXPECT_EQ(printable(text), text);
            EXPECT_FALSE(has_combining_marks(text));
        }
        EXPECT_EQ(places_in(phrase.en), places_in(phrase.vi));
    }
}

TEST(Phrases, NamesOfTablesAreNamesOfSheets) {
    for (Phrase const& phrase : phrases) {
        if (!phrase.key.starts_with("table.")) continue;
        for (std::string_view text : {phrase.en, phrase.vi}) {
            EXPECT_LE(columns_of(text), 31U) << text;
            EXPECT_EQ(text.find_first_of("[]:*?/\\'"), text.npos) << text;
        }
    }
}

TEST(Speaker, FillsInAndFallsBack) {
    Speaker const vi(Language::vi), en(Language::en);
    EXPECT_EQ(vi.say("column.poor_in", {"2022"}), "Hộ nghèo năm 2022");
    EXPECT_EQ(en.say("word.of_which", {"a {} b"}), "of which: a {} b");
    EXPECT_EQ(vi.name("what", "poor"), "hộ nghèo");
    EXPECT_EQ(vi.name("what", "gini"), "gini");
    EXPECT_EQ(vi.title({"Housing", ""}, "housing"), "Housing");
    EXPECT_EQ(en.title({"", ""}, "housing"), "housing");
}

TEST(Speaker, WritesNumbersDatesAndMoneyAsTheLanguageDoes) {
    Speaker const vi(Language::vi), en(Language::en);
    EXPECT_EQ(vi.number(1234567.25, 1), "1.234.567,2");
    EXPECT_EQ(en.number(-1234.5, 1), "-1,234.5");
    EXPECT_EQ(en.number(-0.2), "0");
    EXPECT_EQ(vi.date("2022-12-31"), "31/12/2022");
    EXPECT_EQ(en.date("2022-12-31"), "31 December 2022");
    EXPECT_EQ(vi.date("cuối 2022"), "cuối 2022");
    EXPECT_EQ(vi.money(1.5e9, "VND"), "1,5 tỷ đồng");
    EXPECT_EQ(en.money(-2e6, "VND"), "-2.0 million VND");
    EXPECT_EQ(en.money(12, "EUR"), "12 EUR");
}

TEST(Speaker, WritesNumbersForPeople) {
    Speaker const en(Language::en);
    EXPECT_EQ(en.readable(1268), "1,268");
    EXPECT_EQ(en.readable(-1234567.6), "-1,234,568");
    EXPECT_EQ(en.readable(100.4), "100");
    EXPECT_EQ(en.readable(99.97), "100");
    EXPECT_EQ(en.readable(99.4), "99.4");
    EXPECT_EQ(en.readable(12.5), "12.5");
    EXPECT_EQ(en.readable(0.06712), "0.0671");
    EXPECT_EQ(en.readable(0), "0");
    EXPECT_EQ(en.readable(-0.0), "0");
    EXPECT_EQ(en.readable(1234.56, 6), "1234.56");
    EXPECT_EQ(en.readable(4e7, 6), "40,000,000");
    EXPECT_EQ(en.readable(std::numeric_limits<double>::quiet_NaN()), "-");
    EXPECT_EQ(en.readable(-std::numeric_limits<double>::infinity()), "-inf");
    Speaker const vi(Language::vi);
    EXPECT_EQ(vi.readable(-1234567.6), "-1.234.568");
    EXPECT_EQ(vi.readable(0.06712), "0,0671");
    EXPECT_EQ(vi.readable(12.5), "12,5");
}

}  // namespace
}  // namespace povex
