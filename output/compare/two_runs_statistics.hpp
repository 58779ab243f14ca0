#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace povex {

/// How far two means lie apart, and how surely: the difference of one quantity between two runs.
struct MeanDifference {
    double mean = std::numeric_limits<double>::quiet_NaN();  ///< second less first
    double low = std::numeric_limits<double>::quiet_NaN();   ///< ends of its 95 % interval
    double high = std::numeric_limits<double>::quiet_NaN();
    /// Chance of a difference as large or larger if there is none (two-sided); NaN: not known.
    double p = std::numeric_limits<double>::quiet_NaN();
};

/// Values of one quantity, and which independent unit (draw of the parameters, synthetic
/// population) each belongs to: values of one unit go together.
struct Sample {
    std::vector<double> values;
    std::vector<std::size_t> unit;  ///< shape [values]
};

/// Difference of the means of values that belong together pair by pair, e.g. by replicate.
///
/// With differences d_i of mean m in G units, of which n all together,
///
///     se^2 = G / (G - 1) sum over units of (sum of d_i - m)^2 / n^2
///
/// and m / se is held against Student's t of G - 1 degrees. Where each value is a unit of its own
/// this is the paired t test. No spread at all: p is 1 where m is 0, else 0.
///
/// \return mean alone with fewer than two units; nothing without values or where one is NaN
/// \throws std::invalid_argument unless both have as many values and the same units
/// \see Liang & Zeger (1986), Biometrika 73(1), 13-22; Cameron & Miller (2015), Journal of Human
///      Resources 50(2), 317-372, section II (the variance and its degrees)
[[nodiscard]] MeanDifference paired_difference(Sample const& first, Sample const& second);

/// The same of values that do not belong together: the squared errors of both means add up, and
/// the degrees of Student's t are
///
///     (se_1^2 + se_2^2)^2 / (se_1^4 / (G_1 - 1) + se_2^4 / (G_2 - 1))
///
/// \see Welch (1947), Biometrika 34(1-2), 28-35
[[nodiscard]] MeanDifference unpaired_difference(Sample const& first, Sample const& second);

/// Chances adjusted for being many: calling those at most `a` a difference errs at all, among all
/// of them, in at most a share `a` of the cases, however they depend on each other.
///
/// Of m sorted p_(1) <= ... <= p_(m), the k-th becomes the largest of (m - j + 1) p_(j), j <= k, at
/// most 1. NaN stays NaN and does not count.
/// \return shape [p], in the same order
/// \see Holm (1979), Scandinavian Journal of Statistics 6(2), 65-70
[[nodiscard]] std::vector<double> holm_adjusted(std::span<double const> p);

}  // namespace povex
