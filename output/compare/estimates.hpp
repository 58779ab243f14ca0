#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "output/file/results_reader.hpp"

namespace povex {

/// A mean over replicates and the interval that holds 90 % of them, [q05, q95]; NaN where the
/// results do not have it.
struct Estimate {
    double mean = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    // of the spread, what chance makes and what the parameters:
    double process_sd = std::numeric_limits<double>::quiet_NaN();
    double parameter_sd = std::numeric_limits<double>::quiet_NaN();
};

/// The households of the province that rates are of.
struct Denominator {
    double households = 0.0;
    bool published = false;  ///< for the review; else they are those of the register
};

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
