// When nothing acts, expected official counts stay where the base review left them.

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

/// Quang Ninh without growth, programmes, shocks or permanent shocks; a population for each
/// replicate, since within one population a locality drifts for good.
RunRequest nothing_acts(std::uint32_t populations) {
    RunRequest request;
    request.settings = {"strata.urban.growth=0",
                        "strata.rural.growth=0",
                        "strata.special.growth=0",
                        "parameters.sigma_permanent=0",
                        "scenarios.no-support.programmes=[]",
                        "scenarios.no-support.events=[]",
                        "baseline='no-support'",
                        "population='redrawn'",
                        "groups=['locality', 'stratum']"};
    request.scenarios = {"no-support"};
    request.replicates = populations;
    return request;
}

/// Expected counts of every group less those of the base review: mean zero, by the standard error
/// between populations.
void expect_no_drift(StudyRun const& run, std::string const& standard) {
    for (std::string const& group : run.members(Axis::group)) {
        for (char const* variable : {"poor", "near_poor"}) {
            auto counts = [&](std::size_t t) {
                return run.each(
                    variable,
                    {{Axis::standard, standard}, {Axis::group, group}, {Axis::year, year_name(t)}});
            };
            auto const base = counts(0);
            for (std::size_t t = 1; t < 5; ++t) {
                auto drift = counts(t);
                for (std::size_t r = 0; r < drift.size(); ++r) drift[r] -= base[r];
                EXPECT_TRUE(replicates_agree(
                    fmt::format("{} of {} {} - 2021", variable, group, year_name(t)), drift, 0.0));
            }
        }
    }
}

TEST(NullDrift, QuangNinhStaysAtItsBaseCounts) {
    StudyRun const run(std::string(POVEX_SOURCE_DIR) + "/scenarios/quang-ninh", nothing_acts(60));
    std::vector<bool> const& acts = run.study().experiment.scenarios.front().event;
    ASSERT_EQ(std::count(acts.begin(), acts.end(), true), 0) << "shocks act";
    Pick const base{{Axis::standard, "d07"}, {Axis::year, "2021"}};
    auto const poor = run.each("poor", base);
    auto const near_poor = run.each("near_poor", base);
    for (std::size_t r = 0; r < poor.size(); ++r) {
        EXPECT_EQ(poor[r], 1526) << "population " << r;
        EXPECT_EQ(near_poor[r], 5553) << "population " << r;
    }
    expect_no_drift(run, "d07");
}

TEST(NullDrift, ASmallProvinceStaysInAllItsGroups) {
    RunRequest request;
    request.settings = {"strata.town.growth=0",         "strata.village.growth=0",
                        "parameters.sigma_permanent=0", "indicators.insurance.entry=0",
                        "indicators.insurance.exit=0",  "shocks.storm.active=false",
                        "shocks.illness.active=false",  "baseline='none'",
                        "population='redrawn'",         "multidimensional=false"};
    request.scenarios = {"none"};
    request.replicates = 500;
    expect_no_drift(StudyRun("small-province", request), "law");
}

}  // namespace
}  // namespace povex
