// The program as its users meet it: exit codes, what goes to which stream, files left behind.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/cli/program.hpp"

namespace povex {
namespace {

namespace fs = std::filesystem;
using test::contents;
using test::Program;
using testing::HasSubstr;
using testing::Not;

TEST_F(Program, RunWritesAFileAndASummary) {
    auto const run = povex("run study.toml -o r.h5");
    EXPECT_EQ(run.code, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("with"));
    EXPECT_THAT(run.out, HasSubstr("r.h5"));
    EXPECT_EQ(run.err, "");  // no progress where there is no terminal
    EXPECT_THAT(left_behind(), testing::ElementsAre("r.h5"));
}

TEST_F(Program, CheckShowsTheShareOfPublicWorksInIncome) {
    EXPECT_THAT(povex("check study.toml").out, Not(HasSubstr("public works")));
    std::string const works = R"([programmes.road]
kind = "area"
budget = 100
full_budget = 100
log_effect = 0.1
)";
    std::string text = study;
    write("study.toml", text.insert(text.find("[scenarios.with]"), works));
    auto const out = povex("check study.toml").out;
    EXPECT_THAT(
        out,
        HasSubstr("with in 2022: share of mean income that comes from public works: all 9.52 %"));
    EXPECT_THAT(out, Not(HasSubstr("without in 2022: share")));
}

TEST_F(Program, CheckForeseesWhatARunTakes) {
    auto const check = povex("check study.toml -n 8 -j 2");
    auto const& out = check.out;
    EXPECT_THAT(out, HasSubstr("A run of 8 replicates takes about"));
    EXPECT_THAT(out, HasSubstr("2 threads"));
    EXPECT_THAT(out, HasSubstr("MB of memory"));
    EXPECT_THAT(out, HasSubstr("results file of"));
    EXPECT_EQ(check.err, "");
    EXPECT_THAT(left_behind(), testing::ElementsAre());
    // a file system that has no room at all
    auto const full = povex("check study.toml -n 8 -o /proc/r.h5");
    EXPECT_EQ(full.code, 0);
    EXPECT_THAT(full.err, HasSubstr("warning: the results take"));
    EXPECT_THAT(full.err, HasSubstr("only 0 MB are free in /proc"));
    EXPECT_THAT(povex("check study.toml -n 8 --json -o /proc/r.h5").out,
                HasSubstr("only 0 MB are free in /proc"));
}

TEST_F(Program, SweepsNumbersOfTheStudy) {
    EXPECT_THAT(povex("--help").out, HasSubstr("sweep STUDY"));
    auto const swept = povex(
        "sweep study.toml --factor strata.all.sigma=0.3:0.5:3 "
        "--factor seed=1:2:2 -n 4 -o s.h5");
    EXPECT_EQ(swept.code, 2);
    EXPECT_THAT(swept.err, HasSubstr("the study has no number seed"));
    std::string const sweep = "sweep study.toml --factor strata.all.sigma=0.3:0.5:3 -n 4 ";
    auto const out = povex(sweep + "-o s.h5").out;
    EXPECT_THAT(out, HasSubstr("all.sigma"));
    EXPECT_THAT(out, HasSubstr("\n    2        0.5 "));
    EXPECT_EQ(povex("compare s.h5").code, 0);
    EXPECT_THAT(povex("compare s.h5 --year 1800").err, HasSubstr("has no year 1800"));
    EXPECT_THAT(povex("compare s.h5 --json").out, HasSubstr("\"strata.all.sigma\": 0.4"));
    // every point has the same random draws, and a point of a sweep is a run with that number
    EXPECT_EQ(
        povex("run study.toml --set strata.all.sigma=0.5 --set 'groups=[]' -n 4 -o r.h5 -q").code,
        0);
    EXPECT_EQ(std::system(("cd '" + folder_.string() +
                           "' && '" POVEX_PROGRAM "' compare r.h5 --json > /dev/null")
                              .c_str()),
              0);
    EXPECT_EQ(povex(sweep + "-d lhs -p 7 -o t.h5 -q").code, 2);  // a hypercube has no levels
    EXPECT_EQ(
        povex("sweep study.toml -f strata.all.sigma=0.3:0.5 -d lhs -p 7 -n 2 -o t.h5 -q").code, 0);
    write("points.csv", "strata.all.sigma,strata.all.mean_income\n0.3,4000000\n0.4,5000000\n");
    EXPECT_EQ(povex("sweep study.toml -d points.csv -n 2 -o u.h5 -q").code, 0);
    EXPECT_EQ(povex("sweep study.toml -n 2 -o v.h5").code, 2);
    EXPECT_EQ(povex("sweep study.toml -f strata.all.sigma=0.5:0.3 -o v.h5").code, 2);
    EXPECT_EQ(povex("sweep study.toml -f strata.all.sigma=-1:0.3 -o v.h5").code, 2);
}

TEST_F(Program, WarnsOfPopulationsThatAreUsedUnequally) {
    std::string const shared = " study.toml --set 'population=\"fixed:3\"' -n ";
    EXPECT_THAT(povex("run" + shared + "7 -o r.h5 -q").err,
                HasSubstr("warning: 7 replicates use the 3 synthetic populations unequally"));
    EXPECT_THAT(povex("check" + shared + "7").err, HasSubstr("use a multiple of 3, such as 9"));
    for (char const* equal : {"2", "3", "9"}) {
        EXPECT_THAT(povex("run" + shared + equal + " -o r.h5 -q --force").err,
                    Not(HasSubstr("warning")))
            << equal;
    }
}

TEST_F(Program, DrawsUncertainParameters) {
    write("parameters.toml", "rho = { value = 0.5, range = [0.2, 0.9] }\n");
    EXPECT_THAT(povex("parameters study.toml").out,
                HasSubstr("range 0.2 to 0.9, drawn triangular"));
    std::string const drawn = "run study.toml --uncertainty drawn --replicates-per-draw 3 ";
    EXPECT_EQ(povex(drawn + "-n 6 -o r.h5 -q").code, 0);
    EXPECT_THAT(povex("compare r.h5").out, HasSubstr("2\ndraws of the uncertain"));
    auto const refused = povex(drawn + "-n 7 -o s.h5");
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("7 replicates cannot be divided into draws of 3 each"));
    EXPECT_EQ(povex("run study.toml --uncertainty perhaps -o s.h5").code, 2);
    EXPECT_EQ(povex("run study.toml --replicates-per-draw 1 -o s.h5").code, 2);
    EXPECT_EQ(povex("run study.toml -o s.h5 -q").code, 0);
    EXPECT_THAT(povex("compare s.h5").out, HasSubstr("parameters are fixed"));
}

