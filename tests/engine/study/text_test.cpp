#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::StudyFiles;

/// What read_text makes of these bytes.
struct Reading {
    std::shared_ptr<SourceText const> source;
    std::vector<Problem> problems;
};

std::vector<Problem> listed(Problems const& problems) {
    try {
        problems.throw_if_any();
    } catch (InputError const& error) {
        return error.problems();
    }
    return {};
}

Reading reading_of(std::filesystem::path const& path, std::size_t limit = 1000) {
    Problems problems;
    auto source = read_text(path, "shown.toml", limit, problems);
    return {source, listed(problems)};
}

Reading reading_of_bytes(std::string_view bytes) {
    StudyFiles files;
    files.write("a", bytes);
    return reading_of(files.folder() / "a");
}

TEST(Text, KeepsLines) {
    SourceText const text{"a", "first\nthứ hai\r\n\nlast"};
    EXPECT_EQ(text.line(1), "first");
    EXPECT_EQ(text.line(2), "thứ hai");
    EXPECT_EQ(text.line(3), "");
    EXPECT_EQ(text.line(4), "last");
    EXPECT_EQ(text.line(5), "");
    EXPECT_EQ(text.line(0), "first");
    EXPECT_EQ((SourceText{"a", ""}).line(1), "");
}

TEST(Text, IsUtf8) {
    for (char const* good :
         {"", "abc\n", "Quảng Ninh", "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff",
          "\U00010000\U0010FFFF"}) {
        auto const got = reading_of_bytes(good);
        ASSERT_TRUE(got.source) << good;
        EXPECT_EQ(got.source->text, good);
    }
}

TEST(Text, RefusesWhatIsNotUtf8AtItsCharacter) {
    using namespace std::string_view_literals;
    for (auto bad : {"\x80"sv, "\xC0\x80"sv, "\xC1\xBF"sv, "\xC3"sv, "\xE0\x80\x80"sv,
                     "\xE0\x9F\xBF"sv, "\xED\xA0\x80"sv, "\xE1\x80"sv, "\xF0\x80\x80\x80"sv,
                     "\xF0\x8F\xBF\xBF"sv, "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xFF"sv,
                     "\xC3\xC3"sv, "\xE1\x80\x41"sv, "\0"sv}) {
        auto const got = reading_of_bytes("một\r\nhải " + std::string(bad) + "\n");
        EXPECT_FALSE(got.source);
        EXPECT_THAT(got.problems, ElementsAre(test::problem("shown.toml", {2, 5}, "not UTF-8 text",
                                                            "save the file as UTF-8")));
        EXPECT_THAT(got.problems.at(0).line_text, StartsWith("hải "));
    }
}

TEST(Text, DropsOneByteOrderMark) {
    EXPECT_EQ(reading_of_bytes("\xEF\xBB\xBF"
                               "a = 1")
                  .source->text,
              "a = 1");
    EXPECT_EQ(reading_of_bytes("\xEF\xBB\xBF").source->text, "");
}

TEST(Text, NamesUtf16) {
    using namespace std::string_view_literals;
    for (auto utf16 : {"\xFF\xFE\x61\0"sv, "\xFE\xFF\0\x61"sv, "a\0,\0"sv, "\0a\0,"sv}) {
        auto const got = reading_of_bytes(std::string(utf16));
        EXPECT_FALSE(got.source);
        EXPECT_THAT(got.problems, ElementsAre(test::problem("shown.toml", {1, 1}, "saved as UTF-16",
                                                            "CSV UTF-8")));
    }
}

TEST(Text, NamesCodePages) {
    // "Hạ Long" in Windows-1258: a with a combining dot below
    EXPECT_THAT(reading_of_bytes("name\nHa\xF2 Long\n").problems,
                ElementsAre(test::problem("shown.toml", {2, 3}, "Windows-1258", "CSV UTF-8")));
}

