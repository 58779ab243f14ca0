#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace povex {

/// What the replicates say about one quantity, e.g. the poverty rate of a year: its mean, how
/// surely the mean is known, and how far replicates spread.
struct Summary {
    static constexpr double missing = std::numeric_limits<double>::quiet_NaN();

    double mean = missing;
    double standard_error = missing;  ///< of the mean: sd / sqrt(count), sd with count - 1
    double q05 = missing;             ///< 5 % quantile
    double q25 = missing;
    double q50 = missing;
    double q75 = missing;
    double q95 = missing;
    std::int64_t count = 0;         ///< replicates that have a value
    double process_sd = missing;    ///< spread of replicates with the same parameters
    double parameter_sd = missing;  ///< spread that drawing the parameters adds
};

/// Summarise the values of one quantity over replicates.
///
/// NaN means "no value in this replicate" (e.g. cost per exit without exits) and is left out.
/// Quantiles are the inverse of the empirical distribution function, q_p = the smallest value y
/// with F(y) >= p: always one of the values, never between two. The mean is summed with
/// compensation over the sorted values: every field has the same bits for any order of replicates.
///
/// Where each n replicates that follow each other share a draw of the parameters, with m_d values
/// of mean y_d in draw d, the two spreads are those of a one-way random-effects model:
///
///     process_sd^2    mean variance within the draws: sum of squares / sum of (m_d - 1)
///     parameter_sd^2  max(0, variance of the y_d - process_sd^2 mean(1 / m_d))
///
/// With parameters fixed, process_sd is the standard deviation of the values and parameter_sd 0.
///
/// \param values  shape [replicate]; NaN or finite (infinite ones make mean and error NaN)
/// \param replicates_per_draw  n; 0: parameters fixed
/// \return        without any value: NaN and count 0; with one: standard_error NaN. O(n log n)
/// \see Hyndman & Fan (1996), American Statistician 50(4), 361-365, definition 1 (quantiles);
///      Neumaier (1974), Zeitschrift fuer Angewandte Mathematik und Mechanik 54, 39-51 (sums);
///      Searle, Casella & McCulloch (1992), Variance Components, ch. 3 (spreads)
[[nodiscard]] Summary summarise(std::span<double const> values,
                                std::size_t replicates_per_draw = 0);

/// Summarise many quantities at once.
/// \param values  row-major, shape [replicate][column]
/// \return        shape [column], each as summarise()
/// \throws std::invalid_argument unless values.size() == replicates * columns
[[nodiscard]] std::vector<Summary> summarise_columns(std::span<double const> values,
                                                     std::size_t replicates, std::size_t columns,
                                                     std::size_t replicates_per_draw = 0);

/// The quantile of sorted values, see summarise().
/// \param sorted   ascending, no NaN
/// \param percent  1 to 100
/// \return NaN if there are no values
[[nodiscard]] double sorted_quantile(std::span<double const> sorted, int percent);

}  // namespace povex