TEST_F(Program, TheFolderNamesTheStudyToo) {
    EXPECT_EQ(povex("run . -o r.h5 -q").code, 0);
    EXPECT_THAT(povex("check .").out, HasSubstr("A small study"));
}

TEST_F(Program, AnExistingFileIsKeptWithoutForce) {
    write("r.h5", "precious");
    auto const refused = povex("run study.toml -o r.h5");
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("--force"));
    EXPECT_EQ(contents(folder_ / "r.h5"), "precious");
    EXPECT_EQ(povex("run study.toml -o r.h5 --force -q").code, 0);
    EXPECT_NE(contents(folder_ / "r.h5"), "precious");
    EXPECT_THAT(left_behind(), testing::ElementsAre("r.h5"));
}

TEST_F(Program, BadInputTouchesNothing) {
    write("study.toml", std::string(study) + "\n[programmes.other]\nbudgett = -1\n");
    auto const run = povex("run study.toml -o r.h5");
    EXPECT_EQ(run.code, 2);
    EXPECT_THAT(run.err, HasSubstr("study.toml:25:1: error: unknown key programmes.other.budgett"));
    EXPECT_THAT(run.err, HasSubstr("  budgett = -1\n  ^\n"));
    EXPECT_THAT(run.err, HasSubstr("hint: did you mean \"budget\"?"));
    EXPECT_THAT(run.err, HasSubstr("unit_cost"));  // the other mistake, in the same report
    EXPECT_EQ(run.out, "");
    EXPECT_TRUE(left_behind().empty());
}

