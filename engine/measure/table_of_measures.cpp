#include "engine/measure/table_of_measures.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <ranges>
#include <span>
#include <stdexcept>
#include <utility>

#include "engine/measure/inequality.hpp"
#include "engine/stats/fixed_point.hpp"

namespace povex {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Where a value stands in its variable: one member of each dimension.
class Position {
public:
    [[nodiscard]] std::size_t operator[](Axis axis) const {
        return member_[static_cast<std::size_t>(axis)];
    }
    /// Move on to the next position in row-major order. A result has one replicate.
    void advance(std::span<Axis const> over, Catalogue const& catalogue) {
        for (auto const axis : std::views::reverse(over)) {
            if (axis == Axis::replicate) continue;
            auto& member = member_[static_cast<std::size_t>(axis)];
            if (++member < catalogue.size(axis)) return;
            member = 0;
        }
    }

private:
    std::array<std::size_t, axes> member_{};
};

/// The incomes of a group in one year.
struct GroupIncomes {
    IncomeSums sums;
    Inequality inequality;
};

GroupIncomes incomes_of(Tally const& tally, std::size_t t, Group const& group) {
    GroupIncomes incomes;
    std::array<IncomeBin, IncomeHistogram::bins> histogram{};
    for (auto c : group.cells) {
        incomes.sums += tally.incomes(c, t);
        tally.histogram(c, t).add_to(histogram);
    }
    incomes.inequality = inequality(incomes.sums, histogram);
    return incomes;
}

/// All households of the province by their classes under two standards. The tally leaves out those
/// that are on neither list.
CrossClassification classified(Tally const& tally, std::size_t t, std::size_t standard,
                               std::size_t other, double households) {
    CrossClassification table = tally.classified(t, standard, other);
    auto left = static_cast<std::int64_t>(households);
    for (auto const& row : table) {
        for (auto n : row) left -= n;
    }
    auto const neither = static_cast<std::size_t>(PovertyClass::neither);
    table[neither][neither] += left;
    return table;
}

/// One replicate, from which all measures are extracted. What several measures share is computed
/// once.
class Outcome {
public:
    Groups const& groups;
    Names const& names;
    std::size_t localities;
    std::vector<Tally> const& tallies;   ///< [scenario]
    std::vector<Ledger> const& ledgers;  ///< [scenario]

