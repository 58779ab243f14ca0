// Two studies that differ in what must not matter give the same results; two that differ in one
// thing only differ in a known direction.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/run/simulate_replicate.hpp"
#include "tests/statistical/comparison.hpp"
#include "tests/statistical/household_paths.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

std::vector<std::string> const money_spent{"spending", "enrolled", "loans"};
std::vector<std::string> const against_the_baseline{"displaced", "relieved"};

TEST(Metamorphic, ThreadsDoNotMatter) {
    StudyRun const one("small-province", {.threads = 1});
    EXPECT_TRUE(same_results(one, StudyRun("small-province", {.threads = 2})));
    EXPECT_TRUE(same_results(one, StudyRun("small-province", {.threads = 5})));
}

TEST(Metamorphic, MoreReplicatesLeaveTheFirstAsTheyAre) {
    StudyRun const few("small-province", {.replicates = 20});
    StudyRun const many("small-province", {.replicates = 50});
    EXPECT_TRUE(same_results(few, many));
}

TEST(Metamorphic, ReplicatesMadeInPartsAreThoseOfOneRun) {
    // 100 and 100 more, each by a prepared of its own and the second backwards, are the 200
    RunRequest request{.settings = {"baseline='all'"}, .scenarios = {"all"}, .replicates = 200};
    StudyRun const whole("small-province", request);
    Study const study = read_tested_study("small-province", request);
    auto same = [&](PreparedExperiment const& prepared, std::uint32_t r) {
        auto const alone = simulate_replicate(prepared, r);
        auto const& values = whole.results().at(r).values;
        bool equal = alone.replicate == r && alone.values.size() == values.size();
        for (std::size_t v = 0; equal && v < values.size(); ++v) {
            equal = same_bits(alone.values[v], values[v]);
        }
        return equal;
    };
    PreparedExperiment const first(study.experiment);
    PreparedExperiment const second(study.experiment);
    for (std::uint32_t r = 0; r < 100; ++r) {
        EXPECT_TRUE(same(first, r)) << "replicate " << r;
        EXPECT_TRUE(same(second, 199 - r)) << "replicate " << 199 - r;
    }
}

TEST(Metamorphic, AScenarioIsTheSameAlone) {
    StudyRun const all("small-province");
    for (char const* scenario : {"all", "calm"}) {
        StudyRun const alone(
            "small-province",
            {.settings = {fmt::format("baseline='{}'", scenario)}, .scenarios = {scenario}});
        ASSERT_EQ(alone.members(Axis::scenario).size(), 1U);
        EXPECT_TRUE(same_results(alone, all, against_the_baseline));
    }
}

TEST(Metamorphic, FollowingDeprivationsOfEverybodyChangesNothingElse) {
    // without it they are computed only where a line is near, or when a programme asks
    StudyRun const near("small-province", {.settings = {"multidimensional=false"}});
    EXPECT_TRUE(same_results(near, StudyRun("small-province")));
}

TEST(Metamorphic, FixedPopulationsComeRound) {
    StudyRun const run("small-province");  // fixed:4
    for (auto const& group : run.members(Axis::group)) {
        auto const poor = run.each("poor", {{Axis::scenario, "none"},
                                            {Axis::standard, "own"},
                                            {Axis::year, "2021"},
                                            {Axis::group, group}});
        for (std::size_t r = 4; r < poor.size(); ++r) EXPECT_EQ(poor[r], poor[r - 4]) << group;
    }
}

TEST(Metamorphic, AnotherSeedGivesOtherResults) {
    StudyRun const one("small-province");
    EXPECT_FALSE(same_results(one, StudyRun("small-province", {.settings = {"seed=42"}})));
}