TEST_F(Program, AMissingStudyIsTheUsersMistake) {
    auto const run = povex("run nowhere.toml");
    EXPECT_EQ(run.code, 2);
    EXPECT_THAT(run.err, HasSubstr("nowhere.toml"));
    EXPECT_THAT(run.err, HasSubstr("no such file"));
}

TEST_F(Program, UsageErrorsAreTwo) {
    for (char const* arguments : {"",
                                  "fly",
                                  "run",
                                  "run study.toml --nonsense",
                                  "run study.toml -n 0",
                                  "run study.toml -n -5",
                                  "run study.toml -s -1",
                                  "run study.toml -n 3x",
                                  "run study.toml --progress sometimes",
                                  "run study.toml --scenario none",
                                  "run study.toml --set nothing",
                                  "run study.toml --thread 2",
                                  "run study.toml --set parameters.rhoo=0.5",
                                  "compare",
                                  "compare study.toml",
                                  "compare nowhere.h5",
                                  "check nowhere",
                                  "run study.toml -o /nonexistent/r.h5",
                                  "run study.toml --lang fr",
                                  "completion fish",
                                  "completion",
                                  "manual x"}) {
        auto const outcome = povex(arguments);
        EXPECT_EQ(outcome.code, 2) << arguments << "\n" << outcome.err;
        EXPECT_EQ(outcome.err.find("internal error"), std::string::npos) << arguments;
        EXPECT_TRUE(outcome.err != "" || *arguments == '\0') << arguments;
    }
}

TEST_F(Program, HelpAndVersionAreNoErrors) {
    for (char const* arguments :
         {"--help", "--version", "run --help", "check --help", "compare --help",
          "parameters --help", "completion zsh", "manual"}) {
        auto const outcome = povex(arguments);
        EXPECT_EQ(outcome.code, 0) << arguments;
        EXPECT_NE(outcome.out, "") << arguments;
        EXPECT_EQ(outcome.err, "") << arguments;
    }
}

TEST_F(Program, CompareShowsScenariosAgainstTheBaseline) {
    ASSERT_EQ(povex("run study.toml -o r.h5 -q").code, 0);
    auto const compare = povex("compare r.h5");
    EXPECT_EQ(compare.code, 0) << compare.err;
    EXPECT_THAT(compare.out, HasSubstr("without"));
    auto const json = povex("compare r.h5 --json");
    EXPECT_EQ(json.code, 0);
    EXPECT_EQ(json.out.front(), '{');
}

TEST_F(Program, ScenarioAlwaysIncludesTheBaseline) {
    ASSERT_EQ(povex("run study.toml -o r.h5 -q --scenario without").code, 0);
    auto const out = povex("compare r.h5 --json").out;
    EXPECT_THAT(out, HasSubstr("\"with\""));
    EXPECT_THAT(out, HasSubstr("\"without\""));
}

TEST_F(Program, SettingsReachTheRun) {
    ASSERT_EQ(povex("run study.toml -o a.h5 -q --set register.households=700").code, 0);
    EXPECT_THAT(povex("check . --set register.households=700").out, HasSubstr("700"));
    EXPECT_EQ(povex("run study.toml -o b.h5 -q --set standards.line.line=2e6").code, 0);
}

TEST_F(Program, AsOfRefusesWhatWasNotYetKnown) {
    write("study.toml", std::string(study) +
                            "[shocks.flood]\nkind = \"event\"\nyears = [2023]\nprobability = "
                            "0.1\nloss = 0.2\nsource = \"a gauge\"\nknown_on = 2023-08-15\n");
    for (char const* command : {"run", "check", "parameters"}) {
        auto const late = povex(std::string(command) + " study.toml --as-of 2023-08-14");
        EXPECT_EQ(late.code, 2) << command;
        EXPECT_THAT(late.err, HasSubstr("shocks.flood.loss = 0.2 [log income] was known on "
                                        "2023-08-15, not on 2023-08-14 (a gauge)"));
        EXPECT_THAT(late.err, HasSubstr("hint: --set KEY=VALUE"));
        EXPECT_THAT(late.err, HasSubstr("register.households = 500 [households] has no date"));
    }
    EXPECT_THAT(left_behind(), testing::IsEmpty());
    auto const nonsense = povex("run study.toml --as-of 2023-02-29");
    EXPECT_EQ(nonsense.code, 2);
    EXPECT_THAT(nonsense.err, HasSubstr("a date such as 2022-12-31"));
}

