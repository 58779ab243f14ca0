#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/stats/clustered_mean.hpp"

namespace povex {

/// The distribution of one quantity over the replicates, e.g. of the poverty rate of a year: its
/// mean, the standard error of the mean, and the spread of the replicates.
struct Summary {
    static constexpr double missing = std::numeric_limits<double>::quiet_NaN();

    double mean = missing;
    double standard_error = missing;  ///< of the mean, see ClusteredMean
    double q05 = missing;             ///< 5th percentile
    double q25 = missing;
    double q50 = missing;
    double q75 = missing;
    double q95 = missing;
    std::int64_t count = 0;         ///< replicates that have a value
    double process_sd = missing;    ///< sd between replicates with the same parameters
    double parameter_sd = missing;  ///< sd that drawing the parameters adds
};

/// Summarise the values of one quantity over replicates.
///
/// NaN means "no value in this replicate" (e.g. the mean log deviation where a household has no
/// income). What does not exist in one replicate has no summary: all is NaN but `count`.
/// Percentiles are values of replicates, never between two. Of n sorted values, the p-th percentile
/// below the median and the median have rank ceil(n p), and the (100 - p)-th has rank
/// n + 1 - ceil(n p): as many replicates lie below the 5th as above the 95th. The mean is a
/// compensated sum over the sorted values. So mean and percentiles have the same bits for any order
/// of replicates; so has the standard error if each replicate is independent.
///
/// If every n consecutive replicates share one draw of the parameters, and draw d has m_d values
/// with mean y_d, the two standard deviations are those of a one-way random-effects model:
///
///     process_sd^2    variance within the draws: sum of squares about y_d / sum of (m_d - 1)
///     parameter_sd^2  max(0, variance of the y_d - process_sd^2 mean(1 / m_d))
///
/// With fixed parameters, process_sd is the standard deviation of the values and parameter_sd is 0.
///
/// \param values      shape [replicate]; finite or NaN (an infinite value makes mean and error NaN)
/// \param clustering  which replicates are not independent
/// \return            without any value: count 0; with values of one population, or of one
///                    draw: standard_error NaN
/// \see Hyndman & Fan (1996), American Statistician 50(4), 361-365, definition 1 (ranks n p);
///      Neumaier (1974), Zeitschrift fuer Angewandte Mathematik und Mechanik 54, 39-51 (sums);
///      Searle, Casella & McCulloch (1992), Variance Components, ch. 3 (spreads)
[[nodiscard]] Summary summarise(std::span<double const> values, Clustering const& clustering = {});

/// Summarise many quantities over the same replicates.
/// \param values  row-major, shape [replicate][column]
/// \return        shape [column], each as summarise()
/// \throws std::invalid_argument unless values.size() == replicates * columns
[[nodiscard]] std::vector<Summary> summarise_columns(std::span<double const> values,
                                                     std::size_t replicates, std::size_t columns,
                                                     Clustering const& clustering = {});

/// A percentile of sorted values, see summarise().
/// \param sorted   ascending, no NaN
/// \param percent  1 to 99
/// \return NaN if there are no values
[[nodiscard]] double sorted_percentile(std::span<double const> sorted, int percent);

}  // namespace povex
