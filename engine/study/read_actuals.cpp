#include <cmath>

#include <fmt/format.h>

#include "engine/measure/measures.hpp"
#include "engine/study/csv.hpp"
#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

constexpr char const* columns[] = {"date", "year",   "standard", "group",    "what", "value",
                                   "role", "source", "grade",    "known_on", "note"};

/// "province", "locality:ha-long", ...: what a count can be about.
std::vector<std::string> group_names(Places const& places) {
    std::vector<std::string> names{"province"};
    for (auto const& one : places.localities) names.push_back("locality:" + one.label.id);
    for (auto const& area : places.areas) names.push_back("area:" + area);
    for (auto const& one : places.strata) names.push_back("stratum:" + one.label.id);
    for (auto const& one : places.ethnicities) names.push_back("ethnicity:" + one.label.id);
    return names;
}

/// Names of the variables that a count can be of: those that the results will have.
std::vector<std::string> variable_names(Study const& study) {
    auto names = count_measure_names();
    if (!study.experiment.multidimensional) {
        std::erase_if(names, [](std::string const& name) { return name.starts_with("multi_"); });
    }
    return names;
}

}  // namespace

std::vector<Actual> read_actuals(std::string const& file, Where const& named, StudyFolder& folder,
                                 Study const& study, ReadingContext const& context) {
    Problems& problems = context.problems;
    std::vector<Actual> actuals;
    auto const source = folder.load(file, csv_limit, named);
    if (!source) return actuals;
    CsvTable const table = parse_csv(source, problems);
    std::array<std::size_t, std::size(columns)> at{};
    bool complete = !table.header.empty();
    for (std::size_t c = 0; c < std::size(columns); ++c) {
        auto const found = table.column(columns[c]);
        if (!found) {
            problems.add({source, 1, 1}, fmt::format("no column \"{}\"", columns[c]),
                         fmt::format("columns are {}", fmt::join(columns, ", ")));
            complete = false;
        }
        at[c] = found.value_or(0);
    }
    if (!complete) return actuals;
    auto const standards = ids_of(study.experiment.standards);
    auto const groups = group_names(study.experiment.places);
    auto const variables = variable_names(study);
    std::vector<std::string> const roles{role_names.begin(), role_names.end()};
    for (auto const& row : table.rows) {
        auto text = [&](std::size_t c) { return row[at[c]].text; };
        auto name = [&](std::size_t c, char const* kind, std::vector<std::string> const& known) {
            if (std::count(known.begin(), known.end(), text(c)) == 0) {
                problems.add(row[at[c]].where,
                             fmt::format("the {} \"{}\" is not known", kind, text(c)),
                             nearest_hint(text(c), known));
            }
            return text(c);
        };
        Actual actual;
        actual.date = table.date(row[at[0]], problems);
        auto const year = table.number(row[at[1]], problems);
        auto const value = table.number(row[at[5]], problems);
        Years const& years = study.experiment.years;
        if (year && context.leaves_out(*year)) continue;
        bool const inside = year && *year >= years.base && *year <= years.last;
        if (year && (!inside || *year != std::floor(*year))) {
            problems.add(row[at[1]].where, fmt::format("the year {} is outside the study", text(1)),
                         fmt::format("years are {} to {}", years.base, years.last));
        }
        if (value && *value < 0.0) problems.add(row[at[5]].where, "a count cannot be negative");
        actual.year = inside ? static_cast<int>(*year) : years.base;
        actual.standard = name(2, "standard", standards);
        actual.group = name(3, "group", groups);
        actual.what = name(4, "variable", variables);
        actual.value = value.value_or(0.0);
        auto const role = std::find(roles.begin(), roles.end(), name(6, "role", roles));
        if (role != roles.end()) actual.role = static_cast<Role>(role - roles.begin());
        actual.source = text(7);
        actual.grade = text(8);
        actual.known_on = table.date(row[at[9]], problems);
        actual.note = text(10);
        actuals.push_back(std::move(actual));
    }
    return actuals;
}

}  // namespace povex
