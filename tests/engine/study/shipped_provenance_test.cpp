// Every number of a shipped study says where it comes from, and an assumption how far it may be
// off.

#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

#include "engine/study/study.hpp"

namespace povex {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> shipped_studies() {
    std::vector<fs::path> studies;
    for (auto const& entry : fs::directory_iterator(fs::path(POVEX_SOURCE_DIR) / "scenarios")) {
        if (fs::exists(entry.path() / "study.toml")) studies.push_back(entry.path());
    }
    return studies;
}

bool is_assumed(Parameter const& parameter) {
    return parameter.grade == "C" || parameter.source.find("assum") != std::string::npos;
}

TEST(Sources, EveryNumberOfAShippedStudyHasASource) {
    auto const studies = shipped_studies();
    ASSERT_GE(studies.size(), 3U);
    for (auto const& folder : studies) {
        Study const study = read_study({folder, {}, {}});
        EXPECT_GT(study.parameters.size(), 30U) << folder;
        for (Parameter const& parameter : study.parameters) {
            EXPECT_FALSE(parameter.source.empty()) << folder.filename() << ": " << parameter.key;
        }
    }
}

TEST(Sources, EveryAssumptionOfAShippedStudyHasARange) {
    std::size_t assumed = 0;
    for (auto const& folder : shipped_studies()) {
        for (Parameter const& parameter : read_study({folder, {}, {}}).parameters) {
            if (!is_assumed(parameter)) continue;
            ++assumed;
            EXPECT_FALSE(parameter.range.empty()) << folder.filename() << ": " << parameter.key;
        }
    }
    EXPECT_GT(assumed, 100U);
}

}  // namespace
}  // namespace povex