TEST(Text, HasALimit) {
    StudyFiles files;
    files.write("a", std::string(1000, 'x')).write("b", std::string(1001, 'x'));
    EXPECT_TRUE(reading_of(files.folder() / "a").source);
    EXPECT_THAT(reading_of(files.folder() / "b").problems,
                ElementsAre(test::problem("shown.toml", {}, "too large", "right file")));
}

TEST(Text, RefusesAGigabyteUnread) {
    StudyFiles files;
    files.write("a", "");
    std::filesystem::resize_file(files.folder() / "a", std::uintmax_t{1} << 30U);
    auto const start = std::chrono::steady_clock::now();
    EXPECT_THAT(reading_of(files.folder() / "a", toml_limit).problems,
                ElementsAre(test::problem("shown.toml", {}, "too large (1024 MiB, at most 16)")));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(200));
}

TEST(Text, IsInAFile) {
    StudyFiles files;
    auto const& folder = files.folder();
    EXPECT_THAT(reading_of(folder / "none").problems,
                ElementsAre(test::problem("shown.toml", {}, "no such file", "check the path")));
    EXPECT_THAT(reading_of(folder).problems,
                ElementsAre(test::problem("shown.toml", {}, "not a file", "check the path")));
    std::filesystem::create_symlink("loop", folder / "loop");
    std::filesystem::create_symlink("none", folder / "dangling");
    EXPECT_THAT(reading_of(folder / "loop").problems, SizeIs(1));
    EXPECT_THAT(reading_of(folder / "dangling").problems, SizeIs(1));
    EXPECT_THAT(reading_of(folder / std::string(5000, 'n')).problems, SizeIs(1));
    EXPECT_THAT(reading_of("/dev/zero").problems, SizeIs(1));
}

TEST(Text, OffersTheNearestName) {
    std::vector<std::string> const known{"housing", "water", "training"};
    EXPECT_EQ(nearest_hint("housng", known), "did you mean \"housing\"?");
    EXPECT_EQ(nearest_hint("wter", known), "did you mean \"water\"?");
    EXPECT_EQ(nearest_hint("xylophone", known), "known: housing, water, training");
    EXPECT_EQ(nearest_hint("x", {}), "");
}

TEST(Text, DoesNotOfferAnUnrelatedShortName) {
    EXPECT_EQ(nearest_hint("b", {"z0"}), "known: z0");
    EXPECT_EQ(nearest_hint("", {"ab"}), "known: ab");
}

TEST(Problems, CountTheSameOnce) {
    Problems problems;
    auto const source = std::make_shared<SourceText>(SourceText{"a.toml", "x = 1\ny = 2\n"});
    EXPECT_NO_THROW(problems.throw_if_any());
    for (int i = 0; i < 3; ++i) problems.add({source, 2, 5}, "is wrong", "mend it");
    problems.add({source, 2, 5}, "is wrong too");
    EXPECT_THAT(listed(problems), SizeIs(2));
    EXPECT_EQ(listed(problems).front().line_text, "y = 2");
    Problems others;
    others.add(InputError(listed(problems)));
    EXPECT_EQ(listed(others), listed(problems));
}

TEST(Problems, AreNotListedWithoutEnd) {
    Problems problems;
    std::string text;
    for (int i = 0; i < 200000; ++i) text += "x\n";
    auto const source = std::make_shared<SourceText>(SourceText{"a.csv", text});
    auto const start = std::chrono::steady_clock::now();
    for (int i = 1; i <= 200000; ++i) problems.add({source, i, 1}, "is wrong");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
    auto const all = listed(problems);
    EXPECT_LE(all.size(), 1001U);
    EXPECT_THAT(all.back().what, HasSubstr("more problems"));
}

TEST(Problems, DoNotShowALineThatNobodyCanRead) {
    Problems problems;
    auto const source =
        std::make_shared<SourceText>(SourceText{"a.toml", std::string(1U << 20U, 'x')});
    problems.add({source, 1, 1}, "is wrong");
    EXPECT_LT(listed(problems).front().line_text.size(), 5000U);
}

}  // namespace
}  // namespace povex
