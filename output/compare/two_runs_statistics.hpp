#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

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

/// Values of one quantity, and the independent unit (draw of the parameters, synthetic population)
/// of each. Values of the same unit are correlated.
struct Sample {
    std::vector<double> values;
    std::vector<std::size_t> unit;  ///< shape [values]
};

/// Difference of the means of paired values, e.g. of the same replicates.
///
/// With n differences d_i, of mean m, in G units,
///
///     se^2 = G / (G - 1) sum over units of (sum of d_i - m)^2 / n^2
///
/// and m / se is compared with Student's t with G - 1 degrees of freedom. If each value is a unit
/// of its own, this is the paired t test. If the differences have no spread, p is 1 for m = 0, else
/// 0.
///
/// \return only the mean if there are fewer than two units; all NaN without values or if one is NaN
/// \throws std::invalid_argument unless both have as many values and the same units
/// \see Liang & Zeger (1986), Biometrika 73(1), 13-22; Cameron & Miller (2015), Journal of Human
///      Resources 50(2), 317-372, section II (the variance and its degrees)
[[nodiscard]] MeanDifference paired_difference(Sample const& first, Sample const& second);

/// Difference of the means of unpaired values. The squared errors of both means add up, and the
/// degrees of freedom of Student's t are
///
///     (se_1^2 + se_2^2)^2 / (se_1^4 / (G_1 - 1) + se_2^4 / (G_2 - 1))
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
