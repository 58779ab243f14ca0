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
    constexpr float least = 0x1p-126F;  // the logarithm needs a normal number
    constexpr std::int32_t first = ((127 + H::lowest_octave) << H::bin_bits) - 1;
    constexpr float steps_of_first_bin = 1U << (H::place_bits - H::lowest_octave);

    Relative<N> r;
    r.income = income;
    r.logarithm = log_of<N>(income < least ? Floats<N>{} + least : income);
    auto const bits = lanes::as<Ints<N>>(income);
    Ints<N> const step = (bits >> H::place_bits) - first;
    Ints<N> const low = step < 1;
    Ints<N> const high = step >= H::bins - 1;
    Ints<N> const place = bits & ((1 << H::place_bits) - 1);
    Floats<N> const lowest = low ? income * steps_of_first_bin : Floats<N>{};
    r.bin = lanes::as<Words<N>>(low ? Ints<N>{} : high ? Ints<N>{} + (H::bins - 1) : step);
    r.place = lanes::as<Words<N>>(low    ? __builtin_convertvector(lowest, Ints<N>)
                                  : high ? Ints<N>{}
                                         : place);
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
        if (scale.floor <= 0.0) sums.no_income += sign * lanes.at_floor[i];  // none is below 0
    }
    return true;
}

POVEX_LANES void add_to_bin(IncomeBin* histogram, std::uint32_t bin, std::uint32_t place,
                            std::int64_t sign) {
    std::int64_t const signed_place = sign * static_cast<std::int64_t>(place);
    histogram[bin].households += sign;
    histogram[bin].places += signed_place;
    histogram[bin].squares += static_cast<std::uint64_t>(signed_place) * place;
}

/// The bin of an income. It rises with the income.
POVEX_LANES std::uint32_t bin_of(IncomeScale const& scale, double income) {
    return relative<1>(Floats<1>{static_cast<float>(income / scale.reference)}).bin[0];
}

/// Count one household. The result is that of count_incomes() for one row.
POVEX_LANES bool count_one(IncomeScale const& scale, double income, std::uint8_t size,
                           std::int64_t sign, IncomeSums& sums, IncomeBin* histogram,
                           std::uint32_t first_bin) {
    double const money = income * scale.unit * size;
    auto const single = static_cast<float>(income / scale.reference);
    auto const r = relative<1>(Floats<1>{single});
    LaneSums<1> lanes;
    add<1>(lanes, scale, Doubles<1>{income}, Doubles<1>{money}, Doubles<1>{double{single}},
           Doubles<1>{double{r.logarithm[0]}});
    add_to_bin(histogram, r.bin[0] - first_bin, r.place[0], sign);
    return add_up<1>(lanes, scale, sign, sums);
}

}  // namespace incomes
}  // namespace POVEX_TARGET
}  // namespace povex
