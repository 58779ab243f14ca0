#include "output/replay/three_households.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/run/replay.hpp"
#include "engine/run/simulate_replicate.hpp"
#include "output/file/results_writer.hpp"
#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

using testing::HasSubstr;

constexpr char const* text = R"(
base_year = 2021
last_year = 2024
replicates = 2
[register]
households = 800
[strata.all]
mean_income = 2_500_000
sigma = 0.5
[standards.line]
line = 1_500_000
[programmes.grant]
kind = "entitlement"
status = ["poor"]
unit_cost = 1_000_000
log_effect = 0.2
[parameters]
share_permanent = 0.7
share_transitory = 0.3
[scenarios.with]
)";

/// A results file of a small study as `povex run` writes it; what it records may be another text.
std::filesystem::path run_of(std::vector<StudyFile> const* recorded = nullptr,
                             std::uint64_t seed = 5) {
    auto const folder = fake::folder();
    std::ofstream(folder / "study.toml") << text;
    Study study = read_study({folder, {"standards.line.line=1_600_000", "last_year=2025"}, {}});
    study.experiment.seed = seed;
    PreparedExperiment const prepared(study.experiment);
    if (recorded != nullptr) study.files = *recorded;
    auto const path = folder / "run.h5";
    ResultsWriter writer(path, study, prepared.measures().catalogue(2), {}, 2, true);
    for (std::uint32_t r : {0U, 1U}) writer.write(simulate_replicate(prepared, r));
    writer.finish(nullptr);
    std::filesystem::remove(folder / "study.toml");  // the file alone must do
    return path;
}

TEST(ThreeHouseholds, AreReplayedFromTheRecordedStudyWithItsSettingsAndSeed) {
    auto const three = three_households(ResultsReader(run_of()));
    EXPECT_EQ(three.why_none, "");
    ASSERT_EQ(three.households.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        ReplayedHousehold const& household = three.households[i];
        EXPECT_EQ(household.role, fate_names[i]);
        ASSERT_EQ(household.years.size(), 5U);  // as --set has it
        EXPECT_EQ(household.years[0].year, 2021);
        for (ReplayedYear const& year : household.years) {
            EXPECT_DOUBLE_EQ(year.line, 1.6e6);
            EXPECT_EQ(year.status == "poor", year.income <= 1.6e6);
        }
    }
    EXPECT_EQ(three.households[0].years.back().status, "not");
    EXPECT_EQ(three.households[2].years.back().status, "poor");
    EXPECT_THAT(three.households[2].years[1].events[0].en, HasSubstr("Enrolled in grant"));
    EXPECT_THAT(three.households[2].years[1].events[0].vi, HasSubstr("1,0 triệu đồng"));
}

TEST(ThreeHouseholds, NoneWhereTheFileCountsOtherHouseholds) {
    std::string other = text;
    other.replace(other.find("0.5"), 3, "0.6");
    std::vector<StudyFile> const recorded{{"study.toml", other}};
    auto const three = three_households(ResultsReader(run_of(&recorded)));
    EXPECT_TRUE(three.households.empty());
    EXPECT_THAT(three.why_none, HasSubstr("does not repeat"));
}

TEST(ThreeHouseholds, NoneWhereTheStudyCannotBeRestored) {
    std::vector<StudyFile> const nothing, broken{{"study.toml", "base_year = "}},
        outside{{"../study.toml", text}};
    for (auto const* recorded : {&nothing, &broken, &outside}) {
        auto const three = three_households(ResultsReader(run_of(recorded)));
        EXPECT_TRUE(three.households.empty());
        EXPECT_NE(three.why_none, "");
    }
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::temp_directory_path() / "study.toml"));
}

}  // namespace
}  // namespace povex
