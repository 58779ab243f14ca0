#include "engine/measure/measures.hpp"

#include <functional>
#include <limits>

#include "engine/stats/fixed_point.hpp"

namespace povex {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// A measure of one cell, review and standard that groups add up.
struct CountMeasure {
    char const* name;
    char const* long_name;
    char const* units;
    Kind kind;
    bool flow;  ///< does not exist at the base year
    bool multidimensional;
    std::int64_t (*of)(StandardCounts const&);
};

constexpr CountMeasure count_measures[] = {
    {"poor", "poor households, by the review", "households", Kind::count, false, false,
     [](StandardCounts const& c) { return c.poor; }},
    {"near_poor", "near-poor households, by the review", "households", Kind::count, false, false,
     [](StandardCounts const& c) { return c.near_poor; }},
    {"income_poor", "households with measured income at or below the line, listed or not",
     "households", Kind::count, false, false,
     [](StandardCounts const& c) { return c.income_poor; }},
    {"exits", "households poor at the last review and not at this one", "households", Kind::count,
     true, false, [](StandardCounts const& c) { return c.exits; }},
    {"exits_to_near_poor", "exits of households that are near-poor now", "households", Kind::count,
     true, false, [](StandardCounts const& c) { return c.exits_to_near_poor; }},
    {"poor_stayers", "poor households that were poor at the last review", "households", Kind::count,
     true, false, [](StandardCounts const& c) { return c.poor_stayers; }},
    {"poor_formerly_near_poor", "poor households that were near-poor at the last review",
     "households", Kind::count, true, false,
     [](StandardCounts const& c) { return c.poor_formerly_near_poor; }},
    {"poor_formerly_unlisted", "poor households that were not on the list at the last review",
     "households", Kind::count, true, false,
     [](StandardCounts const& c) { return c.poor_formerly_unlisted; }},
    {"entries", "households poor at this review and not at the last one", "households", Kind::count,
     true, false, [](StandardCounts const& c) { return c.entries; }},
    {"reentries", "entries of households that were poor at an earlier review of the run",
     "households", Kind::count, true, false, [](StandardCounts const& c) { return c.reentries; }},
    {"new_entries", "entries of households never poor before in the run", "households", Kind::count,
     true, false, [](StandardCounts const& c) { return c.entries - c.reentries; }},
    {"poor_persons", "persons in poor households", "persons", Kind::count, false, false,
     [](StandardCounts const& c) { return c.poor_persons; }},
    {"gap_sum", "sum of (line - income)/line over households at or below the line (FGT 1)", "1",
     Kind::real, false, false, [](StandardCounts const& c) { return c.gap; }},
    {"gap_squared_sum",
     "sum of ((line - income)/line)^2 over households at or below the line (FGT 2)", "1",
     Kind::real, false, false, [](StandardCounts const& c) { return c.gap_squared; }},
    {"poor_true", "poor households in truth, without review error and rules of the list",
     "households", Kind::count, false, false, [](StandardCounts const& c) { return c.poor_true; }},
    {"near_poor_true", "near-poor households in truth", "households", Kind::count, false, false,
     [](StandardCounts const& c) { return c.near_poor_true; }},
    {"poor_missed", "households poor in truth and not by the review (errors of exclusion)",
     "households", Kind::count, false, false,
     [](StandardCounts const& c) { return c.poor_missed; }},
    {"exits_true", "households poor in truth last year and not this year", "households",
     Kind::count, true, false, [](StandardCounts const& c) { return c.exits_true; }},
    {"entries_true", "households poor in truth this year and not last year", "households",
     Kind::count, true, false, [](StandardCounts const& c) { return c.entries_true; }},
    {"multi_poor", "households with at least the cutoff of deprivations, whatever their income",
     "households", Kind::count, false, true, [](StandardCounts const& c) { return c.multi_poor; }},
    {"multi_deprivations", "deprivations of the households counted in multi_poor", "deprivations",
     Kind::count, false, true, [](StandardCounts const& c) { return c.multi_deprivations; }},
    {"displaced", "households poor here and not in the baseline of the same replicate",
     "households", Kind::count, false, false, [](StandardCounts const& c) { return c.displaced; }},
    {"relieved", "households not poor here and poor in the baseline of the same replicate",
     "households", Kind::count, false, false, [](StandardCounts const& c) { return c.relieved; }},
};

std::vector<Axis> const count_axes{Axis::scenario, Axis::standard, Axis::replicate, Axis::year,
                                   Axis::group};
std::vector<Axis> const income_axes{Axis::scenario, Axis::replicate, Axis::year, Axis::group};

std::vector<std::string> names_of(std::vector<Group> const& groups) {
    std::vector<std::string> names;
    names.reserve(groups.size());
    for (Group const& group : groups) names.push_back(group.name);
    return names;
}

}  // namespace

