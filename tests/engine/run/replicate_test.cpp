#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/run/prepared_experiment.hpp"
#include "engine/run/preview.hpp"
#include "engine/run/simulate_replicate.hpp"
#include "tests/engine/run/small_experiment.hpp"

namespace povex {
namespace {

/// A result with its catalogue: numbers by name.
class Numbers {
public:
    Numbers(PreparedExperiment const& prepared, ReplicateResult result)
        : catalogue_(prepared.measures().catalogue(1)), result_(std::move(result)) {}
    Numbers(PreparedExperiment const& prepared, std::uint32_t replicate)
        : Numbers(prepared, simulate_replicate(prepared, replicate)) {}

    [[nodiscard]] std::vector<double> const& all(std::string const& variable) const {
        return result_.values[catalogue_.index(variable)];
    }
    /// Row-major, shape [standard][year][group], of one scenario.
    [[nodiscard]] std::vector<double> of(std::string const& variable, std::size_t scenario) const {
        auto const& values = all(variable);
        auto const size = values.size() / catalogue_.size(Axis::scenario);
        auto const first = values.begin() + static_cast<std::ptrdiff_t>(scenario * size);
        return {first, first + static_cast<std::ptrdiff_t>(size)};
    }
    /// Of the province.
    [[nodiscard]] double at(std::string const& variable, std::size_t scenario, std::size_t standard,
                            std::size_t t) const {
        auto const groups = catalogue_.size(Axis::group);
        return of(variable, scenario)[(standard * catalogue_.size(Axis::year) + t) * groups];
    }
    [[nodiscard]] Catalogue const& catalogue() const { return catalogue_; }

private:
    Catalogue catalogue_;
    ReplicateResult result_;
};

/// Whether two rows of numbers are the same bits, NaN included.
bool same_bits(std::vector<double> const& a, std::vector<double> const& b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
               return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
           });
}

std::vector<std::string> const by_standard{
    "poor",        "near_poor",    "exits",   "entries",         "reentries",
    "new_entries", "poor_persons", "gap_sum", "gap_squared_sum", "income_poor"};
std::vector<std::string> const by_income{"income_sum", "gini", "theil_t", "theil_l"};

TEST(Replicate, HasTheOfficialCountsByItsOwnReviewOfTheBaseYear) {
    Experiment const e = [] {
        Experiment made = small::experiment();
        made.population.redrawn = true;
        return made;
    }();
    PreparedExperiment const prepared(e);
    for (std::uint32_t replicate = 0; replicate < 60; ++replicate) {
        Numbers const n(prepared, replicate);
        for (std::size_t scenario = 0; scenario < 3; ++scenario) {
            ASSERT_EQ(n.at("poor", scenario, 0, 0), 60) << replicate;
            ASSERT_EQ(n.at("near_poor", scenario, 0, 0), 120) << replicate;
        }
    }
}

TEST(Replicate, HasOneBaseYearForAllScenarios) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    Numbers const n(prepared, 1);
    for (auto const& variable : by_standard) {
        for (std::size_t standard = 0; standard < 2; ++standard) {
            double const base = n.at(variable, 0, standard, 0);
            for (std::size_t scenario = 1; scenario < 3; ++scenario) {
                EXPECT_TRUE(same_bits({n.at(variable, scenario, standard, 0)}, {base}));
            }
        }
    }
}

TEST(Replicate, AddsUpInEveryGroupStandardAndYear) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    Numbers const n(prepared, 0);
    auto const groups = n.catalogue().size(Axis::group);
    auto const &poor = n.all("poor"), &exits = n.all("exits"), &entries = n.all("entries");
    double moved = 0;
    for (std::size_t i = 0; i < poor.size(); ++i) {
        if (i / groups % 4 == 0) continue;  // no flows at the base year
        std::size_t const t = i / groups % 4, standard = i / groups / 4 % e.standards.size();
        bool const takes_over = e.targeting[t] == standard && e.targeting[t - 1] != standard;
        ASSERT_EQ(std::isnan(exits[i]), takes_over);  // the new list has no earlier one
        if (takes_over) continue;
        ASSERT_EQ(poor[i] - poor[i - groups], entries[i] - exits[i]);
        moved += exits[i];
    }
    EXPECT_GT(moved, 0);
}

