#include "output/file/unfinished.hpp"

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "output/file/new_file.hpp"
#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::MatchesRegex;

unsigned mode_of(fs::path const& path) {
    return static_cast<unsigned>(fs::status(path).permissions());
}

std::set<std::string> names_in(fs::path const& folder) {
    std::set<std::string> names;
    for (auto const& entry : fs::directory_iterator(folder)) {
        names.insert(entry.path().filename().string());
    }
    return names;
}

void write_new(fs::path const& path, std::string const& text, bool replace = true) {
    NewFile file(checked_target(path, replace));
    file.write(text);
    file.finish();
}

/// The hidden names that a process leaves which begins a file and a folder, and is killed.
std::set<std::string> killed_in(fs::path const& folder) {
    auto const before = names_in(folder);
    pid_t const child = fork();
    if (child == 0) {
        Unfinished const file(folder / "r.h5", Unfinished::Kind::file);
        Unfinished const tables(folder / "r-csv", Unfinished::Kind::folder);
        std::ofstream(tables.path() / "poor.csv") << "1,2\n";
        _exit(0);  // as if killed: no destructor runs
    }
    int status = 0;
    waitpid(child, &status, 0);
    auto names = names_in(folder);
    for (auto const& name : before) names.erase(name);
    return names;
}

TEST(Unfinished, HasANameThatNobodyGuesses) {
    auto const folder = fake::folder();
    std::set<fs::path> names;
    for (int i = 0; i < 100; ++i) {
        Unfinished const file(folder / "r.h5", Unfinished::Kind::file);
        EXPECT_THAT(file.path().filename().string(),
                    MatchesRegex("\\.r\\.h5\\.povex-[0-9a-f]{8}-[0-9a-f]{16}\\.part"));
        names.insert(file.path());
    }
    EXPECT_EQ(names.size(), 100U);
    EXPECT_TRUE(fs::is_empty(folder));
}

TEST(Unfinished, FitsInTheLongestName) {
    auto const folder = fake::folder();
    std::string name;
    while (name.size() + 3 <= 255) name += "ạ";  // of three bytes
    write_new(folder / name, "whole");
    EXPECT_EQ(names_in(folder), std::set<std::string>{name});
}

TEST(NewFile, KeepsTheModeOfWhatItReplaces) {
    auto const folder = fake::folder();
    for (unsigned mode : {0600U, 0640U, 0644U, 0666U, 0444U}) {
        write_new(folder / "r", "old");
        fs::permissions(folder / "r", static_cast<fs::perms>(mode));
        NewFile file(checked_target(folder / "r", true));
        EXPECT_EQ(mode_of(file.hidden()), mode);  // from the start
        file.write("new");
        file.finish();
        EXPECT_EQ(mode_of(folder / "r"), mode);
        EXPECT_EQ(fake::text_of(folder / "r"), "new");
    }
}

TEST(NewFile, ObeysTheMaskWhereNothingWas) {
    auto const folder = fake::folder();
    for (unsigned mask : {0022U, 0077U, 0002U}) {
        mode_t const before = umask(mask);
        auto const path = folder / std::to_string(mask);
        write_new(path, "new");
        umask(before);
        EXPECT_EQ(mode_of(path), 0666U & ~mask);
    }
}

TEST(NewFile, LeavesAloneWhatCameInTheMeantime) {
    auto const folder = fake::folder();
    NewFile file(checked_target(folder / "r", false));
    file.write("ours");
    std::ofstream(folder / "r") << "theirs";
    EXPECT_THROW(file.finish(), InputError);
    EXPECT_EQ(fake::text_of(folder / "r"), "theirs");
    auto names = names_in(folder);
    names.erase("r");
    ASSERT_EQ(names.size(), 1U);
    EXPECT_THAT(*names.begin(), HasSubstr("r.kept-"));  // and no later run removes it
    EXPECT_TRUE(remove_leftovers(folder).empty());
    EXPECT_EQ(fake::text_of(folder / *names.begin()), "ours");
}

TEST(Leftovers, OfDeadProcessesAreNamedAndRemoved) {
    auto const folder = fake::folder();
    std::ofstream(folder / ".r.h5.1234.part") << "not by this program";
    std::ofstream(folder / ".x.povex-0-1.part") << "not by this program";
    auto const left = killed_in(folder);
    ASSERT_EQ(left.size(), 2U);
    std::set<std::string> removed;
    for (Leftover const& one : remove_leftovers(folder)) {
        EXPECT_EQ(one.kept_because, "");
        removed.insert(one.path.filename().string());
    }
    EXPECT_EQ(removed, left);
    EXPECT_EQ(names_in(folder), (std::set<std::string>{".r.h5.1234.part", ".x.povex-0-1.part"}));
}

TEST(Leftovers, OfLivingProcessesStay) {
    auto const folder = fake::folder();
    Unfinished const file(folder / "r.h5", Unfinished::Kind::file);
    Unfinished const shared(folder / "s.h5", Unfinished::Kind::file);
    shared.share();
    Unfinished const tables(folder / "r-csv", Unfinished::Kind::folder);
    EXPECT_TRUE(remove_leftovers(folder).empty());
    EXPECT_EQ(names_in(folder).size(), 3U);
}

TEST(Leftovers, OfAnotherMachineAreOnlyNamed) {
    auto const folder = fake::folder();
    auto const left = killed_in(folder);
    for (std::string const& name : left) {
        std::string other = name;
        char& digit = other[other.find(".povex-") + 7];
        digit = digit == '0' ? '1' : '0';
        fs::rename(folder / name, folder / other);
    }
    auto const found = remove_leftovers(folder);
    ASSERT_EQ(found.size(), 2U);
    for (Leftover const& one : found) EXPECT_THAT(one.kept_because, HasSubstr("another machine"));
    EXPECT_EQ(names_in(folder).size(), 2U);
}

TEST(Leftovers, ALinkIsNotFollowed) {
    auto const folder = fake::folder();
    std::ofstream(folder / "precious") << "precious";
    auto const left = killed_in(folder);
    fs::path const name = folder / *left.begin();
    fs::remove_all(name);
    fs::create_symlink(folder / "precious", name);
    for (Leftover const& one : remove_leftovers(folder)) EXPECT_NE(one.path, name);
    EXPECT_TRUE(fs::is_symlink(name));
    EXPECT_EQ(fake::text_of(folder / "precious"), "precious");
}

TEST(UnfinishedDeathTest, AnInterruptionRemovesEverythingUnfinished) {
    auto const folder = fake::folder();
    auto const interrupted = [&] {
        write_new(folder / "whole", "whole");
        Unfinished const file(folder / "r.h5", Unfinished::Kind::file);
        Unfinished const tables(folder / "r-csv", Unfinished::Kind::folder);
        std::ofstream(tables.path() / "poor.csv") << "1,2\n";
        Abandoned const found = abandon_unfinished();
        _exit(found.removed == 2 && found.finished == 1 ? 0 : 1);
    };
    EXPECT_EXIT(interrupted(), testing::ExitedWithCode(0), "");
    EXPECT_EQ(names_in(folder), std::set<std::string>{"whole"});
}

}  // namespace
}  // namespace povex
