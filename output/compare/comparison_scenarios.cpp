#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "output/compare/comparison.hpp"

// Every scenario against the baseline, and what scenarios lend and which jobs they open.

namespace povex {
namespace {

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
    std::vector<int> const years = results.years();
    std::vector<std::string> const targeting = results.targeting();
    auto const displaced =
        counts_by_year(results, "/summary", "displaced", scenario, results.national());
    std::vector<YearDifference> differences;
    for (std::size_t t = 0; t < years.size(); ++t) {
        differences.push_back({years[t], estimate(results.national(), t), targeting[t],
                               estimate(targeting[t], t),
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

Estimate extra_spending(std::vector<double> spending, std::vector<double> const& baseline) {
    if (spending.empty() || spending.size() != baseline.size()) return {};
    for (std::size_t r = 0; r < spending.size(); ++r) spending[r] -= baseline[r];
    return estimate_of(spending);
}

/// How many fewer households are poor, summed over all years, replicate by replicate.
Estimate years_averted(std::vector<double> const& poor, std::vector<double> const& baseline,
                       std::size_t years) {
    if (poor.empty() || poor.size() != baseline.size()) return {};
    std::vector<double> averted(poor.size() / years, 0.0);
    for (std::size_t i = 0; i < poor.size(); ++i) averted[i / years] += baseline[i] - poor[i];
    return estimate_of(averted);
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
    auto const years = results.members("year").size();
    auto poor = [&](std::size_t s) {
        return counts_by_replicate(results, "poor", s, results.national());
    };
    std::vector<double> const baseline_spending = whole_spending(results, baseline);
    std::vector<double> const baseline_poor = poor(baseline);
    std::vector<ScenarioDifference> differences;
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        if (s == baseline) continue;
        differences.push_back({scenarios[s], titles[s], differences_by_year(results, s),
                               extra_spending(whole_spending(results, s), baseline_spending),
                               years_averted(poor(s), baseline_poor, years)});
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
