#include "output/compare/comparison.hpp"

#include "engine/stats/summary.hpp"
#include "output/compare/comparison_parts.hpp"

namespace povex {

std::vector<Estimate> counts_by_year(ResultsReader const& results, std::string const& from,
                                     std::string const& what, std::size_t scenario,
                                     std::string const& standard, std::string const& group) {
    auto const ruler = results.member("standard", standard);
    auto const place = results.member("group", group);
    bool const known =
        results.has(what, {"scenario", "standard", "year", "group", "statistic"}, from);
    if (!ruler || !place || !known) return {};
    LabelledArray const array =
        results.read(what, {{"scenario", scenario}, {"standard", *ruler}, {"group", *place}}, from);
    std::vector<Estimate> estimates;
    std::size_t const statistics = array.shape[1];
    for (std::size_t t = 0; t < array.shape[0]; ++t) {
        auto const of = [&](char const* name) {
            return array.values[t * statistics + statistic_index(name)];
        };
        estimates.push_back(
            {of("mean"), of("q05"), of("q95"), of("process_sd"), of("parameter_sd")});
    }
    return estimates;
}

std::vector<double> counts_by_replicate(ResultsReader const& results, std::string const& what,
                                        std::size_t scenario, std::string const& standard,
                                        std::string const& group) {
    auto const ruler = results.member("standard", standard);
    auto const place = results.member("group", group);
    bool const known = results.has(what, {"scenario", "standard", "replicate", "year", "group"});
    if (!ruler || !place || !known) return {};
    return results.read(what, {{"scenario", scenario}, {"standard", *ruler}, {"group", *place}})
        .values;
}

Estimate estimate_of(std::vector<double> const& by_replicate) {
    Summary const summary = summarise(by_replicate);
    return {summary.mean, summary.q05, summary.q95};
}

Comparison compare(ResultsReader const& results) {
    Comparison comparison;
    comparison.title = results.title();
    comparison.seed = results.seed();
    comparison.replicates = results.replicates();
    comparison.draws = results.draws();
    comparison.baseline = results.baseline();
    comparison.beside = results.beside();
    comparison.national = results.national();
    comparison.currency = results.currency();
    comparison.as_of = results.as_of();
    comparison.withheld = results.withheld();
    comparison.years = results.years();
    comparison.targeting = results.targeting();

    std::vector<std::string> const& scenarios = results.members("scenario");
    std::vector<Text> const titles = results.titles("scenario");
    std::size_t const baseline = results.member("scenario", comparison.baseline).value_or(0);
    if (!scenarios.empty()) comparison.baseline_title = titles[baseline];
    comparison.actuals = compared_actuals(results, baseline);
    for (ComparedActual const& one : comparison.actuals) {
        if (one.actual.role != Role::held_out || !one.inside) continue;
        ++comparison.held_out;
        if (*one.inside) ++comparison.held_out_inside;
    }
    comparison.poor = poor_of(results, baseline);
    comparison.two_standards = two_standards_of(results, baseline);
    comparison.first_fall = first_fall_of(results, baseline);
    comparison.scenarios = scenario_differences(results, baseline);
    comparison.loans = loans_of(results);
    comparison.jobs = jobs_of(results);
    return comparison;
}

}  // namespace povex
