#include "engine/study/node.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;

struct Parsed {
    Node node;
    std::vector<Problem> problems;
};

Parsed parsed(std::string text, std::string name = "a.toml") {
    Problems problems;
    auto const source = std::make_shared<SourceText>(SourceText{std::move(name), std::move(text)});
    Parsed result{parse_toml(source, problems), {}};
    try {
        problems.throw_if_any();
    } catch (InputError const& error) {
        result.problems = error.problems();
    }
    return result;
}

/// The node at a path of names.
Node const& at(Node const& node, std::vector<std::string> const& path) {
    Node const* found = &node;
    for (auto const& name : path) {
        found = found->table()->find(name);
        if (found == nullptr) throw std::out_of_range(name);
    }
    return *found;
}

std::vector<std::string> names(Node const& node) {
    std::vector<std::string> result;
    for (auto const& entry : node.table()->entries()) result.push_back(entry.name);
    return result;
}

TEST(Node, HoldsEveryKindOfValue) {
    auto const node =
        parsed(
            "a = 1\nb = 1.5\nc = \"x\"\nd = true\ne = 2021-12-31\nf = [1]\ng = { h = 1 }\n"
            "i = 2021-12-31T10:00:00Z\n")
            .node;
    EXPECT_EQ(at(node, {"a"}).kind(), "a whole number");
    EXPECT_EQ(at(node, {"b"}).kind(), "a number");
    EXPECT_EQ(at(node, {"c"}).kind(), "a text");
    EXPECT_EQ(at(node, {"d"}).kind(), "true/false");
    EXPECT_EQ(at(node, {"e"}).kind(), "a date");
    EXPECT_EQ(at(node, {"f"}).kind(), "a list");
    EXPECT_EQ(at(node, {"g"}).kind(), "a table");
    EXPECT_EQ(std::get<DateValue>(at(node, {"e"}).value).iso, "2021-12-31");
    EXPECT_EQ(std::get<DateValue>(at(node, {"i"}).value).iso, "2021-12-31");
    EXPECT_EQ(at(node, {"a"}).number(), 1.0);
    EXPECT_TRUE(std::isnan(at(node, {"c"}).number()));
    EXPECT_TRUE(std::isnan(at(node, {"d"}).number()));
}

TEST(Node, KeepsTheOrderOfWriting) {
    EXPECT_THAT(names(parsed("z = 1\na = 2\n[y]\n[b]\n[x]\n").node),
                ElementsAre("z", "a", "y", "b", "x"));
    EXPECT_THAT(names(*parsed("[t.z]\n[t.a]\n[other]\n[t.m]\n").node.table()->find("t")),
                ElementsAre("z", "a", "m"));
    EXPECT_THAT(names(*parsed("t = { z = 1, a = 2, m = 3 }").node.table()->find("t")),
                ElementsAre("z", "a", "m"));
    EXPECT_THAT(names(*parsed("t.z.q = 1\nt.a.q = 1\nt.m = 3\n").node.table()->find("t")),
                ElementsAre("z", "a", "m"));
}

TEST(Node, KnowsItsPlaceInCharacters) {
    auto const node = parsed("[a]\n  b = \"Hạ Long\"\nc = { \"Đông\" = 1, d = 2 }\n").node;
    EXPECT_EQ(at(node, {"a", "b"}).where.line, 2);
    EXPECT_EQ(at(node, {"a", "b"}).where.column, 7);
    EXPECT_EQ(at(node, {"a", "c", "d"}).where.line, 3);
    EXPECT_EQ(at(node, {"a", "c", "d"}).where.column, 23);
}

