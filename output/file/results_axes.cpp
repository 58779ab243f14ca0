#include "output/file/results_axes.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace povex {
namespace {

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
        case Axis::loan_account:
            return "what becomes of the money lent";
        case Axis::job_account:
            return "producers, and the jobs that they open";
        case Axis::other_standard:
            return "another standard by which the same households are reviewed";
        case Axis::poverty_class:
            return "class of households by the standard";
        case Axis::class_by_other:
            return "class of households by the other standard";
        case Axis::point:
            return "point of the sweep, from 0";
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

/// The groups that have titles: localities, strata and ethnicities.
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
        case Axis::other_standard:
            return labels_of(experiment.standards);
        case Axis::programme:
            return labels_of(experiment.scenarios.at(experiment.baseline).programmes);
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
        case Axis::loan_account:
        case Axis::job_account:
        case Axis::poverty_class:
        case Axis::class_by_other:
        case Axis::point:
            break;
    }
    return {};
}

/// The titles of the members of an axis in one language, empty where there is none.
std::vector<std::string> titles_of(Study const& study, Catalogue const& catalogue, Axis axis,
                                   std::string Text::*language) {
    std::vector<Label> const records = records_of(study, axis);
    std::unordered_map<std::string_view, Label const*> by_id;
    for (Label const& label : records) by_id.emplace(label.id, &label);
    std::vector<std::string> titles;
    for (std::string const& id : catalogue.members[static_cast<std::size_t>(axis)]) {
        auto const record = by_id.find(id);
        titles.push_back(record == by_id.end() ? "" : record->second->title.*language);
    }
    return titles;
}

/// An array along an axis that says more of its members.
struct Companion {
    std::string name;
    std::string long_name;
    std::string units;
    Column values;
    Stored stored = Stored::text;
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

/// The published number of households at each review; missing where none is published.
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

std::vector<Companion> companions(ResultsPlan const& plan, Axis axis) {
    std::vector<Companion> all;
    auto const& members = plan.catalogue().members[static_cast<std::size_t>(axis)];
    if (axis == Axis::year) {
        all.push_back({"year_published_households",
                       "published number of households of the province at the review", "households",
                       published_households(plan.study(), numbers_of(members)), Stored::real});
        return all;
    }
    if (axis == Axis::replicate && plan.replicates_per_draw() > 0) {
        std::vector<double> draws;
        for (std::uint32_t r = 0; r < plan.replicates(); ++r) {
            std::uint32_t const draw = r / plan.replicates_per_draw();
            draws.push_back(draw);
        }
        all.push_back({"draw", "draw of the parameters", "", std::move(draws), Stored::int32});
        return all;
    }
    if (axis == Axis::point) {
        for (SweptNumber const& number : plan.study().swept) {
            all.push_back({number.key, "this number of the study at the point",
                           plan.units(number.unit), number.values, Stored::real});
        }
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

}  // namespace

std::string coordinates(ResultsPlan const& plan, std::vector<Axis> const& over) {
    std::vector<std::string> names;
    for (Axis axis : over) {
        for (Companion const& array : companions(plan, axis)) names.push_back(array.name);
    }
    return fmt::format("{}", fmt::join(names, " "));
}

void make_axis(ArrayFile& file, ResultsPlan const& plan, std::string const& group, Axis axis) {
    std::string const name = name_of(axis);
    auto const& members = plan.catalogue().members[static_cast<std::size_t>(axis)];
    ArrayPlan dimension{
        inside(group, name), Stored::int32, {}, {}, {{"long_name", long_name_of(axis)}}};
    if (axis == Axis::replicate) {
        std::vector<double> numbers(plan.replicates());
        std::iota(numbers.begin(), numbers.end(), 0.0);
        file.make_dimension(dimension, numbers);
    } else if (axis == Axis::point) {
        file.make_dimension(dimension, numbers_of(members));
    } else if (axis == Axis::year) {
        std::vector<double> const years = numbers_of(members);
        dimension.attributes.push_back({"targeting", targeting_of(plan.study(), years)});
        file.make_dimension(dimension, years);
    } else {
        dimension.stored = Stored::text;
        file.make_dimension(dimension, members);
    }
    for (Companion const& array : companions(plan, axis)) {
        file.put({inside(group, array.name),
                  array.stored,
                  {name},
                  {},
                  description(array.long_name, array.units, "", "")},
                 array.values);
    }
}

void make_axes(ArrayFile& file, ResultsPlan const& plan, std::string const& group,
               std::vector<Variable const*> const& variables) {
    for (std::size_t a = 0; a < axes; ++a) {
        auto const axis = static_cast<Axis>(a);
        bool const used = std::any_of(variables.begin(), variables.end(), [&](auto const* v) {
            return std::find(v->over.begin(), v->over.end(), axis) != v->over.end();
        });
        if (used) make_axis(file, plan, group, axis);
    }
}

}  // namespace povex
