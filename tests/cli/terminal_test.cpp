// What stands on a terminal: 80 columns, a language, nothing that steers it.

#include <algorithm>
#include <regex>
#include <sstream>

#include "output/words/plain_text.hpp"
#include "output/words/terminal_page.hpp"
#include "tests/cli/program.hpp"

namespace povex {
namespace {

using test::Outcome;
using test::Program;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::size_t widest(std::string const& text) {
    std::size_t widest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, columns_of(line));
    return widest;
}

/// Whether a text steers no terminal: but for the ends of lines, printable() leaves it as it is.
bool is_safe(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return printable(text) == text;
}

/// Every command that prints something of a study, each after what it needs.
class Pages : public Program {
protected:
    std::vector<std::pair<std::string, std::string>> pages(std::string const& options = "") {
        std::vector<std::pair<std::string, std::string>> pages;
        for (std::string const command :
             {"check .", "run . -o r.h5 --force", "compare r.h5", "parameters .",
              "sweep . -f strata.all.sigma=0.3:0.5:3 -n 3 -o s.h5 --force", "compare s.h5"}) {
            bool const has_language = !command.starts_with("parameters");
            auto const outcome = povex(command + (has_language ? " " + options : ""));
            EXPECT_EQ(outcome.code, 0) << command << outcome.err;
            EXPECT_EQ(outcome.err, "");
            pages.emplace_back(command, outcome.out);
        }
        return pages;
    }

    /// The study with long names, titles and sources, over many years, in which much happens.
    void write_long_study(std::string const& title = "Xã Đầm Hà, huyện Hải Hà ") {
        std::string text = "title.vi = \"" + repeated(title, 9) + "\"\n" + study;
        text.replace(text.find("2023"), 4, "2040");
        text.replace(text.find("A small study"), 13, repeated(title, 9));
        auto const with = text.find("[scenarios.with]");
        std::string const more = R"([programmes.road]
kind = "area"
budget = 100
full_budget = 100
log_effect = 0.1
[programmes.loans]
unit_cost = 1_000_000
budget = 20_000_000
loan = { principal = 1_000_000, term = 2, rate = 0.06 }
)";
        text.insert(with, more);
        for (char const* name :
             {"a-scenario-with-quite-a-long-name-indeed-for-a-column", "third"}) {
            text += "[scenarios." + std::string(name) + "]\ntitle.en = \"" + repeated(title, 5) +
                    "\"\nsource = \"https://example.org/" + repeated("long/", 40) + title + "\"\n";
        }
        text += "[standards.another]\nline = { value = 2_000_000, source = \"" +
                repeated(title, 12) + "\", grade = \"C\", known_on = 2021-12-31 }\n";
        write("study.toml", "actuals = \"actuals.csv\"\ncurrency = { code = \"" + title +
                                "\", decimals = 0 }\n" + text);
        write("actuals.csv",
              "date,year,standard,group,what,value,role,source,grade,known_on,note\n"
              "2022-12-31,2022,line,province,poor,50,fit,a,B,2022-12-31,\n"
              "2023-12-31,2023,line,area:all,poor,40,held-out,b,B,2024-01-31,\n");
    }

    static std::string repeated(std::string const& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += text;
        return all;
    }
};

TEST_F(Pages, FitEightyColumns) {
    write_long_study();
    for (auto const& [command, out] : pages()) {
        EXPECT_LE(widest(out), page_columns) << command << "\n" << out;
    }
    for (auto const& [command, out] : pages("--lang vi")) {
        EXPECT_LE(widest(out), page_columns) << command << "\n" << out;
    }
}

TEST_F(Pages, AreSafeWhateverTheStudySays) {
    // escape, bell, CSI of one character, turned writing, tags that nobody sees
    write_long_study("\\u001b[31mred\\u0007\\u009b2J\\u202Egnp.\\u2066\\U000E0041\\u007F ");
    for (auto const& [command, out] : pages()) EXPECT_TRUE(is_safe(out)) << command;
    for (auto const& [command, out] : pages("--lang vi")) EXPECT_TRUE(is_safe(out)) << command;
    EXPECT_TRUE(is_safe(povex("compare r.h5 --json").out));
    EXPECT_TRUE(is_safe(povex("compare s.h5 --json").out));
    auto const refused = povex("check . --as-of 2000-01-01");
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("was known on 2021-12-31, not on 2000-01-01 ("));
    EXPECT_TRUE(is_safe(refused.err));
    for (char const* argument : {"check $'\\e[31m'", "run . --set $'a.\\e[31m=1'", "$'\\e[31m'",
                                 "run . --$'\\e[31m'", "run . -o $'\\e[31m.h5'"}) {
        auto const outcome = shell("bash -c \"'" POVEX_PROGRAM "' " + std::string(argument) + "\"");
        EXPECT_TRUE(is_safe(outcome.out + outcome.err)) << argument << outcome.err;
    }
}

