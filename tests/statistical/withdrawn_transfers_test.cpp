// A transfer of the base year that a scenario does not list: who had it loses it, and nothing else
// of the programme acts.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/run/replay.hpp"
#include "tests/engine/study/study_files.hpp"
#include "tests/statistical/household_paths.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

using testing::Each;
using testing::Gt;

/// Incomes that move, so households come onto the list and leave it; CASH is replaced by more keys
/// of the programme.
constexpr char const* moving_incomes = R"(base_year = 2021
last_year = 2024
replicates = 3
population = "redrawn"
baseline = "kept"
multidimensional = true

[register]
households = 2000
size = 3

[strata.all]
mean_income = 2_000_000
sigma = 0.5
growth = 0.03

[parameters]
share_permanent = 0.5
share_autoregressive = 0.3
share_transitory = 0.2
rho = 0.6

[indicators.roof]
level = 0.3
entry = 0.05
exit = 0.1

[standards.law]
line = 1_200_000

[programmes.cash]
key = 1
kind = "entitlement"
unit = "person"
amount = 250_000
#CASH

[programmes.houses]
key = 2
needs = ["roof"]
unit_cost = 40_000_000
budget = 2_000_000_000
clears = { roof = 0.9 }

[scenarios.kept]
programmes = ["cash"]
[scenarios.dropped]
programmes = []
[scenarios.zeroed]
programmes = ["cash"]
changes.programmes.cash.amount = { 2022 = 0 }
[scenarios.houses]
programmes = ["houses"]
)";

std::string with_cash(std::string const& keys) {
    return test::replaced(moving_incomes, "#CASH", keys);
}

StudyRun run_of(std::string const& study) {
    return StudyRun(test::StudyFiles(study).folder());
}

Pick of(std::string const& scenario, std::size_t t) {
    return {{Axis::scenario, scenario}, {Axis::year, year_name(t)}};
}

constexpr char const* of_households[] = {"poor",       "income_poor", "exits",      "entries",
                                         "gap_sum",    "poor_true",   "income_sum", "gini",
                                         "multi_poor", "at_floor"};

/// That all households of two runs are the same in a scenario each.
void expect_same(StudyRun const& one, std::string const& scenario, StudyRun const& other,
                 std::string const& as) {
    for (std::size_t t = 0; t < 4; ++t) {
        for (std::string const variable : of_households) {
            if (t == 0 && (variable == "exits" || variable == "entries")) continue;
            EXPECT_EQ(one.each(variable, of(scenario, t)), other.each(variable, of(as, t)))
                << variable << " " << scenario << " " << as << " " << year_name(t);
        }
    }
}

TEST(WithdrawnTransfer, OfTheListedIsAsOneOfNothing) {
    for (char const* keys :
         {"", "status = [\"poor\"]", "status = [\"other\", \"escaped\"]", "status = \"any\"",
          "take_up = 0.4", "sectors = [\"wage\"]", "status = \"any\"\ntake_up = 0.7"}) {
        SCOPED_TRACE(keys);
        auto const run = run_of(with_cash(keys));
        expect_same(run, "dropped", run, "zeroed");
        for (std::size_t t = 1; t < 4; ++t) {
            Pick dropped = of("dropped", t);
            dropped.emplace_back(Axis::programme, "cash");
            EXPECT_THAT(run.each("spending", dropped), Each(0));
            EXPECT_THAT(run.each("enrolled", dropped), Each(0));
            auto const kept = run.each("income_sum", of("kept", t));
            auto const lost = run.each("income_sum", of("dropped", t));
            for (std::size_t r = 0; r < kept.size(); ++r) EXPECT_LT(lost[r], kept[r]);
        }
    }
}

/// Of a withdrawn programme only the lost amount is left: it is as if it had no other effect.
TEST(WithdrawnTransfer, HasNoOtherEffect) {
    auto const plain = run_of(with_cash(""));
    for (char const* keys :
         {"log_effect = 0.3", "clears = { roof = 1 }", "holds = { roof = 0 }", "success = 0.5",
          "log_effect = 0.2\nclears = { roof = 0.8 }\nholds = { roof = 0.1 }",
          "loan = { principal = 20_000_000, rate = 0.06, term = 3 }"}) {
        SCOPED_TRACE(keys);
        auto const run = run_of(with_cash(keys));
        expect_same(run, "dropped", plain, "dropped");
        expect_same(run, "houses", plain, "houses");
    }
}

/// It does not stand in the way of another programme for the same need. Compared in the first year:
/// later the lists differ, since others have lost the transfer.
TEST(WithdrawnTransfer, MeetsNoNeed) {
    auto const run = run_of(with_cash("needs = [\"roof\"]\nclears = { roof = 1 }"));
    auto const plain = run_of(with_cash(""));
    Pick houses = of("houses", 1);
    houses.emplace_back(Axis::programme, "houses");
    EXPECT_THAT(run.each("enrolled", houses), Each(Gt(0)));
    EXPECT_EQ(run.each("enrolled", houses), plain.each("enrolled", houses));
}