TEST(Metamorphic, AProgrammeWithoutEffectChangesNothing) {
    // it enrols, touches and recomputes households: every bit must come out again
    RunRequest idle;
    for (char const* setting :
         {"housing.clears.housing=0", "livestock.log_effect=0", "cards.clears.insurance=0",
          "cards.holds.insurance=1", "cards.holds.school=1", "grant.amount=0",
          "cards.protects.illness=0", "livestock.lost_to.storm=0",
          "livestock.loan.principal=30_000_000", "livestock.loan.rate=0",
          "livestock.loan.term=3"}) {
        idle.settings.push_back(fmt::format("programmes.{}", setting));
    }
    StudyRun const run("small-province", idle);
    ASSERT_GT(
        run.total("enrolled",
                  {{Axis::scenario, "all"}, {Axis::programme, "cards"}, {Axis::year, "2022"}}),
        0);
    EXPECT_TRUE(same_scenarios(run, "none", "all", money_spent));
    EXPECT_FALSE(same_scenarios(StudyRun("small-province"), "none", "all", money_spent));
}

TEST(Metamorphic, OrderOfRecordsDoesNotMatter) {
    StudyCopy reversed("small-province");
    EXPECT_TRUE(same_results(StudyRun("small-province"), StudyRun(reversed.reverse().folder())));
}

TEST(Metamorphic, NamesDoNotMatter) {
    // by other names the records also come in another order of the alphabet
    Renaming const renaming{
        {"coast", "shore"},       {"hills", "uplands"},   {"islands", "archipelago"},
        {"town", "burg"},         {"village", "thorp"},   {"minority", "few"},
        {"majority", "many"},     {"housing", "roof"},    {"water", "aqua"},
        {"livestock", "animals"}, {"cards", "zero-cost"}, {"grant", "allowance"},
        {"storm", "wind"},        {"illness", "fever"},   {"law", "statute"},
        {"bank", "lender"}};
    StudyCopy other("small-province");
    StudyRun const run("small-province");
    StudyRun const renamed(other.rename(renaming).folder());
    ASSERT_EQ(std::count(renamed.members(Axis::group).begin(), renamed.members(Axis::group).end(),
                         "locality:coast"),
              0);
    EXPECT_TRUE(same_results_renamed(run, renamed, renaming));
}

TEST(Metamorphic, AProgrammeMoreChangesNoDrawOfTheOthers) {
    // it runs, and half of all households take part in its lottery
    StudyCopy more("small-province");
    more.append(R"([programmes.advice]
key = 9
status = "any"
take_up = 0.5
success = 0.5
unit_cost = 1_000_000
budget = 300_000_000
priority = "lottery"
)");
    std::vector<std::string> const spread{"programmes.housing.key=10",
                                          "programmes.livestock.key=20", "programmes.cards.key=30",
                                          "programmes.grant.key=40"};
    StudyRun const without("small-province", {.settings = spread});
    for (int const key : {5, 25, 100}) {  // before, among and after the others
        auto settings = spread;
        settings.push_back(fmt::format("programmes.advice.key={}", key));
        settings.emplace_back(
            "scenarios.all.programmes=['advice', 'housing', 'livestock', "
            "'cards', 'grant']");
        StudyRun const with(more.folder(), {.settings = settings});
        Pick const advice{
            {Axis::scenario, "all"}, {Axis::programme, "advice"}, {Axis::year, "2022"}};
        EXPECT_EQ(with.total("enrolled", advice), 300 * with.replicates());
        EXPECT_TRUE(same_results(without, with)) << "key " << key;
    }
}

TEST(Metamorphic, AProgrammeThatDoesNotRunChangesNothing) {
    StudyCopy more("small-province");
    more.append(R"([programmes.idle]
unit_cost = 1
budget = 1_000_000
status = "any"
log_effect = 3
)");
    EXPECT_TRUE(same_results(StudyRun("small-province"), StudyRun(more.folder())));
}

TEST(Metamorphic, AnInactiveShockAndAnUnusedIndicatorChangeNothing) {
    StudyCopy more("small-province");
    more.append(R"([shocks.quiet]
kind = "recurring"
active = false
probability = 0.5
loss = 1
[indicators.unused]
key = 14
level = 0.3
turnover = 0.2
calibrated = false
)");
    EXPECT_TRUE(same_results(StudyRun("small-province"), StudyRun(more.folder())));
}

