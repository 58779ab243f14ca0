// What must add up in every year and replicate of the shipped study, cut short.

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

class ShippedAccounts : public testing::Test {
protected:
    static void SetUpTestSuite() {
        run_ = new StudyRun(std::string(POVEX_SOURCE_DIR) + "/scenarios/quang-ninh",
                            {.replicates = 2});
    }
    static void TearDownTestSuite() {
        delete run_;
        run_ = nullptr;
    }
    [[nodiscard]] static StudyRun const& run() { return *run_; }
    [[nodiscard]] static std::size_t reviews() { return run().members(Axis::year).size(); }

    /// Every scenario, standard and replicate: a function from variable, group and year to number.
    template <class Visit>
    static void for_each_review_list(Visit const& visit) {
        for (auto const& scenario : run().members(Axis::scenario)) {
            for (auto const& standard : run().members(Axis::standard)) {
                for (std::uint32_t r = 0; r < run().replicates(); ++r) {
                    SCOPED_TRACE(scenario + ", " + standard + ", replicate " + std::to_string(r));
                    visit(
                        [&](std::string const& variable, std::string const& group, std::size_t t) {
                            return run().at(variable,
                                            {{Axis::scenario, scenario},
                                             {Axis::standard, standard},
                                             {Axis::year, year_name(t)},
                                             {Axis::group, group}},
                                            r);
                        });
                }
            }
        }
    }
    /// Groups that are parts of the province: the localities, the areas, ...
    [[nodiscard]] static std::vector<std::vector<std::string>> partitions() {
        std::vector<std::vector<std::string>> parts;
        std::string kind;
        for (auto const& group : run().members(Axis::group)) {
            if (group == "province") continue;
            auto const mine = group.substr(0, group.find(':'));
            if (mine != kind) parts.emplace_back();
            kind = mine;
            parts.back().push_back(group);
        }
        return parts;
    }

private:
    static StudyRun* run_;
};

StudyRun* ShippedAccounts::run_ = nullptr;

TEST_F(ShippedAccounts, ChangeOfThePoorIsEntriesLessExits) {
    double flows = 0;
    int missing = 0;  // where a standard takes over the list of another
    auto const& targeting = run().study().experiment.targeting;
    for_each_review_list([&](auto const& at) {
        for (auto const& group : run().members(Axis::group)) {
            for (std::size_t t = 1; t < reviews(); ++t) {
                auto now = [&](char const* variable) { return at(variable, group, t); };
                EXPECT_EQ(now("poor_true") - at("poor_true", group, t - 1),
                          now("entries_true") - now("exits_true"))
                    << group << " " << year_name(t);
                if (std::isnan(now("entries"))) {
                    EXPECT_NE(targeting.at(t), targeting.at(t - 1)) << year_name(t);
                    EXPECT_TRUE(std::isnan(now("exits")) && std::isnan(now("reentries")));
                    ++missing;
                    continue;
                }
                EXPECT_EQ(now("poor") - at("poor", group, t - 1), now("entries") - now("exits"))
                    << group << " " << year_name(t);
                EXPECT_EQ(now("entries"), now("new_entries") + now("reentries"));
                EXPECT_EQ(now("poor"), now("poor_stayers") + now("entries"));
                EXPECT_EQ(now("entries"),
                          now("poor_formerly_near_poor") + now("poor_formerly_unlisted"));
                EXPECT_EQ(at("poor", group, t - 1), now("poor_stayers") + now("exits"));
                flows += now("entries") + now("exits");
            }
        }
    });
    EXPECT_GT(flows, 0);
    EXPECT_GT(missing, 0);
}

TEST_F(ShippedAccounts, PartsNeverExceedTheWhole) {
    for_each_review_list([&](auto const& at) {
        for (auto const& group : run().members(Axis::group)) {
            double const households = run().at("households", {{Axis::group, group}}, 0);
            double const persons = run().at("persons", {{Axis::group, group}}, 0);
            for (std::size_t t = 0; t < reviews(); ++t) {
                auto now = [&](char const* variable) { return at(variable, group, t); };
                EXPECT_LE(now("poor") + now("near_poor"), households);
                EXPECT_LE(now("income_poor"), households);
                EXPECT_LE(now("poor_persons"), persons);
                EXPECT_GE(now("poor_persons"), now("poor"));
                EXPECT_LE(now("gap_squared_sum"), now("gap_sum"));
                EXPECT_LE(now("gap_sum"), now("income_poor"));
                EXPECT_LE(now("poor_missed"), now("poor_true"));
                EXPECT_LE(now("poor_true") - now("poor_missed"), now("poor"));
                EXPECT_LE(now("poor_true") + now("near_poor_true"), households);
                if (!std::isnan(now("exits"))) {
                    EXPECT_LE(now("exits_to_near_poor"), now("exits"));
                }
            }
        }
    });
}

