// In which money a study counts.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::problem;
using test::small_study;
using test::Spot;
using test::spot_of;
using test::StudyFiles;

std::string in_currency(std::string const& currency) {
    return fmt::format("currency = {}\n{}", currency, small_study);
}

Currency currency_of(std::string const& written) {
    return StudyFiles(in_currency(written)).read().experiment.currency;
}

TEST(CurrencyKey, IsACodeWithItsDecimals) {
    EXPECT_EQ(StudyFiles(small_study).read().experiment.currency, (Currency{"VND", 0, 1}));
    EXPECT_EQ(currency_of("\"VND\""), (Currency{"VND", 0, 1}));
    EXPECT_EQ(currency_of("\"JPY\""), (Currency{"JPY", 0, 1}));
    EXPECT_EQ(currency_of("\"EUR\""), (Currency{"EUR", 2, 1}));
    EXPECT_EQ(currency_of("\"LAK\""), (Currency{"LAK", 2, 1}));
    EXPECT_EQ(currency_of("\"KWD\""), (Currency{"KWD", 3, 1}));
    EXPECT_EQ(currency_of("\"CLF\""), (Currency{"CLF", 4, 1}));
}

TEST(CurrencyKey, IsATableWithAUnit) {
    EXPECT_EQ(currency_of("{ code = \"VND\" }"), (Currency{"VND", 0, 1}));
    EXPECT_EQ(currency_of("{ code = \"VND\", unit = 1_000_000 }"), (Currency{"VND", 0, 1'000'000}));
    EXPECT_EQ(currency_of("{ code = \"EUR\", unit = 1000 }"), (Currency{"EUR", 2, 1000}));
    EXPECT_EQ(currency_of("{ code = \"EUR\", decimals = 0 }"), (Currency{"EUR", 0, 1}));
    EXPECT_EQ(currency_of("{ code = \"VND\", decimals = 6 }"), (Currency{"VND", 6, 1}));
    EXPECT_EQ(currency_of("{ code = \"xu\", decimals = 1, unit = 10 }"), (Currency{"xu", 1, 10}));
    auto const table =
        StudyFiles(std::string(small_study) + "[currency]\ncode = \"EUR\"\nunit = 1_000\n");
    EXPECT_EQ(table.read().experiment.currency, (Currency{"EUR", 2, 1000}));
}

TEST(CurrencyKey, CanBeSet) {
    StudyFiles const files(small_study);
    EXPECT_EQ(files.read({"currency=\"EUR\""}).experiment.currency, (Currency{"EUR", 2, 1}));
    EXPECT_THAT(files.problems({"currency=\"EURO\""}),
                ElementsAre(problem("--set, argument 1", {1, 10},
                                    "the currency \"EURO\" is no code of ISO 4217", "decimals")));
}

TEST(CurrencyKey, HasItsSmallestUnit) {
    Currency const millions{"VND", 0, 1'000'000};
    EXPECT_EQ(millions.smallest_units(), 1'000'000);
    EXPECT_EQ(millions.smallest(), 1.0);
    EXPECT_EQ(millions.label(), "1000000 VND");
    EXPECT_EQ(millions.rounded(0.15), 150'000);
    EXPECT_TRUE(millions.is_whole(25.5));
    EXPECT_TRUE(millions.is_whole(0.000001));
    EXPECT_FALSE(millions.is_whole(0.0000015));
    Currency const euros{"EUR", 2, 1};
    EXPECT_EQ(euros.smallest_units(), 100);
    EXPECT_EQ(euros.smallest(), 0.01);
    EXPECT_EQ(euros.label(), "EUR");
    EXPECT_FALSE(euros.is_whole(0.005));
    for (int cents = 0; cents < 100'000; ++cents) {
        double const amount = std::stod(fmt::format("{}.{:02}", cents / 100, cents % 100));
        ASSERT_TRUE(euros.is_whole(amount)) << cents;
        ASSERT_EQ(euros.rounded(amount), cents);
        ASSERT_FALSE(euros.is_whole(amount + 0.001)) << cents;
    }
}

TEST(CurrencyKey, HasALargestUnit) {
    auto const text = in_currency("{ code = \"VND\", unit = 10_000_000_000 }");
    EXPECT_THAT(StudyFiles(text).problems(), Contains(problem("study.toml", spot_of(text, "10_000"),
                                                              "currency.unit is 10000000000", "")));
}

/// A currency that is refused, where, and why.
struct Refused {
    char const* name;
    char const* currency;
    char const* spot;
    char const* what;
    char const* hint;
};

void PrintTo(Refused const& refused, std::ostream* out) {
    *out << refused.name;
}

class RefusedCurrency : public TestWithParam<Refused> {};

TEST_P(RefusedCurrency, IsReportedAtItsPlace) {
    auto const& [name, currency, spot, what, hint] = GetParam();
    auto const text = in_currency(currency);
    EXPECT_THAT(StudyFiles(text).problems(),
                ElementsAre(problem("study.toml", spot_of(text, spot), what, hint)));
}

constexpr Refused refused[] = {
    {"small_letters", "\"vnd\"", "\"vnd\"", "the currency \"vnd\" is no code of ISO 4217",
     "did you mean \"VND\"?"},
    {"name", "\"crowns\"", "\"crowns\"", "the currency \"crowns\" is no code of ISO 4217",
     "currency = { code = \"crowns\", decimals = 2 }"},
    {"unknown_code", "\"XYZ\"", "\"XYZ\"", "the currency \"XYZ\" is no code of ISO 4217",
     "decimals"},
    {"empty", "\"\"", "\"\"", "the currency has no name", "currency = \"VND\""},
    {"number", "5", "5\ntitle", "currency must be a text, not a whole number", ""},
    {"no_code", "{ unit = 1000 }", "{ unit", "currency.code is missing", ""},
    {"empty_code", "{ code = \"\", decimals = 0 }", "\"\"", "the currency has no name",
     "code = \"VND\""},
    {"name_without_decimals", "{ code = \"crowns\", unit = 1000 }", "\"crowns\"",
     "the currency \"crowns\" is no code of ISO 4217", "decimals = 2"},
    {"small_letters_in_table", "{ code = \"eur\" }", "\"eur\"",
     "the currency \"eur\" is no code of ISO 4217", "did you mean \"EUR\"?"},
    {"seven_decimals", "{ code = \"VND\", decimals = 7 }", "7 }", "currency.decimals is 7", ""},
    {"negative_decimals", "{ code = \"VND\", decimals = -1 }", "-1", "currency.decimals is -1", ""},
    {"half_a_decimal", "{ code = \"VND\", decimals = 0.5 }", "0.5",
     "currency.decimals must be a whole number", ""},
    {"unit_of_nothing", "{ code = \"VND\", unit = 0 }", "0 }", "currency.unit is 0", ""},
    {"unit_below_nothing", "{ code = \"VND\", unit = -1000 }", "-1000", "currency.unit is -1000",
     ""},
    {"broken_unit", "{ code = \"VND\", unit = 1.5 }", "1.5", "currency.unit must be a whole number",
     ""},
    {"unknown_key", "{ code = \"VND\", units = 1000 }", "units", "unknown key currency.units",
     "did you mean \"unit\"?"},
};

INSTANTIATE_TEST_SUITE_P(All, RefusedCurrency, ValuesIn(refused),
                         [](auto const& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace povex