TEST_F(Program, HelpFitsAScreen) {
    auto const help = povex("--help").out;
    EXPECT_LE(std::count(help.begin(), help.end(), '\n'), 24);
    EXPECT_LE(widest(help), page_columns);
    EXPECT_THAT(help, HasSubstr("Example"));
    for (char const* command : {"run", "sweep", "check", "compare", "report", "export",
                                "parameters", "completion", "manual"}) {
        EXPECT_THAT(help, HasSubstr(std::string("\n  ") + command + " "));
        EXPECT_LE(widest(povex(std::string(command) + " --help").out), page_columns);
    }
}

TEST_F(Program, WritesNumbersInTheLanguageOfTheTerminal) {
    std::string const run = "run . -o r.h5 --force --set register.households=50000 -n 2";
    std::regex const english(R"(with +\d{1,2},\d{3} )");
    std::regex const vietnamese(R"(with +\d{1,2}\.\d{3} )");
    auto const has = [](Outcome const& outcome, std::regex const& numbers) {
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return std::regex_search(outcome.out, numbers);
    };
    std::string const none = "env -u LC_ALL -u LC_NUMERIC -u LANG ";
    EXPECT_TRUE(has(povex(run, none), english));
    EXPECT_TRUE(has(povex(run + " --lang vi", none), vietnamese));
    EXPECT_TRUE(has(povex(run, none + "LANG=vi_VN.UTF-8"), vietnamese));
    EXPECT_TRUE(has(povex(run, none + "LANG=vi_VN LC_NUMERIC=de_DE"), english));
    EXPECT_TRUE(has(povex(run, none + "LANG=vi_VN LC_ALL="), vietnamese));
    EXPECT_TRUE(has(povex(run, none + "LANG=en_US.UTF-8 LC_ALL=vi_VN"), vietnamese));
    EXPECT_TRUE(has(povex(run + " --lang en", none + "LC_ALL=vi_VN"), english));
    EXPECT_THAT(povex("check . --lang vi --set register.households=50000").out,
                HasSubstr("50.000 with 50.000 persons"));
    auto const json = povex("compare r.h5 --json", none).out;
    EXPECT_THAT(json, HasSubstr("\"mean\": "));
    EXPECT_EQ(povex("compare r.h5 --json", none + "LC_ALL=vi_VN.UTF-8").out, json);
    EXPECT_EQ(povex("compare r.h5 --json --lang vi", none).out, json);
}

TEST_F(Program, ShowsTitlesInTheLanguageOfTheTerminal) {
    write("study.toml", "title.vi = \"Một nghiên cứu\"\n" + std::string(study));
    EXPECT_THAT(povex("check . --lang en").out, StartsWith("A small study\n"));
    EXPECT_THAT(povex("check . --lang vi").out, StartsWith("Một nghiên cứu\n"));
}

/// The program with a terminal for all its streams; `out` has what it wrote there.
class OnATerminal : public Program {
protected:
    [[nodiscard]] Outcome on_terminal(std::string const& arguments,
                                      std::string const& variables = "") const {
        return shell("env " + variables + " script -qec \"'" POVEX_PROGRAM "' " + arguments +
                     "\" /dev/null < /dev/null");
    }
};

TEST_F(OnATerminal, ProgressTellsRateTimeLeftAndPrecision) {
    auto const run = on_terminal("run . -o r.h5 -n 2000 --set register.households=5000");
    EXPECT_EQ(run.code, 0) << run.out;
    std::regex const line(
        R"(\r\x1b\[K[\d,]+ of 2,000 replicates, [\d.,]+ per second, \d+ s left, ±[\d.]+ households)");
    EXPECT_TRUE(std::regex_search(run.out, line)) << run.out;
    EXPECT_THAT(on_terminal("run . -o q.h5 -n 2000 -q").out, Not(HasSubstr("replicates")));
    EXPECT_THAT(on_terminal("run . -o q.h5 -n 2000 --force --lang vi").out,
                HasSubstr("of 2.000 replicates"));
    EXPECT_THAT(on_terminal("sweep . -f strata.all.sigma=0.3:0.5:3 -n 700 -o s.h5").out,
                HasSubstr("of 2,100 replicates"));
}

TEST_F(OnATerminal, ProgressGoesWhenTheRunIsDone) {
    auto const out = on_terminal("run . -o r.h5 -n 200").out;
    EXPECT_THAT(out, HasSubstr("\r\x1b[KPoor households"));
}

TEST_F(Program, ProgressIsShownWhenAskedFor) {
    auto const run = povex("run study.toml -o r.h5 --progress always");
    EXPECT_EQ(run.code, 0);
    EXPECT_THAT(run.err, HasSubstr("3 of 3 replicates"));
    EXPECT_THAT(run.out, Not(HasSubstr("of 3 replicates,")));
}

TEST_F(OnATerminal, MessagesAreColouredUnlessNotWanted) {
    EXPECT_THAT(on_terminal("run nowhere.toml").out, HasSubstr("\x1b[1;31merror:\x1b[0m"));
    EXPECT_THAT(on_terminal("run nowhere.toml", "NO_COLOR=1").out, Not(HasSubstr("\x1b")));
    EXPECT_THAT(povex("run nowhere.toml").err, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace povex