    Outcome(Groups const& of_groups, Names const& of_names, std::size_t number_of_localities,
            std::vector<Tally> const& of_scenarios, std::vector<Ledger> const& books)
        : groups(of_groups),
          names(of_names),
          localities(number_of_localities),
          tallies(of_scenarios),
          ledgers(books) {
        auto const years = names.years.reviews();
        auto const standards = names.standards.size();
        auto const pairs = standards > 1 ? standards * standards : 0;
        for (Tally const& tally : tallies) {
            for (std::size_t t = 0; t < years; ++t) {
                for (Group const& group : groups.all) {
                    incomes_.push_back(incomes_of(tally, t, group));
                }
            }
            for (std::size_t pair = 0; pair < pairs; ++pair) {
                for (std::size_t t = 0; t < years; ++t) {
                    classified_.push_back(classified(tally, t, pair / standards, pair % standards,
                                                     groups.all.front().households));
                }
            }
        }
    }
    [[nodiscard]] GroupIncomes const& incomes_at(Position const& at) const {
        auto const row = at[Axis::scenario] * names.years.reviews() + at[Axis::year];
        return incomes_[row * groups.all.size() + at[Axis::group]];
    }
    [[nodiscard]] CrossClassification const& classified_at(Position const& at) const {
        auto const standards = names.standards.size();
        auto const pair = (at[Axis::scenario] * standards + at[Axis::standard]) * standards +
                          at[Axis::other_standard];
        return classified_[pair * names.years.reviews() + at[Axis::year]];
    }
    [[nodiscard]] Ledger const& ledger_at(Position const& at) const {
        return ledgers[at[Axis::scenario]];
    }

private:
    std::vector<GroupIncomes> incomes_;            ///< [scenario][year][group]
    std::vector<CrossClassification> classified_;  ///< [scenario][standard][other][year]
};

/// Sum over the cells of a group.
/// \param of  std::int64_t(StandardCounts const&)
std::int64_t sum_over(Group const& group, Outcome const& outcome, Position const& at,
                      auto const& of) {
    Tally const& tally = outcome.tallies[at[Axis::scenario]];
    std::int64_t sum = 0;
    for (auto c : group.cells) {
        sum += std::invoke(of, tally.at(c, at[Axis::year], at[Axis::standard]));
    }
    return sum;
}

/// A count of a group.
/// \param Of  a member of StandardCounts, or a function of it
template <auto Of>
double counted(Outcome const& outcome, Position const& at) {
    Group const& group = outcome.groups.all[at[Axis::group]];
    return static_cast<double>(sum_over(group, outcome, at, Of));
}

/// A sum of fractions of a group, which the tally keeps in fixed point.
template <auto Of>
double fractions(Outcome const& outcome, Position const& at) {
    Group const& group = outcome.groups.all[at[Axis::group]];
    return from_fixed<fraction_bits>(sum_over(group, outcome, at, Of));
}

/// Households deprived in an indicator. Missing if the indicator does not count under the standard.
/// \param of  counts by bit, of StandardCounts
double deprived_households(Outcome const& outcome, Position const& at, auto const& of) {
    auto const bit = outcome.names.indicator_bit[at[Axis::indicator]];
    if (!has(outcome.names.counting[at[Axis::standard]], bit)) return missing;
    Group const& group = outcome.groups.deprived[at[Axis::deprived_group]];
    return static_cast<double>(
        sum_over(group, outcome, at, [&](StandardCounts const& c) { return of(c)[bit]; }));
}

/// A sum of money as it is stored.
/// \throws std::out_of_range if a double cannot hold it exactly
double exact(std::int64_t money) {
    if (money >= std::int64_t{1} << 53) throw std::out_of_range("a sum of money is beyond 2^53");
    return static_cast<double>(money);
}

/// An entry of a ledger, of the province or of a locality.
double booked(Outcome const& outcome, Position const& at, LedgerTable const& table,
              std::size_t row) {
    auto const t = at[Axis::year];
    auto const group = at[Axis::spending_group];
    if (group > 0) return exact(table.at(row, t, group - 1));  // localities follow the province
    std::int64_t province = 0;
    for (std::size_t l = 0; l < outcome.localities; ++l) province += table.at(row, t, l);
    return exact(province);
}

/// When a measure exists: at every review; from the first projected year on; or then, but not at a
/// review whose list a standard takes over from another standard.
enum class Since : std::uint8_t { base_review, first_year, own_list };

/// What a study must have for a measure to exist, apart from members of all its dimensions.
enum class Needs : std::uint8_t { nothing, multidimensional, two_standards };

/// A row of the table of measures: a variable and how its values are extracted.
struct Measure {
    char const* name;
    char const* long_name;
    char const* units;
    char const* cell_methods;
    Kind kind;
    std::span<Axis const> over;
    Since since;
    Needs needs;
    double (*value)(Outcome const&, Position const&);
};

// Dimensions, outermost first.
constexpr Axis of_groups[] = {Axis::replicate, Axis::group};
constexpr Axis of_standards[] = {Axis::scenario, Axis::standard, Axis::replicate, Axis::year,
                                 Axis::group};
constexpr Axis of_deprived[] = {Axis::scenario,       Axis::standard, Axis::replicate, Axis::year,
                                Axis::deprived_group, Axis::status,   Axis::indicator};
constexpr Axis of_multi_deprived[] = {Axis::scenario, Axis::standard,       Axis::replicate,
                                      Axis::year,     Axis::deprived_group, Axis::indicator};
constexpr Axis of_two_standards[] = {Axis::scenario,      Axis::standard, Axis::other_standard,
                                     Axis::replicate,     Axis::year,     Axis::poverty_class,
                                     Axis::class_by_other};
constexpr Axis of_incomes[] = {Axis::scenario, Axis::replicate, Axis::year, Axis::group};
constexpr Axis of_spending[] = {Axis::scenario,  Axis::programme, Axis::payer,
                                Axis::replicate, Axis::year,      Axis::spending_group};
constexpr Axis of_programmes[] = {Axis::scenario, Axis::programme, Axis::replicate, Axis::year,
                                  Axis::spending_group};
constexpr Axis of_loans[] = {Axis::scenario,  Axis::programme, Axis::loan_account,
                             Axis::replicate, Axis::year,      Axis::spending_group};
constexpr Axis of_jobs[] = {Axis::scenario, Axis::job_account, Axis::replicate, Axis::year,
                            Axis::spending_group};

using Counts = StandardCounts;

/// All that povex measures, in the order of the results file.
constexpr Measure table[] = {
    {"households", "households of the register, fixed over the years", "households", "",
     Kind::count, of_groups, Since::base_review, Needs::nothing,
     [](Outcome const& o, Position const& at) { return o.groups.all[at[Axis::group]].households; }},
    {"persons", "persons of the register, fixed over the years", "persons", "", Kind::count,
     of_groups, Since::base_review, Needs::nothing,
     [](Outcome const& o, Position const& at) { return o.groups.all[at[Axis::group]].persons; }},
    {"poor", "poor households on the official list", "households", "group: sum", Kind::count,
     of_standards, Since::base_review, Needs::nothing, counted<&Counts::poor>},
    {"near_poor", "near-poor households on the official list", "households", "group: sum",
     Kind::count, of_standards, Since::base_review, Needs::nothing, counted<&Counts::near_poor>},
    {"income_poor", "households with measured income at or below the line, on the list or not",
     "households", "group: sum", Kind::count, of_standards, Since::base_review, Needs::nothing,
     counted<&Counts::income_poor>},
    {"exits", "households on the list as poor at the last review and not at this one", "households",
     "group: sum", Kind::count, of_standards, Since::own_list, Needs::nothing,
     counted<&Counts::exits>},
    {"exits_to_near_poor", "exits of households that are near-poor now", "households", "group: sum",
     Kind::count, of_standards, Since::own_list, Needs::nothing,
     counted<&Counts::exits_to_near_poor>},
    {"poor_stayers", "poor households that were poor at the last review", "households",
     "group: sum", Kind::count, of_standards, Since::own_list, Needs::nothing,
     counted<&Counts::poor_stayers>},
    {"poor_formerly_near_poor", "poor households that were near-poor at the last review",
     "households", "group: sum", Kind::count, of_standards, Since::own_list, Needs::nothing,
     counted<&Counts::poor_formerly_near_poor>},
    {"poor_formerly_unlisted", "poor households that were not on the list at the last review",
     "households", "group: sum", Kind::count, of_standards, Since::own_list, Needs::nothing,
     counted<&Counts::poor_formerly_unlisted>},
    {"entries", "households poor at this review and not at the last one", "households",
     "group: sum", Kind::count, of_standards, Since::own_list, Needs::nothing,
     counted<&Counts::entries>},
    {"reentries", "entries of households that were poor at an earlier review of the run",
     "households", "group: sum", Kind::count, of_standards, Since::own_list, Needs::nothing,
     counted<&Counts::reentries>},
    {"new_entries", "entries of households never poor before in the run", "households",
     "group: sum", Kind::count, of_standards, Since::own_list, Needs::nothing,
     counted<[](Counts const& c) { return c.entries - c.reentries; }>},
    {"poor_persons", "persons in poor households", "persons", "group: sum", Kind::count,
     of_standards, Since::base_review, Needs::nothing, counted<&Counts::poor_persons>},
    {"gap_sum", "sum of (line - income)/line over households at or below the line (FGT 1)", "1",
     "group: sum", Kind::real, of_standards, Since::base_review, Needs::nothing,
     fractions<&Counts::gap>},
    {"gap_squared_sum",
     "sum of ((line - income)/line)^2 over households at or below the line (FGT 2)", "1",
     "group: sum", Kind::real, of_standards, Since::base_review, Needs::nothing,
     fractions<&Counts::gap_squared>},
    {"poor_true", "households poor in truth: without errors of the review, whatever the list says",
     "households", "group: sum", Kind::count, of_standards, Since::base_review, Needs::nothing,
     counted<&Counts::poor_true>},
    {"near_poor_true", "households near-poor in truth", "households", "group: sum", Kind::count,
     of_standards, Since::base_review, Needs::nothing, counted<&Counts::near_poor_true>},
    {"poor_missed", "households poor in truth and not on the list (errors of exclusion)",
     "households", "group: sum", Kind::count, of_standards, Since::base_review, Needs::nothing,
     counted<&Counts::poor_missed>},
    {"exits_true", "households poor in truth last year and not this year", "households",
     "group: sum", Kind::count, of_standards, Since::first_year, Needs::nothing,
     counted<&Counts::exits_true>},
    {"entries_true", "households poor in truth this year and not last year", "households",
     "group: sum", Kind::count, of_standards, Since::first_year, Needs::nothing,
     counted<&Counts::entries_true>},
    {"multi_poor", "households with at least the cutoff of deprivations, whatever their income",
     "households", "group: sum", Kind::count, of_standards, Since::base_review,
     Needs::multidimensional, counted<&Counts::multi_poor>},
    {"multi_deprivations", "deprivations of the households counted in multi_poor", "deprivations",
     "group: sum", Kind::count, of_standards, Since::base_review, Needs::multidimensional,
     counted<&Counts::multi_deprivations>},
    {"displaced", "households poor here and not in the baseline of the same replicate",
     "households", "group: sum", Kind::count, of_standards, Since::base_review, Needs::nothing,
     counted<&Counts::displaced>},
    {"relieved", "households not poor here and poor in the baseline of the same replicate",
     "households", "group: sum", Kind::count, of_standards, Since::base_review, Needs::nothing,
     counted<&Counts::relieved>},
    {"deprived", "households deprived in an indicator, among the poor and the near-poor",
     "households", "deprived_group: sum", Kind::count, of_deprived, Since::base_review,
     Needs::nothing,
     [](Outcome const& o, Position const& at) {
         return deprived_households(
             o, at, [&](Counts const& c) -> auto const& { return c.deprived[at[Axis::status]]; });
     }},
    {"multi_deprived", "households deprived in an indicator, among those counted in multi_poor",
     "households", "deprived_group: sum", Kind::count, of_multi_deprived, Since::base_review,
     Needs::multidimensional,
     [](Outcome const& o, Position const& at) {
         return deprived_households(
             o, at, [](Counts const& c) -> auto const& { return c.multi_deprived; });
     }},
    {"classified", "households of the province by their class under one standard and under another",
     "households", "", Kind::count, of_two_standards, Since::base_review, Needs::two_standards,
     [](Outcome const& o, Position const& at) {
         auto const& row = o.classified_at(at)[at[Axis::poverty_class]];
         return static_cast<double>(row[at[Axis::class_by_other]]);
     }},
    {"income_sum", "sum of household incomes", "money/month", "group: sum", Kind::income,
     of_incomes, Since::base_review, Needs::nothing,
     [](Outcome const& o, Position const& at) { return exact(o.incomes_at(at).sums.money); }},
    {"gini", "Gini index of income per person, between households", "1", "", Kind::real, of_incomes,
     Since::base_review, Needs::nothing,
     [](Outcome const& o, Position const& at) { return o.incomes_at(at).inequality.gini; }},
    {"theil_t", "Theil index T of income per person, between households", "1", "", Kind::real,
     of_incomes, Since::base_review, Needs::nothing,
     [](Outcome const& o, Position const& at) { return o.incomes_at(at).inequality.theil_t; }},
    {"theil_l", "mean log deviation of income per person, between households", "1", "", Kind::real,
     of_incomes, Since::base_review, Needs::nothing,
     [](Outcome const& o, Position const& at) { return o.incomes_at(at).inequality.theil_l; }},
    {"at_floor", "households whose income is the floor", "households", "group: sum", Kind::count,
     of_incomes, Since::base_review, Needs::nothing,
     [](Outcome const& o, Position const& at) {
         return static_cast<double>(o.incomes_at(at).sums.at_floor);
     }},
    {"spending", "spending of a programme, by payer", "money/year", "spending_group: sum",
     Kind::money, of_spending, Since::first_year, Needs::nothing,
     [](Outcome const& o, Position const& at) {
         Ledger const& ledger = o.ledger_at(at);
         auto const row = ledger.spending_row(at[Axis::programme], at[Axis::payer]);
         return booked(o, at, ledger.spending(), row);
     }},
    {"enrolled", "households newly enrolled in a programme", "households", "spending_group: sum",
     Kind::count, of_programmes, Since::first_year, Needs::nothing,
     [](Outcome const& o, Position const& at) {
         return booked(o, at, o.ledger_at(at).enrolled(), at[Axis::programme]);
     }},
    {"loans", "what becomes of the money that a programme lends", "money", "spending_group: sum",
     Kind::money, of_loans, Since::first_year, Needs::nothing,
     [](Outcome const& o, Position const& at) {
         Ledger const& ledger = o.ledger_at(at);
         auto const account = static_cast<LoanAccount>(at[Axis::loan_account]);
         return booked(o, at, ledger.loans(), ledger.loan_row(at[Axis::programme], account));
     }},
    {"jobs", "producers, jobs that they open for listed households, and jobs filled", "1",
     "spending_group: sum", Kind::count, of_jobs, Since::first_year, Needs::nothing,
     [](Outcome const& o, Position const& at) {
         return booked(o, at, o.ledger_at(at).jobs(), at[Axis::job_account]);
     }},
};

bool exists(Measure const& measure, Catalogue const& catalogue, bool multidimensional) {
    bool const given = measure.needs == Needs::multidimensional ? multidimensional
                       : measure.needs == Needs::two_standards  ? catalogue.size(Axis::standard) > 1
                                                                : true;
    return given && std::all_of(measure.over.begin(), measure.over.end(), [&](Axis axis) {
               return axis == Axis::replicate || catalogue.size(axis) > 0;
           });
}

/// Whether a standard's list of a review was made from the list of another standard, which targeted
/// until then: nobody can tell who came onto such a list and who left it.
bool takes_over(Names const& names, std::size_t standard, std::size_t t) {
    return t > 0 && t < names.targeting.size() && names.targeting[t] == standard &&
           names.targeting[t - 1] != standard;
}

bool is_missing(Measure const& measure, Names const& names, Position const& at) {
    std::size_t const t = at[Axis::year];
    if (measure.since == Since::base_review) return false;
    return t == 0 || (measure.since == Since::own_list && takes_over(names, at[Axis::standard], t));
}

/// Why values of a measure are missing, in words.
std::string reason_of(Measure const& measure, Names const& names) {
    if (measure.since == Since::base_review) return "";
    std::string reason = "nothing is projected for the base year";
    if (measure.since != Since::own_list) return reason;
    for (std::size_t t = 1; t < names.targeting.size(); ++t) {
        auto const standard = names.targeting[t];
        if (!takes_over(names, standard, t)) continue;
        reason += "; at the review of " + std::to_string(names.years.calendar(t)) + " standard " +
                  names.standards[standard] + " takes over the list of " +
                  names.standards[names.targeting[t - 1]] +
                  ", so that it has no earlier list of its own to compare with";
    }
    return reason;
}

/// What one of the whole numbers in which a measure is counted stands for, in its units.
double scale_of(Kind kind, Names const& names) {
    auto const smallest = static_cast<double>(names.smallest_units);
    if (kind == Kind::money) return 1.0 / smallest;
    if (kind == Kind::income) return 1.0 / (12.0 * smallest);
    return 1.0;
}

Variable variable_of(Measure const& measure, Names const& names) {
    return {measure.name,
            measure.long_name,
            measure.units,
            measure.cell_methods,
            measure.kind,
            {measure.over.begin(), measure.over.end()},
            scale_of(measure.kind, names),
            reason_of(measure, names)};
}

std::vector<double> values_of(Measure const& measure, Variable const& variable,
                              Catalogue const& catalogue, Outcome const& outcome) {
    std::vector<double> values(catalogue.size_per_replicate(variable));
    Position at;
    for (double& value : values) {
        value = is_missing(measure, outcome.names, at) ? missing : measure.value(outcome, at);
        at.advance(measure.over, catalogue);
    }
    return values;
}

std::vector<std::string> names_of(std::vector<Group> const& groups) {
    std::vector<std::string> names;
    names.reserve(groups.size());
    for (Group const& group : groups) names.push_back(group.name);
    return names;
}

/// Members of all dimensions but replicates.
Catalogue with_members(Names const& names, Groups const& groups) {
    Catalogue c;
    auto members = [&](Axis axis) -> std::vector<std::string>& {
        return c.members[static_cast<std::size_t>(axis)];
    };
    members(Axis::scenario) = names.scenarios;
    members(Axis::standard) = names.standards;
    members(Axis::programme) = names.programmes;
    members(Axis::payer) = names.payers;
    members(Axis::indicator) = names.indicators;
    members(Axis::status) = {"poor", "near_poor"};
    members(Axis::group) = names_of(groups.all);
    members(Axis::spending_group) = names_of(groups.spending);
    members(Axis::deprived_group) = names_of(groups.deprived);
    members(Axis::loan_account) = names.loan_accounts;
    members(Axis::job_account) = names.job_accounts;
    members(Axis::other_standard) = names.standards;
    for (Axis axis : {Axis::poverty_class, Axis::class_by_other}) {
        members(axis).assign(poverty_class_names.begin(), poverty_class_names.end());
    }
    for (std::size_t t = 0; t < names.years.reviews(); ++t) {
        members(Axis::year).push_back(std::to_string(names.years.calendar(t)));
    }
    return c;
}

}  // namespace

