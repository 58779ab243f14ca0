// Completion, as the shells themselves see it, and the manual.

#include <sstream>

#include "tests/cli/program.hpp"

namespace povex {
namespace {

using test::contents;
using test::Program;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

class Completion : public Program {
protected:
    /// What bash offers for the last of these words.
    [[nodiscard]] std::vector<std::string> in_bash(std::string const& words) const {
        write("question.bash", "set -u\nsource <('" POVEX_PROGRAM
                               "' completion bash)\n"
                               "complete -p povex > complete.txt\nCOMP_WORDS=(povex " +
                                   words + ")\n" +
                                   R"(COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
$(sed -n 's/.* -F \([^ ]*\) povex$/\1/p' complete.txt)
((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
)");
        auto const outcome = shell("bash question.bash");
        EXPECT_EQ(outcome.code, 0);
        EXPECT_EQ(outcome.err, "");
        return lines_of(outcome.out);
    }

    /// The arguments with which zsh's own _arguments is called for the last of these words.
    [[nodiscard]] std::string in_zsh(std::string const& command) const {
        write("question.zsh",
              R"(_arguments() { [[ $1 == -C ]] && state=argument || print -rl -- "$@" }
words=()" + command +
                  R"()
functions[_povex]=$(')" POVEX_PROGRAM R"(' completion zsh | sed '/^_povex "/d')
eval "${functions[_povex]}"
_povex
)");
        auto const outcome = shell("zsh -f question.zsh");
        EXPECT_EQ(outcome.code, 0);
        EXPECT_EQ(outcome.err, "");
        return outcome.out;
    }
};

TEST_F(Completion, OfBashOffersCommands) {
    EXPECT_THAT(in_bash("''"), IsSupersetOf({"run", "sweep", "check", "compare", "export",
                                             "parameters", "completion", "manual", "--help"}));
    EXPECT_THAT(in_bash("com"), ElementsAre("compare", "completion"));
    EXPECT_THAT(in_bash("x"), IsEmpty());
}

TEST_F(Completion, OfBashOffersOptionsOfTheCommand) {
    EXPECT_THAT(in_bash("run --se"), ElementsAre("--seed", "--set"));
    EXPECT_THAT(in_bash("run . --fo"), ElementsAre("--force"));
    EXPECT_THAT(in_bash("compare --se"), IsEmpty());
    EXPECT_THAT(in_bash("export r.h5 --t"), ElementsAre("--to"));
}

TEST_F(Completion, OfBashOffersValues) {
    EXPECT_THAT(in_bash("run . --lang ''"), ElementsAre("vi", "en"));
    EXPECT_THAT(in_bash("run . --lang ="), ElementsAre("vi", "en"));
    EXPECT_THAT(in_bash("run . --lang = v"), ElementsAre("vi"));
    EXPECT_THAT(in_bash("export r.h5 --to x"), ElementsAre("xlsx"));
    EXPECT_THAT(in_bash("run . --replicates ''"), IsEmpty());
    EXPECT_THAT(in_bash("completion ''"), IsSupersetOf({"bash", "zsh"}));
}

TEST_F(Completion, OfBashOffersFiles) {
    write("a results file.h5", "");
    EXPECT_THAT(in_bash("compare a"), ElementsAre("a results file.h5"));
    EXPECT_THAT(in_bash("run st"), ElementsAre("study.toml"));
    EXPECT_THAT(in_bash("run . -o a"), ElementsAre("a results file.h5"));
    EXPECT_THAT(in_bash("sweep . --design ''"), IsSupersetOf({"grid", "lhs", "study.toml"}));
    EXPECT_THAT(in_bash("manual s"), IsEmpty());
}

TEST_F(Completion, OfZshIsSoundAndSaysTheSame) {
    EXPECT_EQ(shell("'" POVEX_PROGRAM "' completion zsh > _povex && zsh -n _povex").err, "");
    auto const run = in_zsh("run ''");
    EXPECT_THAT(run, HasSubstr("(-o --output)--output=[results file"));
    EXPECT_THAT(run, HasSubstr("*--set=[change a value of the study"));
    EXPECT_THAT(run, HasSubstr(":vi|en:(vi en)\n"));
    EXPECT_THAT(run, HasSubstr("\n:STUDY:_files\n"));
    EXPECT_THAT(in_zsh("completion ''"), HasSubstr("\n:bash|zsh:(bash zsh)\n"));
    EXPECT_THAT(in_zsh("manual ''"), Not(HasSubstr("_files")));
}

TEST_F(Program, ManualIsSound) {
    // no date: the same program is the same page on any day
    auto const lint =
        shell("'" POVEX_PROGRAM "' manual | mandoc -T lint -W warning | grep -v 'missing date'");
    EXPECT_EQ(lint.out, "");
    auto const page = shell("'" POVEX_PROGRAM "' manual | mandoc -T ascii | sed 's/.\x08//g'").out;
    EXPECT_THAT(page, HasSubstr("povex - projects who leaves poverty"));
    for (char const* option : {"-o, --output FILE", "--replicates-per-draw N", "--to xlsx|csv"})
        EXPECT_THAT(page, HasSubstr(option));
    EXPECT_THAT(page, HasSubstr("EXIT STATUS"));
    EXPECT_THAT(page, HasSubstr("povex compare results.h5"));
}

}  // namespace
}  // namespace povex
