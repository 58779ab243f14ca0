#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace povex {

/// Divide a whole number of things, e.g. 11 households, in given proportions, as fairly as whole
/// numbers allow.
///
///     quota_i = total * share_i / sum(share);   result_i = floor(quota_i) or floor(quota_i) + 1,
///
/// the + 1 going to the largest fractions of the quotas until the parts add to the total (method
/// of largest remainders). Among all whole numbers that add to the total these are closest to the
/// quotas. Fractions equal to 2^-20 count as ties, won by the lower index.
///
/// \param shares  shape [n], finite, >= 0; only their proportions matter. A zero gets nothing
/// \param total   >= 0
/// \return        shape [n], >= 0, adds to total exactly; integer arithmetic, O(n log n)
/// \throws std::invalid_argument for a negative or non-finite share, a negative total, or a
///         positive total without a positive share
/// \see Balinski & Young (1982), Fair Representation, Yale University Press (Hamilton's method)
[[nodiscard]] std::vector<std::int64_t> largest_remainder(std::span<double const> shares,
                                                          std::int64_t total);

/// Divide an amount of money among payers, or years, without losing or making a single unit.
///
/// largest_remainder() by another name and order: the parts add to the amount exactly.
///
/// \param amount  >= 0 [currency, smallest unit]
/// \param shares  shape [n], see largest_remainder(); need not add to 1
/// \return        shape [n] [currency, smallest unit]
/// \throws std::invalid_argument as largest_remainder()
[[nodiscard]] std::vector<std::int64_t> split_exactly(std::int64_t amount,
                                                      std::span<double const> shares);

/// Make whole households of a table of fractional ones, by chance but without bias, so that all
/// totals remain.
///
/// Each cell becomes its floor or its ceiling, and so does the total of each row and each column,
/// and the grand total; what is whole already stays exactly. The expected value of each cell is
/// the cell: E[result] = table.
///
/// How: a border row and column take up what rows and columns lack to a whole number. Then, as long
/// as fractional cells are left, they contain a closed path that turns at each cell from row to
/// column. Along it, cells are raised and lowered in turn by the same step until one of them is
/// whole: by `up` in the one direction with probability down / (up + down), by `down` in the other
/// with probability up / (up + down), which leaves expectations as they are.
///
/// Cells within 1e-9 of a whole number, and totals within 1e-6 of one, count as whole.
///
/// \param rows, cols    table.size() == rows * cols
/// \param table         row-major, finite, of absolute value < 2^53
/// \param next_uniform  independent uniform numbers in (0, 1); called at most
///                      (rows + 1) * (cols + 1) times, how often depends on the table and on chance
/// \return              row-major, shape [rows * cols]
/// \throws std::invalid_argument for a wrong size, or a cell out of range (names it)
/// \see Cox (1987), "A constructive procedure for unbiased controlled rounding", Journal of the
///      American Statistical Association 82(398), 520-524
[[nodiscard]] std::vector<std::int64_t> controlled_rounding(
    std::size_t rows, std::size_t cols, std::span<double const> table,
    std::function<double()> const& next_uniform);

}  // namespace povex
