#include "output/results_layout.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace povex {
namespace {

constexpr std::size_t batch_bytes = std::size_t{32} << 20U;
constexpr std::size_t largest_batch = 64;
constexpr std::size_t chunk_bytes = std::size_t{512} << 10U;

std::size_t product(std::vector<std::size_t> const& factors, std::size_t first, std::size_t last) {
    auto const at = [&](std::size_t i) { return factors.begin() + static_cast<std::ptrdiff_t>(i); };
    return std::accumulate(at(first), at(last), std::size_t{1}, std::multiplies<>{});
}

Stored stored_as(Kind kind) {
    switch (kind) {
        case Kind::count:
            return Stored::int32;
        case Kind::money:
            return Stored::int64;
        case Kind::real:
            break;
    }
    return Stored::real;
}

char const* long_name_of(Axis axis) {
    switch (axis) {
        case Axis::scenario:
            return "policy package";
        case Axis::standard:
            return "standard by which households are reviewed";
        case Axis::programme:
            return "policy programme";
        case Axis::payer:
            return "who pays";
        case Axis::replicate:
            return "number of the replicate, from 0";
        case Axis::year:
            return "year of the review at its end; of spending, the year itself";
        case Axis::group:
        case Axis::spending_group:
        case Axis::deprived_group:
            return "group of households";
        case Axis::status:
            return "official status";
        case Axis::indicator:
            return "indicator of deprivation";
    }
    return "";
}

template <class Record>
std::vector<Label> labels_of(std::vector<Record> const& records) {
    std::vector<Label> labels;
    labels.reserve(records.size());
    for (Record const& record : records) labels.push_back(record.label);
    return labels;
}

void prefix_ids(std::vector<Label>& labels, std::string const& prefix) {
    for (Label& label : labels) label.id = prefix + label.id;
}

/// The groups that have titles: places and peoples.
std::vector<Label> labels_of_groups(Places const& places) {
    std::vector<Label> all = labels_of(places.localities);
    prefix_ids(all, "locality:");
    std::vector<Label> strata = labels_of(places.strata);
    prefix_ids(strata, "stratum:");
    std::vector<Label> ethnicities = labels_of(places.ethnicities);
    prefix_ids(ethnicities, "ethnicity:");
    all.insert(all.end(), strata.begin(), strata.end());
    all.insert(all.end(), ethnicities.begin(), ethnicities.end());
    return all;
}

/// The records of the study that are the members of an axis; none if they have no titles.
std::vector<Label> records_of(Study const& study, Axis axis) {
    Experiment const& experiment = study.experiment;
    switch (axis) {
        case Axis::scenario:
            return labels_of(experiment.scenarios);
        case Axis::standard:
            return labels_of(experiment.standards);
        case Axis::programme:
            return labels_of(experiment.scenarios.at(study.baseline).programmes);
        case Axis::payer:
            return labels_of(experiment.payers);
        case Axis::group:
        case Axis::spending_group:
        case Axis::deprived_group:
            return labels_of_groups(experiment.places);
        case Axis::indicator:
            return labels_of(experiment.nature.indicators);
        case Axis::replicate:
        case Axis::year:
        case Axis::status:
            break;
    }
    return {};
}

/// The titles of the members of an axis in one language, empty where there is none.
std::vector<std::string> titles_of(Study const& study, Catalogue const& catalogue, Axis axis,
                                   std::string Text::*language) {
    std::vector<Label> const records = records_of(study, axis);
    std::vector<std::string> titles;
    for (std::string const& id : catalogue.members[static_cast<std::size_t>(axis)]) {
        auto const record = std::find_if(records.begin(), records.end(),
                                         [&](Label const& label) { return label.id == id; });
        titles.push_back(record == records.end() ? "" : record->title.*language);
    }
    return titles;
}

/// An array beside an axis that tells more of its members.
struct Beside {
    std::string name;
    std::string long_name;
    std::string units;
    Column values;
};

std::vector<double> numbers_of(std::vector<std::string> const& digits) {
    std::vector<double> numbers;
    for (std::string const& text : digits) {
        int number = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc{}) {
            throw std::invalid_argument("not a whole number: " + text);
        }
        numbers.push_back(number);
    }
    return numbers;
}

/// Published households by review year, missing where none is.
std::vector<double> published_households(Study const& study, std::vector<double> const& years) {
    std::vector<double> households;
    for (double year : years) {
        auto const t = static_cast<std::size_t>(year - study.experiment.years.base);
        bool const given = t < study.denominator.size() && study.denominator[t].has_value();
        households.push_back(given ? *study.denominator[t]
                                   : std::numeric_limits<double>::quiet_NaN());
    }
    return households;
}

/// The standard that targets in each review year.
std::vector<std::string> targeting_of(Study const& study, std::vector<double> const& years) {
    Experiment const& experiment = study.experiment;
    std::vector<std::string> standards;
    for (double year : years) {
        auto const t = static_cast<std::size_t>(year - experiment.years.base);
        bool const given = t < experiment.targeting.size();
        standards.push_back(given ? experiment.standards.at(experiment.targeting[t]).label.id : "");
    }
    return standards;
}

