#include "output/comparison.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

#include "engine/stats/summary.hpp"

namespace povex {
namespace {

constexpr char const* province = "province";

std::vector<int> years_of(ResultsReader const& results) {
    std::vector<int> years;
    for (std::string const& digits : results.members("year")) {
        int year = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), year);
        years.push_back(year);
    }
    return years;
}

bool has_dimensions(std::optional<VariableInfo> const& variable,
                    std::vector<std::string> const& dimensions) {
    return variable && variable->dimensions == dimensions;
}

double value_at(std::vector<double> const& column, std::size_t row) {
    return row < column.size() ? column[row] : Summary::missing;
}

/// Only what was not used to build the base, and has a say at all, is judged.
bool is_judged(Role role) {
    return role == Role::fit || role == Role::held_out;
}

/// Households of the province in the register: the mean of the replicates.
std::optional<double> register_households(ResultsReader const& results) {
    auto const group = results.member("group", province);
    bool const known =
        has_dimensions(results.variable("households", "/summary"), {"group", "statistic"});
    if (!group || !known) return std::nullopt;
    LabelledArray const array = results.read(
        "households", {{"group", *group}, {"statistic", statistic_index("mean")}}, "/summary");
    return array.values.at(0);
}

/// What rates of households of the province are of, by review, shape [year].
std::vector<std::optional<Denominator>> denominators(ResultsReader const& results) {
    std::optional<double> const listed = register_households(results);
    std::vector<std::optional<Denominator>> all;
    for (std::optional<double> const& published : results.published_households()) {
        std::optional<double> const households = published ? published : listed;
        all.emplace_back();
        if (households && *households > 0) all.back() = {*households, published.has_value()};
    }
    return all;
}

bool counts_households(ResultsReader const& results, std::string const& what) {
    auto const variable = results.variable(what);
    return variable && variable->units == "households";
}

std::vector<ComparedActual> compared_actuals(ResultsReader const& results, std::size_t baseline) {
    std::vector<double> const mean = results.comparison("mean", baseline);
    std::vector<double> const low = results.comparison("q05", baseline);
    std::vector<double> const high = results.comparison("q95", baseline);
    std::vector<double> const inside = results.comparison("inside", baseline);
    std::vector<Text> const titles = results.titles("group");
    auto const households = denominators(results);

    std::vector<ComparedActual> compared;
    for (Actual const& actual : results.actuals()) {
        std::size_t const row = compared.size();
        ComparedActual one;
        one.actual = actual;
        one.projected = {value_at(mean, row), value_at(low, row), value_at(high, row)};
        double const verdict = value_at(inside, row);
        if (is_judged(actual.role) && !std::isnan(verdict)) one.inside = verdict != 0;
        auto const group = results.member("group", actual.group);
        if (group) one.group_title = titles[*group];
        auto const year = results.member("year", std::to_string(actual.year));
        bool const has_rate = actual.group == province && counts_households(results, actual.what);
        if (year && has_rate) one.denominator = households[*year];
        compared.push_back(std::move(one));
    }
    return compared;
}

/// A count of the province by year, of "/summary" or "/difference", shape [year]; empty if the
/// file does not have it.
std::vector<Estimate> counts_by_year(ResultsReader const& results, std::string const& from,
                                     std::string const& what, std::size_t scenario,
                                     std::string const& standard) {
    auto const ruler = results.member("standard", standard);
    auto const group = results.member("group", province);
    bool const known = has_dimensions(results.variable(what, from),
                                      {"scenario", "standard", "year", "group", "statistic"});
    if (!ruler || !group || !known) return {};
    LabelledArray const array =
        results.read(what, {{"scenario", scenario}, {"standard", *ruler}, {"group", *group}}, from);
    std::vector<Estimate> estimates;
    std::size_t const statistics = array.shape[1];
    for (std::size_t t = 0; t < array.shape[0]; ++t) {
        auto const of = [&](char const* name) {
            return array.values[t * statistics + statistic_index(name)];
        };
        estimates.push_back({of("mean"), of("q05"), of("q95")});
    }
    return estimates;
}

