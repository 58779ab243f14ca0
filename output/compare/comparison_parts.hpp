#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/compare/comparison.hpp"

namespace povex {

// The parts of a comparison, each read from a results file; empty where the file lacks what they
// need. A scenario is its index in the dimension `scenario`.

[[nodiscard]] std::vector<ComparedActual> compared_actuals(ResultsReader const& results,
                                                           std::size_t baseline);
[[nodiscard]] std::vector<PoorUnderStandard> poor_of(ResultsReader const& results,
                                                     std::size_t scenario);
[[nodiscard]] std::vector<TwoStandards> two_standards_of(ResultsReader const& results,
                                                         std::size_t scenario);
[[nodiscard]] std::optional<FirstFall> first_fall_of(ResultsReader const& results,
                                                     std::size_t scenario);
[[nodiscard]] std::vector<ScenarioDifference> scenario_differences(ResultsReader const& results,
                                                                   std::size_t baseline);
[[nodiscard]] std::vector<LoansOfScenario> loans_of(ResultsReader const& results);
[[nodiscard]] std::vector<JobsOfScenario> jobs_of(ResultsReader const& results);

// What several of them read.

/// The national standard, then each other that targets in some year.
[[nodiscard]] std::vector<std::string> standards_shown(ResultsReader const& results);
/// What rates of households of the province are of, by review, shape [year].
[[nodiscard]] std::vector<std::optional<Denominator>> denominators(ResultsReader const& results);
/// A count of a group by year, of "/summary" or "/difference", shape [year]; empty if the file does
/// not have it.
[[nodiscard]] std::vector<Estimate> counts_by_year(ResultsReader const& results,
                                                   std::string const& from, std::string const& what,
                                                   std::size_t scenario,
                                                   std::string const& standard,
                                                   std::string const& group = province);
/// The same count in each replicate, shape [replicate][year].
[[nodiscard]] std::vector<double> counts_by_replicate(ResultsReader const& results,
                                                      std::string const& what, std::size_t scenario,
                                                      std::string const& standard,
                                                      std::string const& group = province);
/// Spending of the province over all programmes and payers, shape [replicate][year]; NaN where
/// there is none, empty if the file does not have it.
[[nodiscard]] std::vector<double> spending_by_replicate(ResultsReader const& results,
                                                        std::size_t scenario);
[[nodiscard]] Estimate estimate_of(std::vector<double> const& by_replicate);

}  // namespace povex