TEST(Replicate, DependsOnItsNumberAlone) {
    Experiment const e = small::experiment();
    PreparedExperiment const forward(e), backward(e);
    std::vector<ReplicateResult> results;
    for (std::uint32_t r = 0; r < 5; ++r) results.push_back(simulate_replicate(forward, r));
    for (std::uint32_t r = 5; r-- > 0;) {
        auto const again = simulate_replicate(backward, r);
        for (std::size_t v = 0; v < again.values.size(); ++v) {
            ASSERT_TRUE(same_bits(again.values[v], results[r].values[v]));
        }
    }
}

/// Every scenario alone has the numbers that it has beside the others.
void expect_same_alone(Experiment const& e, std::uint32_t replicate) {
    PreparedExperiment const together(e);
    Numbers const all(together, replicate);
    for (std::size_t s = 0; s < e.scenarios.size(); ++s) {
        Experiment alone = e;
        alone.scenarios = {e.scenarios[s]};
        PreparedExperiment const prepared(alone);
        Numbers const one(prepared, replicate);
        for (auto const& names : {by_standard, by_income, {"spending", "enrolled", "deprived"}}) {
            for (auto const& name : names) {
                EXPECT_TRUE(same_bits(one.of(name, 0), all.of(name, s))) << name << ' ' << s;
            }
        }
    }
}

TEST(Replicate, OfAScenarioDoesNotDependOnTheOthers) {
    expect_same_alone(small::experiment(), 2);
}

/// One takes away in year 2 what the others leave, one keeps its list by other rules: nature is the
/// same for all of them, and whom it has to follow is not.
TEST(Replicate, OfAScenarioDoesNotDependOnOthersWithWhichItSharesNatureAlone) {
    for (double const take_up : {1.0, 0.6}) {
        Experiment e = small::with_universal_transfer(small::experiment());
        for (Scenario& scenario : e.scenarios)
            scenario.programmes.back().eligibility.take_up = take_up;
        e.scenarios[0].programmes.back().effect.amount[2].money = 1'200'000;
        e.scenarios[2].list_rules = {0.5, 0.4, {}};
        e.scenarios[2].event = e.scenarios[0].event;
        ASSERT_EQ(PreparedExperiment(e).variants().size(), 3U);
        ASSERT_EQ(natures_in(PreparedExperiment(e).variants()), 1U);
        expect_same_alone(e, 2);
    }
}

TEST(Replicate, IsBitForBitTheSameUnderProgrammesWithoutEffect) {
    Experiment e = small::experiment();
    e.scenarios.resize(2);
    for (Programme& p : e.scenarios[1].programmes) {
        p.effect.log_effect = 0.0;
        p.effect.clears.clear();
        p.effect.amount.clear();
    }
    PreparedExperiment const prepared(e);
    Numbers const n(prepared, 0);
    for (auto const& names : {by_standard, by_income, {"deprived"}}) {
        for (auto const& name : names) EXPECT_TRUE(same_bits(n.of(name, 0), n.of(name, 1))) << name;
    }
    auto const enrolled = n.of("enrolled", 1);
    EXPECT_TRUE(std::any_of(enrolled.begin(), enrolled.end(), [](double x) { return x > 10; }));
}

TEST(Replicate, HasFewerPoorWithMoreResources) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    Numbers const n(prepared, 0);
    auto const without = n.of("income_poor", 0), with = n.of("income_poor", 1);
    for (std::size_t i = 0; i < with.size(); ++i) EXPECT_LE(with[i], without[i]);
    EXPECT_LT(n.at("poor", 1, 0, 3), n.at("poor", 0, 0, 3));
}

TEST(Replicate, FeelsAnEventOnlyFromItsYearOn) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    Numbers const n(prepared, 0);
    for (std::size_t t = 0; t < 2; ++t) EXPECT_EQ(n.at("poor", 1, 1, t), n.at("poor", 2, 1, t));
    EXPECT_GT(n.at("poor", 1, 1, 2), n.at("poor", 2, 1, 2));
}

