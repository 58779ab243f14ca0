#include "output/file/results_statistics.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/run/in_parallel.hpp"
#include "engine/stats/summary.hpp"
#include "output/file/results_axes.hpp"

namespace povex {
namespace {

constexpr char const* summary_group = "/summary";
constexpr char const* difference_group = "/difference";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Cut a slab along its longest dimension other than `replicate`, until each part is small enough.
void cut(Slab const& slab, std::size_t replicate_at, std::vector<Slab>& parts) {
    std::size_t longest = replicate_at == 0 ? 1 : 0;
    for (std::size_t d = 0; d < slab.count.size(); ++d) {
        if (d != replicate_at && slab.count[d] > slab.count[longest]) longest = d;
    }
    if (slab.size() <= largest_part || longest >= slab.count.size() || slab.count[longest] == 1) {
        parts.push_back(slab);
        return;
    }
    Slab first = slab;
    Slab second = slab;
    first.count[longest] = slab.count[longest] / 2;
    second.count[longest] = slab.count[longest] - first.count[longest];
    second.start[longest] = slab.start[longest] + first.count[longest];
    cut(first, replicate_at, parts);
    cut(second, replicate_at, parts);
}

/// The parts of a variable that are summarised one at a time: what is compressed together, over all
/// replicates, under the first scenario. If a part fits into memory, each piece of the file is
/// unpacked once.
std::vector<Slab> parts_of(ResultsPlan const& plan, Variable const& variable) {
    SeriesShape const shape = plan.shape(variable);
    auto step = plan.chunk(variable);
    step[shape.replicate_at] = shape.replicates();
    std::vector<std::size_t> steps;  // along each dimension
    for (std::size_t d = 0; d < step.size(); ++d) {
        bool const is_scenario = variable.over[d] == Axis::scenario;
        steps.push_back(is_scenario ? 1 : (shape.extents[d] + step[d] - 1) / step[d]);
    }
    std::vector<Slab> parts;
    for (std::size_t n = 0; n < Slab{{}, steps}.size(); ++n) {
        Slab part{step, step};
        auto rest = n;
        for (std::size_t d = step.size(); d-- > 0; rest /= steps[d]) {
            part.start[d] = rest % steps[d] * step[d];
            part.count[d] = std::min(step[d], shape.extents[d] - part.start[d]);
        }
        cut(part, shape.replicate_at, parts);
    }
    return parts;
}

/// Where the statistics of a slab of replicates lie: without `replicate`, with `statistic`.
Slab of_statistics(Slab slab, std::size_t replicate_at) {
    slab.start.erase(slab.start.begin() + static_cast<std::ptrdiff_t>(replicate_at));
    slab.count.erase(slab.count.begin() + static_cast<std::ptrdiff_t>(replicate_at));
    slab.start.push_back(0);
    slab.count.push_back(statistics);
    return slab;
}

std::vector<double> flat(std::vector<Summary> const& summaries) {
    std::vector<double> numbers;
    numbers.reserve(summaries.size() * statistics);
    for (Summary const& s : summaries) {
        for (double x : {s.mean, s.standard_error, s.q05, s.q25, s.q50, s.q75, s.q95, s.process_sd,
                         s.parameter_sd}) {
            numbers.push_back(x);
        }
    }
    return numbers;
}

std::vector<Axis> without_replicate(Variable const& variable) {
    std::vector<Axis> over = variable.over;
    std::erase(over, Axis::replicate);
    return over;
}

/// What the percentiles are of, and what spreads them: chance alone, or the parameters too.
std::string about_intervals(ResultsPlan const& plan) {
    auto const each = plan.replicates_per_draw();
    return fmt::format(
        "q05 to q95: 5th to 95th percentile of {} replicates; spread by {}; "
        "synthetic populations {}",
        plan.replicates(),
        each == 0 ? "chance alone, parameters are fixed"
                  : fmt::format("chance and {} draws of the parameters", plan.replicates() / each),
        plan.populations());
}

/// By what replicates are clustered for the standard error, see ClusteredMean.
std::string about_errors(ResultsPlan const& plan) {
    auto const [populations, per_draw] = plan.study().clustering();
    if (populations > 0 && per_draw > 0) return "clustered by draw and by population";
    if (per_draw > 0) return "clustered by draw";
    return populations > 0 ? "clustered by population" : "each replicate is independent";
}

void make_statistic_array(ArrayFile& file, ResultsPlan const& plan, std::string const& path,
                          Variable const& variable, std::string const& long_name) {
    std::vector<std::string> dimensions;
    for (Axis axis : without_replicate(variable)) dimensions.emplace_back(name_of(axis));
    dimensions.emplace_back("statistic");
    SeriesShape const shape = plan.shape(variable);
    std::vector<Attribute> attributes = description(long_name, plan.units(variable.units), "",
                                                    coordinates(plan, without_replicate(variable)));
    attributes.push_back({"interval", about_intervals(plan)});
    attributes.push_back({"standard_error", about_errors(plan)});
    add_reason(attributes, variable);
    Slab const chunk{std::vector<std::size_t>(shape.extents.size(), 0), plan.chunk(variable)};
    file.make_array({path, Stored::real, dimensions, of_statistics(chunk, shape.replicate_at).count,
                     attributes});
}

/// The statistics of a part of a variable, as the file has them.
std::vector<double> statistics_of(SeriesShape const& shape, Clustering const& clustering,
                                  Slab const& part, std::span<double const> numbers) {
    auto const inner = part.count.begin() + static_cast<std::ptrdiff_t>(shape.replicate_at) + 1;
    std::size_t const columns =
        std::accumulate(inner, part.count.end(), std::size_t{1}, std::multiplies<>{});
    std::size_t const series = shape.replicates() * columns;
    std::vector<double> statistics_of_part;
    for (std::size_t first = 0; first < numbers.size(); first += series) {
        auto const some = flat(summarise_columns(numbers.subspan(first, series), shape.replicates(),
                                                 columns, clustering));
        statistics_of_part.insert(statistics_of_part.end(), some.begin(), some.end());
    }
    return statistics_of_part;
}

/// A group with the arrays that statistics of variables go to.
/// \param of  what comes behind a variable's long name
void make_statistic_group(ArrayFile& file, ResultsPlan const& plan, std::string const& group,
                          std::vector<Variable> const& variables, std::string const& of) {
    file.make_group(group);
    std::vector<Variable> without;
    for (Variable variable : variables) {
        variable.over = without_replicate(variable);
        without.push_back(variable);
    }
    std::vector<Variable const*> pointers;
    pointers.reserve(without.size());
    for (Variable const& variable : without) pointers.push_back(&variable);
    make_axes(file, plan, group, pointers);
    std::vector<std::string> const names(statistic_names.begin(), statistic_names.end());
    file.make_dimension({inside(group, "statistic"),
                         Stored::text,
                         {},
                         {},
                         description("statistic over replicates", "", "", "")},
                        names);
    for (Variable const& variable : variables) {
        make_statistic_array(file, plan, inside(group, variable.name), variable,
                             variable.long_name + of);
    }
}

std::optional<std::size_t> position(Variable const& variable, Axis axis) {
    auto const found = std::find(variable.over.begin(), variable.over.end(), axis);
    if (found == variable.over.end()) return std::nullopt;
    return static_cast<std::size_t>(found - variable.over.begin());
}

std::optional<std::size_t> member(Catalogue const& catalogue, Axis axis, std::string const& name) {
    auto const& members = catalogue.members[static_cast<std::size_t>(axis)];
    auto const found = std::find(members.begin(), members.end(), name);
    if (found == members.end()) return std::nullopt;
    return static_cast<std::size_t>(found - members.begin());
}

std::size_t baseline_of(ResultsPlan const& plan) {
    Study const& study = plan.study();
    std::string const& id = study.experiment.scenarios.at(study.experiment.baseline).label.id;
    return member(plan.catalogue(), Axis::scenario, id).value_or(0);
}

/// Write the statistics of one part of a variable under each scenario, and those of its difference
/// to the baseline.
void summarise_part(ArrayFile& file, ResultsPlan const& plan, Variable const& variable, Slab part) {
    SeriesShape const shape = plan.shape(variable);
    std::string const path = inside("/", variable.name);
    auto const statistics_in = [&](std::span<double const> numbers) {
        return statistics_of(shape, plan.study().clustering(), part, numbers);
    };
    auto const write = [&](char const* group, std::span<double const> values) {
        file.write(inside(group, variable.name), of_statistics(part, shape.replicate_at), values);
    };
    auto const read = [&] {  // in the units of the variable
        auto values = file.read(path, part);
        if (variable.scale != 1.0) {
            for (double& value : values) value *= variable.scale;
        }
        return values;
    };
    auto const scenario = position(variable, Axis::scenario);
    if (!scenario) return write(summary_group, statistics_in(read()));
    auto const baseline = baseline_of(plan);
    part.start[*scenario] = baseline;
    auto const under_baseline = read();
    for (auto& s = part.start[*scenario] = 0; s < shape.extents[*scenario]; ++s) {
        auto const numbers = s == baseline ? under_baseline : read();
        auto differences = numbers;
        for (std::size_t i = 0; i < numbers.size(); ++i) differences[i] -= under_baseline[i];
        std::array const sides{std::span(numbers), std::span<double const>(differences)};
        std::array<std::vector<double>, 2> summaries;
        in_parallel(sides.size(), [&](std::size_t i) { summaries[i] = statistics_in(sides[i]); });
        write(summary_group, summaries[0]);
        write(difference_group, summaries[1]);
    }
}

/// The member of an axis that an observed count belongs to; none if counts are not observed by this
/// axis.
std::optional<std::size_t> member_for(Catalogue const& catalogue, Axis axis, Actual const& actual) {
    switch (axis) {
        case Axis::standard:
            return member(catalogue, axis, actual.standard);
        case Axis::year:
            return member(catalogue, axis, std::to_string(actual.year));
        case Axis::group:
        case Axis::spending_group:
        case Axis::deprived_group:
            return member(catalogue, axis, actual.group);
        default:
            return std::nullopt;
    }
}

/// Where the statistics of an observed count lie in /summary; none if the run does not have it.
/// \param point  of a sweep
std::optional<Slab> place_of(ResultsPlan const& plan, Variable const& variable,
                             Actual const& actual, std::size_t point, std::size_t scenario) {
    Slab slab;
    for (Axis axis : without_replicate(variable)) {
        auto const index = axis == Axis::point      ? point
                           : axis == Axis::scenario ? scenario
                                                    : member_for(plan.catalogue(), axis, actual);
        if (!index) return std::nullopt;
        slab.start.push_back(*index);
        slab.count.push_back(1);
    }
    slab.start.push_back(0);
    slab.count.push_back(statistics);
    return slab;
}

/// The statistics of the replicates for an observed count; all missing if the run does not have it.
Summary projected(ArrayFile const& file, ResultsPlan const& plan, Actual const& actual,
                  std::size_t point, std::size_t scenario) {
    Summary summary;
    for (Variable const& variable : plan.catalogue().variables) {
        if (variable.name != actual.what || !plan.has_numbers(variable)) continue;
        std::optional<Slab> const place = place_of(plan, variable, actual, point, scenario);
        if (!place) continue;
        std::vector<double> const numbers = file.read(inside(summary_group, variable.name), *place);
        summary.mean = numbers[0];
        summary.q05 = numbers[2];
        summary.q95 = numbers[6];
    }
    return summary;
}

/// 1 if an observed count lies from the 5th to the 95th percentile, else 0; missing with a single
/// replicate.
double inside_interval(Summary const& summary, Actual const& actual, std::uint32_t replicates) {
    bool const known = replicates > 1 && summary.q05 <= summary.q95;
    if (!known) return missing;
    return actual.value >= summary.q05 && actual.value <= summary.q95 ? 1.0 : 0.0;
}

}  // namespace

void write_summaries(ArrayFile& file, ResultsPlan const& plan) {
    std::vector<Variable> variables = plan.catalogue().variables;
    std::erase_if(variables, [&](Variable const& v) { return !plan.has_numbers(v); });
    std::vector<Variable> differing = variables;
    std::erase_if(differing, [](Variable const& v) { return !position(v, Axis::scenario); });
    make_statistic_group(file, plan, summary_group, variables, "");
    make_statistic_group(file, plan, difference_group, differing, ", difference to the baseline");
    for (Variable const& variable : variables) {
        for (Slab const& part : parts_of(plan, variable)) {
            summarise_part(file, plan, variable, part);
        }
    }
}

void write_comparison(ArrayFile& file, ResultsPlan const& plan) {
    file.make_group("/comparison");
    std::vector<Actual> const& actuals = plan.study().actuals;
    std::size_t const scenarios = plan.catalogue().size(Axis::scenario);
    if (actuals.empty() || scenarios == 0) return;
    bool const is_sweep = plan.catalogue().size(Axis::point) > 0;
    std::vector<double> mean, q05, q95, hit;
    for (std::size_t row = 0; row < plan.points() * scenarios; ++row) {
        for (Actual const& actual : actuals) {
            Summary const summary = projected(file, plan, actual, row / scenarios, row % scenarios);
            mean.push_back(summary.mean);
            q05.push_back(summary.q05);
            q95.push_back(summary.q95);
            hit.push_back(inside_interval(summary, actual, plan.replicates()));
        }
    }
    std::vector<Axis> over{Axis::scenario};
    if (is_sweep) over.insert(over.begin(), Axis::point);
    std::vector<std::string> dimensions;
    for (Axis axis : over) {
        make_axis(file, plan, "/comparison", axis);
        dimensions.emplace_back(name_of(axis));
    }
    dimensions.emplace_back("actual");
    std::vector<double> numbers(actuals.size());
    for (std::size_t a = 0; a < numbers.size(); ++a) numbers[a] = static_cast<double>(a);
    file.make_dimension({"/comparison/actual",
                         Stored::int32,
                         {},
                         {},
                         description("number of the observed count in /actual", "", "", "")},
                        numbers);
    auto const put = [&](char const* name, Stored stored, std::vector<double> const& values,
                         char const* long_name, char const* units) {
        file.put({inside("/comparison", name),
                  stored,
                  dimensions,
                  {},
                  description(long_name, units, "", coordinates(plan, over))},
                 values);
    };
    put("mean", Stored::real, mean, "mean of the replicates", "households");
    put("q05", Stored::real, q05, "5th percentile of the replicates", "households");
    put("q95", Stored::real, q95, "95th percentile of the replicates", "households");
    put("inside", Stored::int32, hit, "1 if the observed count lies from q05 to q95, else 0", "1");
}

}  // namespace povex
