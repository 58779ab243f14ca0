// When nothing acts, expected official counts stay where the base review left them.

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/stats/summary.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

/// Quang Ninh without growth, shocks or permanent shocks, everybody applying; a
/// population for each replicate, since within one population a locality drifts for good.
RunRequest nothing_acts(std::uint32_t populations) {
    RunRequest request;
    request.settings = {"strata.urban.growth=0",
                        "strata.rural.growth=0",
                        "strata.special.growth=0",
                        "parameters.sigma_permanent=0",
                        "scenarios.no-support.events=[]",
                        "baseline='no-support'",
                        "growth_observed_under='no-support'",
                        "beside=[]",
                        "parameters.u_in=1",
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

/// The small province with nothing that acts, a population for each replicate.
RunRequest small_null(std::uint32_t populations, std::vector<std::string> const& module = {}) {
    RunRequest request;
    request.settings = {"strata.town.growth=0",         "strata.village.growth=0",
                        "parameters.sigma_permanent=0", "indicators.insurance.entry=0",
                        "indicators.insurance.exit=0",  "shocks.storm.active=false",
                        "shocks.illness.active=false",  "baseline='none'",
                        "population='redrawn'",         "multidimensional=false",
                        "programmes.grant.amount=0"};
    for (auto const& setting : module) request.settings.push_back(setting);
    request.scenarios = {"none"};
    request.replicates = populations;
    return request;
}

TEST(NullDrift, ASmallProvinceStaysInAllItsGroups) {
    expect_no_drift(StudyRun("small-province", small_null(500)), "law");
}

TEST(NullDrift, ReviewErrorAddsNone) {
    // the counts of the base are measured ones; those in truth stay where they are too
    StudyRun const run("small-province", small_null(200, {"parameters.share_permanent=0.55",
                                                          "parameters.share_review=0.20"}));
    expect_no_drift(run, "law");
    auto const base = run.each("poor_true", in(0, "law"));
    for (std::size_t t = 1; t < 5; ++t) {
        auto drift = run.each("poor_true", in(t, "law"));
        for (std::size_t r = 0; r < drift.size(); ++r) drift[r] -= base[r];
        EXPECT_TRUE(replicates_agree(label("poor in truth - 2021,", t), drift, 0.0));
    }
}

/// What a module adds to a count by itself: the same populations with it and without.
std::vector<double> added(StudyRun const& with, StudyRun const& without, std::string const& what,
                          std::string const& standard, std::size_t t) {
    auto drift = with.each(what, in(t, standard));
    auto const null = without.each(what, in(t, standard));
    for (std::size_t r = 0; r < drift.size(); ++r) drift[r] -= null[r];
    return drift;
}

/// Print the drift of a module, and expect more below the line by it in the last year.
void expect_added(std::string const& module, StudyRun const& with, StudyRun const& without,
                  std::string const& standard, char const* grows) {
    ASSERT_EQ(with.each("poor", in(0, standard)), without.each("poor", in(0, standard)));
    for (char const* what : {"poor", "near_poor", "income_poor"}) {
        for (std::size_t t = 1; t < 5; ++t) {
            Summary const drift = summarise(added(with, without, what, standard, t));
            show(fmt::format("{} by {} alone, {} (s.e. {:.2g})", what, module, year_name(t),
                             drift.standard_error),
                 drift.mean);
        }
    }
    Summary const last = summarise(added(with, without, grows, standard, 4));
    EXPECT_GT(last.mean, z_bound * last.standard_error) << module;
}

TEST(NullDrift, WhatEachModuleAddsInASmallProvince) {
    StudyRun const null("small-province", small_null(100));
    auto with = [](std::vector<std::string> const& module) {
        return StudyRun("small-province", small_null(100, module));
    };
    expect_added("illness", with({"shocks.illness.active=true"}), null, "law", "income_poor");
    expect_added("permanent shocks of 0.06", with({"parameters.sigma_permanent=0.06"}), null, "law",
                 "income_poor");
    // explicit chains drift even from a/(a + b), since the level given f does not stay
    expect_added("an explicit chain",
                 with({"indicators.insurance.entry=0.10", "indicators.insurance.exit=0.30"}), null,
                 "law", "poor");
}

TEST(NullDrift, WhatEachModuleAddsInQuangNinh) {
    std::string const study = std::string(POVEX_SOURCE_DIR) + "/scenarios/quang-ninh";
    auto with = [&](std::vector<std::string> const& module) {
        RunRequest request = nothing_acts(4);
        request.settings.insert(request.settings.end(), module.begin(), module.end());
        return StudyRun(study, request);
    };
    StudyRun const null = with({});
    expect_added("recurring shocks",
                 with({"shocks.illness.active=true", "shocks.livestock-disease.active=true",
                       "shocks.storm.active=true"}),
                 null, "d07", "income_poor");
    expect_added("permanent shocks of 0.06", with({"parameters.sigma_permanent=0.06"}), null, "d07",
                 "income_poor");
}

}  // namespace
}  // namespace povex