TEST(Metamorphic, ALocalityWithoutHouseholdsChangesNothing) {
    StudyCopy more("small-province");
    more.append("[localities.nowhere]\nkey = 9\n")
        .append("nowhere,town,0\n", "margins/places.csv")
        .append("nowhere,majority,0\n", "margins/ethnicities.csv");
    RunRequest request;
    request.settings = {"shocks.storm.probability.nowhere=0.5"};
    StudyRun const with(more.folder(), request);
    EXPECT_TRUE(same_results(StudyRun("small-province"), with));
    EXPECT_EQ(with.trials("locality:nowhere"), 0);
}

TEST(Metamorphic, AStandardMoreChangesNothingElse) {
    StudyCopy more("small-province");
    more.append("[standards.high]\nkey = 7\nline = 3_000_000\nindicators = ['water']\n");
    StudyRun const with(more.folder());
    EXPECT_TRUE(same_results(StudyRun("small-province"), with));
}

/// Every sum of money of the study, times a factor.
RunRequest money_times(int factor) {
    RunRequest request;
    auto set = [&](std::string const& key, std::int64_t amount) {
        request.settings.push_back(fmt::format("{}={}", key, amount * factor));
    };
    set("strata.town.mean_income", 4'600'000);
    set("strata.village.mean_income", 3'400'000);
    set("parameters.income_floor", 60'000);
    for (auto const& [area, law, own, low] : {std::tuple{"urban", 2'000'000, 2'600'000, 1'300'000},
                                              {"rural", 1'500'000, 2'100'000, 1'000'000}}) {
        set(fmt::format("standards.law.line.{}", area), law);
        set(fmt::format("standards.own.line.{}", area), own);
        set(fmt::format("standards.own.low_line.{}", area), low);
    }
    set("programmes.housing.unit_cost", 50'000'000);
    set("programmes.housing.budget", 2'500'000'000);
    set("programmes.livestock.unit_cost", 21'000'000);
    set("programmes.livestock.budget", 1'300'000'000);
    set("programmes.cards.unit_cost", 700'000);
    set("programmes.grant.amount.2021", 100'000);
    set("programmes.grant.amount.2023", 250'000);
    request.settings.emplace_back("parameters.kappa_own=0.15");
    return request;
}

TEST(Metamorphic, TwiceAllMoneyChangesNoStatus) {
    StudyRun const once("small-province", money_times(1));
    StudyRun const twice("small-province", money_times(2));
    EXPECT_TRUE(same_results(once, twice, {"income_sum", "spending"}));
    for (auto const& scenario : once.members(Axis::scenario)) {
        for (std::size_t t = 0; t < 5; ++t) {
            Pick const pick{{Axis::scenario, scenario}, {Axis::year, year_name(t)}};
            // rounded to whole VND household by household
            EXPECT_NEAR(twice.total("income_sum", pick), 2 * once.total("income_sum", pick),
                        1.5 * once.trials());
        }
    }
    for (auto const& programme : once.members(Axis::programme)) {
        for (auto const& payer : once.members(Axis::payer)) {
            Pick const pick{{Axis::scenario, "all"},
                            {Axis::programme, programme},
                            {Axis::payer, payer},
                            {Axis::year, "2023"}};
            EXPECT_EQ(twice.total("spending", pick), 2 * once.total("spending", pick));
        }
    }
}

TEST(Metamorphic, TwiceAllMoneyChangesNoStatusOfAnyHousehold) {
    HouseholdPaths const once("small-province", money_times(1));
    HouseholdPaths const twice("small-province", money_times(2));
    for (std::uint32_t r = 0; r < 4; ++r) {
        std::vector<Statuses> statuses;
        once.in_replicate(r, "all", [&](std::size_t, Tally::Path const& path) {
            for (Statuses const s : path.statuses) statuses.push_back(s);
            for (Statuses const s : path.true_statuses) statuses.push_back(s);
        });
        std::size_t i = 0;
        int changed = 0;
        twice.in_replicate(r, "all", [&](std::size_t, Tally::Path const& path) {
            for (Statuses const s : path.statuses) changed += s != statuses.at(i++) ? 1 : 0;
            for (Statuses const s : path.true_statuses) changed += s != statuses.at(i++) ? 1 : 0;
        });
        EXPECT_EQ(changed, 0) << "replicate " << r;
        EXPECT_EQ(i, statuses.size());
    }
}

TEST(Metamorphic, ALargerBudgetNeverEnrolsFewerInItsFirstYear) {
    std::vector<double> before;
    for (int million : {0, 100, 500, 1500, 3000, 9000, 1'000'000}) {
        RunRequest request;
        request.settings = {fmt::format("programmes.livestock.budget={}", million * 1e6)};
        StudyRun const run("small-province", request);
        auto const enrolled = run.each(
            "enrolled",
            {{Axis::scenario, "all"}, {Axis::programme, "livestock"}, {Axis::year, "2022"}});
        for (std::size_t r = 0; r < before.size(); ++r) {
            EXPECT_GE(enrolled[r], before[r]) << million << " million, replicate " << r;
        }
        EXPECT_EQ(million == 0, *std::max_element(enrolled.begin(), enrolled.end()) == 0);
        before = enrolled;
    }
}

TEST(Metamorphic, AnEventChangesNothingBeforeItAndOnlyAddsPoorAfter) {
    StudyRun const run("small-province");  // the storm is in 2023, scenario calm has none
    double hit = 0;
    for (auto const& group : run.members(Axis::group)) {
        for (std::size_t t = 0; t < 5; ++t) {
            auto poor = [&](std::string const& scenario) {
                return run.each("poor", {{Axis::scenario, scenario},
                                         {Axis::standard, "law"},
                                         {Axis::year, year_name(t)},
                                         {Axis::group, group}});
            };
            auto const calm = poor("calm");
            auto const storm = poor("none");
            if (t < 2) {
                EXPECT_EQ(calm, storm) << group << " " << year_name(t);
                continue;
            }
            for (std::size_t r = 0; r < calm.size(); ++r) {
                EXPECT_LE(calm[r], storm[r]) << group << " " << year_name(t) << " replicate " << r;
                hit += storm[r] - calm[r];
            }
        }
    }
    EXPECT_GT(hit, 0);
}

TEST(Metamorphic, AddingResourcesMakesNobodyPoor) {
    // no own share keeps a household out, nothing is taken away, everybody applies
    StudyRun const run("small-province");
    double helped = 0;
    for (auto const& standard : run.members(Axis::standard)) {
        for (auto const& group : run.members(Axis::group)) {
            for (std::size_t t = 1; t < 5; ++t) {
                for (char const* variable : {"poor", "income_poor", "multi_poor"}) {
                    auto counts = [&](std::string const& scenario) {
                        return run.each(variable, {{Axis::scenario, scenario},
                                                   {Axis::standard, standard},
                                                   {Axis::group, group},
                                                   {Axis::year, year_name(t)}});
                    };
                    auto const none = counts("none");
                    auto const all = counts("all");
                    for (std::size_t r = 0; r < none.size(); ++r) {
                        EXPECT_LE(all[r], none[r]) << variable << " " << standard << " " << group
                                                   << " " << year_name(t) << " replicate " << r;
                        helped += none[r] - all[r];
                    }
                }
            }
        }
    }
    EXPECT_GT(helped, 0);
}

TEST(Metamorphic, AddingResourcesMakesNoHouseholdPoor) {
    // household by household: nobody is poor who is not so without programmes
    StudyRun const run("small-province");
    double relieved = 0;
    for (auto const& standard : run.members(Axis::standard)) {
        for (auto const& group : run.members(Axis::group)) {
            for (std::size_t t = 0; t < 5; ++t) {
                Pick const pick{{Axis::scenario, "all"},
                                {Axis::standard, standard},
                                {Axis::group, group},
                                {Axis::year, year_name(t)}};
                EXPECT_EQ(run.each("displaced", pick), std::vector<double>(run.replicates(), 0.0))
                    << standard << " " << group << " " << year_name(t);
                relieved += run.total("relieved", pick);
            }
        }
    }
    EXPECT_GT(relieved, 0);
}

}  // namespace
}  // namespace povex
