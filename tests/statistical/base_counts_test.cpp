// Every synthetic population has exactly the official counts.

#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "engine/base/error.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

/// Whether all base reviews have these counts; a study that cannot have them must be refused.
testing::AssertionResult has_counts_or_is_refused(int poor, int near_poor,
                                                  std::vector<std::string> settings = {}) {
    settings.push_back(fmt::format("counts.poor={}", poor));
    settings.push_back(fmt::format("counts.near_poor={}", near_poor));
    try {
        StudyRun const run("crowded.toml", {.settings = settings});
        for (std::uint32_t r = 0; r < run.replicates(); ++r) {
            double const drawn_poor = run.at("poor", {}, r);
            double const drawn_near_poor = run.at("near_poor", {}, r);
            if (drawn_poor != poor || drawn_near_poor != near_poor) {
                return testing::AssertionFailure()
                       << fmt::format("expected {} and {}, drawn {} and {} in population {}", poor,
                                      near_poor, drawn_poor, drawn_near_poor, r);
            }
        }
    } catch (InputError const& error) {
        return testing::AssertionSuccess() << error.what();
    } catch (std::exception const& error) {
        return testing::AssertionFailure() << "neither drawn nor refused: " << error.what();
    }
    return testing::AssertionSuccess();
}

TEST(BaseCounts, AreExactHoweverManyAreListed) {
    for (int listed = 0; listed <= 200; listed += 10) {
        EXPECT_TRUE(has_counts_or_is_refused(listed / 2, listed - listed / 2)) << listed;
    }
}

TEST(BaseCounts, AreExactWhenAllOrNoneOfTheListedArePoor) {
    EXPECT_TRUE(has_counts_or_is_refused(40, 0));
    EXPECT_TRUE(has_counts_or_is_refused(0, 40));
    EXPECT_TRUE(has_counts_or_is_refused(1, 0));
}

TEST(BaseCounts, AreExactUnderAnIncomeFloor) {
    EXPECT_TRUE(has_counts_or_is_refused(20, 30, {"parameters.income_floor=50_000"}));
    EXPECT_TRUE(has_counts_or_is_refused(20, 30, {"parameters.income_floor=1_600_000"}));
}

TEST(BaseCounts, AreExactForEveryMixOfScores) {
    for (char const* share : {"permanent", "autoregressive", "transitory", "review"}) {
        EXPECT_TRUE(has_counts_or_is_refused(
            20, 30,
            {"parameters.share_permanent=0", fmt::format("parameters.share_{}=1", share),
             "parameters.rho=0.5", "parameters.review_persistence=0.3",
             "parameters.kappa_alpha=0.9", "indicators.water.loading=0.9"}))
            << share;
    }
}

TEST(BaseCounts, AreFoundInTimeWhenOneLocalityWouldTakeAll) {
    // a small concentration gives nearly the whole list to one locality, which has no room for it;
    // a loop that never ends is ended by the alarm
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    auto exit_right = [] {
        alarm(20);
        StudyRun const run("small-province", {.settings = {"counts.concentration=0.01"},
                                              .scenarios = {"none"},
                                              .replicates = 4,
                                              .threads = 1});
        double const poor = run.total("poor", {{Axis::standard, "law"}, {Axis::year, "2021"}});
        std::_Exit(poor == 4 * 300 ? 0 : 1);
    };
    EXPECT_EXIT(exit_right(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace povex