TEST(Node, OfBadTomlIsOneProblemAtItsPlace) {
    struct Case {
        char const* text;
        int line;
    };
    for (auto const& [text, line] : std::vector<Case>{{"a = 1\na = 2\n", 2},
                                                      {"[a]\n[b]\n[a]\n", 3},
                                                      {"a = hello\n", 1},
                                                      {"a = \"open\n", 1},
                                                      {"a = 99999999999999999999\n", 1},
                                                      {"a = 2021-13-01\n", 1},
                                                      {"a\n", 1},
                                                      {"= 1\n", 1},
                                                      {"a = [1, 2\n", 1},
                                                      {"[[[\n", 1},
                                                      {"[&\n", 1},
                                                      {"Đông = 1\n", 1},
                                                      {"a = ô\n", 1},
                                                      {"\n\nô", 3},
                                                      {"a = 01\n", 1}}) {
        auto const got = parsed(text);
        ASSERT_THAT(got.problems, SizeIs(1)) << text;
        EXPECT_EQ(got.problems[0].file, "a.toml");
        EXPECT_EQ(got.problems[0].line, line) << text;
        EXPECT_GE(got.problems[0].column, 1) << text;
        EXPECT_FALSE(got.problems[0].what.empty());
        EXPECT_FALSE(got.problems[0].hint.empty());
        EXPECT_NE(got.node.table(), nullptr);
    }
}

TEST(Node, HintsAtWhatFitsTheError) {
    EXPECT_THAT(parsed("a = hello\n").problems.at(0).hint, HasSubstr("needs quotes"));
    for (char const* twice : {"a = 1\na = 2\n", "[a]\n[b]\n[a]\n", "a = 1\n[a]\n",
                              "a = 1\na.b = 2\n", "a = [1]\n[a.b]\n", "a = { b = 1 }\n[a.c]\n"}) {
        ASSERT_THAT(parsed(twice).problems, SizeIs(1)) << twice;
        EXPECT_THAT(parsed(twice).problems[0].hint, HasSubstr("given once")) << twice;
    }
    for (char const* both : {"scenarios = [\"one\"]\n[scenarios.one]\n",
                             "scenarios = [\"one\"]\nscenarios.one.title = \"x\"\n"}) {
        ASSERT_THAT(parsed(both).problems, SizeIs(1)) << both;
        EXPECT_THAT(parsed(both).problems[0].hint, HasSubstr("scenarios/NAME.toml")) << both;
    }
}

TEST(Node, IsNotOfUnboundedDepth) {
    std::string keys;
    for (int i = 0; i < 200000; ++i) keys += "a.";
    for (auto const& text : {keys + "a = 1\n", "[" + keys + "a]\n", "[[" + keys + "a]]\n",
                             "a = " + std::string(200000, '['), "x = { " + keys + "a = 1 }\n"}) {
        EXPECT_THAT(parsed(text).problems, SizeIs(1));
    }
    EXPECT_THAT(parsed("a = \"" + keys + "\" # " + keys + "\n").problems, IsEmpty());
    EXPECT_THAT(parsed("a = \"\"\"\n" + keys + "\n= " + keys + "\"\"\"\n").problems, IsEmpty());
}

