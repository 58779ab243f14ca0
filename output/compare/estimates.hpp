#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "output/file/results_reader.hpp"

namespace povex {

/// The mean of a quantity over replicates, and their 5th and 95th percentile. NaN where the results
/// do not have it.
struct Estimate {
    double mean = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();   ///< 5th percentile of the replicates
    double high = std::numeric_limits<double>::quiet_NaN();  ///< 95th percentile
    // the parts of the standard deviation that come from chance and from the uncertain parameters:
    double process_sd = std::numeric_limits<double>::quiet_NaN();
    double parameter_sd = std::numeric_limits<double>::quiet_NaN();
};

/// The numbers of households of the province of which rates are shares [households].
struct Denominators {
    /// Of projected counts: households of the register, which are those that are simulated.
    std::optional<double> simulated;
    /// Of observed counts: the published number at that review; none where none is published.
    std::optional<double> published;
};

/// The ids of the standards that are shown: the national one, then each other one that targets in
/// some year.
[[nodiscard]] std::vector<std::string> standards_shown(ResultsReader const& results);
/// The denominators of the rates of the province, shape [year].
[[nodiscard]] std::vector<Denominators> denominators(ResultsReader const& results);
/// A count of a group of households in each year [households], shape [year]. Empty if the file
/// lacks it.
///
/// \param from      "/summary", or "/difference" (to the baseline)
/// \param what      a variable: "poor", "exits", ...
/// \param scenario  index in the dimension `scenario`
/// \param standard  id of a standard
[[nodiscard]] std::vector<Estimate> counts_by_year(ResultsReader const& results,
                                                   std::string const& from, std::string const& what,
                                                   std::size_t scenario,
                                                   std::string const& standard,
                                                   std::string const& group = province);
/// The same count in each replicate [households], shape [replicate][year]. Empty if the file lacks
/// it.
[[nodiscard]] std::vector<double> counts_by_replicate(ResultsReader const& results,
                                                      std::string const& what, std::size_t scenario,
                                                      std::string const& standard,
                                                      std::string const& group = province);
/// Spending in the province over all programmes and payers [currency], shape [replicate][year]. NaN
/// where no programme spends; empty if the file lacks it.
[[nodiscard]] std::vector<double> spending_by_replicate(ResultsReader const& results,
                                                        std::size_t scenario);
/// The mean of the replicates, and their 5th and 95th percentile, from one value of each.
/// \param by_replicate  shape [replicate]
[[nodiscard]] Estimate estimate_of(std::vector<double> const& by_replicate);

}  // namespace povex
