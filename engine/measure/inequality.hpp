#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/base/target.hpp"

namespace povex {

/// The sums of the incomes of a group of households at one review, from which its mean income and
/// its Theil indices follow.
///
/// y is income per person relative to the reference income. All sums are integers, so adding and
/// removing a household is exact.
struct IncomeSums {
    static constexpr int bits = 20;  ///< a step of the sums of y, ln y and y ln y is 2^-20

    std::int64_t money = 0;       ///< household incomes, each rounded to whole money [money/month]
    std::int64_t income = 0;      ///< sum of y [steps]
    std::int64_t log_income = 0;  ///< sum of ln y [steps]
    std::int64_t income_log = 0;  ///< sum of y ln y [steps]
    std::int64_t at_floor = 0;    ///< households whose income is the floor

    IncomeSums& operator+=(IncomeSums const& other) {
        money += other.money;
        income += other.income;
        log_income += other.log_income;
        income_log += other.income_log;
        at_floor += other.at_floor;
        return *this;
    }
    friend bool operator==(IncomeSums const&, IncomeSums const&) = default;
};

/// A histogram of relative incomes per person: 16 bins per octave, each 3 to 6 % wide.
///
/// A bin is one word, so counting a household is one addition. The upper bits hold the number of
/// households. The lower bits hold the sum of their positions within the bin, in steps of 1/1024 of
/// its width, rounded down. Bin and position come straight from the bits of the income in single
/// precision. The histogram of a group is the sum of the words of its cells; subtracting removes a
/// household.
struct IncomeHistogram {
    using Word = std::uint64_t;
    static constexpr int bin_bits = 4;         ///< 2^4 bins per octave
    static constexpr int place_bits = 10;      ///< 2^10 positions in a bin
    static constexpr int count_from = 38;      ///< lowest bit of the number of households
    static constexpr int lowest_octave = -10;  ///< the bins run from 2^-10 ...
    static constexpr int octaves = 20;         ///< ... to 2^10 of the reference; the rest goes into
                                               ///< the first and the last bin
    static constexpr int bins = octaves << bin_bits;
    /// With this many households, the sum of positions could overflow into the number.
    static constexpr std::int64_t most_households = std::int64_t{1} << (count_from - place_bits);
};

/// The units in which the incomes of a cell are measured.
struct IncomeScale {
    double unit = 1.0;              ///< of income [money/month per person]
    double reference = 1.0;         ///< of relative income [unit]
    double floor = 0.0;             ///< lowest income [unit]
    double most_money = 0x1p62;     ///< upper limit of a household's income, excluded [money/month]
    double most_relative = 0x1p26;  ///< upper limit of relative income, excluded [1]
};

/// Count the incomes of households of one cell in (sign 1) or out (sign -1).
///
/// For the logarithm, a relative income below 2^-20 counts as 2^-20.
/// \param income     per person, shape [count] [unit]
/// \param size       shape [count] [persons]
/// \param histogram  shape [IncomeHistogram::bins]
/// \return false if an income reaches a limit of the scale; sums and histogram are then invalid
using CountIncomes = bool(IncomeScale const& scale, double const* income, std::uint8_t const* size,
                          std::size_t count, std::int64_t sign, IncomeSums& sums,
                          IncomeHistogram::Word* histogram);
extern ByTarget<CountIncomes> const count_incomes;

/// How unequal incomes per person are between households.
///
/// y is the income per person of each of n households, m its mean.
struct Inequality {
    double gini = 0.0;     ///< sum over all pairs of |y - y'| / (2 n^2 m), in [0, 1)
    double theil_t = 0.0;  ///< mean of (y/m) ln(y/m)
    double theil_l = 0.0;  ///< mean of -ln(y/m), the mean log deviation
};

/// Inequality of a group from its sums and its histogram, without sorting incomes.
///
/// The Theil indices follow their definitions, from the sums of y, ln y and y ln y. The Gini index
/// is that of the bins, each with its number of households and their mean, plus the inequality
/// within bins. In a bin of width h, the density is taken to be the straight line that gives the
/// bin's mean; then
///
///     E|y - y'| = h (1/3 - c^2/60),  c = 12 (mean - middle)/h.
///
/// The Gini index is exact to 1e-5 if the density is smooth (tested against the lognormal
/// distribution). If all households of a bin have the same income, it is too large: by at most 1 %
/// of the mean for each pair within that bin. It is 0 if all incomes are equal.
/// \param histogram  shape [IncomeHistogram::bins]
/// \return all NaN if there are no households or no income
[[nodiscard]] Inequality inequality(IncomeSums const& sums,
                                    std::span<IncomeHistogram::Word const> histogram);

}  // namespace povex
