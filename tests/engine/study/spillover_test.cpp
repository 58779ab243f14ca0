#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::replaced;
using test::small_study;
using test::spot_of;
using test::StudyFiles;

constexpr char const* table =
    R"(jobs = { value = 0.02, range = [0, 0.2], grade = "C", source = "one anecdote" }
programmes = ["allowance"]
unaided = 0.1
lag = 3
reserved = 0.5
wage = 2e6
duration = 4
)";

Parameter parameter(Study const& study, std::string const& key) {
    for (auto const& one : study.parameters) {
        if (one.key == key) return one;
    }
    throw std::out_of_range(key);
}

TEST(SpilloverTable, IsReadWhereverItStands) {
    StudyFiles const inside(std::string(small_study) + "[spillover]\n" + table);
    StudyFiles beside(small_study);
    beside.write("spillover.toml", table);
    for (StudyFiles const* files : {&inside, static_cast<StudyFiles const*>(&beside)}) {
        for (auto const& scenario : files->read().experiment.scenarios) {
            JobSpillover const& s = scenario.spillover;
            EXPECT_EQ(s.jobs, 0.02);
            EXPECT_EQ(s.programmes, (std::vector<bool>{false, true}));
            EXPECT_EQ(s.unaided, 0.1);
            EXPECT_EQ(s.lag, 3);
            EXPECT_EQ(s.reserved, 0.5);
            EXPECT_EQ(s.wage, 2e6);
            EXPECT_EQ(s.duration, 4);
        }
    }
    beside.write("study.toml", std::string(small_study) + "[spillover]\njobs = 1\n");
    EXPECT_THAT(beside.problems(),
                ElementsAre(Field("what", &Problem::what, HasSubstr("spillover is given twice"))));
}

TEST(SpilloverTable, IsOffByDefault) {
    auto const study = StudyFiles(small_study).read();
    JobSpillover const& s = study.experiment.scenarios[0].spillover;
    EXPECT_EQ(s.jobs, 0.0);
    EXPECT_EQ(s.programmes, (std::vector<bool>{false, false}));
    EXPECT_EQ(s.unaided, 0.0);
    EXPECT_EQ(s.lag, 2);
    EXPECT_EQ(s.reserved, 1.0);
    EXPECT_EQ(s.wage, 0.0);
    EXPECT_EQ(s.duration, 1);
    for (auto const& one : study.parameters) EXPECT_FALSE(one.key.starts_with("spillover"));
}

TEST(SpilloverTable, IsSetFromTheCommandLine) {
    for (std::string const& text : {std::string(), "[spillover]\n" + std::string(table)}) {
        auto const study = StudyFiles(small_study + text).read({"spillover.jobs=0.1"});
        EXPECT_EQ(study.experiment.scenarios[2].spillover.jobs, 0.1);
        EXPECT_EQ(parameter(study, "spillover.jobs").source, "--set");
    }
}

TEST(SpilloverTable, NumbersAreListedWithTheirProvenance) {
    auto const study =
        StudyFiles(small_study + ("[spillover]\nsource = \"guess\"\n" + std::string(table))).read();
    auto const jobs = parameter(study, "spillover.jobs");
    EXPECT_EQ(jobs.value, "0.02");
    EXPECT_EQ(jobs.unit, "jobs/producer/year");
    EXPECT_EQ(jobs.range, "0 to 0.2");
    EXPECT_EQ(jobs.grade, "C");
    EXPECT_EQ(jobs.source, "one anecdote");
    for (auto const& [key, unit] : {std::tuple{"unaided", "1"},
                                    {"lag", "reviews"},
                                    {"reserved", "1"},
                                    {"wage", "money/month per job"},
                                    {"duration", "years"}}) {
        auto const one = parameter(study, "spillover." + std::string(key));
        EXPECT_EQ(one.unit, unit);
        EXPECT_EQ(one.source, "guess") << key;
    }
}

TEST(SpilloverTable, ScenariosChangeIt) {
    for (std::string const& text : {std::string(), "[spillover]\n" + std::string(table)}) {
        auto const study = StudyFiles(replaced(small_study, "programmes = []",
                                               "programmes = []\n"
                                               "changes.spillover.jobs = { value = 0, source = "
                                               "\"as the scenario says\" }\n"
                                               "changes.spillover.programmes = [\"housing\"]") +
                                      text)
                               .read();
        auto const& scenarios = study.experiment.scenarios;
        EXPECT_EQ(scenarios[1].spillover.jobs, 0.0);
        EXPECT_EQ(scenarios[1].spillover.programmes, (std::vector<bool>{true, false}));
        EXPECT_EQ(scenarios[0].spillover.jobs, text.empty() ? 0.0 : 0.02);
        auto const jobs = parameter(study, "scenarios.nothing.changes.spillover.jobs");
        EXPECT_EQ(jobs.value, "0");
        EXPECT_EQ(jobs.source, "as the scenario says");
    }
}

TEST(SpilloverTable, RefusesNonsense) {
    for (auto const& [old, fresh, at, what] :
         {std::tuple{"0.02", "-1", "-1, range", "spillover.jobs is -1"},
          {"0.02", "101", "101", "spillover.jobs is 101"},
          {"\"allowance\"", "\"alowance\"", "\"alowance\"", "\"alowance\" is not known"},
          {"unaided = 0.1", "unaided = 1.1", "1.1", "spillover.unaided is 1.1"},
          {"lag = 3", "lag = 0", "0\nreserved", "spillover.lag is 0"},
          {"reserved = 0.5", "reserved = 2", "2\nwage", "spillover.reserved is 2"},
          {"wage = 2e6", "wage = -2e6", "-2e6", "spillover.wage is -2"},
          {"duration = 4", "duration = 0", "duration = 0", "spillover.duration is 0"},
          {"duration = 4", "durations = 4", "durations", "unknown key spillover.durations"}}) {
        auto const text = replaced(table, old, fresh);
        StudyFiles files(small_study);
        files.write("spillover.toml", text);
        auto const problems = files.problems();
        ASSERT_FALSE(problems.empty()) << fresh;
        EXPECT_THAT(problems[0].what, HasSubstr(what));
        EXPECT_THAT(problems[0].file, EndsWith("spillover.toml"));
        EXPECT_EQ(problems[0].line, spot_of(text, at).line) << fresh;
    }
    EXPECT_THAT(StudyFiles(replaced(small_study, "programmes = []",
                                    "programmes = []\nchanges.spillover.job = 1"))
                    .problems(),
                Contains(Field("what", &Problem::what, HasSubstr("unknown key spillover.job"))));
}

}  // namespace
}  // namespace povex
