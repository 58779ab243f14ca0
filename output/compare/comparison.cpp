#include "output/compare/comparison.hpp"

namespace povex {

Comparison compare(ResultsReader const& results) {
    Comparison comparison;
    comparison.title = results.title();
    comparison.seed = results.seed();
    comparison.replicates = results.replicates();
    comparison.draws = results.draws();
    comparison.baseline = results.baseline();
    comparison.shown_with_baseline = results.shown_with_baseline();
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