/// Whoever loses the transfer loses its protection too.
TEST(WithdrawnTransfer, SparesNoLoss) {
    std::string const storm =
        "[shocks.storm]\nkind = \"event\"\nyears = [2023]\nprobability = 0.5\nloss = 0.3\n";
    auto const run = run_of(with_cash("protects = { storm = 1 }") + storm);
    auto const plain = run_of(with_cash("") + storm);
    expect_same(run, "dropped", plain, "dropped");
    EXPECT_NE(run.each("income_sum", of("kept", 2)), plain.each("income_sum", of("kept", 2)));
}

TEST(WithdrawnTransfer, MakesNoProducers) {
    auto const with_jobs = [](std::string const& programmes) {
        return with_cash("status = \"any\"") +
               "[spillover]\njobs = 0.5\nwage = 200_000\nlag = 1\nprogrammes = [" + programmes +
               "]\n";
    };
    auto const run = run_of(with_jobs("\"cash\""));
    auto const nobody = run_of(with_jobs(""));
    for (std::size_t t = 2; t < 4; ++t) {
        Pick producers = of("kept", t);
        producers.emplace_back(Axis::job_account, "producers");
        EXPECT_THAT(run.each("jobs", producers), Each(Gt(0)));
        producers[0].second = "dropped";
        EXPECT_THAT(run.each("jobs", producers), Each(0));
    }
    expect_same(run, "dropped", nobody, "dropped");
}

TEST(WithdrawnTransfer, IsNotToldOf) {
    for (char const* keys : {"", "status = \"any\"\ntake_up = 0.5"}) {
        test::StudyFiles const files(with_cash(keys));
        auto const study = files.read({"baseline=\"dropped\""});
        PreparedExperiment const prepared(study.experiment);
        ReplayedScenario const dropped(prepared, study.experiment.baseline, 0, 0);
        for (std::size_t h = 0; h < dropped.households().key.size(); ++h) {
            for (auto const& year : dropped.of(h).years) {
                EXPECT_TRUE(year.enrolled.empty() && year.stopped.empty()) << h;
            }
        }
    }
}

/// With a take-up below 1 the same households have the transfer in every year, whether it is for
/// everybody or for the listed.
TEST(TakeUpOfATransfer, IsOfTheSameHouseholdsEveryYear) {
    for (char const* keys : {"status = \"any\"\ntake_up = 0.5", "take_up = 0.5"}) {
        SCOPED_TRACE(keys);
        test::StudyFiles const files(with_cash(keys));
        auto const study = files.read();
        PreparedExperiment const prepared(study.experiment);
        ReplayedScenario const kept(prepared, study.experiment.baseline, 0, 0);
        std::size_t both_years = 0, takers = 0, decliners = 0;
        for (std::size_t h = 0; h < kept.households().key.size(); ++h) {
            std::size_t takes = 0, declines = 0;
            for (auto const& year : kept.of(h).years) {
                takes += year.enrolled.size();
                for (auto const& stopped : year.stopped) {
                    declines += stopped.at == Hurdle::declined ? 1 : 0;
                }
            }
            EXPECT_TRUE(takes == 0 || declines == 0) << h;
            both_years += takes > 1 || declines > 1 ? 1 : 0;
            takers += takes > 0 ? 1 : 0;
            decliners += declines > 0 ? 1 : 0;
        }
        EXPECT_GT(both_years, 50U);
        auto const n = static_cast<double>(takers + decliners);
        EXPECT_TRUE(share_agrees("takers", static_cast<double>(takers), n, 0.5));
    }
}

/// Who does not take it up loses nothing when it is withdrawn.
TEST(TakeUpOfATransfer, DecidesWhoLosesIt) {
    test::StudyFiles const files(with_cash("status = \"any\"\ntake_up = 0.5"));
    HouseholdPaths const paths(files.folder());
    std::vector<std::vector<double>> kept;
    paths.in_replicate(0, "kept", [&](std::size_t, Tally::Path const& path) {
        kept.emplace_back(path.income.begin(), path.income.end());
        for (double& income : kept.back()) income *= path.unit;
    });
    double losers = 0;
    paths.in_replicate(0, "dropped", [&](std::size_t h, Tally::Path const& path) {
        EXPECT_EQ(path.income[0] * path.unit, kept[h][0]);
        std::set<bool> loses;
        for (std::size_t t = 1; t < 4; ++t) {
            double const lost = kept[h][t] - path.income[t] * path.unit;
            loses.insert(lost > 1.0);
            bool const at_floor = path.income[t] <= path.floor;
            if (lost > 1.0 && !at_floor) {
                EXPECT_NEAR(lost, 250'000, 0.01);
            }
        }
        EXPECT_EQ(loses.size(), 1U) << h;
        losers += loses.count(true) > 0 ? 1 : 0;
    });
    EXPECT_TRUE(share_agrees("losers", losers, 2000, 0.5));
}

}  // namespace
}  // namespace povex