Groups make_groups(Register const& r, Places const& places, GroupChoice const& choice) {
    auto group = [&](std::string name, std::function<bool(Cell const&)> const& in) {
        Group made{std::move(name), {}};
        for (std::size_t c = 0; c < r.cells.size(); ++c) {
            if (in(r.cells[c])) made.cells.push_back(c);
        }
        return made;
    };
    Groups groups;
    auto add = [&](Group const& made, bool spending, bool deprived) {
        groups.all.push_back(made);
        if (spending) groups.spending.push_back(made);
        if (deprived) groups.deprived.push_back(made);
    };
    add(group("province", [](Cell const&) { return true; }), true, true);
    for (std::size_t l = 0; choice.localities && l < places.localities.size(); ++l) {
        add(group("locality:" + places.localities[l].label.id,
                  [&](Cell const& c) { return c.locality == l; }),
            true, false);
    }
    for (std::size_t a = 0; choice.areas && a < places.areas.size(); ++a) {
        add(group("area:" + places.areas[a],
                  [&](Cell const& c) { return places.strata[c.stratum].area == a; }),
            false, true);
    }
    for (std::size_t s = 0; choice.strata && s < places.strata.size(); ++s) {
        add(group("stratum:" + places.strata[s].label.id,
                  [&](Cell const& c) { return c.stratum == s; }),
            false, true);
    }
    for (std::size_t e = 0; choice.ethnicities && e < places.ethnicities.size(); ++e) {
        add(group("ethnicity:" + places.ethnicities[e].label.id,
                  [&](Cell const& c) { return c.ethnicity == e; }),
            false, true);
    }
    return groups;
}

std::vector<std::string> count_measure_names() {
    std::vector<std::string> names;
    for (CountMeasure const& m : count_measures) names.emplace_back(m.name);
    return names;
}

Measures::Measures(Register const& r, Places const& places, GroupChoice const& choice, Names names,
                   bool multidimensional)
    : groups_(make_groups(r, places, choice)),
      names_(std::move(names)),
      multidimensional_(multidimensional),
      localities_(places.localities.size()) {
    std::vector<double> households(r.cells.size());
    std::vector<double> persons(r.cells.size());
    for (std::size_t h = 0; h < r.households(); ++h) {
        households[r.cell[h]] += 1.0;
        persons[r.cell[h]] += r.size[h];
    }
    for (Group const& group : groups_.all) {
        households_.push_back(0.0);
        persons_.push_back(0.0);
        for (auto c : group.cells) {
            households_.back() += households[c];
            persons_.back() += persons[c];
        }
    }
}

void Measures::add_members(Catalogue& c, std::uint32_t replicates) const {
    auto members = [&](Axis axis) -> std::vector<std::string>& {
        return c.members[static_cast<std::size_t>(axis)];
    };
    members(Axis::scenario) = names_.scenarios;
    members(Axis::standard) = names_.standards;
    members(Axis::programme) = names_.programmes;
    members(Axis::payer) = names_.payers;
    members(Axis::indicator) = names_.indicators;
    members(Axis::status) = {"poor", "near_poor"};
    members(Axis::group) = names_of(groups_.all);
    members(Axis::spending_group) = names_of(groups_.spending);
    members(Axis::deprived_group) = names_of(groups_.deprived);
    members(Axis::loan_account) = names_.loan_accounts;
    members(Axis::job_account) = names_.job_accounts;
    members(Axis::other_standard) = names_.standards;
    members(Axis::found).assign(found_names.begin(), found_names.end());
    members(Axis::found_by_other).assign(found_names.begin(), found_names.end());
    for (std::size_t t = 0; t < names_.years.reviews(); ++t) {
        members(Axis::year).push_back(std::to_string(names_.years.calendar(t)));
    }
    for (std::uint32_t r = 0; r < replicates; ++r) {
        members(Axis::replicate).push_back(std::to_string(r));
    }
}

