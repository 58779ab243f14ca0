#include "engine/study/csv.hpp"

#include <chrono>
#include <variant>

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
    auto const got = parsed("a,b\n1,2\n5,\n\n# a remark, with commas\n3,4");
    EXPECT_THAT(got.rows,
                ElementsAre(ElementsAre("1", "2"), ElementsAre("5", ""), ElementsAre("3", "4")));
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

TEST(Csv, RefusesNothing) {
    for (char const* empty : {"", "\n\n", "# nothing\n", "\r\n", ";;;\r\n;;;\r\n", "sep=;\n"}) {
        EXPECT_THAT(parsed(empty).problems,
                    ElementsAre(test::problem("a.csv", {1, 1}, "empty file", "first line")));
    }
}

TEST(Csv, HasColumnsBetweenSemicolons) {
    auto const got = parsed("a;b;c\r\n1;x, y;\"z; \"\"z\"\"\"\r\n");
    EXPECT_EQ(got.table.separator, ';');
    EXPECT_THAT(got.rows, ElementsAre(ElementsAre("1", "x, y", "z; \"z\"")));
    EXPECT_THAT(got.problems, IsEmpty());
    EXPECT_EQ(got.table.rows[0][2].where.line, 2);
    EXPECT_EQ(got.table.rows[0][2].where.column, 8);
}

TEST(Csv, TakesTheSeparatorOfItsHeader) {
    EXPECT_THAT(parsed("a,\"b;c\"\n1,2\n").rows, ElementsAre(ElementsAre("1", "2")));
    EXPECT_THAT(parsed("\"a,b\";c\n1;2\n").rows, ElementsAre(ElementsAre("1", "2")));
    EXPECT_THAT(parsed("# remark; one, two\na;b\n1;2\n").rows, ElementsAre(ElementsAre("1", "2")));
    EXPECT_THAT(parsed("sep=;\r\na;b\r\n1;2\r\n").rows, ElementsAre(ElementsAre("1", "2")));
    EXPECT_EQ(parsed("a\n1\n").table.separator, ',');
    EXPECT_THAT(parsed("\n a,b;c\n1;2\n").problems,
                ElementsAre(test::problem("a.csv", {2, 1}, "commas and semicolons", "one of")));
    EXPECT_THAT(parsed("a\tb\n1\t2\n").problems,
                ElementsAre(test::problem("a.csv", {1, 1}, "separated by tabs", "as CSV")));
}

TEST(Csv, SkipsWhatASpreadsheetLeavesEmpty) {
    for (char const* text :
         {"a;b;;\n1;2;;\n;;;\n3;4;;\n", "a,b,,\n1,2,,\n,,,\n3,4,,\n", "a;b;\n1;2\n3;4;;;\n",
          "a;b;;\n# remark;;;\n\"# re; mark\";;;\n1;2;;\n3;4;;\n"}) {
        auto const got = parsed(text);
        EXPECT_THAT(got.rows, ElementsAre(ElementsAre("1", "2"), ElementsAre("3", "4"))) << text;
        EXPECT_THAT(got.problems, IsEmpty());
    }
    EXPECT_THAT(parsed("a;b;note\n1;2\n3\n").rows,
                ElementsAre(ElementsAre("1", "2", ""), ElementsAre("3", "", "")));
}

TEST(Csv, RefusesAValueWithoutAName) {
    EXPECT_THAT(parsed("a;b;;\n1;2;;\n3;4;;5\n").problems,
                ElementsAre(test::problem("a.csv", {3, 1}, "4 fields, but the header has 2",
                                          "a semicolon inside")));
}

/// The number that a field of a table is, if it is one; the hint otherwise.
std::variant<double, std::string> number(char separator, std::string text) {
    Problems problems;
    CsvTable table;
    table.separator = separator;
    auto const value = table.number({std::move(text), {}}, problems);
    EXPECT_EQ(value.has_value(), problems.empty());
    if (value) return *value;
    return problems.all().at(0).hint;
}

TEST(Csv, HasNumbersWithADecimalPoint) {
    for (auto [text, value] :
         {std::pair{"5", 5.0}, {"-0.25", -0.25}, {"1e3", 1000.0}, {".5", 0.5}, {"1.234", 1.234}}) {
        EXPECT_THAT(number(',', text), VariantWith<double>(value)) << text;
    }
    for (char const* text : {"", "5 ", " 5", "1,5", "1,234", "1.234.567", "1.234,5", "0x10", "inf",
                             "nan", "-inf", "1e999", "five", "5%", "--5", "+-5"}) {
        EXPECT_THAT(number(',', text), VariantWith<std::string>(HasSubstr("as 1234.5"))) << text;
    }
}

TEST(Csv, HasNumbersWithADecimalCommaBetweenSemicolons) {
    for (auto [text, value] : {std::pair{"5", 5.0},
                               {"-0,25", -0.25},
                               {"1E+03", 1000.0},
                               {"7,34E+04", 73400.0},
                               {",5", 0.5},
                               {"1.234", 1234.0},
                               {"-1.234,5", -1234.5},
                               {"12.345.678,25", 12345678.25},
                               {"1234,5", 1234.5}}) {
        EXPECT_THAT(number(';', text), VariantWith<double>(value)) << text;
    }
    for (char const* text :
         {"", "5 ", "0.5", "0.875", "12.5", "1.2345", "1234.567", "1.23.456", "1..234", ".234",
          "1.234.5", "1,5,5", "1,234.5", "1,234,567", "1.234e3.5", "--5", "1.-34", "inf", "5%"}) {
        EXPECT_THAT(number(';', text), VariantWith<std::string>(HasSubstr("as 1.234,5"))) << text;
    }
}

std::string date(char separator, std::string text) {
    Problems problems;
    CsvTable table;
    table.separator = separator;
    auto const iso = table.date({std::move(text), {}}, problems);
    return problems.empty() ? iso : "refused: " + problems.all().at(0).hint;
}

TEST(Csv, HasDates) {
    EXPECT_EQ(date(',', "2022-12-31"), "2022-12-31");
    EXPECT_EQ(date(',', ""), "");
    EXPECT_EQ(date(';', "2022-12-31"), "2022-12-31");
    EXPECT_EQ(date(';', "31/12/2022"), "2022-12-31");
    EXPECT_EQ(date(';', "1/2/2022"), "2022-02-01");
    for (char const* text : {"2022", "x", "2022-12", "2022-02-30", "2022-1-5", "31/12/22",
                             "12/31/2022", "1/2/3/2022", "-1/2/2022", "31.12.2022"}) {
        EXPECT_THAT(date(',', text), HasSubstr("refused: 2022-12-31; day/month/year")) << text;
        EXPECT_THAT(date(';', text), HasSubstr("refused: 2022-12-31, or day first")) << text;
    }
    EXPECT_THAT(date(',', "1/2/2022"), HasSubstr("only between semicolons"));
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
