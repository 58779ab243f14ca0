#include "output/file/study_record.hpp"

#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/file/results_axes.hpp"

namespace povex {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// One value of each record, as a column.
template <class Record, class Get>
Column column_of(std::vector<Record> const& records, Get get) {
    using Value = std::decay_t<decltype(get(records.front()))>;
    using Element =
        std::conditional_t<std::is_convertible_v<Value, std::string>, std::string, double>;
    std::vector<Element> column;
    column.reserve(records.size());
    for (Record const& record : records) column.push_back(static_cast<Element>(get(record)));
    return column;
}

/// A group with arrays along dimensions of its own.
class Table {
public:
    Table(ArrayFile& file, std::string group) : file_(&file), group_(std::move(group)) {}

    /// Number the rows from 0.
    void number_rows(std::string const& dimension, std::size_t rows, std::string const& what) {
        std::vector<double> numbers(rows);
        std::iota(numbers.begin(), numbers.end(), 0.0);
        file_->make_dimension(
            {inside(group_, dimension), Stored::int32, {}, {}, {{"long_name", what}}}, numbers);
    }

    void put(std::string const& name, std::vector<std::string> const& dimensions,
             Column const& values, std::string const& long_name, std::string const& units = "",
             Stored numbers = Stored::real, std::optional<double> scale = {}) {
        bool const is_text = std::holds_alternative<std::vector<std::string>>(values);
        auto attributes = description(long_name, units, "", "");
        if (scale) attributes.push_back({"scale_factor", *scale});
        file_->put({inside(group_, name),
                    is_text ? Stored::text : numbers,
                    dimensions,
                    {},
                    std::move(attributes)},
                   values);
    }

private:
    ArrayFile* file_;
    std::string group_;
};

void record_actuals(ArrayFile& file, std::vector<Actual> const& actuals) {
    file.make_group("/actual");
    if (actuals.empty()) return;
    Table table(file, "/actual");
    std::vector<std::string> const by{"actual"};
    auto const of = [&](auto get) { return column_of(actuals, get); };
    table.number_rows("actual", actuals.size(), "number of the observed count, from 0");
    table.put("date", by, of([](auto& a) { return a.date; }), "date of the count, as published");
    table.put("year", by, of([](auto& a) { return a.year; }), "year of the review it belongs to",
              "", Stored::int32);
    table.put("standard", by, of([](auto& a) { return a.standard; }), "standard");
    table.put("group", by, of([](auto& a) { return a.group; }), "group of households");
    table.put("what", by, of([](auto& a) { return a.what; }), "variable that was observed");
    table.put("value", by, of([](auto& a) { return a.value; }), "observed count", "households");
    table.put("role", by, of([](auto& a) { return role_names[static_cast<std::size_t>(a.role)]; }),
              "built-in, fit, held-out or information");
    table.put("source", by, of([](auto& a) { return a.source; }), "source");
    table.put("grade", by, of([](auto& a) { return a.grade; }), "grade of the source");
    table.put("known_on", by, of([](auto& a) { return a.known_on; }), "date of publication");
    table.put("note", by, of([](auto& a) { return a.note; }), "note");
}

std::string distribution_name(Parameter const& parameter) {
    if (!parameter.distribution) return {};
    return spread_names[static_cast<std::size_t>(parameter.distribution->spread)];
}

void record_parameters(ArrayFile& file, ResultsPlan const& plan) {
    file.make_group("/parameters");
    std::vector<Parameter> const& parameters = plan.study().parameters;
    if (parameters.empty()) return;
    Table table(file, "/parameters");
    std::vector<std::string> const by{"parameter"};
    auto const of = [&](auto get) { return column_of(parameters, get); };
    table.number_rows("parameter", parameters.size(), "number of the parameter, from 0");
    table.put("key", by, of([](auto& p) { return p.key; }), "key in the study");
    table.put("value", by, of([](auto& p) { return p.value; }), "value, as TOML writes it");
    table.put("unit", by, of([&](auto& p) { return plan.units(p.unit); }), "unit");
    table.put("range", by, of([](auto& p) { return p.range; }), "range of plausible values");
    table.put("distribution", by, of([](auto& p) { return distribution_name(p); }),
              "how it is drawn from the range if parameters are drawn; empty: it is fixed");
    table.put("grade", by, of([](auto& p) { return p.grade; }), "grade of the source");
    table.put("source", by, of([](auto& p) { return p.source; }), "source");
    table.put("known_on", by, of([](auto& p) { return p.known_on; }), "date of publication");
}

/// A number of each programme in each scenario and year: shape [scenario][programme][year].
template <class Get>
std::vector<double> by_year(Study const& study, Get get) {
    std::vector<double> values;
    for (Scenario const& scenario : study.experiment.scenarios) {
        for (Programme const& programme : scenario.programmes) {
            for (std::size_t t = 0; t < study.experiment.years.reviews(); ++t) {
                values.push_back(get(programme, t));
            }
        }
    }
    return values;
}

std::vector<double> which_run(Study const& study) {
    std::vector<double> runs;
    for (Scenario const& scenario : study.experiment.scenarios) {
        for (bool run : scenario.runs) runs.push_back(run ? 1.0 : 0.0);
    }
    return runs;
}

/// A yearly amount of money; missing at the base year and where the programme has none.
double money_at(Yearly<std::int64_t> const& yearly, std::size_t t) {
    return t > 0 && t < yearly.size() ? static_cast<double>(yearly[t]) : missing;
}

void record_programmes(ArrayFile& file, ResultsPlan const& plan) {
    file.make_group("/programmes");
    Study const& study = plan.study();
    auto const& programmes = study.experiment.scenarios.at(study.experiment.baseline).programmes;
    Catalogue const& catalogue = plan.catalogue();
    if (programmes.empty() || catalogue.size(Axis::programme) != programmes.size() ||
        catalogue.size(Axis::scenario) != study.experiment.scenarios.size()) {
        return;
    }
    for (Axis axis : {Axis::scenario, Axis::programme, Axis::year}) {
        make_axis(file, plan, "/programmes", axis);
    }
    Table table(file, "/programmes");
    auto const of = [&](auto get) { return column_of(programmes, get); };
    table.put("kind", {"programme"}, of([](auto& p) {
                  return std::string(programme_kind_names[static_cast<std::size_t>(p.kind)]);
              }),
              "capped: a queue under a budget; entitlement: every eligible taker is served; area: "
              "public works, for all households of a place");
    table.put("umbrella", {"programme"}, of([](auto& p) { return p.umbrella; }),
              "programme it is part of");
    table.put("unit", {"programme"},
              of([](auto& p) { return member_names[static_cast<std::size_t>(p.cost.unit)]; }),
              "what is paid for");
    table.put("runs", {"scenario", "programme"}, which_run(study),
              "1 if the programme runs in the scenario, else 0", "1", Stored::int32);
    std::vector<std::string> const yearly{"scenario", "programme", "year"};
    double const scale = 1.0 / static_cast<double>(study.experiment.currency.smallest_units());
    table.put("unit_cost", yearly,
              by_year(study, [](Programme const& p,
                                std::size_t t) { return money_at(p.cost.unit_cost, t); }),
              "cost of one unit, all payers together", plan.units("money"), Stored::int64, scale);
    table.put("budget", yearly,
              by_year(study,
                      [](Programme const& p, std::size_t t) { return money_at(p.cost.budget, t); }),
              "budget, all payers together", plan.units("money/year"), Stored::int64, scale);
}

}  // namespace

