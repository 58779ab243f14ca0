#include <cstdint>
#include <string>

#include <sys/stat.h>

#include "tests/cli/program.hpp"

namespace povex {
namespace {

using test::contents;
using test::Program;
using testing::HasSubstr;

namespace fs = std::filesystem;

/// The program in a folder with results that are there already.
class Files : public Program {
protected:
    Files() { EXPECT_EQ(povex("run study.toml -o in.h5 -q").code, 0); }

    /// What the program prints that can make no file larger than `limit`, and its exit code. (Its
    /// streams are a pipe.)
    [[nodiscard]] std::string limited(std::string const& command, std::uintmax_t limit) const {
        return shell("{ prlimit --fsize=" + std::to_string(limit) + " '" POVEX_PROGRAM "' " +
                     command + "; echo $?; } 2>&1 | cat")
            .out;
    }

    [[nodiscard]] unsigned mode_of(char const* name) const {
        return static_cast<unsigned>(fs::status(folder_ / name).permissions());
    }
};

struct Writer {
    char const* command;  ///< without its target
    char const* target;
};
constexpr Writer writers[] = {
    {"run study.toml -n 4 -q --force -o ", "out.h5"},
    {"sweep study.toml --factor parameters.rho=0.5:0.7:2 -n 2 -q --force -o ", "out.h5"},
    {"report in.h5 --force -o ", "out.html"},
    {"export in.h5 --to xlsx --force -o ", "out.xlsx"},
};

TEST_F(Files, AFileThatCannotGrowLeavesTheOldOne) {
    for (Writer const& writer : writers) {
        std::string const command = std::string(writer.command) + writer.target;
        ASSERT_EQ(povex(command).code, 0) << povex(command).err;
        auto const whole = fs::file_size(folder_ / writer.target);
        write(writer.target, "precious");
        auto const before = left_behind();
        for (std::uintmax_t part = 0; part < 25; ++part) {
            auto const limit = whole * part / 25;  // [bytes]
            auto const out = limited(command, limit);
            ASSERT_THAT(out, HasSubstr("the file size limit is reached"))
                << command << " with " << limit << " of " << whole;
            ASSERT_THAT(out, testing::EndsWith("\n2\n"));
            ASSERT_EQ(contents(folder_ / writer.target), "precious") << limit;
            ASSERT_EQ(left_behind(), before);
        }
        EXPECT_EQ(povex(command).code, 0);
        EXPECT_NE(contents(folder_ / writer.target), "precious");
    }
}

TEST_F(Files, TablesThatCannotGrowLeaveNoFolder) {
    for (std::uintmax_t limit : {0U, 1U, 100U, 1000U, 5000U}) {
        auto const out = limited("export in.h5 --to csv --replicates -o out", limit);
        ASSERT_THAT(out, HasSubstr("the file size limit is reached")) << limit;
        ASSERT_THAT(out, testing::EndsWith("\n2\n"));
        ASSERT_THAT(left_behind(), testing::ElementsAre("in.h5"));
    }
    EXPECT_EQ(povex("export in.h5 --to csv --replicates -o out").code, 0);
    EXPECT_TRUE(fs::is_directory(folder_ / "out/summary"));
}

TEST_F(Files, TheModeOfWhatIsReplacedStays) {
    for (Writer const& writer : writers) {
        std::string const command = std::string(writer.command) + writer.target;
        fs::remove(folder_ / writer.target);
        auto const made = shell("umask 027; '" POVEX_PROGRAM "' " + command);
        ASSERT_EQ(made.code, 0) << made.err;
        EXPECT_EQ(mode_of(writer.target), 0640U) << command;
        fs::permissions(folder_ / writer.target, fs::perms::owner_read | fs::perms::owner_write);
        ASSERT_EQ(povex(command).code, 0);
        EXPECT_EQ(mode_of(writer.target), 0600U) << command;
    }
}

TEST_F(Files, NoInputIsOverwritten) {
    fs::create_hard_link(folder_ / "study.toml", folder_ / "hard.toml");
    fs::create_symlink("study.toml", folder_ / "link.h5");
    fs::create_hard_link(folder_ / "in.h5", folder_ / "hard.h5");
    write("shapes.json", "{}");
    write("README.md", "precious");
    write("scenarios.csv", "precious");
    std::string const results = contents(folder_ / "in.h5");
    for (char const* command :
         {"run study.toml -o study.toml", "run . -o ./study.toml", "run study.toml -o hard.toml",
          "run study.toml -o link.h5", "run study.toml -o README.md",
          "run study.toml -o scenarios.csv",
          "sweep study.toml -f parameters.rho=0.5:0.7 -o study.toml", "report in.h5 -o in.h5",
          "report in.h5 -o hard.h5", "report hard.h5 -o in.h5",
          "report in.h5 --geojson shapes.json -o shapes.json", "export in.h5 --to xlsx -o in.h5",
          "export in.h5 --to xlsx -o hard.h5"}) {
        auto const run = povex(std::string(command) + " --force");
        EXPECT_EQ(run.code, 2) << command;
        EXPECT_THAT(run.err, testing::AnyOf(HasSubstr("is an input"), HasSubstr("to the study")))
            << command;
    }
    EXPECT_EQ(contents(folder_ / "study.toml"), study);
    EXPECT_EQ(contents(folder_ / "in.h5"), results);
    EXPECT_EQ(contents(folder_ / "shapes.json"), "{}");
    EXPECT_EQ(contents(folder_ / "README.md"), "precious");
}

TEST_F(Files, APipeOrADeviceIsNoInput) {
    ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    for (char const* command :
         {"compare pipe", "compare in.h5 pipe", "report pipe", "export pipe --to xlsx",
          "export pipe --to csv", "report in.h5 --geojson pipe", "run pipe", "check pipe",
          "sweep study.toml --design pipe", "compare /dev/zero", "compare /dev/stdin"}) {
        auto const run = povex(command, "timeout 5");
        EXPECT_EQ(run.code, 2) << command << run.err;
    }
}

TEST_F(Files, WhatAKilledRunLeftIsNamedAndRemoved) {
    EXPECT_NE(povex("run study.toml -o out.h5 -n 200000", "timeout --signal=KILL 1").code, 0);
    auto const left = left_behind();
    ASSERT_EQ(left.size(), 2U);
    auto const hidden = left[0] == "in.h5" ? left[1] : left[0];
    auto const run = povex("report in.h5 -o page.html");
    EXPECT_EQ(run.code, 0);
    EXPECT_THAT(run.err, HasSubstr("removed " + hidden));
    EXPECT_FALSE(fs::exists(folder_ / hidden));
}

TEST_F(Files, WhatALivingRunMakesStays) {
    auto const runs =
        shell("'" POVEX_PROGRAM "' run study.toml -o a.h5 -n 200000 -q & sleep 0.7; '" POVEX_PROGRAM
              "' report in.h5 -o page.html; ls -A | grep -c part; "
              "kill $!; wait $!; echo $?");
    EXPECT_EQ(runs.out, "Page: page.html\n1\n3\n") << runs.err;
    EXPECT_THAT(runs.err, testing::Not(HasSubstr("removed")));
}

TEST_F(Files, ATargetThatCannotBeIsRefusedBeforeTheRun) {
    std::string const too_long(300, 'n');
    for (std::string const target : {"no/r.h5", "in.h5/r.h5", ".", "/dev/null", too_long.c_str()}) {
        auto const run = povex("run study.toml -n 90000000 --force -o " + target, "timeout 10");
        EXPECT_EQ(run.code, 2) << target;
        EXPECT_THAT(run.err, HasSubstr("nothing can be written here")) << target;
    }
}

}  // namespace
}  // namespace povex