TEST(Replicate, SpendsWhatItsEnrolmentsCost) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    Numbers const n(prepared, 0);
    auto const groups = n.catalogue().size(Axis::spending_group);
    auto const spending = n.of("spending", 1), enrolled = n.of("enrolled", 1);
    std::vector<double> const unit{50'000'000, 21'000'001};
    for (std::size_t p = 0; p < 2; ++p) {
        for (std::size_t i = groups; i < 4 * groups; ++i) {
            double sum = 0;
            for (std::size_t payer = 0; payer < 3; ++payer) {
                sum += spending[(p * 3 + payer) * 4 * groups + i];
            }
            EXPECT_EQ(sum, unit[p] * enrolled[p * 4 * groups + i]);
        }
    }
    for (double x : n.of("spending", 0)) EXPECT_TRUE(std::isnan(x) || x == 0);
}

// Lines, incomes, amounts, costs, budgets and floor doubled move nobody.
TEST(Replicate, IsTheSameInMoneyOfHalfTheWorth) {
    Experiment const e = small::experiment();
    Experiment twice = e;
    for (auto& income : twice.nature.income) income.mean *= 2;
    for (double& line : twice.nature.counts->line) line *= 2;
    twice.income_floor *= 2;
    for (auto& standard : twice.standards) {
        for (auto& lines : standard.line) {
            for (double& line : lines) line *= 2;
        }
    }
    for (auto& scenario : twice.scenarios) {
        for (auto& p : scenario.programmes) {
            for (auto& cost : p.cost.unit_cost) cost *= 2;
            for (auto& budget : p.cost.budget) budget *= 2;
            for (auto& amount : p.effect.amount) amount.money *= 2;
        }
    }
    PreparedExperiment const one(e), two(twice);
    Numbers const a(one, 0), b(two, 0);
    for (auto const& name : by_standard) EXPECT_TRUE(same_bits(a.all(name), b.all(name))) << name;
    EXPECT_TRUE(same_bits(a.all("enrolled"), b.all("enrolled")));
    for (auto const& name : {"gini", "theil_t", "theil_l"}) {
        EXPECT_TRUE(same_bits(a.all(name), b.all(name))) << name;
    }
}

TEST(Replicate, MeasuresTheSameWithAndWithoutTheMultidimensionalOnes) {
    Experiment e = small::experiment();
    PreparedExperiment const narrow(e);
    Experiment wide_experiment = e;
    wide_experiment.multidimensional = true;
    PreparedExperiment const wide(wide_experiment);
    Numbers const a(narrow, 1), b(wide, 1);
    for (Variable const& variable : a.catalogue().variables) {
        EXPECT_TRUE(same_bits(a.all(variable.name), b.all(variable.name))) << variable.name;
    }
    EXPECT_GE(b.at("multi_poor", 0, 0, 0), b.at("poor", 0, 0, 0));
}

TEST(Replicate, GoesOnWhereNoYearIsProjected) {
    Experiment e = small::experiment();
    e.years.last = e.nature.years.last = e.years.base;
    PreparedExperiment const prepared(e);
    Numbers const n(prepared, 0);
    EXPECT_EQ(n.of("poor", 0)[0], 60);
    EXPECT_EQ(first_year(prepared, 1)[0].eligible, 0);
}

/// The small experiment, and a scenario of it in which the programme of the queue serves others.
Experiment with_another_queue() {
    Experiment e = small::experiment();
    e.scenarios.push_back(e.scenarios[1]);
    e.scenarios.back().label.id = "lottery";
    e.scenarios.back().programmes[0].cost.order = QueueOrder::lottery;
    return e;
}

TEST(Replicate, TellsHouseholdByHouseholdWhoIsPoorHereAndNotInTheBaseline) {
    Experiment e = with_another_queue();
    for (std::size_t baseline = 0; baseline < e.scenarios.size(); ++baseline) {
        e.baseline = baseline;
        PreparedExperiment const prepared(e);
        Numbers const n(prepared, 1);
        auto const poor = n.of("poor", baseline);
        for (double x : n.of("displaced", baseline)) EXPECT_EQ(x, 0);
        for (double x : n.of("relieved", baseline)) EXPECT_EQ(x, 0);
        for (std::size_t s = 0; s < e.scenarios.size(); ++s) {
            auto const here = n.of("poor", s), displaced = n.of("displaced", s),
                       relieved = n.of("relieved", s);
            for (std::size_t i = 0; i < poor.size(); ++i) {
                ASSERT_GE(displaced[i], 0);
                ASSERT_GE(relieved[i], 0);
                ASSERT_EQ(relieved[i] - displaced[i], poor[i] - here[i]) << baseline << ' ' << s;
            }
        }
    }
}

