#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "output/compare/comparison.hpp"

// Every scenario against the baseline, and what scenarios lend and which jobs they open.

namespace povex {
namespace {

/// The differences of a scenario from the baseline under one standard, shape [year].
std::vector<OnListAndInTruth> differences_under(ResultsReader const& results, std::size_t scenario,
                                                std::string const& standard) {
    std::vector<OnListAndInTruth> differences(results.years().size());
    for (auto [what, part] : {std::pair{"poor", &OnListAndInTruth::on_list},
                              std::pair{"poor_true", &OnListAndInTruth::in_truth}}) {
        auto const by_year = counts_by_year(results, "/difference", what, scenario, standard);
        for (std::size_t t = 0; t < by_year.size(); ++t) differences[t].*part = by_year[t];
    }
    return differences;
}

std::vector<YearDifference> differences_by_year(ResultsReader const& results,
                                                std::size_t scenario) {
    std::map<std::string, std::vector<OnListAndInTruth>> by_standard;
    for (std::string const& standard : standards_shown(results)) {
        by_standard.emplace(standard, differences_under(results, scenario, standard));
    }
    std::vector<int> const years = results.years();
    std::vector<std::string> const targeting = results.targeting();
    auto const displaced =
        counts_by_year(results, "/summary", "displaced", scenario, results.national());
    std::vector<YearDifference> differences;
    for (std::size_t t = 0; t < years.size(); ++t) {
        differences.push_back({years[t], by_standard.at(results.national())[t], targeting[t],
                               by_standard.at(targeting[t])[t],
                               t < displaced.size() ? displaced[t] : Estimate{}});
    }
    return differences;
}

/// Spending over all years [currency], shape [replicate].
std::vector<double> whole_spending(ResultsReader const& results, std::size_t scenario) {
    std::vector<double> const yearly = spending_by_replicate(results, scenario);
    if (yearly.empty()) return {};
    std::vector<double> total(results.replicates(), 0.0);
    std::size_t const years = yearly.size() / total.size();
    for (std::size_t i = 0; i < yearly.size(); ++i) {
        if (!std::isnan(yearly[i])) total[i / years] += yearly[i];
    }
    return total;
}

/// What one quantity exceeds another by, replicate by replicate; empty if either is not known.
std::vector<double> less(std::vector<double> of, std::vector<double> const& other) {
    if (of.size() != other.size()) return {};
    for (std::size_t r = 0; r < of.size(); ++r) of[r] -= other[r];
    return of;
}

/// A count under the national standard, summed over the reviews of the projected years, shape
/// [replicate]; empty if the file lacks it.
std::vector<double> household_years(ResultsReader const& results, char const* what,
                                    std::size_t scenario) {
    auto const counts = counts_by_replicate(results, what, scenario, results.national());
    std::size_t const years = results.members("year").size();
    std::vector<double> sums(counts.size() / years, 0.0);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (i % years > 0) sums[i / years] += counts[i];
    }
    return sums;
}

Averted averted(std::vector<double> const& years, std::vector<double> const& spending,
                Clustering const& clustering) {
    if (years.empty()) return {};
    return {estimate_of(years), mean_difference({years, clustering}),
            cost_per_year(spending, years, clustering)};
}

/// An entry of the ledger for the province in each replicate: the sum over all years, or the last
/// year alone.
///
/// \param of  which entry: scenario and account, for loans the programme too
/// \return    shape [replicate]
std::vector<double> account(ResultsReader const& results, std::string const& variable, Selection of,
                            bool last_year_alone) {
    of["spending_group"] = *results.member("spending_group", province);
    LabelledArray const array = results.read(variable, of);
    std::size_t const years = array.shape[1];
    std::vector<double> sums(array.shape[0], 0.0);
    for (std::size_t i = 0; i < array.values.size(); ++i) {
        bool const counts =
            !std::isnan(array.values[i]) && (!last_year_alone || i % years == years - 1);
        if (counts) sums[i / years] += array.values[i];
    }
    return sums;
}

}  // namespace

std::vector<ScenarioDifference> scenario_differences(ResultsReader const& results,
                                                     std::size_t baseline) {
    std::vector<std::string> const& scenarios = results.members("scenario");
    std::vector<Text> const titles = results.titles("scenario");
    auto const clustering = results.clustering();
    auto const baseline_spending = whole_spending(results, baseline);
    std::vector<ScenarioDifference> differences;
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        if (s == baseline) continue;
        auto const spending = less(whole_spending(results, s), baseline_spending);
        auto const averted_in = [&](char const* what) {
            return averted(
                less(household_years(results, what, baseline), household_years(results, what, s)),
                spending, clustering);
        };
        differences.push_back({scenarios[s], titles[s], differences_by_year(results, s),
                               spending.empty() ? Estimate{} : estimate_of(spending),
                               averted_in("poor"), averted_in("poor_true")});
    }
    return differences;
}

std::vector<LoansOfScenario> loans_of(ResultsReader const& results) {
    bool const known = results.has(
        "loans", {"scenario", "programme", "loan_account", "replicate", "year", "spending_group"});
    if (!known || !results.member("spending_group", province)) return {};
    std::vector<LoansOfScenario> all;
    for (std::size_t s = 0; s < results.members("scenario").size(); ++s) {
        auto of = [&](char const* name, bool last_year_alone) -> Estimate {
            auto const index = results.member("loan_account", name);
            if (!index) return {};
            std::vector<double> total(results.replicates(), 0.0);
            for (std::size_t p = 0; p < results.members("programme").size(); ++p) {
                auto const money = account(
                    results, "loans", {{"scenario", s}, {"programme", p}, {"loan_account", *index}},
                    last_year_alone);
                for (std::size_t r = 0; r < total.size(); ++r) total[r] += money[r];
            }
            return estimate_of(total);
        };
        all.push_back({results.members("scenario")[s], of("disbursed", false), of("repaid", false),
                       of("written_off", false), of("interest", false), of("outstanding", true)});
    }
    return all;
}

std::vector<JobsOfScenario> jobs_of(ResultsReader const& results) {
    bool const known =
        results.has("jobs", {"scenario", "job_account", "replicate", "year", "spending_group"});
    if (!known || !results.member("spending_group", province)) return {};
    std::vector<JobsOfScenario> all;
    for (std::size_t s = 0; s < results.members("scenario").size(); ++s) {
        auto of = [&](char const* name, bool last_year_alone) -> Estimate {
            auto const index = results.member("job_account", name);
            if (!index) return {};
            return estimate_of(account(results, "jobs", {{"scenario", s}, {"job_account", *index}},
                                       last_year_alone));
        };
        all.push_back({results.members("scenario")[s], of("producers", true), of("jobs", false),
                       of("jobs_filled", false)});
    }
    return all;
}

}  // namespace povex
