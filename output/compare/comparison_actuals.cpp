#include <cmath>
#include <utility>

#include "engine/stats/summary.hpp"
#include "output/compare/comparison.hpp"

// Observed counts, compared with what the baseline projects. Whether a count lies inside its
// interval is decided when the results file is written (inside_interval() in
// output/file/results_statistics.cpp); here it is read, and counts that were used to build the base
// year get no verdict.

namespace povex {
namespace {

double value_at(std::vector<double> const& column, std::size_t row) {
    return row < column.size() ? column[row] : Summary::missing;
}

/// Whether counts of this role get a verdict: not those that the base year is built from, and not
/// those given for information.
bool is_judged(Role role) {
    return role == Role::fit || role == Role::held_out;
}

bool counts_households(ResultsReader const& results, std::string const& what) {
    auto const variable = results.variable(what);
    return variable && variable->units == "households";
}

/// What a scenario projects for each observed count.
std::vector<Estimate> projected_under(ResultsReader const& results, std::size_t scenario,
                                      std::size_t rows) {
    if (results.is_sweep()) return std::vector<Estimate>(rows);  // each point projects another
    std::vector<double> const mean = results.comparison("mean", scenario);
    std::vector<double> const low = results.comparison("q05", scenario);
    std::vector<double> const high = results.comparison("q95", scenario);
    std::vector<Estimate> projected;
    for (std::size_t row = 0; row < rows; ++row) {
        projected.push_back({value_at(mean, row), value_at(low, row), value_at(high, row)});
    }
    return projected;
}

/// Add the residuals of the fit rows, under the baseline and each scenario shown together with it.
void add_residuals(std::vector<ComparedActual>& compared, ResultsReader const& results,
                   std::size_t baseline) {
    std::vector<std::size_t> scenarios{baseline};
    for (std::string const& id : results.shown_with_baseline()) {
        auto const scenario = results.member("scenario", id);
        if (scenario && *scenario != baseline) scenarios.push_back(*scenario);
    }
    for (std::size_t scenario : scenarios) {
        auto const projected = projected_under(results, scenario, compared.size());
        for (std::size_t row = 0; row < compared.size(); ++row) {
            Actual const& actual = compared[row].actual;
            if (actual.role != Role::fit) continue;
            compared[row].residuals.push_back({results.members("scenario")[scenario],
                                               projected[row], projected[row].mean - actual.value});
        }
    }
}

}  // namespace

std::vector<ComparedActual> compared_actuals(ResultsReader const& results, std::size_t baseline) {
    std::vector<Actual> const actuals = results.actuals();
    std::vector<Estimate> const projected = projected_under(results, baseline, actuals.size());
    std::vector<double> const inside =
        results.is_sweep() ? std::vector<double>{} : results.comparison("inside", baseline);
    std::vector<Text> const titles = results.titles("group");
    auto const households = denominators(results);

    std::vector<ComparedActual> compared;
    for (Actual const& actual : actuals) {
        std::size_t const row = compared.size();
        ComparedActual one;
        one.actual = actual;
        one.projected = projected[row];
        double const verdict = value_at(inside, row);
        if (is_judged(actual.role) && !std::isnan(verdict)) one.inside = verdict != 0;
        auto const group = results.member("group", actual.group);
        if (group) one.group_title = titles[*group];
        auto const year = results.member("year", std::to_string(actual.year));
        bool const has_rate = actual.group == province && counts_households(results, actual.what);
        if (year && has_rate) one.denominators = households[*year];
        compared.push_back(std::move(one));
    }
    if (!results.members("scenario").empty()) add_residuals(compared, results, baseline);
    return compared;
}

}  // namespace povex
