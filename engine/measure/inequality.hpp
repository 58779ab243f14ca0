#pragma once

#include <cstdint>
#include <span>

#include "engine/measure/income_sums.hpp"

namespace povex {

/// How unequal incomes per person are between households.
struct Inequality {
    double gini = 0.0;
    double theil_t = 0.0;  ///< mean of (y/m) ln(y/m)
    double theil_l = 0.0;  ///< mean of -ln(y/m), the mean log deviation
};

/// From the sums and the histogram of a group, without sorting incomes.
///
/// Theil indices are those of the definition, from the sums of y, ln y and y ln y. The Gini index
/// is that of the histogram's bins, each with its number w and its mean, plus what lies within
/// them: in a bin of width h whose density is a straight line that gives this mean,
///
///     E|y - y'| = h (1/3 - c^2/60),  c = 12 (mean - middle)/h.
///
/// It is right to 1e-5 where the density is smooth (tested against the lognormal law); where all
/// households of a bin have one income it finds too much, at most 1 % of the mean between two of
/// the bin. It is 0 where all incomes are equal.
/// \param histogram  shape [IncomeHistogram::bins]
/// \return NaN without households or income
[[nodiscard]] Inequality inequality(IncomeSums const& sums,
                                    std::span<IncomeHistogram::Word const> histogram);

}  // namespace povex