TEST_F(ShippedAccounts, GroupsAddToTheProvince) {
    auto const parts = partitions();
    ASSERT_EQ(parts.size(), 4U);
    for_each_review_list([&](auto const& at) {
        for (auto const& groups : parts) {
            for (std::size_t t = 0; t < reviews(); ++t) {
                for (char const* variable : {"poor", "near_poor", "income_poor", "exits", "entries",
                                             "poor_true", "poor_persons"}) {
                    if (std::isnan(at(variable, "province", t))) continue;
                    double sum = 0;
                    for (auto const& group : groups) sum += at(variable, group, t);
                    EXPECT_EQ(sum, at(variable, "province", t))
                        << variable << " " << groups.front() << " " << year_name(t);
                }
            }
        }
    });
}

/// Every scenario, programme, projected year and replicate: spending and enrolment of a place.
class ShippedMoney : public ShippedAccounts {
protected:
    struct Row {
        std::string scenario, programme;
        std::size_t t;
        std::uint32_t replicate;

        [[nodiscard]] double enrolled(std::string const& place = "province") const {
            return run().at("enrolled",
                            {{Axis::scenario, scenario},
                             {Axis::programme, programme},
                             {Axis::year, year_name(t)},
                             {Axis::spending_group, place}},
                            replicate);
        }
        [[nodiscard]] double paid(std::string const& payer,
                                  std::string const& place = "province") const {
            return run().at("spending",
                            {{Axis::scenario, scenario},
                             {Axis::programme, programme},
                             {Axis::payer, payer},
                             {Axis::year, year_name(t)},
                             {Axis::spending_group, place}},
                            replicate);
        }
        [[nodiscard]] double spent(std::string const& place = "province") const {
            double sum = 0;
            for (auto const& payer : run().members(Axis::payer)) sum += paid(payer, place);
            return sum;
        }
    };
    template <class Visit>
    static void for_each_row(Visit const& visit) {
        for (Scenario const& scenario : run().study().experiment.scenarios) {
            for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
                auto const& programme = scenario.programmes[p];
                for (std::size_t t = 1; t < reviews(); ++t) {
                    for (std::uint32_t r = 0; r < run().replicates(); ++r) {
                        Row const row{scenario.label.id, programme.label.id, t, r};
                        SCOPED_TRACE(row.scenario + ", " + row.programme + " " + year_name(t));
                        visit(row, programme, scenario.runs[p]);
                    }
                }
            }
        }
    }
};

TEST_F(ShippedMoney, SpendingKeepsWithinTheBudget) {
    double capped = 0;
    for_each_row([&](Row const& row, Programme const& programme, bool runs) {
        if (!runs) {
            EXPECT_EQ(row.spent(), 0);
            EXPECT_EQ(row.enrolled(), 0);
        } else if (programme.capped()) {
            EXPECT_LE(row.spent(), static_cast<double>(programme.cost.budget[row.t]));
            capped += row.spent();
        }
    });
    EXPECT_GT(capped, 0);
}

TEST_F(ShippedMoney, PayersHaveTheirShares) {
    for_each_row([&](Row const& row, Programme const& programme, bool runs) {
        if (!runs) return;
        auto const& payers = run().members(Axis::payer);
        double const spent = row.spent();
        double shares = 0;
        for (std::size_t payer = 0; payer < payers.size(); ++payer) {
            double const share = programme.cost.funding[payer];
            shares += share;
            // the parts of each enrolment are whole money, so each is met to one of it
            EXPECT_NEAR(row.paid(payers[payer]), share * spent, row.enrolled() + 1e-12 * spent)
                << payers[payer];
        }
        EXPECT_NEAR(shares, 1, 1e-9);
    });
}

TEST_F(ShippedMoney, LocalitiesAddToTheProvince) {
    for_each_row([&](Row const& row, Programme const&, bool runs) {
        if (!runs) return;
        double enrolled = 0;
        double spent = 0;
        for (auto const& place : run().members(Axis::spending_group)) {
            if (place == "province") continue;
            enrolled += row.enrolled(place);
            spent += row.spent(place);
        }
        EXPECT_EQ(enrolled, row.enrolled());
        EXPECT_EQ(spent, row.spent());
    });
}

}  // namespace
}  // namespace povex
