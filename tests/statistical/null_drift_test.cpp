// When nothing acts, expected official counts stay where the base review left them.

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

TEST(NullDrift, QuangNinhStaysAtItsBaseCounts) {
    StudyRun const run(std::string(POVEX_SOURCE_DIR) + "/scenarios/quang-ninh", nothing_acts(60));
    for (Shock const& shock : run.study().experiment.nature.shocks) {
        ASSERT_FALSE(run.study().experiment.scenarios[0].event[shock.label.key - 1U])
            << shock.label.id << " acts";
    }
    auto counts = [&](std::string const& variable, std::string const& group, std::size_t t) {
        return run.each(
            variable, {{Axis::standard, "d07"}, {Axis::group, group}, {Axis::year, year_name(t)}});
    };
    EXPECT_EQ(counts("poor", "province", 0), std::vector<double>(60, 1526));
    EXPECT_EQ(counts("near_poor", "province", 0), std::vector<double>(60, 5553));

    for (std::string const& group : run.members(Axis::group)) {
        for (char const* variable : {"poor", "near_poor"}) {
            auto const base = counts(variable, group, 0);
            for (std::size_t t = 1; t < 5; ++t) {
                auto drift = counts(variable, group, t);
                for (std::size_t r = 0; r < drift.size(); ++r) drift[r] -= base[r];
                EXPECT_TRUE(replicates_agree(
                    fmt::format("{} of {} {} - 2021", variable, group, year_name(t)), drift, 0.0));
            }
        }
    }
}

}  // namespace
}  // namespace povex
