#include "output/file/results_layout.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

#include "output/file/results_axes.hpp"

namespace povex {
namespace {

std::size_t product(std::vector<std::size_t> const& factors, std::size_t first, std::size_t last) {
    auto const at = [&](std::size_t i) { return factors.begin() + static_cast<std::ptrdiff_t>(i); };
    return std::accumulate(at(first), at(last), std::size_t{1}, std::multiplies<>{});
}

Stored stored_as(Kind kind) {
    switch (kind) {
        case Kind::count:
            return Stored::int32;
        case Kind::money:
        case Kind::income:
            return Stored::int64;
        case Kind::real:
            break;
    }
    return Stored::real;
}

std::vector<Attribute> root_attributes(ResultsPlan const& plan) {
    Study const& study = plan.study();
    Experiment const& experiment = study.experiment;
    std::vector<std::string> shown;
    shown.reserve(study.shown_with_baseline.size());
    for (auto s : study.shown_with_baseline) shown.push_back(experiment.scenarios.at(s).label.id);
    return {{"title", study.title.en},
            {"title_vi", study.title.vi},
            {"Conventions", "CF-1.8"},
            {"format", results_format},
            {"format_version", results_format_version},
            {"seed", static_cast<std::int64_t>(experiment.seed)},
            {"baseline", experiment.scenarios.at(experiment.baseline).label.id},
            {"shown_with_baseline", shown},
            {"national", experiment.standards.at(study.national).label.id},
            {"currency", experiment.currency.label()},
            {"currency_code", experiment.currency.code},
            {"currency_decimals", std::int64_t{experiment.currency.decimals}},
            {"currency_unit", experiment.currency.unit},
            {"as_of", study.as_of},
            {"withheld", static_cast<std::int64_t>(study.withheld)},
            {"population", plan.populations()},
            {"uncertainty", uncertainty_names[study.drawn ? 1 : 0]}};
}

}  // namespace

char const* name_of(Axis axis) {
    return axis_names[static_cast<std::size_t>(axis)];
}

std::string inside(std::string const& group, std::string const& name) {
    return (group == "/" ? "" : group) + "/" + name;
}

std::size_t SeriesShape::outer() const {
    return product(extents, 0, replicate_at);
}

std::size_t SeriesShape::inner() const {
    return product(extents, replicate_at + 1, extents.size());
}

ResultsPlan::ResultsPlan(Study const& study, Catalogue const& catalogue, std::uint32_t replicates)
    : study_(&study), catalogue_(&catalogue), replicates_(replicates) {
    if (replicates == 0) throw std::invalid_argument("a results file needs a replicate");
    std::size_t numbers = 1;
    for (Variable const& variable : catalogue.variables) {
        numbers += catalogue.size_per_replicate(variable);
    }
    std::size_t const fitting = batch_bytes / (numbers * sizeof(double));
    batch_ = std::min<std::size_t>(replicates, std::clamp<std::size_t>(fitting, 1, largest_batch));
    if (catalogue.size(Axis::point) == 0) return;
    points_ = catalogue.size(Axis::point);
    if (batch_ == replicates) {
        points_together_ = std::clamp<std::size_t>(fitting / replicates, 1, points_);
    }
}

std::string ResultsPlan::populations() const {
    PopulationPlan const& plan = study_->experiment.population;
    return plan.redrawn ? "redrawn" : fmt::format("fixed:{}", plan.fixed);
}

bool ResultsPlan::has_numbers(Variable const& variable) const {
    return catalogue_->size_per_replicate(variable) > 0;
}

SeriesShape ResultsPlan::shape(Variable const& variable) const {
    SeriesShape shape;
    shape.replicate_at = variable.over.size();
    for (std::size_t d = 0; d < variable.over.size(); ++d) {
        bool const is_replicate = variable.over[d] == Axis::replicate;
        if (is_replicate) shape.replicate_at = d;
        shape.extents.push_back(is_replicate ? replicates_ : catalogue_->size(variable.over[d]));
    }
    if (shape.replicate_at == variable.over.size()) {
        throw std::invalid_argument(variable.name + " has no dimension `replicate`");
    }
    return shape;
}

std::vector<std::size_t> ResultsPlan::chunk(Variable const& variable) const {
    SeriesShape const series = shape(variable);
    std::size_t const bytes = variable.kind == Kind::count ? 4 : 8;
    auto chunk = series.extents;
    for (std::size_t d = 0; d < chunk.size(); ++d) {
        if (variable.over[d] == Axis::point) chunk[d] = points_together_;
        if (variable.over[d] == Axis::scenario) chunk[d] = 1;
        if (variable.over[d] == Axis::replicate) chunk[d] = batch_;
    }
    auto const replicate = chunk.begin() + static_cast<std::ptrdiff_t>(series.replicate_at);
    while (product(chunk, 0, chunk.size()) * bytes > chunk_bytes) {
        auto cut = std::find_if(chunk.begin(), replicate, [](auto n) { return n > 1; });
        if (cut == replicate) cut = std::max_element(replicate + 1, chunk.end());
        if (cut == chunk.end() || *cut == 1) break;
        *cut = (*cut + 1) / 2;
    }
    return chunk;
}

std::string ResultsPlan::units(std::string units) const {
    constexpr std::string_view money = "money";
    bool const is_money =
        units == money || units.starts_with("money/") || units.starts_with("money ");
    return is_money ? units.replace(0, money.size(), study_->experiment.currency.label()) : units;
}

std::vector<Attribute> description(std::string const& long_name, std::string const& units,
                                   std::string const& cell_methods,
                                   std::string const& coordinates) {
    std::vector<Attribute> attributes{{"long_name", long_name},
                                      {"units", units},
                                      {"cell_methods", cell_methods},
                                      {"coordinates", coordinates}};
    std::erase_if(attributes, [](Attribute const& attribute) {
        return std::get<std::string>(attribute.value).empty();
    });
    return attributes;
}

void add_reason(std::vector<Attribute>& attributes, Variable const& variable) {
    if (variable.missing_because.empty()) return;
    attributes.push_back({"missing_because", variable.missing_because});
}

void lay_out_root(ArrayFile& file, ResultsPlan const& plan) {
    file.add_attributes("/", root_attributes(plan));
    std::vector<Variable const*> variables;
    for (Variable const& variable : plan.catalogue().variables) {
        if (plan.has_numbers(variable)) variables.push_back(&variable);
    }
    make_axes(file, plan, "/", variables);
    for (Variable const* variable : variables) {
        std::vector<std::string> dimensions;
        dimensions.reserve(variable->over.size());
        for (Axis axis : variable->over) dimensions.emplace_back(name_of(axis));
        auto attributes = description(variable->long_name, plan.units(variable->units),
                                      variable->cell_methods, coordinates(plan, variable->over));
        add_reason(attributes, *variable);
        if (stored_as(variable->kind) == Stored::int64) {
            attributes.push_back({"scale_factor", variable->scale});
        }
        file.make_array({inside("/", variable->name), stored_as(variable->kind), dimensions,
                         plan.chunk(*variable), attributes});
    }
}

}  // namespace povex
