#pragma once

#include "engine/base/elementary_lanes.hpp"
#include "engine/measure/inequality.hpp"

/// How an income is counted: for as many households at a time as a register has lanes, or for one.
namespace povex {
inline namespace POVEX_TARGET {
namespace incomes {

/// Number of double lanes in a register that has N float lanes.
template <int N>
inline constexpr int half = N == 1 ? 1 : N / 2;

/// Adding this to a number below 2^51 leaves the nearest integer in the last bits.
inline constexpr double to_integer = 0x1.8p+52;

template <int D>
POVEX_LANES Longs<D> nearest(Doubles<D> x) {
    return lanes::as<Longs<D>>(x + to_integer) - lanes::as<Longs<D>>(Doubles<D>{} + to_integer);
}

template <int D>
POVEX_LANES Longs<D> fixed(Doubles<D> x) {
    return nearest<D>(x * static_cast<double>(std::int64_t{1} << IncomeSums::bits));
}

/// The whole number nearest to x, halves rounded up, for x in [0, 2^62). Rounds multiples of 2^24
/// and the rest separately, because each is in the range of `nearest`.
template <int D>
POVEX_LANES Longs<D> rounded(Doubles<D> x) {
    Doubles<D> const high = (x * 0x1p-24 + to_integer) - to_integer;
    Doubles<D> const low = x - high * 0x1p+24;
    Doubles<D> const even = (low + to_integer) - to_integer;
    return (nearest<D>(high) << 24) + nearest<D>(low) - (low - even == 0.5);  // true is -1
}

/// IncomeSums, one in each lane.
template <int D>
struct LaneSums {
    Longs<D> money{}, income{}, log_income{}, income_log{}, at_floor{};
    Doubles<D> largest{};  ///< largest money, or relative income x most_money / most_relative
};

/// Relative incomes of N households in single precision, and their positions in the histogram.
template <int N>
struct Relative {
    Floats<N> income;
    Floats<N> logarithm;
    Words<N> bin;
    Words<N> place;
};

template <int N>
POVEX_LANES Relative<N> relative(Floats<N> income) {
    using H = IncomeHistogram;
    constexpr float least = 0x1p-20F;
    constexpr int below_bin = 23 - H::bin_bits;
    constexpr std::int32_t first = (127 + H::lowest_octave) << H::bin_bits;

    Relative<N> r;
    r.income = income;
    r.logarithm = log_of<N>(income < least ? Floats<N>{} + least : income);
    auto const bits = lanes::as<Ints<N>>(income);
    Ints<N> const step = (bits >> below_bin) - first;
    Ints<N> const low = step < 0;
    Ints<N> const high = step >= H::bins;
    Ints<N> const place = bits >> (below_bin - H::place_bits) & ((1 << H::place_bits) - 1);
    r.bin = lanes::as<Words<N>>(low ? Ints<N>{} : high ? Ints<N>{} + (H::bins - 1) : step);
    r.place = lanes::as<Words<N>>(low | high ? Ints<N>{} : place);
    return r;
}

/// Add D households to the sums.
/// \param income     per person [scale.unit]
/// \param money      income of the household [money/month]
/// \param relative   income per person over the reference
/// \param logarithm  of relative
template <int D>
POVEX_LANES void add(LaneSums<D>& sums, IncomeScale const& scale, Doubles<D> income,
                     Doubles<D> money, Doubles<D> relative, Doubles<D> logarithm) {
    sums.money += rounded<D>(money);
    sums.income += fixed<D>(relative);
    sums.log_income += fixed<D>(logarithm);
    sums.income_log += fixed<D>(relative * logarithm);
    sums.at_floor -= income <= scale.floor;
    Doubles<D> const weighed = relative * (scale.most_money / scale.most_relative);
    Doubles<D> const larger = money > weighed ? money : weighed;
    sums.largest = larger > sums.largest ? larger : sums.largest;
}

template <int D>
POVEX_LANES bool add_up(LaneSums<D> const& lanes, IncomeScale const& scale, std::int64_t sign,
                        IncomeSums& sums) {
    for (int i = 0; i < D; ++i) {
        if (!(lanes.largest[i] < scale.most_money)) return false;
    }
    for (int i = 0; i < D; ++i) {
        sums.money += sign * lanes.money[i];
        sums.income += sign * lanes.income[i];
        sums.log_income += sign * lanes.log_income[i];
        sums.income_log += sign * lanes.income_log[i];
        sums.at_floor += sign * lanes.at_floor[i];
    }
    return true;
}

POVEX_LANES void add_word(IncomeHistogram::Word* histogram, std::uint32_t bin, std::uint32_t place,
                          std::int64_t sign) {
    auto const word = (std::int64_t{1} << IncomeHistogram::count_from) + place;
    histogram[bin] += static_cast<IncomeHistogram::Word>(sign * word);
}

/// Count one household. The result is that of count_incomes() for one row.
POVEX_LANES bool count_one(IncomeScale const& scale, double income, std::uint8_t size,
                           std::int64_t sign, IncomeSums& sums, IncomeHistogram::Word* histogram) {
    double const money = income * scale.unit * size;
    auto const single = static_cast<float>(income / scale.reference);
    auto const r = relative<1>(Floats<1>{single});
    LaneSums<1> lanes;
    add<1>(lanes, scale, Doubles<1>{income}, Doubles<1>{money}, Doubles<1>{double{single}},
           Doubles<1>{double{r.logarithm[0]}});
    add_word(histogram, r.bin[0], r.place[0], sign);
    return add_up<1>(lanes, scale, sign, sums);
}

}  // namespace incomes
}  // namespace POVEX_TARGET
}  // namespace povex
