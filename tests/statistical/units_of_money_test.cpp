// The same study in đồng, in millions of đồng and in euros is the same study.

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/stats/summary.hpp"
#include "tests/engine/study/study_files.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

/// Amounts are written in thousands of đồng, times `scale`.
std::string study_in(std::string const& currency, double scale) {
    auto const money = [&](double thousands) { return fmt::format("{}", thousands * scale); };
    return fmt::format(R"(currency = {}
base_year = 2021
last_year = 2023
replicates = 4
population = "redrawn"

[register]
households = 1000
size = 3

[strata.all]
mean_income = {}
sigma = 0.6
growth = 0.05

[parameters]
kappa_own = 0.1

[standards.law]
line = {}

[payers.state]
[payers.house]
own = true

[programmes.cash]
kind = "entitlement"
status = ["poor"]
unit = "person"
amount = {{ 2021 = 0, 2022 = {} }}
funding = {{ state = 1 }}

[programmes.houses]
status = ["poor"]
unit_cost = {}
budget = {}
funding = {{ state = 0.8, house = 0.2 }}
log_effect = 0.1

[programmes.card]
kind = "entitlement"
status = ["poor"]
unit = "household"
unit_cost = {}
funding = {{ state = 1 }}
log_effect = 0

[programmes.topup]
kind = "entitlement"
status = ["poor"]
unit = "person"
amount = {{ 2021 = 0, 2023 = "line:law" }}
funding = {{ state = 1 }}

[scenarios.none]
programmes = []
[scenarios.all]
programmes = ["cash", "houses", "card"]
[scenarios.topped-up]
)",
                       currency, money(2400), money(1500), money(150), money(25'500),
                       money(1'020'000), money(400));
}

StudyRun run_of(std::string const& study) {
    return StudyRun(test::StudyFiles(study).folder());
}

/// Numbers of households, money, and money in units of the study.
class SameStudy : public testing::Test {
protected:
    static Pick of(std::string const& scenario, std::size_t t) {
        return {{Axis::scenario, scenario}, {Axis::year, year_name(t)}};
    }
    static Pick of(std::string const& scenario, std::string const& programme, std::size_t t) {
        auto pick = of(scenario, t);
        pick.emplace_back(Axis::programme, programme);
        return pick;
    }
    /// By both payers, in the first projected year: the mean of the replicates.
    static double spent(StudyRun const& run, std::string const& programme) {
        double sum = 0;
        for (char const* payer : {"state", "house"}) {
            auto pick = of("all", programme, 1);
            pick.emplace_back(Axis::payer, payer);
            sum += summarise(run.each("spending", pick)).mean;
        }
        return sum;
    }

    /// \param unit  of the other study in đồng
    /// \param smallest  unit of the other study in đồng
    void expect_same(StudyRun const& other, double unit, double smallest) const {
        for (auto const& scenario : dong.members(Axis::scenario)) {
            for (std::size_t t = 0; t < 3; ++t) {
                for (char const* count : {"poor", "income_poor", "exits", "entries", "poor_true"}) {
                    if (t == 0 &&
                        (std::string(count) == "exits" || std::string(count) == "entries"))
                        continue;
                    EXPECT_EQ(dong.each(count, of(scenario, t)), other.each(count, of(scenario, t)))
                        << count << " " << scenario << " " << year_name(t);
                }
                for (std::uint32_t r = 0; r < dong.replicates(); ++r) {
                    // a payment is rounded to smallest units, of 12 months and 3,000 persons
                    EXPECT_NEAR(other.at("income_sum", of(scenario, t), r) * unit,
                                dong.at("income_sum", of(scenario, t), r), 1000 * smallest);
                    if (t == 0) continue;
                    for (auto const& programme : dong.members(Axis::programme)) {
                        auto const at = of(scenario, programme, t);
                        double const enrolled = dong.at("enrolled", at, r);
                        EXPECT_EQ(other.at("enrolled", at, r), enrolled) << programme;
                        for (auto const& payer : dong.members(Axis::payer)) {
                            auto by_payer = at;
                            by_payer.emplace_back(Axis::payer, payer);
                            double const paid = dong.at("spending", by_payer, r);
                            double const rounding =
                                programme == "topup" ? (1 + enrolled) * (1 + smallest) : 0;
                            EXPECT_NEAR(other.at("spending", by_payer, r) * unit, paid,
                                        rounding + 1e-12 * paid)
                                << programme << " " << payer << " " << scenario;
                        }
                    }
                }
            }
        }
    }
    StudyRun const dong = run_of(study_in("\"VND\"", 1000));
};

TEST_F(SameStudy, InMillions) {
    auto const millions =
        run_of(study_in("{ code = \"VND\", decimals = 0, unit = 1_000_000 }", 0.001));
    expect_same(millions, 1e6, 1);
    for (auto const& [run, unit] : {std::pair{&dong, 1e6}, {&millions, 1.0}}) {
        EXPECT_NEAR(spent(*run, "cash") / unit, 1688.85, 1e-9);
        EXPECT_NEAR(spent(*run, "houses") / unit, 898.875, 1e-9);
        EXPECT_NEAR(spent(*run, "card") / unit, 125.1, 1e-9);
    }
}

TEST_F(SameStudy, InEuros) {
    auto const euros = run_of(study_in("\"EUR\"", 1));
    expect_same(euros, 1000, 10);
    EXPECT_NEAR(spent(euros, "cash"), 1'688'850, 1e-6);
}

TEST_F(SameStudy, InThousandsOfAMadeUpCoin) {
    expect_same(run_of(study_in("{ code = \"crowns\", decimals = 4, unit = 1_000 }", 0.01)), 1e5,
                0.01);
}

TEST_F(SameStudy, HousesWhoCanBearTheirShare) {
    EXPECT_EQ(summarise(dong.each("enrolled", of("all", "houses", 1))).mean, 35.25);
}

}  // namespace
}  // namespace povex
