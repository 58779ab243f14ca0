#include "engine/study/csv.hpp"

#include <chrono>

#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;

struct Parsed {
    CsvTable table;
    std::vector<Problem> problems;
    std::vector<std::vector<std::string>> rows;
};

Parsed parsed(std::string text) {
    Problems problems;
    auto const source = std::make_shared<SourceText>(SourceText{"a.csv", std::move(text)});
    Parsed result{parse_csv(source, problems), {}, {}};
    for (auto const& row : result.table.rows) {
        auto& texts = result.rows.emplace_back();
        for (auto const& field : row) texts.push_back(field.text);
    }
    try {
        problems.throw_if_any();
    } catch (InputError const& error) {
        result.problems = error.problems();
    }
    return result;
}

TEST(Csv, HasRowsAndColumns) {
    auto const got = parsed("a,b\n1,2\n,\n\n# a remark, with commas\n3,4");
    EXPECT_THAT(got.rows,
                ElementsAre(ElementsAre("1", "2"), ElementsAre("", ""), ElementsAre("3", "4")));
    EXPECT_EQ(got.table.column("b"), 1U);
    EXPECT_EQ(got.table.column("c"), std::nullopt);
    EXPECT_THAT(got.problems, IsEmpty());
    EXPECT_EQ(got.table.rows[2][1].where.line, 6);
    EXPECT_EQ(got.table.rows[2][1].where.column, 3);
}

TEST(Csv, HasQuotedFields) {
    auto const got = parsed("a,b\n\"x, \"\"y\"\"\nz\",2\n\"\",\"#\"\n");
    EXPECT_THAT(got.rows, ElementsAre(ElementsAre("x, \"y\"\nz", "2"), ElementsAre("", "#")));
    EXPECT_EQ(got.table.rows[0][1].where.line, 3);
    EXPECT_EQ(got.table.rows[0][1].where.column, 4);
    EXPECT_EQ(got.table.rows[1][0].where.line, 4);
}

TEST(Csv, EndsItsLinesAsAnySystemDoes) {
    for (char const* text :
         {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\n\n1,2\n\n3,4",
          "a,b\r\n\r\n1,2\r\n\r\n3,4", "a,b\r\r1,2\r\r3,4"}) {
        auto const got = parsed(text);
        EXPECT_THAT(got.rows, ElementsAre(ElementsAre("1", "2"), ElementsAre("3", "4"))) << text;
        EXPECT_THAT(got.problems, IsEmpty());
    }
    EXPECT_EQ(parsed("a,b\r\n1,2\r\n").table.rows[0][0].where.line, 2);
    EXPECT_EQ(parsed("a,b\r1,2\r").table.rows[0][0].where.line, 2);
}

TEST(Csv, CountsCharacters) {
    auto const got = parsed("tên,số\nHạ Long,5\n");
    EXPECT_EQ(got.table.header[1].where.column, 5);
    EXPECT_EQ(got.table.rows[0][1].where.column, 9);
}

TEST(Csv, RefusesRowsOfAnotherWidth) {
    auto const got = parsed("a,b\n1,2,3\n1\n4,5\n");
    EXPECT_THAT(got.problems,
                ElementsAre(test::problem("a.csv", {2, 1}, "3 fields, but the header has 2",
                                          "double quotes"),
                            test::problem("a.csv", {3, 1}, "1 fields, but the header has 2")));
    EXPECT_THAT(got.rows, ElementsAre(ElementsAre("4", "5")));
}

TEST(Csv, RefusesAnOpenQuote) {
    auto const got = parsed("a,b\n1,\"x\n3,4\n");
    EXPECT_THAT(got.problems, Contains(test::problem("a.csv", {2, 3}, "quote is not closed")));
}

TEST(Csv, RefusesTextBehindAQuote) {
    EXPECT_THAT(parsed("a,b\n\"x\"y,1\n").problems,
                ElementsAre(test::problem("a.csv", {2, 1}, "double quote", "")));
}

TEST(Csv, RefusesAColumnTwice) {
    EXPECT_THAT(parsed("a,b,a\n1,2,3\n").problems,
                ElementsAre(test::problem("a.csv", {1, 5}, "the column \"a\" occurs twice")));
}

TEST(Csv, RefusesSemicolonsAndNothing) {
    EXPECT_THAT(parsed("a;b\n1;2\n").problems,
                ElementsAre(test::problem("a.csv", {1, 1}, "semicolons", "commas")));
    for (char const* empty : {"", "\n\n", "# nothing\n", "\r\n"}) {
        EXPECT_THAT(parsed(empty).problems,
                    ElementsAre(test::problem("a.csv", {1, 1}, "empty file", "first line")));
    }
}

TEST(Csv, HasNumbers) {
    for (auto [text, number] :
         {std::pair{"5", 5.0}, {"-0.25", -0.25}, {"1e3", 1000.0}, {".5", 0.5}}) {
        Problems problems;
        EXPECT_EQ(csv_number({text, {}}, problems), number);
        EXPECT_TRUE(problems.empty());
    }
    for (char const* text : {"", "5 ", " 5", "1,5", "1.234.567", "0x10", "inf", "nan", "-inf",
                             "1e999", "five", "5%", "--5", "+-5"}) {
        Problems problems;
        EXPECT_EQ(csv_number({text, {}}, problems), std::nullopt) << text;
        EXPECT_FALSE(problems.empty());
    }
}

TEST(Csv, OfBadRowsOnlyFailsSoon) {
    std::string text = "a,b\n";
    for (int i = 0; i < 200000; ++i) text += "x\n";
    auto const start = std::chrono::steady_clock::now();
    EXPECT_FALSE(parsed(text).problems.empty());
    EXPECT_FALSE(parsed(std::string(500000, ',')).problems.empty());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace povex
