#include <chrono>
#include <string>

#include "tests/cli/program.hpp"

namespace povex {
namespace {

using test::Outcome;
using test::Program;
using testing::HasSubstr;

/// The program, whose streams fail or which is interrupted.
class Streams : public Program {
protected:
    /// Run the program in the background, send it a signal some time after it has begun, and print
    /// its exit code. It has begun when it waits for SIGTERM, signal 15, which it blocks for that:
    /// before, the shell or the loader is still at work.
    [[nodiscard]] Outcome interrupted(std::string const& arguments, std::string const& signal,
                                      double after, std::string const& before = "") const {
        return shell(before + " '" POVEX_PROGRAM "' " + arguments +
                     " & for i in $(seq 500); do "
                     "blocked=$(sed -n 's/^SigBlk:[^0-9a-f]*//p' /proc/$!/status); "
                     "[ $((0x${blocked:-0} & 0x4000)) -eq 0 ] || break; sleep 0.01; done; "
                     "sleep " +
                     std::to_string(after) + "; kill -" + signal + " $!; wait $!; echo $?");
    }
};

TEST_F(Streams, ASignalStopsARunAtAnyMoment) {
    for (char const* signal : {"TERM", "HUP"}) {
        for (double after : {0.1, 0.2, 0.4, 0.8}) {
            auto const begin = std::chrono::steady_clock::now();
            auto const run = interrupted("run study.toml -o r.h5 -q -n 200000", signal, after);
            std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
            EXPECT_EQ(run.out, "3\n") << signal << after;
            EXPECT_THAT(run.err, HasSubstr("povex: interrupted"));
            EXPECT_LT(took.count(), after + 2.0);
            EXPECT_TRUE(left_behind().empty());
        }
    }
}

TEST_F(Streams, ASignalStopsWhatDoesNotSimulate) {
    ASSERT_EQ(povex("run study.toml -n 2000 -o r.h5 -q").code, 0);
    for (char const* command : {"export r.h5 --to csv --replicates -o out",
                                "check study.toml -n 3000 --set register.households=3_000_000"}) {
        for (double after : {0.1, 0.3}) {
            auto const run = interrupted(command, "TERM", after);
            EXPECT_EQ(run.out.substr(run.out.size() - 2), "3\n") << command << run.err;
            EXPECT_THAT(left_behind(), testing::ElementsAre("r.h5")) << command;
        }
    }
}

TEST_F(Streams, AnInheritedIgnoreIsRespected) {
    auto const run = interrupted("run study.toml -o r.h5 -q -n 2000", "HUP", 0.3, "nohup");
    EXPECT_EQ(run.out, "0\n") << run.err;
    EXPECT_THAT(left_behind(), testing::ElementsAre("r.h5"));
}

TEST_F(Streams, OutputThatIsLostIsAnError) {
    ASSERT_EQ(povex("run study.toml -o r.h5 -q").code, 0);
    for (char const* command :
         {"--help", "--version", "run --help", "run study.toml --force -o r.h5",
          "run study.toml --force -o r.h5 --json", "compare r.h5", "compare r.h5 --json",
          "compare r.h5 r.h5", "check study.toml", "parameters study.toml", "manual",
          "completion bash", "completion zsh", "report r.h5 --force -o r.html",
          "export r.h5 --to xlsx --force -o r.xlsx", "replay study.toml --household left_behind",
          "replay study.toml --household left_behind --json"}) {
        auto const full = povex(std::string(command) + " > /dev/full");
        EXPECT_EQ(full.code, 2) << command;
        EXPECT_THAT(full.err, HasSubstr("standard output cannot be written (disk full)"))
            << command;
        auto const closed = povex(std::string(command) + " >&-");
        EXPECT_EQ(closed.code, 2) << command;
        EXPECT_THAT(closed.err, HasSubstr("standard output cannot be written")) << command;
    }
}

TEST_F(Streams, ClosedStreamsHarmNothing) {
    auto const run = povex("run study.toml -q --force -o r.h5 --progress always <&- >&- 2>&-");
    EXPECT_EQ(run.code, 0);
    EXPECT_EQ(povex("compare r.h5 2>&- <&-").code, 0);
    EXPECT_EQ(povex("compare none.h5 2>&-").code, 2);
    EXPECT_EQ(povex("compare none.h5 2>/dev/full").code, 2);
    EXPECT_EQ(povex("run study.toml -q --force -o r.h5 --progress always 2>/dev/full").code, 0);
    EXPECT_EQ(povex("compare r.h5").code, 0);  // and the file is no mixture
}

TEST_F(Streams, APipeThatNobodyReadsEndsQuietly) {
    ASSERT_EQ(povex("run study.toml -o r.h5 -q").code, 0);
    std::string const read_by_nobody =
        "{ sleep 0.2; '" POVEX_PROGRAM "' compare r.h5; echo $? >&2; } | true";
    auto const usual = shell(read_by_nobody);
    EXPECT_EQ(usual.err, "141\n");  // 128 + SIGPIPE
    auto const ignored = shell("trap '' PIPE; " + read_by_nobody);
    EXPECT_THAT(ignored.err, HasSubstr("standard output cannot be written (Broken pipe)"));
    EXPECT_THAT(ignored.err, testing::EndsWith("2\n"));
}

TEST_F(Streams, MessagesThatNobodyReadsDoNotStopARun) {
    auto const run = shell("{ sleep 0.2; '" POVEX_PROGRAM
                           "' run study.toml -o r.h5 -q --progress always -n 300 2>&3; "
                           "echo $?; } 3>&1 >&2 | true");
    EXPECT_EQ(run.err, "0\n");
    EXPECT_THAT(left_behind(), testing::ElementsAre("r.h5"));
}

}  // namespace
}  // namespace povex
