#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "engine/measure/table_of_measures.hpp"
#include "engine/study/csv.hpp"
#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

/// Columns of the file, in the order of `column_names`.
enum Column : std::size_t {
    date,
    year,
    standard,
    group,
    what,
    value,
    role,
    source,
    grade,
    known_on,
    note
};
constexpr char const* column_names[] = {"date", "year",   "standard", "group",    "what", "value",
                                        "role", "source", "grade",    "known_on", "note"};
using Positions = std::array<std::size_t, std::size(column_names)>;

/// The position of each column; none after reporting those that the file does not have.
std::optional<Positions> find_columns(CsvTable const& table, Where const& where,
                                      Problems& problems) {
    Positions at{};
    bool complete = !table.header.empty();
    for (std::size_t c = 0; c < at.size(); ++c) {
        auto const found = table.column(column_names[c]);
        if (!found) {
            problems.add(where, fmt::format("no column \"{}\"", column_names[c]),
                         fmt::format("columns are {}", fmt::join(column_names, ", ")));
            complete = false;
        }
        at[c] = found.value_or(0);
    }
    return complete ? std::optional(at) : std::nullopt;
}

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

/// The most households that a group has: in the register, or in the province as published for a
/// year. Groups of which the margins say nothing are left out.
std::map<std::string, double> households_by_group(Study const& study) {
    auto const& [places, plan] = std::tie(study.experiment.places, study.experiment.register_plan);
    double const registered = households_in(plan);
    double most = registered;
    for (auto const& published : study.denominator) {
        most = std::max(most, published.value_or(0.0));
    }
    std::map<std::string, double> households{{"province", most}};
    // the register may be smaller than the province is in a later year
    double const grown = registered > 0.0 ? most / registered : 1.0;
    auto const add = [&](Dimension dimension, char const* kind, auto const& records) {
        auto const by = households_by(plan, places, dimension);
        for (std::size_t i = 0; i < by.size(); ++i) {
            households[fmt::format("{}:{}", kind, records[i].label.id)] = grown * by[i];
        }
    };
    add(Dimension::locality, "locality", places.localities);
    add(Dimension::stratum, "stratum", places.strata);
    add(Dimension::ethnicity, "ethnicity", places.ethnicities);
    return households;
}

/// Reads the rows of a file of actuals.
class ActualsReader {
public:
    ActualsReader(CsvTable const& table, Positions const& at, Study const& study,
                  ReadingContext const& context)
        : table_(table),
          at_(at),
          context_(context),
          standards_(ids_of(study.experiment.standards)),
          groups_(group_names(study.experiment.places)),
          variables_(variable_names(study)),
          households_(households_by_group(study)) {}

    std::vector<Actual> read() const {
        std::vector<Actual> actuals;
        DifferentRows rows(context_.problems);
        for (Row const& row : table_.rows) {
            auto const problems = context_.problems.all().size();
            auto actual = read(row);
            if (!actual || context_.problems.all().size() > problems) continue;
            auto const about = fmt::format("{} of {} in {} under {}", actual->what, actual->group,
                                           actual->year, actual->standard);
            if (rows.add(about, row.front().where)) actuals.push_back(std::move(*actual));
        }
        return actuals;
    }

private:
    using Row = std::vector<CsvTable::Field>;

    /// One row; none if its year is left out.
    [[nodiscard]] std::optional<Actual> read(Row const& row) const {
        Problems& problems = context_.problems;
        Years const& years = context_.years;
        Actual actual;
        actual.date = table_.date(row[at_[date]], problems);
        auto const number = table_.number(row[at_[year]], problems);
        auto const count = table_.number(row[at_[value]], problems);
        if (number && context_.leaves_out(*number)) return std::nullopt;
        bool const inside = number && *number >= years.base && *number <= years.last;
        if (number && (!inside || *number != std::floor(*number))) {
            problems.add(row[at_[year]].where,
                         fmt::format("the year {} is outside the study", row[at_[year]].text),
                         fmt::format("years are {} to {}", years.base, years.last));
        }
        if (count && *count < 0.0) {
            problems.add(row[at_[value]].where, "a count cannot be negative");
        }
        auto const most = most_households(row[at_[group]].text);
        if (count && *count > most) {
            problems.add(row[at_[value]].where,
                         fmt::format("a count of {}, but {} has {:.0f} households",
                                     row[at_[value]].text, row[at_[group]].text, most),
                         "a count is a number of households, not of persons, and no share");
        }
        actual.year = inside ? static_cast<int>(*number) : years.base;
        actual.standard = known(row[at_[standard]], "standard", standards_);
        actual.group = known(row[at_[group]], "group", groups_);
        actual.what = known(row[at_[what]], "variable", variables_);
        actual.value = count.value_or(0.0);
        std::vector<std::string> const roles{role_names.begin(), role_names.end()};
        auto const found =
            std::find(roles.begin(), roles.end(), known(row[at_[role]], "role", roles));
        if (found != roles.end()) actual.role = static_cast<Role>(found - roles.begin());
        actual.source = row[at_[source]].text;
        actual.grade = row[at_[grade]].text;
        actual.known_on = table_.date(row[at_[known_on]], problems);
        actual.note = row[at_[note]].text;
        if (inside) check_dates(row, actual);
        return actual;
    }

    [[nodiscard]] double most_households(std::string const& in_group) const {
        auto const found = households_.find(in_group);
        return found != households_.end() ? found->second : households_.at("province");
    }

    /// The date of a count is its year's end unless the row says otherwise. Report what was
    /// published long before it, and warn of a date that does not go with the year.
    void check_dates(Row const& row, Actual const& actual) const {
        auto const counted =
            actual.date.empty() ? fmt::format("{:04}-12-31", actual.year) : actual.date;
        int const apart = year_of(counted) - actual.year;
        if (!actual.date.empty() && (apart < 0 || apart > 1)) {
            context_.problems.warn(
                row[at_[date]].where,
                fmt::format("a count of {} that belongs to the review of {}", counted, actual.year),
                "a review is held at the end of its year; is one of the two a slip?");
        }
        if (actual.known_on.empty()) return;
        constexpr int early = 31;
        int const days = days_from(actual.known_on, counted);
        if (days > early) {
            context_.problems.add(
                row[at_[known_on]].where,
                fmt::format("known on {}, which is {} days before the count of {}", actual.known_on,
                            days, counted),
                "known_on is the day of publication; a count that had to be taken first cannot "
                "have been known");
        }
    }

    /// The name in a field; reports one that is not known.
    [[nodiscard]] std::string const& known(CsvTable::Field const& field, char const* kind,
                                           std::vector<std::string> const& names) const {
        if (std::count(names.begin(), names.end(), field.text) == 0) {
            context_.problems.add(field.where,
                                  fmt::format("the {} \"{}\" is not known", kind, field.text),
                                  nearest_hint(field.text, names));
        }
        return field.text;
    }

    CsvTable const& table_;
    Positions const& at_;
    ReadingContext const& context_;
    std::vector<std::string> standards_;
    std::vector<std::string> groups_;
    std::vector<std::string> variables_;
    std::map<std::string, double> households_;  ///< by group, if the register tells them
};

}  // namespace

std::vector<Actual> read_actuals(std::string const& file, Where const& named, StudyFolder& folder,
                                 Study const& study, ReadingContext const& context) {
    auto const text = folder.load(file, csv_limit, named);
    if (!text) return {};
    CsvTable const table = parse_csv(text, context.problems);
    auto const at = find_columns(table, {text, 1, 1}, context.problems);
    if (!at) return {};
    return ActualsReader(table, *at, study, context).read();
}

}  // namespace povex