std::vector<YearDifference> differences_by_year(ResultsReader const& results,
                                                std::size_t scenario) {
    std::map<std::string, std::vector<Estimate>> by_standard;
    auto const estimate = [&](std::string const& standard, std::size_t t) -> Estimate {
        auto [found, is_new] = by_standard.try_emplace(standard);
        if (is_new) {
            found->second = counts_by_year(results, "/difference", "poor", scenario, standard);
        }
        return t < found->second.size() ? found->second[t] : Estimate{};
    };
    std::vector<int> const years = years_of(results);
    std::vector<std::string> const targeting = results.targeting();
    std::vector<YearDifference> differences;
    for (std::size_t t = 0; t < years.size(); ++t) {
        differences.push_back(
            {years[t], estimate(results.national(), t), targeting[t], estimate(targeting[t], t)});
    }
    return differences;
}

/// The poor under a standard by year; no years if the file does not say more of them than `poor`.
PoorUnderStandard poor_under(ResultsReader const& results, std::size_t scenario,
                             std::string const& standard) {
    constexpr std::pair<char const*, Estimate PoorOfYear::*> parts[] = {
        {"poor_true", &PoorOfYear::in_truth},
        {"poor_stayers", &PoorOfYear::stayers},
        {"poor_formerly_near_poor", &PoorOfYear::formerly_near_poor},
        {"poor_formerly_unlisted", &PoorOfYear::formerly_unlisted}};
    PoorUnderStandard poor{standard, {}};
    for (int year : years_of(results)) poor.years.emplace_back().year = year;
    auto const take = [&](char const* what, Estimate PoorOfYear::*part) {
        auto const counts = counts_by_year(results, "/summary", what, scenario, standard);
        for (std::size_t t = 0; t < counts.size(); ++t) poor.years[t].*part = counts[t];
        return !counts.empty();
    };
    take("poor", &PoorOfYear::by_review);
    bool any = false;
    for (auto const& [what, part] : parts) any = take(what, part) || any;
    if (!any) poor.years.clear();
    return poor;
}

/// Under the national standard, then under each other that targets.
std::vector<PoorUnderStandard> poor_of(ResultsReader const& results, std::size_t scenario) {
    std::vector<std::string> standards{results.national()};
    for (std::string const& standard : results.targeting()) {
        bool const is_new =
            std::find(standards.begin(), standards.end(), standard) == standards.end();
        if (is_new) standards.push_back(standard);
    }
    std::vector<PoorUnderStandard> all;
    for (std::string const& standard : standards) {
        PoorUnderStandard poor = poor_under(results, scenario, standard);
        if (!poor.years.empty()) all.push_back(std::move(poor));
    }
    return all;
}

/// Spending of the province over all programmes, payers and years, by replicate; empty if the
/// file does not have it. One programme at a time, to keep memory small.
std::vector<double> whole_spending(ResultsReader const& results, std::size_t scenario) {
    auto const group = results.member("spending_group", province);
    bool const known =
        has_dimensions(results.variable("spending"),
                       {"scenario", "programme", "payer", "replicate", "year", "spending_group"});
    if (!group || !known) return {};
    std::vector<double> total(results.replicates(), 0.0);
    for (std::size_t p = 0; p < results.members("programme").size(); ++p) {
        LabelledArray const array = results.read(
            "spending", {{"scenario", scenario}, {"programme", p}, {"spending_group", *group}});
        std::size_t const years = array.shape[2];
        for (std::size_t i = 0; i < array.values.size(); ++i) {
            double const money = array.values[i];
            if (!std::isnan(money)) total[i / years % total.size()] += money;
        }
    }
    return total;
}

Estimate extra_spending(std::vector<double> spending, std::vector<double> const& baseline) {
    if (spending.empty() || spending.size() != baseline.size()) return {};
    for (std::size_t r = 0; r < spending.size(); ++r) spending[r] -= baseline[r];
    Summary const summary = summarise(spending);
    return {summary.mean, summary.q05, summary.q95};
}

}  // namespace

Comparison compare(ResultsReader const& results) {
    Comparison comparison;
    comparison.title = results.title();
    comparison.seed = results.seed();
    comparison.replicates = results.replicates();
    comparison.baseline = results.baseline();
    comparison.national = results.national();
    comparison.currency = results.currency();
    comparison.as_of = results.as_of();
    comparison.withheld = results.withheld();
    comparison.years = years_of(results);
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
    std::vector<double> const baseline_spending = whole_spending(results, baseline);
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        if (s == baseline) continue;
        comparison.scenarios.push_back(
            {scenarios[s], titles[s], differences_by_year(results, s),
             extra_spending(whole_spending(results, s), baseline_spending)});
    }
    return comparison;
}

}  // namespace povex
