#include "output/file/target_path.hpp"

#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "output/file/new_file.hpp"
#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

template <class Action>
std::string refusal_of(Action action) {
    try {
        action();
    } catch (InputError const& error) {
        return error.what();
    }
    return "not refused";
}

std::string refusal(fs::path const& target, std::vector<fs::path> const& inputs = {}) {
    return refusal_of([&] { static_cast<void>(checked_target(target, true, inputs)); });
}

TEST(OutputPath, SaysWhyNothingCanBeWritten) {
    auto const folder = fake::folder();
    std::ofstream(folder / "file") << "text";
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    fs::create_symlink(folder / "round", folder / "round");
    EXPECT_THAT(refusal(folder), HasSubstr("it is a folder"));
    EXPECT_THAT(refusal(folder / ""), HasSubstr("it is a folder"));
    EXPECT_THAT(refusal(folder / "no" / "r"), HasSubstr("its folder does not exist"));
    EXPECT_THAT(refusal(folder / "file" / "r"), HasSubstr("nothing can be written here"));
    EXPECT_THAT(refusal(folder / "pipe"), HasSubstr("no ordinary file"));
    EXPECT_THAT(refusal("/dev/null"), HasSubstr("no ordinary file"));
    EXPECT_THAT(refusal("/dev/full"), HasSubstr("no ordinary file"));
    EXPECT_THAT(refusal(folder / std::string(256, 'n')), HasSubstr("name is too long"));
    EXPECT_THAT(refusal(folder / "round"), HasSubstr("nothing can be written here"));
    EXPECT_EQ(refusal(folder / std::string(255, 'n')), "not refused");
    EXPECT_EQ(refusal(folder / "file"), "not refused");
}

TEST(OutputPath, ALinkToNothingYetLeadsToANewFile) {
    auto const folder = fake::folder();
    fs::create_directory(folder / "disk");
    fs::create_symlink("disk/r", folder / "link");
    fs::create_symlink("link", folder / "other");
    NewFile file(checked_target(folder / "other", false));
    file.write("whole");
    file.finish();
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_TRUE(fs::is_symlink(folder / "other"));
    EXPECT_EQ(fake::text_of(folder / "disk/r"), "whole");
}

TEST(OutputPath, AnInputIsNeverTheOutputWhateverItsName) {
    auto const folder = fake::folder();
    std::ofstream(folder / "in") << "precious";
    fs::create_symlink("in", folder / "link");
    fs::create_hard_link(folder / "in", folder / "hard");
    for (char const* name : {"in", "link", "hard", "./in"}) {
        EXPECT_THAT(refusal(folder / name, {folder / "gone", folder / "in"}),
                    HasSubstr("is an input"))
            << name;
        EXPECT_THAT(refusal(folder / "in", {folder / name}), HasSubstr("is an input")) << name;
    }
    EXPECT_EQ(refusal(folder / "out", {folder / "in"}), "not refused");
}

TEST(OutputPath, OnlyAnOrdinaryFileIsRead) {
    auto const folder = fake::folder();
    std::ofstream(folder / "file") << "text";
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    auto const reading = [](fs::path const& path) {
        return refusal_of([&] { check_ordinary(path); });
    };
    EXPECT_EQ(reading(folder / "file"), "not refused");
    EXPECT_THAT(reading(folder / "pipe"), HasSubstr("no ordinary file"));
    EXPECT_THAT(reading("/dev/zero"), HasSubstr("no ordinary file"));
    EXPECT_THAT(reading(folder), HasSubstr("folder"));
    EXPECT_THAT(reading(folder / "none"), HasSubstr("no such file"));
}

}  // namespace
}  // namespace povex
