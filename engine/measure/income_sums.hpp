#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"

namespace povex {

/// What the incomes of a group of households add up to at one review: enough for its mean income
/// and its Theil indices. All integers, so that a household can be taken out again exactly.
struct IncomeSums {
    static constexpr int bits = 20;  ///< of the fraction of the three sums of relative income

    std::int64_t money = 0;       ///< household incomes, each in whole money [money/month]
    std::int64_t income = 0;      ///< y, income per person over the reference, steps of 2^-20
    std::int64_t log_income = 0;  ///< ln y, likewise
    std::int64_t income_log = 0;  ///< y ln y, likewise
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

/// A histogram of incomes per person over the reference: 16 bins to an octave, 3 to 6 % wide.
///
/// A bin is one word, so that one addition counts a household: above, the number of households;
/// below, the sum of their places within the bin in steps of 1/1024 of its width, rounded down.
/// Both come straight from the bits of the income in single precision. Words of several cells add
/// up to those of the group, and subtracting takes a household out.
struct IncomeHistogram {
    using Word = std::uint64_t;
    static constexpr int bin_bits = 4;         ///< 2^4 bins to an octave
    static constexpr int place_bits = 10;      ///< 2^10 places in a bin
    static constexpr int count_from = 38;      ///< first bit of the number of households
    static constexpr int lowest_octave = -10;  ///< the bins run from 2^-10 ...
    static constexpr int octaves = 20;         ///< ... to 2^10 of the reference
    static constexpr int bins = octaves << bin_bits;
    /// More would reach from the places into the number.
    static constexpr std::int64_t most_households = std::int64_t{1} << (count_from - place_bits);
};

/// How the incomes of a cell are measured.
struct IncomeScale {
    double unit = 1.0;              ///< of income [money/month per person]
    double reference = 1.0;         ///< of relative income [unit]
    double floor = 0.0;             ///< lowest income [unit]
    double most_money = 0x1p62;     ///< a household must have less [money/month]
    double most_relative = 0x1p26;  ///< likewise, relative income
};

/// Count the incomes of households of one cell in (sign 1) or out (-1).
///
/// Logarithms count an income below 2^-20 of the reference as that.
/// \param income     [unit]
/// \param size       [persons]
/// \param histogram  shape [IncomeHistogram::bins]
/// \return false if an income is too large to be counted; then the sums mean nothing
using CountIncomes = bool(IncomeScale const& scale, double const* income, std::uint8_t const* size,
                          std::size_t count, std::int64_t sign, IncomeSums& sums,
                          IncomeHistogram::Word* histogram);
extern ByTarget<CountIncomes> const count_incomes;

}  // namespace povex
