// Every synthetic population has exactly the official counts.

#include <exception>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

/// Whether all base reviews have these counts; a study that cannot have them must be refused.
testing::AssertionResult has_counts_or_is_refused(int poor, int near_poor) {
    try {
        StudyRun const run("crowded.toml",
                           {.settings = {fmt::format("counts.poor={}", poor),
                                         fmt::format("counts.near_poor={}", near_poor)}});
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

}  // namespace
}  // namespace povex