void Measures::add_by_household(Catalogue& c) const {
    auto add = [&](Variable variable) { c.variables.push_back(std::move(variable)); };
    add({"households",
         "households of the register, fixed over the years",
         "households",
         "",
         Kind::count,
         {Axis::replicate, Axis::group}});
    add({"persons",
         "persons of the register, fixed over the years",
         "persons",
         "",
         Kind::count,
         {Axis::replicate, Axis::group}});
    for (CountMeasure const& m : count_measures) {
        if (m.multidimensional && !multidimensional_) continue;
        add({m.name, m.long_name, m.units, "group: sum", m.kind, count_axes});
    }
    if (!names_.indicators.empty()) {
        add({"deprived",
             "households deprived in an indicator, among the poor and the near-poor",
             "households",
             "deprived_group: sum",
             Kind::count,
             {Axis::scenario, Axis::standard, Axis::replicate, Axis::year, Axis::deprived_group,
              Axis::status, Axis::indicator}});
        if (multidimensional_) {
            add({"multi_deprived",
                 "households deprived in an indicator, among those counted in multi_poor",
                 "households",
                 "deprived_group: sum",
                 Kind::count,
                 {Axis::scenario, Axis::standard, Axis::replicate, Axis::year, Axis::deprived_group,
                  Axis::indicator}});
        }
    }
    if (classifies()) {
        add({"classified",
             "households of the province by what two standards find",
             "households",
             "",
             Kind::count,
             {Axis::scenario, Axis::standard, Axis::other_standard, Axis::replicate, Axis::year,
              Axis::found, Axis::found_by_other}});
    }
    add({"income_sum", "sum of household incomes", "money/month", "group: sum", Kind::money,
         income_axes});
    add({"gini", "Gini index of income per person, between households", "1", "", Kind::real,
         income_axes});
    add({"theil_t", "Theil index T of income per person, between households", "1", "", Kind::real,
         income_axes});
    add({"theil_l", "mean log deviation of income per person, between households", "1", "",
         Kind::real, income_axes});
    add({"at_floor", "households whose income is the floor", "households", "group: sum",
         Kind::count, income_axes});
}

void Measures::add_by_locality(Catalogue& c) const {
    auto add = [&](char const* name, char const* long_name, char const* units, Kind kind,
                   std::vector<Axis> over) {
        c.variables.push_back(
            {name, long_name, units, "spending_group: sum", kind, std::move(over)});
    };
    if (!names_.programmes.empty()) {
        add("spending", "spending of a programme, by payer", "money/year", Kind::money,
            {Axis::scenario, Axis::programme, Axis::payer, Axis::replicate, Axis::year,
             Axis::spending_group});
        add("enrolled", "households newly enrolled in a programme", "households", Kind::count,
            {Axis::scenario, Axis::programme, Axis::replicate, Axis::year, Axis::spending_group});
    }
    if (!names_.loan_accounts.empty()) {
        add("loans", "what becomes of the money that a programme lends", "money", Kind::money,
            {Axis::scenario, Axis::programme, Axis::loan_account, Axis::replicate, Axis::year,
             Axis::spending_group});
    }
    if (!names_.job_accounts.empty()) {
        add("jobs", "producers, and the jobs that they open for listed households", "1",
            Kind::count,
            {Axis::scenario, Axis::job_account, Axis::replicate, Axis::year, Axis::spending_group});
    }
}

Catalogue Measures::catalogue(std::uint32_t replicates) const {
    Catalogue c;
    add_members(c, replicates);
    add_by_household(c);
    add_by_locality(c);
    return c;
}

std::vector<double> Measures::counts(std::vector<Tally> const& tallies, std::size_t measure) const {
    CountMeasure const& m = count_measures[measure];
    std::vector<double> values;
    for (Tally const& tally : tallies) {
        for (std::size_t s = 0; s < names_.standards.size(); ++s) {
            for (std::size_t t = 0; t < names_.years.reviews(); ++t) {
                for (Group const& group : groups_.all) {
                    std::int64_t sum = 0;
                    for (auto c : group.cells) sum += m.of(tally.at(c, t, s));
                    values.push_back(m.flow && t == 0       ? missing
                                     : m.kind == Kind::real ? from_fixed<fraction_bits>(sum)
                                                            : static_cast<double>(sum));
                }
            }
        }
    }
    return values;
}

ReplicateResult Measures::result(std::uint32_t replicate, std::vector<Tally> const& tallies,
                                 std::vector<Projection> const& projections) const {
    ReplicateResult result{replicate, {households_, persons_}};
    auto& values = result.values;
    for (std::size_t m = 0; m < std::size(count_measures); ++m) {
        if (count_measures[m].multidimensional && !multidimensional_) continue;
        values.push_back(counts(tallies, m));
    }
    if (!names_.indicators.empty()) {
        values.push_back(deprived(tallies));
        if (multidimensional_) values.push_back(multi_deprived(tallies));
    }
    if (classifies()) values.push_back(classified(tallies));
    incomes(tallies, values);
    auto const programmes = names_.programmes.size();
    if (programmes > 0) {
        values.push_back(
            by_locality(projections, &Ledger::spending, programmes * names_.payers.size()));
        values.push_back(by_locality(projections, &Ledger::enrolled, programmes));
    }
    auto const accounts = names_.loan_accounts.size();
    if (accounts > 0) {
        values.push_back(by_locality(projections, &Ledger::loans, programmes * accounts));
    }
    if (!names_.job_accounts.empty()) {
        values.push_back(by_locality(projections, &Ledger::jobs, names_.job_accounts.size()));
    }
    return result;
}

}  // namespace povex
