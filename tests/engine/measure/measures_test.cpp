#include "engine/measure/measures.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/nature/small_nature.hpp"

namespace povex {
namespace {

using testing::ElementsAre;

constexpr std::size_t reviews = 3;
constexpr std::size_t localities_here = 2;

/// Two localities, two strata of an area each, two ethnicities; two standards, two indicators
/// (bits 1 and 4), two programmes, three payers.
class Measured : public testing::Test {
protected:
    Measured() {
        places.ethnicities.push_back({small::named("minority", 2)});
        RegisterPlan plan = small::plan({40, 30, 20, 10}, 3);
        plan.margins.push_back({"ethnicities", {Dimension::ethnicity}, {60, 40}});
        households = make_register(places, plan, 1);
        NatureModel const model = small::model(reviews - 1, 0.5, 2);
        Standard low, high;
        low.line.assign(2, Yearly<double>(reviews, 0.8));
        low.indicators = 0b10010;
        low.cutoff = 1;
        high.line.assign(2, Yearly<double>(reviews, 1.2));
        rulers.emplace_back(std::vector<Standard>{low, high}, places, model);
        names = {{"none", "all"},   {"low", "high"}, {"housing", "cards"}, {"a", "b", "own"},
                 {"water", "work"}, {1, 4},          {2021, 2023},         {0b10010, 0}};
        names.loan_accounts = {"disbursed", "repaid", "written_off", "outstanding", "interest"};
        names.job_accounts = {"producers", "jobs", "jobs_filled"};
    }
    [[nodiscard]] Measures measures(bool multidimensional = true) const {
        return Measures(households, places, choice, names, multidimensional);
    }
    /// Households in turn below both lines, below one, above; one tally for each scenario.
    [[nodiscard]] std::vector<Tally> tallies(bool multidimensional = true) const {
        std::vector<Tally> made;
        for (std::size_t s = 0; s < names.scenarios.size(); ++s) {
            Tally tally(households.cells.size(), rulers[0], reviews, 1.0, multidimensional,
                        static_cast<std::int64_t>(households.households()));
            for (std::size_t h = 0; h < households.households(); ++h) {
                std::vector<double> income;
                std::vector<Bits> bits;
                std::vector<Statuses> statuses;
                auto const stratum = households.cells[households.cell[h]].stratum;
                for (std::size_t t = 0; t < reviews; ++t) {
                    income.push_back(0.6 + 0.3 * static_cast<double>((h + t + s) % 4));
                    bits.push_back((h + t) % 3 == 0 ? 0b10010 : 0b00010);
                    statuses.push_back(review(rulers[0], t, stratum, income[t], bits[t]));
                }
                tally.count({households.cell[h], stratum, households.size[h], 1.0, income, statuses,
                             statuses, bits},
                            1);
            }
            made.push_back(std::move(tally));
        }
        return made;
    }
    /// Every number of the ledgers different.
    [[nodiscard]] std::vector<Projection> projections() const {
        std::vector<Projection> made(names.scenarios.size());
        std::int64_t number = 1;
        for (auto& projection : made) {
            Ledger& ledger = projection.ledger;
            ledger =
                Ledger({names.programmes.size(), names.payers.size(), reviews, localities_here});
            std::vector<double> const funding{1.0};
            CostSplit free(funding);
            for (std::size_t p = 0; p < names.programmes.size(); ++p) {
                for (std::size_t t = 0; t < reviews; ++t) {
                    for (std::size_t l = 0; l < localities_here; ++l) {
                        for (std::size_t payer = 0; payer < names.payers.size(); ++payer) {
                            ledger.spend(p, payer, t, l, number++);
                        }
                        for (auto n = number++; n > 0; --n) ledger.enrol(p, t, l, 0, free);
                        for (std::size_t a = 0; a < loan_account_names.size(); ++a) {
                            ledger.lend(p, static_cast<LoanAccount>(a), t, l, number++);
                        }
                    }
                }
            }
            for (std::size_t a = 0; a < job_account_names.size(); ++a) {
                for (std::size_t t = 0; t < reviews; ++t) {
                    for (std::size_t l = 0; l < localities_here; ++l) {
                        ledger.add_jobs(static_cast<JobAccount>(a), t, l, number++);
                    }
                }
            }
        }
        return made;
    }
    Places places = small::places(2, 2);
    Register households;
    std::vector<Rulers> rulers;
    GroupChoice choice;
    Names names;
};

std::vector<std::string> names_of(std::vector<Group> const& groups) {
    std::vector<std::string> names;
    for (auto const& group : groups) names.push_back(group.name);
    return names;
}

TEST_F(Measured, GroupsOfAKindPartitionTheProvince) {
    Groups const groups = make_groups(households, places, choice);
    ASSERT_EQ(groups.all.front().name, "province");
    EXPECT_EQ(groups.all.front().cells.size(), households.cells.size());
    for (std::string const kind : {"locality:", "area:", "stratum:", "ethnicity:"}) {
        std::vector<std::size_t> cells;
        for (auto const& group : groups.all) {
            if (!group.name.starts_with(kind)) continue;
            cells.insert(cells.end(), group.cells.begin(), group.cells.end());
        }
        std::sort(cells.begin(), cells.end());
        EXPECT_EQ(cells, groups.all.front().cells) << kind;
    }
}

TEST_F(Measured, GroupsAreInTheListsOfTheirKind) {
    Groups const groups = make_groups(households, places, choice);
    EXPECT_THAT(names_of(groups.all),
                ElementsAre("province", "locality:l0", "locality:l1", "area:a0", "area:a1",
                            "stratum:s0", "stratum:s1", "ethnicity:all", "ethnicity:minority"));
    EXPECT_THAT(names_of(groups.spending), ElementsAre("province", "locality:l0", "locality:l1"));
    EXPECT_THAT(names_of(groups.deprived),
                ElementsAre("province", "area:a0", "area:a1", "stratum:s0", "stratum:s1",
                            "ethnicity:all", "ethnicity:minority"));
}

TEST_F(Measured, GroupsAreThoseChosen) {
    choice = {false, false, true, false};
    Groups const groups = make_groups(households, places, choice);
    EXPECT_THAT(names_of(groups.all), ElementsAre("province", "stratum:s0", "stratum:s1"));
    EXPECT_THAT(names_of(groups.spending), ElementsAre("province"));
}

TEST_F(Measured, ShapesOfTheCatalogueAreThoseOfAResult) {
    for (bool const multidimensional : {false, true}) {
        for (bool const localities : {false, true}) {
            for (bool const indicators : {false, true}) {
                for (bool const programmes : {false, true}) {
                    choice.localities = localities;
                    Names some = names;
                    if (!indicators) some.indicators.clear(), some.indicator_bit.clear();
                    if (!programmes) some.programmes.clear(), some.loan_accounts.clear();
                    Measures const made(households, places, choice, some, multidimensional);
                    Catalogue const catalogue = made.catalogue(7);
                    ReplicateResult const result =
                        made.result(3, tallies(multidimensional), projections());
                    EXPECT_EQ(result.replicate, 3U);
                    ASSERT_EQ(result.values.size(), catalogue.variables.size());
                    for (std::size_t v = 0; v < result.values.size(); ++v) {
                        Variable const& variable = catalogue.variables[v];
                        EXPECT_EQ(result.values[v].size(), catalogue.size_per_replicate(variable))
                            << variable.name;
                    }
                }
            }
        }
    }
}

TEST_F(Measured, VariablesHaveNamesOfTheirOwnAndReplicates) {
    Catalogue const catalogue = measures().catalogue(7);
    std::set<std::string> found;
    for (Variable const& variable : catalogue.variables) {
        EXPECT_TRUE(found.insert(variable.name).second) << variable.name;
        EXPECT_EQ(std::count(variable.over.begin(), variable.over.end(), Axis::replicate), 1);
        EXPECT_FALSE(variable.long_name.empty());
        EXPECT_FALSE(variable.units.empty());
        for (Axis axis : variable.over) EXPECT_GT(catalogue.size(axis), 0U) << variable.name;
    }
    EXPECT_EQ(catalogue.size(Axis::replicate), 7U);
    EXPECT_THAT(catalogue.members[static_cast<std::size_t>(Axis::year)],
                ElementsAre("2021", "2022", "2023"));
}

TEST_F(Measured, GroupsOfAKindAddUpToTheProvince) {
    Catalogue const catalogue = measures().catalogue(1);
    ReplicateResult const result = measures().result(0, tallies(), projections());
    auto const& groups = catalogue.members[static_cast<std::size_t>(Axis::group)];
    for (std::string const name :
         {"households", "persons", "poor", "near_poor", "income_poor", "poor_persons", "multi_poor",
          "multi_deprivations", "income_sum", "at_floor"}) {
        auto const& values = result.values[catalogue.index(name)];
        for (std::size_t row = 0; row < values.size(); row += groups.size()) {
            for (std::string const kind : {"locality:", "area:", "stratum:", "ethnicity:"}) {
                double sum = 0;
                for (std::size_t g = 0; g < groups.size(); ++g) {
                    if (groups[g].starts_with(kind)) sum += values[row + g];
                }
                EXPECT_EQ(sum, values[row]) << name << ' ' << kind;
            }
        }
    }
    EXPECT_EQ(result.values[catalogue.index("households")][0], 100);
    EXPECT_EQ(result.values[catalogue.index("persons")][0], 300);
}

TEST_F(Measured, MeasuresAgreeWithEachOther) {
    Catalogue const catalogue = measures().catalogue(1);
    ReplicateResult const result = measures().result(0, tallies(), projections());
    auto of = [&](char const* name) { return result.values[catalogue.index(name)]; };
    auto const poor = of("poor"), near = of("near_poor"), income_poor = of("income_poor");
    auto const exits = of("exits"), entries = of("entries"), back = of("reentries"),
               fresh = of("new_entries"), gap = of("gap_sum"), squares = of("gap_squared_sum");
    auto const groups = catalogue.size(Axis::group);
    for (std::size_t i = 0; i < poor.size(); ++i) {
        EXPECT_EQ(income_poor[i], poor[i] + near[i]);
        EXPECT_LE(squares[i], gap[i]);
        EXPECT_LE(gap[i], income_poor[i]);
        if (i / groups % reviews == 0) continue;
        EXPECT_EQ(poor[i], poor[i - groups] - exits[i] + entries[i]);
        EXPECT_EQ(entries[i], back[i] + fresh[i]);
    }
    EXPECT_GT(std::accumulate(poor.begin(), poor.end(), 0.0), 0.0);
}

TEST_F(Measured, FlowsDoNotExistAtTheBaseYear) {
    Catalogue const catalogue = measures().catalogue(1);
    ReplicateResult const result = measures().result(0, tallies(), projections());
    for (std::string const name : {"exits", "entries", "reentries", "new_entries", "spending",
                                   "enrolled", "loans", "jobs"}) {
        Variable const& variable = catalogue.variables[catalogue.index(name)];
        auto const inner = catalogue.size(variable.over.back());
        auto const& values = result.values[catalogue.index(name)];
        for (std::size_t i = 0; i < values.size(); ++i) {
            EXPECT_EQ(std::isnan(values[i]), i / inner % reviews == 0) << name << ' ' << i;
        }
    }
}

TEST_F(Measured, SpendingIsByScenarioProgrammePayerYearAndGroup) {
    Catalogue const catalogue = measures().catalogue(1);
    auto const given = projections();
    ReplicateResult const result = measures().result(0, tallies(), given);
    auto const& spending = result.values[catalogue.index("spending")];
    auto const& enrolled = result.values[catalogue.index("enrolled")];
    auto const year_size = catalogue.size(Axis::spending_group);
    std::size_t i = 0;
    for (std::size_t s = 0; s < 2; ++s) {
        for (std::size_t row = 0; row < 2 * 3; ++row) {
            for (std::size_t t = 0; t < reviews; ++t, i += year_size) {
                if (t == 0) continue;
                LedgerTable const& table = given[s].ledger.spending();
                auto const here = table.at(row, t, 0);
                auto const there = table.at(row, t, 1);
                EXPECT_EQ(spending[i], static_cast<double>(here + there));
                EXPECT_EQ(spending[i + 1], static_cast<double>(here));
                EXPECT_EQ(spending[i + 2], static_cast<double>(there));
            }
        }
    }
    // scenario "all", programme "cards", 2023, locality l1
    EXPECT_EQ(enrolled[((1 * 2 + 1) * reviews + 2) * year_size + 2],
              static_cast<double>(given[1].ledger.enrolled().at(1, 2, 1)));
}

TEST_F(Measured, SpendingOfTheProvinceHasAllLocalitiesThoughNoneIsShown) {
    choice.localities = false;
    Catalogue const catalogue = measures().catalogue(1);
    auto const given = projections();
    ReplicateResult const result = measures().result(0, tallies(), given);
    EXPECT_EQ(result.values[catalogue.index("spending")][1],
              static_cast<double>(given[0].ledger.spending().at(0, 1, 0) +
                                  given[0].ledger.spending().at(0, 1, 1)));
}

TEST_F(Measured, LoansAndJobsAreByAccount) {
    Catalogue const catalogue = measures().catalogue(1);
    auto const given = projections();
    ReplicateResult const result = measures().result(0, tallies(), given);
    auto const& loans = result.values[catalogue.index("loans")];
    auto const& jobs = result.values[catalogue.index("jobs")];
    auto const groups = catalogue.size(Axis::spending_group);
    // scenario "all", programme "cards", "outstanding" and "jobs_filled", 2022
    auto const row = ((1 * 2 + 1) * 5 + 3) * reviews + 1;
    LedgerTable const& lent = given[1].ledger.loans();
    EXPECT_EQ(loans[row * groups], static_cast<double>(lent.at(8, 1, 0) + lent.at(8, 1, 1)));
    EXPECT_EQ(loans[row * groups + 2], static_cast<double>(lent.at(8, 1, 1)));
    EXPECT_EQ(jobs[((1 * 3 + 2) * reviews + 1) * groups + 1],
              static_cast<double>(given[1].ledger.jobs().at(2, 1, 0)));
}

TEST_F(Measured, WhatIsNotInTheStudyIsNotMeasured) {
    Names some = names;
    some.loan_accounts.clear();
    some.job_accounts.clear();
    some.standards = {"low"};
    Measures const made(households, places, choice, some, true);
    Catalogue const catalogue = made.catalogue(1);
    for (char const* name : {"loans", "jobs", "classified"}) {
        EXPECT_THROW((void)catalogue.index(name), std::out_of_range) << name;
        EXPECT_NO_THROW((void)measures().catalogue(1).index(name)) << name;
    }
}

TEST_F(Measured, EveryHouseholdIsClassifiedOnceByTwoStandards) {
    Catalogue const catalogue = measures().catalogue(1);
    ReplicateResult const result = measures().result(0, tallies(), projections());
    auto const& classified = result.values[catalogue.index("classified")];
    auto const& poor = result.values[catalogue.index("poor")];
    auto const& near_poor = result.values[catalogue.index("near_poor")];
    auto const groups = catalogue.size(Axis::group);
    std::size_t tables = 0;
    for (std::size_t scenario = 0; scenario < 2; ++scenario) {
        for (std::size_t s = 0; s < 2; ++s) {
            for (std::size_t other = 0; other < 2; ++other) {
                for (std::size_t t = 0; t < reviews; ++t, ++tables) {
                    auto const* n = &classified[tables * 9];
                    auto found = [&](std::size_t i) {
                        return n[3 * i] + n[3 * i + 1] + n[3 * i + 2];
                    };
                    auto by_other = [&](std::size_t i) { return n[i] + n[3 + i] + n[6 + i]; };
                    auto of = [&](auto const& values, std::size_t standard) {
                        return values[((scenario * 2 + standard) * reviews + t) * groups];
                    };
                    EXPECT_EQ(found(0), of(poor, s));
                    EXPECT_EQ(found(1), of(near_poor, s));
                    EXPECT_EQ(by_other(0), of(poor, other));
                    EXPECT_EQ(by_other(1), of(near_poor, other));
                    EXPECT_EQ(found(0) + found(1) + found(2), 100);
                    double const differently = n[1] + n[2] + n[3] + n[5] + n[6] + n[7];
                    EXPECT_TRUE(s != other || differently == 0);
                }
            }
        }
    }
    EXPECT_EQ(tables * 9, classified.size());
}

TEST_F(Measured, DeprivedAreByGroupStatusAndIndicator) {
    auto const counted = tallies();
    Catalogue const catalogue = measures().catalogue(1);
    ReplicateResult const result = measures().result(0, counted, projections());
    auto const& deprived = result.values[catalogue.index("deprived")];
    auto const groups = catalogue.size(Axis::deprived_group);
    for (std::size_t t = 0; t < reviews; ++t) {
        for (std::size_t status = 0; status < 2; ++status) {
            for (std::size_t j = 0; j < 2; ++j) {
                double sum = 0;
                for (std::size_t c = 0; c < households.cells.size(); ++c) {
                    sum += counted[1].at(c, t, 0).deprived[status][names.indicator_bit[j]];
                }
                // scenario "all", standard "low", the province
                auto const row = ((1 * 2 + 0) * reviews + t) * groups;
                EXPECT_EQ(deprived[(row * 2 + status) * 2 + j], sum);
            }
        }
    }
}

}  // namespace
}  // namespace povex