std::vector<std::string> count_measure_names() {
    std::vector<std::string> names;
    for (Measure const& measure : table) {
        if (std::ranges::equal(measure.over, of_standards)) names.emplace_back(measure.name);
    }
    return names;
}

Measures::Measures(Register const& r, Places const& places, GroupChoice const& choice, Names names,
                   bool multidimensional)
    : groups_(make_groups(r, places, choice)),
      names_(std::move(names)),
      localities_(places.localities.size()),
      catalogue_(with_members(names_, groups_)) {
    for (std::size_t row = 0; row < std::size(table); ++row) {
        if (!exists(table[row], catalogue_, multidimensional)) continue;
        catalogue_.variables.push_back(variable_of(table[row], names_));
        rows_.push_back(row);
    }
}

Catalogue Measures::catalogue(std::uint32_t replicates) const {
    Catalogue c = catalogue_;
    auto& members = c.members[static_cast<std::size_t>(Axis::replicate)];
    for (std::uint32_t r = 0; r < replicates; ++r) members.push_back(std::to_string(r));
    return c;
}

ReplicateResult Measures::result(std::uint32_t replicate, std::vector<Tally> const& tallies,
                                 std::vector<Ledger> const& ledgers) const {
    Outcome const outcome(groups_, names_, localities_, tallies, ledgers);
    ReplicateResult result{replicate, {}};
    for (std::size_t v = 0; v < rows_.size(); ++v) {
        result.values.push_back(
            values_of(table[rows_[v]], catalogue_.variables[v], catalogue_, outcome));
    }
    return result;
}

}  // namespace povex
