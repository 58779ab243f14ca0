#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "engine/stats/clustered_mean.hpp"

namespace povex {

/// The difference of the means of one quantity between two runs, and how certain it is.
struct MeanDifference {
    double mean = std::numeric_limits<double>::quiet_NaN();  ///< second minus first
    double low = std::numeric_limits<double>::quiet_NaN();   ///< ends of its 95 % interval
    double high = std::numeric_limits<double>::quiet_NaN();
    /// Probability of a difference at least as large if there is none (two-sided), in [0, 1]. NaN
    /// if it cannot be computed.
    double p = std::numeric_limits<double>::quiet_NaN();
};

/// Values of one quantity in the replicates of a run, and which replicates are not independent.
struct Sample {
    std::vector<double> values;  ///< shape [replicate]
    Clustering clustering{};
};

/// The 97.5 % quantile of Student's t: a 95 % interval goes so many standard errors to each side.
[[nodiscard]] double student_t95(double degrees);

/// The mean of a quantity over replicates with its 95 % interval and two-sided p-value: mean and
/// standard error of ClusteredMean, compared with Student's t. If the values have no spread, p is 1
/// for a mean of 0, else 0.
///
/// \return only the mean if all values are of one population, or of one draw; all NaN without
/// values
///         or if one is NaN
[[nodiscard]] MeanDifference mean_difference(Sample const& differences);

/// Difference of the means of paired values, e.g. of the same replicates: the mean_difference() of
/// the differences. If each replicate is independent, this is the paired t test.
/// \throws std::invalid_argument unless both have as many values and the same clustering
[[nodiscard]] MeanDifference paired_difference(Sample const& first, Sample const& second);

/// Difference of the means of unpaired values. The squared errors of both means add up, and the
/// degrees of freedom of Student's t are
///
///     (se_1^2 + se_2^2)^2 / (se_1^4 / df_1 + se_2^4 / df_2)
///
/// \see Welch (1947), Biometrika 34(1-2), 28-35
[[nodiscard]] MeanDifference unpaired_difference(Sample const& first, Sample const& second);

/// P-values adjusted for the number of tests (Holm): if all with an adjusted p of at most `a` are
/// called differences, the probability of even one error is at most `a`, however the tests depend
/// on each other.
///
/// Of m sorted p_(1) <= ... <= p_(m), the k-th becomes the largest of (m - j + 1) p_(j), j <= k,
/// but at most 1. NaN stays NaN and does not count.
/// \return in [0, 1], shape [p], in the order of `p`
/// \see Holm (1979), Scandinavian Journal of Statistics 6(2), 65-70
[[nodiscard]] std::vector<double> holm_adjusted(std::span<double const> p);

}  // namespace povex