TEST(Replicate, ThePoorHereAndThereAreThoseOfTheReverse) {
    Experiment e = with_another_queue();
    e.baseline = 1;
    PreparedExperiment const forward(e);
    e.baseline = 2;  // without the event: another nature
    PreparedExperiment const to_spared(e);
    e.baseline = 3;
    PreparedExperiment const backward(e);
    Numbers const one(forward, 0), spared(to_spared, 0), other(backward, 0);
    EXPECT_TRUE(same_bits(one.of("displaced", 3), other.of("relieved", 1)));
    EXPECT_TRUE(same_bits(one.of("relieved", 3), other.of("displaced", 1)));
    EXPECT_TRUE(same_bits(one.of("displaced", 2), spared.of("relieved", 1)));
    EXPECT_TRUE(same_bits(one.of("relieved", 2), spared.of("displaced", 1)));
    auto sum = [](std::vector<double> const& values) {
        return std::accumulate(values.begin(), values.end(), 0.0);
    };
    EXPECT_GT(sum(one.of("displaced", 3)), 0);  // in a queue one household's gain is another's loss
    EXPECT_GT(sum(one.of("relieved", 3)), 0);
    EXPECT_GT(sum(one.of("relieved", 2)), 0);
}

TEST(Replicate, MeasuresTheSameWhicheverScenarioIsTheBaseline) {
    Experiment e = small::experiment();
    PreparedExperiment const first(e);
    e.baseline = 2;
    PreparedExperiment const last(e);
    Numbers const a(first, 1), b(last, 1);
    for (Variable const& variable : a.catalogue().variables) {
        if (variable.name == "displaced" || variable.name == "relieved") continue;
        EXPECT_TRUE(same_bits(a.all(variable.name), b.all(variable.name))) << variable.name;
    }
}

TEST(Replicate, CountsThoseAtTheFloor) {
    Experiment e = small::experiment();
    PreparedExperiment const prepared(e);
    Numbers const low(prepared, 0);
    e.income_floor = 1.0e9;  // of money that nobody has
    PreparedExperiment const rich(e);
    Numbers const high(rich, 0);
    for (double x : low.all("at_floor")) EXPECT_EQ(x, 0);
    EXPECT_EQ(high.all("at_floor")[0], 1500);
}

TEST(Replicate, HasLoansAndJobsOnlyWhereAScenarioHas) {
    Experiment e = small::experiment();
    auto const has = [&](char const* name) {
        PreparedExperiment const prepared(e);
        Catalogue const catalogue = prepared.measures().catalogue(1);
        ReplicateResult const result = simulate_replicate(prepared, 0);
        EXPECT_EQ(result.values.size(), catalogue.variables.size());
        return std::any_of(catalogue.variables.begin(), catalogue.variables.end(),
                           [&](Variable const& v) { return v.name == name; });
    };
    EXPECT_FALSE(has("loans"));
    EXPECT_FALSE(has("jobs"));
    e.scenarios[1].programmes[1].effect.loan.principal = 1'000'000;
    EXPECT_TRUE(has("loans"));
    EXPECT_FALSE(has("jobs"));
    e.scenarios[2].spillover.jobs = 0.5;
    e.scenarios[2].spillover.programmes.assign(3, true);
    EXPECT_TRUE(has("jobs"));
}

TEST(Population, OfFixedNumberComesBackAfterThatManyReplicates) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    EXPECT_EQ(prepared.population(1), prepared.population(1 + e.population.fixed));
    EXPECT_NE(prepared.population(1), prepared.population(2));
    EXPECT_NE(prepared.population(1)->log_income, prepared.population(2)->log_income);
    Numbers const one(prepared, 1), four(prepared, 4);
    EXPECT_EQ(one.at("income_poor", 0, 1, 0), four.at("income_poor", 0, 1, 0));
    EXPECT_NE(one.of("gini", 0), four.of("gini", 0));  // not the same nature
}

TEST(Population, RedrawnIsANewOneForEachReplicate) {
    Experiment e = small::experiment();
    e.population.redrawn = true;
    PreparedExperiment const prepared(e);
    EXPECT_NE(prepared.population(0)->log_income,
              prepared.population(e.population.fixed)->log_income);
    EXPECT_EQ(prepared.population(7)->log_income, prepared.population(7)->log_income);
}