TEST(Node, OfManyKeysIsReadSoon) {
    std::string text;
    for (int i = 0; i < 100000; ++i) text += "k" + std::to_string(i * 7919 % 100000) + " = 1\n";
    auto const start = std::chrono::steady_clock::now();
    EXPECT_EQ(parsed(text).node.table()->entries().size(), 100000U);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

/// `under` after `over` was laid upon it.
Node laid(std::string const& under, std::string const& over) {
    Node node = parsed(under).node;
    overlay(node, parsed(over, "--set").node);
    return node;
}

TEST(Overlay, MergesTablesAndReplacesTheRest) {
    auto const node = laid("a = 1\n[t]\nb = 2\nc = [1, 2]\n", "t.b = 3\nt.d = 4\nt.c = [5]\n");
    EXPECT_EQ(at(node, {"a"}).number(), 1.0);
    EXPECT_EQ(at(node, {"t", "b"}).number(), 3.0);
    EXPECT_EQ(at(node, {"t", "b"}).where.source->name, "--set");
    EXPECT_EQ(at(node, {"t", "d"}).number(), 4.0);
    EXPECT_EQ(at(node, {"t", "c"}).array()->size(), 1U);
}

TEST(Overlay, OfABareValueReplacesANumberAndItsProvenance) {
    auto const node = laid(
        "r = { value = 0.7, source = \"study\", grade = \"C\", range = [0, 1], known_on = "
        "2021-12-31, unit = \"kg\", note = \"x\" }",
        "r = 0.6");
    EXPECT_EQ(at(node, {"r", "value"}).number(), 0.6);
    EXPECT_EQ(*at(node, {"r", "source"}).text(), "--set");
    EXPECT_THAT(names(at(node, {"r"})), UnorderedElementsAre("value", "source", "unit", "note"));
    EXPECT_EQ(*at(laid("r = { value = 0.7 }", "r = 0.6"), {"r", "source"}).text(), "--set");
}

TEST(Overlay, OfYearsChangesYears) {
    EXPECT_EQ(at(laid("b = { 2022 = 1, 2023 = 2 }", "b.2023 = 5"), {"b", "2023"}).number(), 5.0);
    EXPECT_EQ(at(laid("b = { 2022 = 1, 2023 = 2 }", "b.2023 = 5"), {"b", "2022"}).number(), 1.0);
    auto const number =
        laid("b = { value = { 2022 = 1, 2023 = 2 }, source = \"x\" }", "b.2023 = 5");
    EXPECT_EQ(at(number, {"b", "value", "2023"}).number(), 5.0);
    EXPECT_EQ(at(number, {"b", "value", "2022"}).number(), 1.0);
}

TEST(Overlay, OfABareValueReplacesYears) {
    EXPECT_EQ(at(laid("b = { 2022 = 1, 2023 = 2 }", "b = 5"), {"b"}).number(), 5.0);
    EXPECT_EQ(
        at(laid("b = { value = { 2022 = 1 }, source = \"x\" }", "b = 5"), {"b", "value"}).number(),
        5.0);
}

TEST(Overlay, OfAYearOverOneNumberReplacesIt) {
    EXPECT_THAT(names(at(laid("b = 7", "b.2023 = 5"), {"b"})), ElementsAre("2023"));
    auto const number = laid("b = { value = 7, source = \"x\" }", "b.2023 = 5");
    EXPECT_THAT(names(at(number, {"b"})), UnorderedElementsAre("value", "source"));
    EXPECT_THAT(names(at(number, {"b", "value"})), ElementsAre("2023"));
    EXPECT_EQ(at(number, {"b", "value"}).replaced, "7");
    EXPECT_EQ(at(laid("b = 7.5", "b.2023 = 5"), {"b"}).replaced, "7.5");
    EXPECT_EQ(at(laid("b = \"line:x\"", "b.2023 = 5"), {"b"}).replaced, "\"line:x\"");
    EXPECT_EQ(at(laid("b = { 2022 = 1 }", "b.2023 = 5"), {"b"}).replaced, "");
    EXPECT_EQ(at(laid("b = 7", "b = 5"), {"b"}).replaced, "");
    EXPECT_EQ(at(laid("b = 7", "b = { value = 5 }"), {"b"}).replaced, "");
}

TEST(Overlay, OfProvenanceKeepsTheNumber) {
    auto const node =
        laid("r = { value = 7, source = \"x\" }", "r.range = [5, 9]\nr.source = \"y\"");
    EXPECT_EQ(at(node, {"r", "value"}).number(), 7.0);
    EXPECT_EQ(*at(node, {"r", "source"}).text(), "y");
}

TEST(Overlay, OfATableWithValueReplacesAll) {
    EXPECT_EQ(at(laid("r = 7", "r = { value = 8, source = \"y\" }"), {"r", "value"}).number(), 8.0);
    auto const node = laid("r = { value = 7, source = \"x\", grade = \"A\", range = [1, 9] }",
                           "r = { value = 8, source = \"y\" }");
    EXPECT_THAT(names(at(node, {"r"})), UnorderedElementsAre("value", "source"));
    EXPECT_EQ(*at(node, {"r", "source"}).text(), "y");
}

}  // namespace
}  // namespace povex
