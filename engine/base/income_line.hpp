#pragma once

namespace povex {

/// The highest income that counts as at or below a line.
///
/// Equality counts as below. Log incomes are kept in single precision, which cannot resolve a
/// difference of less than some 10^-7; so an income that grows as its line does stays at the line:
///
///     income is at or below the line  <=>  income <= line (1 + 5e-7).
///
/// Everything that compares an income with a line compares it with this.
/// \param line  [any unit of income]; below 0: there is none
[[nodiscard]] constexpr double highest_at_or_below(double line) {
    return line * (1.0 + 5e-7);
}

/// Whether an income counts as at or below a line.
[[nodiscard]] constexpr bool at_or_below(double income, double line) {
    return income <= highest_at_or_below(line);
}

}  // namespace povex