std::vector<Beside> beside(ResultsPlan const& plan, Axis axis) {
    std::vector<Beside> all;
    auto const& members = plan.catalogue().members[static_cast<std::size_t>(axis)];
    if (axis == Axis::year) {
        all.push_back({"year_published_households",
                       "published number of households of the province at the review", "households",
                       published_households(plan.study(), numbers_of(members))});
        return all;
    }
    for (auto const& [suffix, language] : {std::pair{"en", &Text::en}, {"vi", &Text::vi}}) {
        std::vector<std::string> titles = titles_of(plan.study(), plan.catalogue(), axis, language);
        bool const any = std::any_of(titles.begin(), titles.end(),
                                     [](std::string const& title) { return !title.empty(); });
        if (!any) continue;
        all.push_back({fmt::format("{}_title_{}", name_of(axis), suffix),
                       fmt::format("title ({})", suffix), "", std::move(titles)});
    }
    return all;
}

std::vector<Attribute> root_attributes(ResultsPlan const& plan) {
    Study const& study = plan.study();
    Experiment const& experiment = study.experiment;
    PopulationPlan const& population = experiment.population;
    return {
        {"title", study.title.en},
        {"title_vi", study.title.vi},
        {"Conventions", "CF-1.8"},
        {"format", results_format},
        {"format_version", results_format_version},
        {"seed", static_cast<std::int64_t>(experiment.seed)},
        {"baseline", experiment.scenarios.at(study.baseline).label.id},
        {"national", experiment.standards.at(study.national).label.id},
        {"population", population.redrawn ? "redrawn" : fmt::format("fixed:{}", population.fixed)}};
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

Slab SeriesShape::series(std::size_t o) const {
    Slab slab{std::vector<std::size_t>(extents.size(), 0), extents};
    for (std::size_t d = replicate_at; d-- > 0;) {
        slab.start[d] = o % extents[d];
        slab.count[d] = 1;
        o /= extents[d];
    }
    return slab;
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
    std::vector<std::size_t> chunk = series.series(0).count;
    chunk[series.replicate_at] = batch_;
    std::size_t const bytes = variable.kind == Kind::count ? 4 : 8;
    auto const first_inner = chunk.begin() + static_cast<std::ptrdiff_t>(series.replicate_at) + 1;
    while (product(chunk, 0, chunk.size()) * bytes > chunk_bytes) {
        auto const largest = std::max_element(first_inner, chunk.end());
        if (largest == chunk.end() || *largest == 1) break;
        *largest = (*largest + 1) / 2;
    }
    return chunk;
}

std::string ResultsPlan::coordinates(std::vector<Axis> const& over) const {
    std::vector<std::string> names;
    for (Axis axis : over) {
        for (Beside const& array : beside(*this, axis)) names.push_back(array.name);
    }
    return fmt::format("{}", fmt::join(names, " "));
}

void ResultsPlan::make_axis(ArrayFile& file, std::string const& group, Axis axis) const {
    std::string const name = name_of(axis);
    auto const& members = catalogue_->members[static_cast<std::size_t>(axis)];
    ArrayPlan plan{inside(group, name), Stored::int32, {}, {}, {{"long_name", long_name_of(axis)}}};
    if (axis == Axis::replicate) {
        std::vector<double> numbers(replicates_);
        std::iota(numbers.begin(), numbers.end(), 0.0);
        file.make_dimension(plan, numbers);
    } else if (axis == Axis::year) {
        std::vector<double> const years = numbers_of(members);
        plan.attributes.push_back({"targeting", targeting_of(*study_, years)});
        file.make_dimension(plan, years);
    } else {
        plan.stored = Stored::text;
        file.make_dimension(plan, members);
    }
    for (Beside const& array : beside(*this, axis)) {
        bool const is_text = std::holds_alternative<std::vector<std::string>>(array.values);
        file.put({inside(group, array.name),
                  is_text ? Stored::text : Stored::real,
                  {name},
                  {},
                  description(array.long_name, array.units, "", "")},
                 array.values);
    }
}

void ResultsPlan::make_axes(ArrayFile& file, std::string const& group,
                            std::vector<Variable const*> const& variables) const {
    for (std::size_t a = 0; a < axes; ++a) {
        auto const axis = static_cast<Axis>(a);
        bool const used = std::any_of(variables.begin(), variables.end(), [&](auto const* v) {
            return std::find(v->over.begin(), v->over.end(), axis) != v->over.end();
        });
        if (used) make_axis(file, group, axis);
    }
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

void lay_out_root(ArrayFile& file, ResultsPlan const& plan) {
    file.add_attributes("/", root_attributes(plan));
    std::vector<Variable const*> variables;
    for (Variable const& variable : plan.catalogue().variables) {
        if (plan.has_numbers(variable)) variables.push_back(&variable);
    }
    plan.make_axes(file, "/", variables);
    for (Variable const* variable : variables) {
        std::vector<std::string> dimensions;
        for (Axis axis : variable->over) dimensions.emplace_back(name_of(axis));
        file.make_array({inside("/", variable->name), stored_as(variable->kind), dimensions,
                         plan.chunk(*variable),
                         description(variable->long_name, variable->units, variable->cell_methods,
                                     plan.coordinates(variable->over))});
    }
}

}  // namespace povex
