// The law's definition of a poor household, case by case, through the whole engine.

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/policy/standard.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

/// Decree 07/2021/ND-CP, article 3, written out at and beside every bound:
/// tests/data/vn_law_truth_table.csv.
struct Case {
    std::string zone;
    int income = 0;  ///< [thousand VND/month per person]
    int deprivations = 0;
    std::string status;
};

std::vector<Case> read_cases() {
    std::ifstream in(std::string(POVEX_SOURCE_DIR) + "/tests/data/vn_law_truth_table.csv");
    std::vector<Case> cases;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::istringstream text(line);
        Case one;
        std::string income, deprivations;
        std::getline(text, one.zone, ',');
        std::getline(text, income, ',');
        std::getline(text, deprivations, ',');
        std::getline(text, one.status, '\r');
        one.income = std::stoi(income);
        one.deprivations = std::stoi(deprivations);
        cases.push_back(one);
    }
    return cases;
}

std::vector<std::string> settings_for(Case const& one) {
    std::vector<std::string> settings;
    for (char const* zone : {"urban", "rural"}) {
        settings.push_back(fmt::format("strata.{}.mean_income={}", zone, 1000 * one.income));
    }
    for (int i = 1; i <= one.deprivations; ++i) {
        settings.push_back(fmt::format("indicators.i{}.level=1", i));
    }
    return settings;
}

TEST(LawTable, EveryCaseComesOutOfTheWholeEngine) {
    auto const cases = read_cases();
    ASSERT_EQ(cases.size(), 40U);
    for (Case const& one : cases) {
        SCOPED_TRACE(fmt::format("{}, {} thousand, {} deprivations: {}", one.zone, one.income,
                                 one.deprivations, one.status));
        StudyRun const run("law", {.settings = settings_for(one)});
        for (char const* year : {"2021", "2022"}) {
            auto count = [&](char const* variable, char const* standard) {
                return run.at(variable,
                              {{Axis::standard, standard},
                               {Axis::year, year},
                               {Axis::group, "area:" + one.zone}},
                              0);
            };
            EXPECT_EQ(count("poor", "law"), one.status == "poor");
            EXPECT_EQ(count("near_poor", "law"), one.status == "near_poor");
            EXPECT_EQ(count("poor", "average"), one.status != "other");
        }
    }
}

TEST(LawTable, AverageLivingStandardIsTold) {
    // not counted in the results, but part of a review
    for (Case const& one : read_cases()) {
        StudyRun const run("law", {.settings = settings_for(one)});
        Experiment const& e = run.study().experiment;
        Rulers const rulers(e.standards, e.places, e.nature);
        std::size_t const stratum = one.zone == "urban" ? 0 : 1;
        auto const bits = static_cast<Bits>((1U << one.deprivations) - 1U);
        Status const status = status_of(review(rulers, 1, stratum, 1.0, bits), 0);
        Status const expected = one.status == "poor"        ? Status::poor
                                : one.status == "near_poor" ? Status::near_poor
                                : one.status == "other"     ? Status::other
                                                            : Status::average;
        EXPECT_EQ(status, expected) << one.zone << ", " << one.income << " thousand, "
                                    << one.deprivations << " deprivations";
    }
}

}  // namespace
}  // namespace povex
