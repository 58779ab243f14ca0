#include "engine/measure/table_of_measures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/nature/small_nature.hpp"

namespace povex {
namespace {

using testing::ElementsAre;

constexpr std::size_t reviews = 3;

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
            Tally tally(households.cells.size(), rulers[0], reviews, 1.0, 1, multidimensional,
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
    /// Every entry of a table different, one ledger for each scenario.
    [[nodiscard]] std::vector<Ledger> ledgers() const {
        constexpr std::size_t localities = 2;
        std::vector<double> const funding{1.0, 0.0, 0.0};
        CostSplit split(funding);
        std::vector<Ledger> made;
        std::int64_t number = 1;
        for (std::size_t s = 0; s < names.scenarios.size(); ++s) {
            Ledger& ledger =
                made.emplace_back(LedgerShape{names.programmes.size(), 3, reviews, localities});
            for (std::size_t t = 0; t < reviews; ++t) {
                for (std::size_t l = 0; l < localities; ++l, ++number) {
                    for (std::size_t p = 0; p < names.programmes.size(); ++p) {
                        for (std::size_t payer = 0; payer < 3; ++payer) {
                            ledger.spend(p, payer, t, l, 1000 * number++);
                        }
                        for (int i = 0; i < number; ++i) ledger.enrol(p, t, l, 0, split);
                        for (std::size_t account = 0; account < 5; ++account) {
                            ledger.lend(p, static_cast<LoanAccount>(account), t, l, 7 * number++);
                        }
                    }
                    for (std::size_t account = 0; account < 3; ++account) {
                        ledger.add_jobs(static_cast<JobAccount>(account), t, l, number++);
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
                        made.result(3, tallies(multidimensional), ledgers());
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
    ReplicateResult const result = measures().result(0, tallies(), ledgers());
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
    ReplicateResult const result = measures().result(0, tallies(), ledgers());
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
    ReplicateResult const result = measures().result(0, tallies(), ledgers());
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
    auto const given = ledgers();
    ReplicateResult const result = measures().result(0, tallies(), given);
    auto const& spending = result.values[catalogue.index("spending")];
    auto const& enrolled = result.values[catalogue.index("enrolled")];
    auto const year_size = catalogue.size(Axis::spending_group);
    std::size_t i = 0;
    for (std::size_t s = 0; s < 2; ++s) {
        for (std::size_t row = 0; row < 2 * 3; ++row) {
            for (std::size_t t = 0; t < reviews; ++t, i += year_size) {
                if (t == 0) continue;
                auto const first = static_cast<double>(given[s].spending().at(row, t, 0));
                auto const second = static_cast<double>(given[s].spending().at(row, t, 1));
                EXPECT_EQ(spending[i], first + second);
                EXPECT_EQ(spending[i + 1], first);
                EXPECT_EQ(spending[i + 2], second);
            }
        }
    }
    // scenario "all", programme "cards", 2023, locality l1
    EXPECT_EQ(enrolled[((1 * 2 + 1) * reviews + 2) * year_size + 2],
              static_cast<double>(given[1].enrolled().at(1, 2, 1)));
}

TEST_F(Measured, SpendingOfTheProvinceHasAllLocalitiesThoughNoneIsShown) {
    choice.localities = false;
    Catalogue const catalogue = measures().catalogue(1);
    auto const given = ledgers();
    ReplicateResult const result = measures().result(0, tallies(), given);
    EXPECT_EQ(
        result.values[catalogue.index("spending")][1],
        static_cast<double>(given[0].spending().at(0, 1, 0) + given[0].spending().at(0, 1, 1)));
}

TEST_F(Measured, LoansAndJobsAreByAccount) {
    Catalogue const catalogue = measures().catalogue(1);
    auto const given = ledgers();
    ReplicateResult const result = measures().result(0, tallies(), given);
    auto const& loans = result.values[catalogue.index("loans")];
    auto const& jobs = result.values[catalogue.index("jobs")];
    auto const groups = catalogue.size(Axis::spending_group);
    // scenario "all", programme "cards", "outstanding" and "jobs_filled", 2022
    auto const row = ((1 * 2 + 1) * 5 + 3) * reviews + 1;
    LedgerTable const& lent = given[1].loans();
    auto const lent_row = Ledger::loan_row(1, LoanAccount::outstanding);
    EXPECT_EQ(loans[row * groups],
              static_cast<double>(lent.at(lent_row, 1, 0) + lent.at(lent_row, 1, 1)));
    EXPECT_EQ(loans[row * groups + 2], static_cast<double>(lent.at(lent_row, 1, 1)));
    EXPECT_EQ(jobs[((1 * 3 + 2) * reviews + 1) * groups + 1],
              static_cast<double>(given[1].jobs().at(2, 1, 0)));
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
    ReplicateResult const result = measures().result(0, tallies(), ledgers());
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
    ReplicateResult const result = measures().result(0, counted, ledgers());
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

/// A household at one review under one standard, and what is needed to say how it got there.
struct Seen {
    Status now, before, truth, truth_before;
    bool poor_earlier;  ///< at a review before the last one
    bool poor_in_baseline;
    bool enough_deprivations;
    int deprivations;  ///< that count
    int size;
    double income, line;

    [[nodiscard]] bool poor() const { return now == Status::poor; }
    [[nodiscard]] bool entered() const { return poor() && before != Status::poor; }
    [[nodiscard]] bool left() const { return before == Status::poor && !poor(); }
    [[nodiscard]] double gap() const { return income <= line ? (line - income) / line : 0.0; }
};

/// The same world, in which statuses, incomes and deprivations have nothing to do with each other,
/// so that no two measures agree. Every measure is worked out again from its definition.
class MeasuredByDefinition : public Measured {
protected:
    struct Life {
        std::vector<double> income;
        std::vector<Bits> bits;
        std::vector<Statuses> official, truth;
    };

    MeasuredByDefinition() {
        std::mt19937_64 engine(20240607);
        for (std::size_t h = 0; h < households.households(); ++h) {
            households.size[h] = static_cast<std::uint8_t>(1 + h % 5);
        }
        lives.resize(names.scenarios.size());
        for (auto& scenario : lives) {
            for (std::size_t h = 0; h < households.households(); ++h) {
                Life& life = scenario.emplace_back();
                for (std::size_t t = 0; t < reviews; ++t) {
                    life.income.push_back(floor + 0.0031 * static_cast<double>(engine() % 500));
                    if (engine() % 9 == 0) life.income.back() = floor;
                    life.bits.push_back(static_cast<Bits>(engine() % 32));
                    life.official.push_back(static_cast<Statuses>(engine() % 16));
                    life.truth.push_back(static_cast<Statuses>(engine() % 16));
                }
            }
        }
        catalogue = measures().catalogue(1);
        result = measures().result(0, counted(), ledgers());
    }

    [[nodiscard]] std::vector<Tally> counted() const {
        std::vector<Tally> made;
        std::vector<PoorPaths> poor(lives.size());
        for (std::size_t s = 0; s < lives.size(); ++s) {
            made.emplace_back(households.cells.size(), rulers[0], reviews, unit, 1, true, 100);
            for (std::size_t h = 0; h < lives[s].size(); ++h) {
                Life const& life = lives[s][h];
                made[s].count({households.cell[h], stratum_of(h), households.size[h], unit,
                               life.income, life.official, life.truth, life.bits, floor},
                              1);
                poor[s].add(h, life.official);
            }
            made[s].count_against_baseline(poor.front(), poor[s], households.cell);
        }
        return made;
    }
    [[nodiscard]] std::size_t stratum_of(std::size_t h) const {
        return households.cells[households.cell[h]].stratum;
    }
    [[nodiscard]] Seen seen(std::size_t scenario, std::size_t standard, std::size_t t,
                            std::size_t h) const {
        Life const& life = lives[scenario][h];
        auto const status = [&](std::vector<Statuses> const& of, std::size_t u) {
            return status_of(of[u], standard);
        };
        bool const has_indicators = standard == 0;
        int const deprivations =
            has_indicators ? (life.bits[t] >> 1 & 1) + (life.bits[t] >> 4 & 1) : 0;
        auto const last = t == 0 ? 0 : t - 1;
        return {status(life.official, t),
                status(life.official, last),
                status(life.truth, t),
                status(life.truth, last),
                t == 2 && status(life.official, 0) == Status::poor,
                status(lives[0][h].official, t) == Status::poor,
                has_indicators && deprivations >= 1,
                deprivations,
                households.size[h],
                life.income[t],
                rulers[0].at(standard, t, stratum_of(h)).line};
    }
    /// The households of a group.
    [[nodiscard]] std::vector<std::size_t> rows_of(Group const& group) const {
        std::vector<std::size_t> rows;
        for (std::size_t h = 0; h < households.households(); ++h) {
            if (std::ranges::count(group.cells, households.cell[h]) > 0) rows.push_back(h);
        }
        return rows;
    }
    /// Hold a variable against its definition, value by value; the year decides what is missing.
    class Check {
    public:
        Check(MeasuredByDefinition& test, std::string name, bool flow = false)
            : name_(std::move(name)),
              values_(test.result.values[test.catalogue.index(name_)]),
              flow_(flow) {
            EXPECT_TRUE(test.checked.insert(name_).second) << name_;
        }
        void next(double expected, std::size_t t, double tolerance = 1e-6) {
            ASSERT_LT(i_, values_.size()) << name_;
            if (std::isnan(expected) || (flow_ && t == 0)) {
                EXPECT_TRUE(std::isnan(values_[i_])) << name_ << ' ' << i_;
            } else {
                EXPECT_NEAR(values_[i_], expected, tolerance) << name_ << ' ' << i_;
            }
            ++i_;
        }
        ~Check() { EXPECT_EQ(i_, values_.size()) << name_; }
        Check(Check const&) = delete;
        Check& operator=(Check const&) = delete;

    private:
        std::string name_;
        std::vector<double> const& values_;
        bool flow_;
        std::size_t i_ = 0;
    };

    void check_register();
    void check_counts();
    void check_deprived();
    void check_classified();
    void check_incomes();
    void check_ledgers();

    static constexpr double floor = 0.25;
    static constexpr double unit = 1000.0;
    std::vector<std::vector<Life>> lives;  ///< [scenario][household]
    Catalogue catalogue;
    ReplicateResult result;
    std::set<std::string> checked;
};

void MeasuredByDefinition::check_register() {
    Check of_households(*this, "households");
    Check of_persons(*this, "persons");
    for (Group const& group : make_groups(households, places, choice).all) {
        double persons = 0;
        for (auto h : rows_of(group)) persons += households.size[h];
        of_households.next(static_cast<double>(rows_of(group).size()), 0);
        of_persons.next(persons, 0);
    }
}

void MeasuredByDefinition::check_counts() {
    struct Definition {
        char const* name;
        bool flow;
        double (*of)(Seen const&);
    };
    constexpr Definition definitions[] = {
        {"poor", false, [](Seen const& h) { return h.poor() ? 1.0 : 0.0; }},
        {"near_poor", false, [](Seen const& h) { return h.now == Status::near_poor ? 1.0 : 0.0; }},
        {"income_poor", false, [](Seen const& h) { return h.income <= h.line ? 1.0 : 0.0; }},
        {"exits", true, [](Seen const& h) { return h.left() ? 1.0 : 0.0; }},
        {"exits_to_near_poor", true,
         [](Seen const& h) { return h.left() && h.now == Status::near_poor ? 1.0 : 0.0; }},
        {"poor_stayers", true,
         [](Seen const& h) { return h.poor() && h.before == Status::poor ? 1.0 : 0.0; }},
        {"poor_formerly_near_poor", true,
         [](Seen const& h) { return h.poor() && h.before == Status::near_poor ? 1.0 : 0.0; }},
        {"poor_formerly_unlisted", true,
         [](Seen const& h) { return h.poor() && h.before < Status::near_poor ? 1.0 : 0.0; }},
        {"entries", true, [](Seen const& h) { return h.entered() ? 1.0 : 0.0; }},
        {"reentries", true,
         [](Seen const& h) { return h.entered() && h.poor_earlier ? 1.0 : 0.0; }},
        {"new_entries", true,
         [](Seen const& h) { return h.entered() && !h.poor_earlier ? 1.0 : 0.0; }},
        {"poor_persons", false, [](Seen const& h) { return h.poor() ? 1.0 * h.size : 0.0; }},
        {"gap_sum", false, [](Seen const& h) { return h.gap(); }},
        {"gap_squared_sum", false, [](Seen const& h) { return h.gap() * h.gap(); }},
        {"poor_true", false, [](Seen const& h) { return h.truth == Status::poor ? 1.0 : 0.0; }},
        {"near_poor_true", false,
         [](Seen const& h) { return h.truth == Status::near_poor ? 1.0 : 0.0; }},
        {"poor_missed", false,
         [](Seen const& h) { return h.truth == Status::poor && !h.poor() ? 1.0 : 0.0; }},
        {"exits_true", true,
         [](Seen const& h) {
             return h.truth_before == Status::poor && h.truth != Status::poor ? 1.0 : 0.0;
         }},
        {"entries_true", true,
         [](Seen const& h) {
             return h.truth == Status::poor && h.truth_before != Status::poor ? 1.0 : 0.0;
         }},
        {"multi_poor", false, [](Seen const& h) { return h.enough_deprivations ? 1.0 : 0.0; }},
        {"multi_deprivations", false,
         [](Seen const& h) { return h.enough_deprivations ? 1.0 * h.deprivations : 0.0; }},
        {"displaced", false,
         [](Seen const& h) { return h.poor() && !h.poor_in_baseline ? 1.0 : 0.0; }},
        {"relieved", false,
         [](Seen const& h) { return !h.poor() && h.poor_in_baseline ? 1.0 : 0.0; }},
    };
    for (Definition const& definition : definitions) {
        Check check(*this, definition.name, definition.flow);
        for (std::size_t scenario = 0; scenario < 2; ++scenario) {
            for (std::size_t standard = 0; standard < 2; ++standard) {
                for (std::size_t t = 0; t < reviews; ++t) {
                    for (Group const& group : make_groups(households, places, choice).all) {
                        double sum = 0;
                        for (auto h : rows_of(group)) {
                            sum += definition.of(seen(scenario, standard, t, h));
                        }
                        check.next(sum, t);
                    }
                }
            }
        }
    }
}

void MeasuredByDefinition::check_deprived() {
    double const missing = std::nan("");
    Check deprived(*this, "deprived");
    Check multi_deprived(*this, "multi_deprived");
    auto const number = [&](std::size_t scenario, std::size_t standard, std::size_t t,
                            Group const& group, int bit, auto const& in) {
        if (standard == 1) return missing;
        double sum = 0;
        for (auto h : rows_of(group)) {
            bool const lacks = (lives[scenario][h].bits[t] >> bit & 1) != 0;
            sum += lacks && in(seen(scenario, standard, t, h)) ? 1.0 : 0.0;
        }
        return sum;
    };
    for (std::size_t scenario = 0; scenario < 2; ++scenario) {
        for (std::size_t standard = 0; standard < 2; ++standard) {
            for (std::size_t t = 0; t < reviews; ++t) {
                for (Group const& group : make_groups(households, places, choice).deprived) {
                    for (Status status : {Status::poor, Status::near_poor}) {
                        for (int bit : {1, 4}) {
                            deprived.next(number(scenario, standard, t, group, bit,
                                                 [&](Seen const& h) { return h.now == status; }),
                                          t);
                        }
                    }
                    for (int bit : {1, 4}) {
                        multi_deprived.next(
                            number(scenario, standard, t, group, bit,
                                   [](Seen const& h) { return h.enough_deprivations; }),
                            t);
                    }
                }
            }
        }
    }
}

void MeasuredByDefinition::check_classified() {
    Check check(*this, "classified");
    auto const in_class = [](Status status, std::size_t c) {
        return c == 0   ? status == Status::poor
               : c == 1 ? status == Status::near_poor
                        : status < Status::near_poor;
    };
    for (std::size_t scenario = 0; scenario < 2; ++scenario) {
        for (std::size_t pair = 0; pair < 4; ++pair) {
            for (std::size_t t = 0; t < reviews; ++t) {
                for (std::size_t c = 0; c < 9; ++c) {
                    double sum = 0;
                    for (std::size_t h = 0; h < households.households(); ++h) {
                        bool const here = in_class(seen(scenario, pair / 2, t, h).now, c / 3);
                        bool const there = in_class(seen(scenario, pair % 2, t, h).now, c % 3);
                        sum += here && there ? 1.0 : 0.0;
                    }
                    check.next(sum, t);
                }
            }
        }
    }
}

void MeasuredByDefinition::check_incomes() {
    Check income_sum(*this, "income_sum");
    Check gini(*this, "gini");
    Check theil_t(*this, "theil_t");
    Check theil_l(*this, "theil_l");
    Check at_floor(*this, "at_floor");
    for (std::size_t scenario = 0; scenario < 2; ++scenario) {
        for (std::size_t t = 0; t < reviews; ++t) {
            for (Group const& group : make_groups(households, places, choice).all) {
                auto const rows = rows_of(group);
                auto const n = static_cast<double>(rows.size());
                double money = 0, mean = 0, floors = 0, apart = 0, t_sum = 0, l_sum = 0;
                for (auto h : rows) {
                    double const y = lives[scenario][h].income[t];
                    money += std::floor(12.0 * y * unit * households.size[h] + 0.5);
                    mean += y / n;
                    floors += y == floor ? 1.0 : 0.0;
                    for (auto g : rows) apart += std::abs(y - lives[scenario][g].income[t]);
                }
                for (auto h : rows) {
                    double const relative = lives[scenario][h].income[t] / mean;
                    t_sum += relative * std::log(relative);
                    l_sum -= std::log(relative);
                }
                income_sum.next(money, t);
                gini.next(apart / (2 * n * n * mean), t, 5e-3);
                theil_t.next(t_sum / n, t, 1e-5);
                theil_l.next(l_sum / n, t, 1e-5);
                at_floor.next(floors, t);
            }
        }
    }
}

void MeasuredByDefinition::check_ledgers() {
    auto const given = ledgers();
    auto const check = [&](char const* name, std::size_t rows, auto const& table) {
        Check of_table(*this, name, true);
        for (Ledger const& ledger : given) {
            for (std::size_t row = 0; row < rows; ++row) {
                for (std::size_t t = 0; t < reviews; ++t) {
                    auto const first = static_cast<double>(table(ledger).at(row, t, 0));
                    auto const second = static_cast<double>(table(ledger).at(row, t, 1));
                    for (double expected : {first + second, first, second}) {
                        of_table.next(expected, t);
                    }
                }
            }
        }
    };
    check("spending", 2 * 3, [](Ledger const& l) -> auto const& { return l.spending(); });
    check("enrolled", 2, [](Ledger const& l) -> auto const& { return l.enrolled(); });
    check("loans", 2 * 5, [](Ledger const& l) -> auto const& { return l.loans(); });
    check("jobs", 3, [](Ledger const& l) -> auto const& { return l.jobs(); });
}

TEST_F(MeasuredByDefinition, EveryVariableIsWhatItsNameSays) {
    check_register();
    check_counts();
    check_deprived();
    check_classified();
    check_incomes();
    check_ledgers();
    for (Variable const& variable : catalogue.variables) {
        EXPECT_TRUE(checked.contains(variable.name)) << variable.name;
    }
}

/// So the test above fails if two rows of the table of measures swap what they extract.
TEST_F(MeasuredByDefinition, NoTwoVariablesAgree) {
    for (std::size_t a = 0; a < result.values.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            auto const& one = result.values[a];
            auto const& other = result.values[b];
            if (one.size() != other.size()) continue;
            double apart = 0;
            for (std::size_t i = 0; i < one.size(); ++i) {
                if (std::isnan(one[i]) || std::isnan(other[i])) continue;
                apart = std::max(apart, std::abs(one[i] - other[i]));
            }
            EXPECT_GT(apart, 0.01)
                << catalogue.variables[a].name << ' ' << catalogue.variables[b].name;
        }
    }
}

}  // namespace
}  // namespace povex
