#include "engine/library/simulation.hpp"

#include <set>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/library/position.hpp"

namespace povex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// That the numbers are those of `povex run` is for the test `consumer` to say.

StudyRequest small_study(std::vector<std::string> settings = {}) {
    return {.path = POVEX_SOURCE_DIR "/tests/data/small-study", .settings = std::move(settings)};
}

/// The poor of the province at the end of the last year in the baseline, by replicate.
std::vector<double> poor_at_the_end(Simulation const& simulation, std::uint32_t replicates,
                                    int threads = 1) {
    auto const catalogue = simulation.catalogue(replicates);
    auto const poor = position_of(catalogue, "poor",
                                  {{Axis::scenario, simulation.baseline()},
                                   {Axis::standard, simulation.national()},
                                   {Axis::year, std::to_string(simulation.years().last)},
                                   {Axis::group, "province"}});
    std::vector<double> values;
    simulation.run(replicates, threads, [&](ReplicateResult const& result) {
        EXPECT_EQ(result.replicate, values.size());
        values.push_back(poor.in(result));
    });
    return values;
}

TEST(Simulation, TellsWhatTheStudySays) {
    Simulation const simulation(small_study());
    EXPECT_EQ(simulation.title().en, "Small study");
    EXPECT_EQ(simulation.years(), (Years{2021, 2024}));
    EXPECT_EQ(simulation.currency(), (Currency{"VND", 0, 1}));
    EXPECT_EQ(simulation.baseline(), "all");
    EXPECT_EQ(simulation.national(), "national");
    EXPECT_EQ(simulation.replicates(), 20U);
    EXPECT_FALSE(simulation.parameters().empty());
    EXPECT_TRUE(simulation.actuals().empty());
}

TEST(Simulation, DeliversReplicatesInOrderForAnyNumberOfThreads) {
    Simulation const simulation(small_study());
    auto const values = poor_at_the_end(simulation, 6, 1);
    EXPECT_EQ(values.size(), 6U);
    EXPECT_GT(std::set<double>(values.begin(), values.end()).size(), 1U);
    EXPECT_EQ(poor_at_the_end(simulation, 6, 3), values);
}

TEST(Simulation, FollowsSettingsAndTheChoiceOfScenarios) {
    auto request = small_study({"seed=1"});
    request.scenarios = {"none"};
    Simulation const other(request);
    EXPECT_THAT(other.catalogue(1).members[static_cast<std::size_t>(Axis::scenario)],
                ElementsAre("none", "all"));
    EXPECT_NE(poor_at_the_end(other, 6), poor_at_the_end(Simulation(small_study()), 6));
}

TEST(Simulation, DrawsParametersIfTheStudySaysSo) {
    std::filesystem::path const elsewhere = POVEX_SOURCE_DIR "/scenarios/elsewhere";
    Simulation const fixed({.path = elsewhere});
    Simulation const drawn({.path = elsewhere, .settings = {"uncertainty=\"drawn\""}});
    auto const values = poor_at_the_end(drawn, 6, 1);
    EXPECT_NE(values, poor_at_the_end(fixed, 6));
    EXPECT_EQ(poor_at_the_end(drawn, 6, 2), values);
    EXPECT_THROW(poor_at_the_end(drawn, 5), InputError);
}

TEST(Simulation, StopsWhenAsked) {
    Simulation const simulation(small_study());
    std::stop_source stop;
    std::uint32_t seen = 0;
    auto const delivered = simulation.run(
        1000, 1,
        [&](ReplicateResult const&) {
            ++seen;
            stop.request_stop();
        },
        stop.get_token());
    EXPECT_EQ(delivered, seen);
    EXPECT_LT(delivered, 1000U);
}

TEST(Simulation, PassesOnWhatTheSinkThrows) {
    Simulation const simulation(small_study());
    EXPECT_THROW(simulation.run(4, 2, [](ReplicateResult const&) { throw std::domain_error("x"); }),
                 std::domain_error);
}

TEST(Simulation, CanBeMoved) {
    Simulation one(small_study());
    Simulation const other(std::move(one));
    EXPECT_EQ(other.title().en, "Small study");
}

TEST(Simulation, ReportsEveryProblemOfAStudy) {
    try {
        Simulation const simulation(small_study({"replicates=-1", "parameters.rho=7"}));
        FAIL() << "no problem";
    } catch (InputError const& error) {
        EXPECT_EQ(error.problems().size(), 2U);
        EXPECT_THAT(error.problems().front().file, HasSubstr("--set"));
    }
}

}  // namespace
}  // namespace povex