TEST_F(Program, AsOfIsRecordedAndCompareSaysWhatWasWithheld) {
    write("actuals.csv",
          "date,year,standard,group,what,value,role,source,grade,known_on,note\n"
          "2022-12-31,2022,line,province,poor,50,fit,a,B,2022-12-31,\n"
          "2023-12-31,2023,line,province,poor,40,held-out,b,B,2024-01-31,\n");
    write("study.toml", "actuals = \"actuals.csv\"\n" + std::string(study));
    ASSERT_EQ(povex("run study.toml -q -o r.h5 --as-of 2023-12-31").code, 0);
    EXPECT_THAT(povex("compare r.h5").out,
                HasSubstr("As of 2023-12-31: 1 count published later is withheld."));
    EXPECT_THAT(povex("compare r.h5 --json").out, HasSubstr("\"withheld\": 1"));
    ASSERT_EQ(povex("run study.toml -q -o all.h5").code, 0);
    EXPECT_THAT(povex("compare all.h5").out, Not(HasSubstr("withheld")));
}

TEST_F(Program, ParametersListsNumbersWithTheirSources) {
    write("study.toml", std::string(study) +
                            "\n[parameters]\ngrace_years = { value = 2, range = [0, 3], grade = "
                            "\"C\", source = \"a guess\" }\n");
    auto const out = povex("parameters study.toml").out;
    EXPECT_THAT(out, HasSubstr("parameters.grace_years = 2 [years], range 0 to 3, grade C"));
    EXPECT_THAT(out, HasSubstr("a guess"));
    EXPECT_THAT(out, HasSubstr("programmes.grant.unit_cost = 1000000 [money]"));
}

TEST_F(Program, ReportWritesAPageNamedAfterTheResults) {
    ASSERT_EQ(povex("run study.toml -o r.h5 -q").code, 0);
    auto const report = povex("report r.h5");
    EXPECT_EQ(report.code, 0) << report.err;
    EXPECT_EQ(report.out, "Page: r.html\n");
    EXPECT_THAT(contents(folder_ / "r.html"), HasSubstr("<html lang=\"vi\">"));
    auto const again = povex("report r.h5 --lang en");
    EXPECT_EQ(again.code, 2);
    EXPECT_THAT(again.err, HasSubstr("--force replaces it"));
    EXPECT_EQ(povex("report r.h5 --lang en --force").code, 0);
    EXPECT_THAT(contents(folder_ / "r.html"), HasSubstr("<html lang=\"en\">"));
}

TEST_F(Program, AReportThatCannotBeMadeLeavesNothing) {
    ASSERT_EQ(povex("run study.toml -o r.h5 -q").code, 0);
    for (char const* arguments :
         {"report r.h5 --lang fr", "report nowhere.h5", "report study.toml -o p.html", "report",
          "report r.h5 -o nowhere/p.html", "report r.h5 -o p.html --geojson study.toml",
          "report r.h5 -o p.html --geojson nowhere.json"}) {
        auto const report = povex(arguments);
        EXPECT_EQ(report.code, 2) << arguments;
        EXPECT_THAT(report.err, HasSubstr("error: ")) << arguments;
    }
    EXPECT_THAT(left_behind(), testing::ElementsAre("r.h5"));
}

TEST_F(Program, AnInterruptedRunLeavesNothingAndSaysSo) {
    auto const run = povex("run study.toml -o r.h5 -n 200000", "timeout --signal=INT 1");
    EXPECT_EQ(run.code, 124) << run.err;  // of timeout; povex's own code is in the next test
    EXPECT_THAT(run.err, HasSubstr("interrupted"));
    EXPECT_TRUE(left_behind().empty());
}

TEST_F(Program, AnInterruptedRunExitsWithThree) {
    auto const run =
        povex("run study.toml -o r.h5 -n 200000", "timeout --preserve-status --signal=INT 1");
    EXPECT_EQ(run.code, 3) << run.err;
}

}  // namespace
}  // namespace povex