void record_study(ArrayFile& file, ResultsPlan const& plan) {
    record_actuals(file, plan.study().actuals);
    record_programmes(file, plan);
    record_parameters(file, plan);
}

void record_draws(ArrayFile& file, ParameterDraws const* draws) {
    file.make_group("/draws");
    if (draws == nullptr || draws->parameters().empty()) return;
    Table table(file, "/draws");
    auto const& parameters = draws->parameters();
    table.number_rows("draw", draws->draws(), "number of the draw, from 0");
    table.number_rows("parameter", parameters.size(), "number of the drawn parameter, from 0");
    auto const of = [&](auto get) { return column_of(parameters, get); };
    std::vector<std::string> const by{"parameter"};
    table.put("key", by, of([](auto& p) { return p.key; }), "key in the study");
    table.put("distribution", by, of([](auto& p) { return distribution_name(p); }),
              "how its probability is spread over its range");
    table.put("low", by, of([](auto& p) { return p.distribution->low; }), "low end of its range");
    table.put("mode", by, of([](auto& p) { return p.distribution->mode; }), "value if fixed");
    table.put("high", by, of([](auto& p) { return p.distribution->high; }),
              "high end of its range");
    std::vector<double> values, rejected;
    for (std::uint32_t d = 0; d < draws->draws(); ++d) {
        for (Override const& one : draws->values(d)) values.push_back(one.value);
        rejected.push_back(draws->rejected(d));
    }
    table.put("value", {"draw", "parameter"}, values, "value in the draw");
    table.put("rejected", {"draw"}, rejected,
              "attempts rejected before, since the study could not be read or its base population "
              "not be made with them",
              "1", Stored::int32);
}

void record_provenance(ArrayFile& file, Study const& study, RunProvenance const& provenance) {
    file.make_group("/provenance", {{"version", provenance.version},
                                    {"revision", provenance.revision},
                                    {"compiler", provenance.compiler},
                                    {"host", provenance.host},
                                    {"command_line", provenance.command_line},
                                    {"settings", study.settings},
                                    {"start_time", provenance.start_time}});
    if (study.files.empty()) return;
    auto const of = [&](auto get) { return column_of(study.files, get); };
    file.make_dimension(
        {"/provenance/file", Stored::text, {}, {}, description("file of the study", "", "", "")},
        of([](auto& f) { return f.name; }));
    Table(file, "/provenance")
        .put("text", {"file"}, of([](auto& f) { return f.text; }),
             "the whole file, as it was read");
}

void record_end(ArrayFile& file) {
    file.add_attributes("/provenance", {{"end_time", current_time()}});
}

}  // namespace povex
