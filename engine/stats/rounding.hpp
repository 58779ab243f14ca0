#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace povex {

/// Divide a whole number of things, e.g. 11 households, in given proportions, as fairly as is
/// possible with whole numbers.
///
///     quota_i = total * share_i / sum(share);   result_i = floor(quota_i) or floor(quota_i) + 1,
///
/// where the + 1 goes to the quotas with the largest fractions until the parts add to the total
/// (method of largest remainders). Of all whole numbers that add to the total, these are closest
/// to the quotas. Fractions that agree to 2^-20 are ties; the lower index wins.
///
/// \param shares  shape [n], finite, >= 0; only their proportions matter; a zero gets nothing
/// \param total   >= 0
/// \return        shape [n], >= 0, adds to total exactly; integer arithmetic, O(n log n) time
/// \throws std::invalid_argument for a negative or non-finite share, a negative total, or a
///         positive total without a positive share
/// \see Balinski & Young (1982), Fair Representation, Yale University Press (Hamilton's method)
[[nodiscard]] std::vector<std::int64_t> largest_remainder(std::span<double const> shares,
                                                          std::int64_t total);

/// Divide an amount of money among payers, or years, so that the parts add to it exactly.
///
/// This is largest_remainder() of money.
///
/// \param amount  >= 0 [currency, smallest unit]
/// \param shares  shape [n], see largest_remainder(); need not add to 1
/// \return        shape [n] [currency, smallest unit]
/// \throws std::invalid_argument as largest_remainder()
[[nodiscard]] std::vector<std::int64_t> split_exactly(std::int64_t amount,
                                                      std::span<double const> shares);

/// Round a table of fractional households to whole ones, at random but without bias, and keep its
/// totals.
///
/// Each cell becomes its floor or its ceiling. So does the total of each row and column, and the
/// grand total. Whole cells and totals do not change. The expected value of each rounded cell is
/// the cell itself: E[result] = table.
///
/// Method: a border row and a border column first complete the totals to whole numbers. As long as
/// fractional cells are left, some of them form a closed path that alternates between moves along
/// a row and along a column. The cells of that path are raised and lowered in turn by the same
/// step until one of them is whole: by `up` in one direction with probability down / (up + down),
/// by `down` in the other with probability up / (up + down), which keeps the expected values.
///
/// A cell within 1e-9 of a whole number, or a total within 1e-6 of one, counts as whole.
///
/// \param rows, cols    table.size() == rows * cols
/// \param table         row-major, finite, of absolute value < 2^53
/// \param next_uniform  gives independent uniform numbers in (0, 1); called a random number of
///                      times, at most (rows + 1) * (cols + 1)
/// \return              row-major, shape [rows * cols]
/// \throws std::invalid_argument if the size is wrong or a cell is out of range (names it)
/// \see Cox (1987), "A constructive procedure for unbiased controlled rounding", Journal of the
///      American Statistical Association 82(398), 520-524
[[nodiscard]] std::vector<std::int64_t> controlled_rounding(
    std::size_t rows, std::size_t cols, std::span<double const> table,
    std::function<double()> const& next_uniform);

}  // namespace povex