TEST(Population, RedrawnIsTheFixedOneOfTheSameNumber) {
    Experiment e = small::experiment();
    PreparedExperiment const fixed(e);
    Experiment redrawn = e;
    redrawn.population.redrawn = true;
    PreparedExperiment const fresh(redrawn);
    EXPECT_EQ(fixed.population(2)->log_income, fresh.population(2)->log_income);
    EXPECT_TRUE(same_bits(Numbers(fixed, 2).all("poor"), Numbers(fresh, 2).all("poor")));
    EXPECT_FALSE(same_bits(Numbers(fixed, 5).all("gini"), Numbers(fresh, 5).all("gini")));
}

TEST(FirstYear, CountsTheEligibleAndWhatTheyWouldCost) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    auto const first = first_year(prepared, 1);
    ASSERT_EQ(first.size(), 3U);
    auto const base = prepared.population(0);
    std::int64_t in_need = 0, listed_children = 0;
    Register const& r = prepared.households();
    for (std::size_t h = 0; h < r.households(); ++h) {
        auto const stratum = r.places[r.place[h]].stratum;
        double const line = e.standards[0].line[stratum][0] / e.nature.income[stratum].mean;
        if (std::exp(base->log_income[h]) > line) continue;
        in_need += base->deprivations[h] >> 6 & 1;
        listed_children += r.children[h];
    }
    EXPECT_EQ(first[0].eligible, in_need);
    EXPECT_EQ(first[0].full_cost, in_need * 50'000'000);
    EXPECT_EQ(first[0].ceiling, std::min<std::int64_t>(in_need * 50'000'000, 1'200'000'000));
    EXPECT_EQ(first[1].eligible, 180);
    EXPECT_EQ(first[1].ceiling, first[1].full_cost);
    EXPECT_EQ(first[2].full_cost, listed_children * 12 * 100'000);
    for (FirstYear const& none : first_year(prepared, 0)) EXPECT_EQ(none.eligible, 0);
}

TEST(FirstYear, IsThatOfTheFirstReplicateWhereEverybodyTakesPart) {
    Experiment e = small::experiment();
    for (auto& p : e.scenarios[1].programmes) p.eligibility.take_up = 1.0;
    PreparedExperiment const prepared(e);
    auto const first = first_year(prepared, 1);
    Numbers const n(prepared, 0);
    auto const groups = n.catalogue().size(Axis::spending_group);
    auto const enrolled = n.of("enrolled", 1);
    EXPECT_EQ(enrolled[(0 * 4 + 1) * groups], static_cast<double>(first[0].ceiling / 50'000'000));
    EXPECT_EQ(enrolled[(1 * 4 + 1) * groups], static_cast<double>(first[1].eligible));
    EXPECT_EQ(enrolled[(2 * 4 + 1) * groups], static_cast<double>(first[2].eligible));
}

TEST(PreparedExperiment, RefusesARegisterThatCannotBeMade) {
    Experiment e = small::experiment();
    e.register_plan.margins[1].households[0] += 1;
    EXPECT_THROW(PreparedExperiment{e}, InputError);
}

TEST(Populations, AreKeptWhereAllOfThemAreSmall) {
    PopulationPlan plan;
    EXPECT_TRUE(Populations::keeps(plan, 373'000));
    EXPECT_FALSE(Populations::keeps(plan, 27'000'000));
    plan.fixed = 1;
    EXPECT_TRUE(Populations::keeps(plan, 27'000'000));
    plan.redrawn = true;
    EXPECT_FALSE(Populations::keeps(plan, 1'000));
}

/// Also of those who stay on a list above every line, whose deprivations are counted all the same.
TEST(PreparedExperiment, TouchingEverybodyGivesTheSameBits) {
    for (auto const& [multidimensional, leaves] :
         {std::pair{false, 1.0}, std::pair{true, 1.0}, std::pair{false, 0.4}}) {
        Experiment e = small::with_universal_transfer(small::experiment());
        e.multidimensional = multidimensional;
        for (Scenario& scenario : e.scenarios) scenario.list_rules.leaves = leaves;
        PreparedExperiment const few(e);
        Experiment everybody = e;
        everybody.affect_all = true;
        PreparedExperiment const all(everybody);
        for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
            auto const expected = simulate_replicate(few, replicate).values;
            auto const found = simulate_replicate(all, replicate).values;
            ASSERT_EQ(found.size(), expected.size());
            for (std::size_t v = 0; v < expected.size(); ++v) {
                EXPECT_TRUE(same_bits(found[v], expected[v]))
                    << few.measures().catalogue(1).variables[v].name;
            }
        }
    }
}

TEST(PreparedExperiment, RefusesMoneyThatTheResultsCannotHaveExactly) {
    Experiment e = small::experiment();
    for (Scenario& scenario : e.scenarios) {
        for (Programme& programme : scenario.programmes) {
            programme.kind = ProgrammeKind::entitlement;
            programme.cost.unit_cost.assign(e.years.reviews(), std::int64_t{1} << 54);
        }
    }
    EXPECT_THROW((void)simulate_replicate(PreparedExperiment(e), 0), InputError);
}

/// The same money by a programme that the pass of each scenario pays household by household.
TEST(PreparedExperiment, UniversalTransfersPayWhatAnOrdinaryProgrammeWould) {
    for (double const take_up : {1.0, 0.6}) {
        Experiment e = small::with_universal_transfer(small::experiment());
        for (Scenario& scenario : e.scenarios)
            scenario.programmes.back().eligibility.take_up = take_up;
        Experiment ordinary = e;
        for (Scenario& scenario : ordinary.scenarios) {
            scenario.programmes.back().effect.clears.assign(max_indicators, 0.0);  // not only money
        }
        ASSERT_EQ(universal_transfers(e.scenarios[1], e.payers).size(), 1U);
        ASSERT_TRUE(universal_transfers(ordinary.scenarios[1], e.payers).empty());
        PreparedExperiment const paid(e);
        PreparedExperiment const enrolled(ordinary);
        auto const expected = simulate_replicate(enrolled, 1).values;
        auto const found = simulate_replicate(paid, 1).values;
        for (std::size_t v = 0; v < expected.size(); ++v) {
            EXPECT_TRUE(same_bits(found[v], expected[v]))
                << paid.measures().catalogue(1).variables[v].name << " " << take_up;
        }
    }
}

TEST(PreparedExperiment, ScenariosWithOtherUniversalTransfersAreAVariantOfTheirOwn) {
    Experiment e = small::with_universal_transfer(small::experiment());
    auto const before = PreparedExperiment(e).variants().size();
    e.scenarios[0].programmes.back().effect.amount[2].money += 100'000;
    EXPECT_EQ(PreparedExperiment(e).variants().size(), before + 1);
}

TEST(PreparedExperiment, HouseholdsShownOneByOneAreThoseCounted) {
    Experiment const e = small::experiment();
    PreparedExperiment const prepared(e);
    Numbers const numbers(prepared, 1);
    for (std::size_t scenario = 0; scenario < e.scenarios.size(); ++scenario) {
        std::size_t next = 0;
        std::vector<double> poor(e.standards.size() * e.years.reviews(), 0.0);
        std::vector<double> sum(e.years.reviews(), 0.0);
        visit_households(prepared, 1, scenario, [&](std::size_t h, Tally::Path const& path) {
            ASSERT_EQ(h, next++);
            for (std::size_t t = 0; t < e.years.reviews(); ++t) {
                sum[t] += std::round(12.0 * path.income[t] * path.unit * path.size);
                for (std::size_t s = 0; s < e.standards.size(); ++s) {
                    poor[s * e.years.reviews() + t] +=
                        status_of(path.statuses[t], s) == Status::poor ? 1.0 : 0.0;
                }
            }
        });
        EXPECT_EQ(next, prepared.households().households());
        auto const groups = numbers.catalogue().size(Axis::group);
        for (std::size_t t = 0; t < e.years.reviews(); ++t) {
            for (std::size_t s = 0; s < e.standards.size(); ++s) {
                EXPECT_EQ(poor[s * e.years.reviews() + t], numbers.at("poor", scenario, s, t))
                    << e.scenarios[scenario].label.id << " " << s << " " << t;
            }
            EXPECT_EQ(sum[t], numbers.of("income_sum", scenario)[t * groups]);
        }
    }
}

}  // namespace
}  // namespace povex
