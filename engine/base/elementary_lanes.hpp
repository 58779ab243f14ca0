#pragma once

#include "engine/base/lanes.hpp"

/// The functions of which incomes and deprivations are made, for several households at a time and
/// in single precision: exp, log, the normal distribution, its quantile, piecewise linear maps.
///
/// Each is a fixed sequence of IEEE operations (+ - * /, square root, moves of bits), like those of
/// engine/base/elementary.hpp: the same bits on every processor and for any number of lanes.
namespace povex {
inline namespace POVEX_TARGET {

namespace lanes {

/// sum_i coefficient[i] x^i, by Horner's rule.
template <int N, std::size_t Terms>
POVEX_LANES Floats<N> polynomial(float const (&coefficient)[Terms], Floats<N> x) {
    Floats<N> sum = x * coefficient[Terms - 1] + coefficient[Terms - 2];
    for (std::size_t i = Terms - 2; i > 0; --i) sum = sum * x + coefficient[i - 1];
    return sum;
}

template <int N>
POVEX_LANES Floats<N> clamped(Floats<N> x, float low, float high) {
    x = x < low ? Floats<N>{} + low : x;
    return x > high ? Floats<N>{} + high : x;
}

}  // namespace lanes

/// e^x.
///
/// With x = k ln 2 + r, |r| <= ln(2) / 2, e^x = 2^k (1 + r + r^2 P(r)), P of degree 4 fitted to a
/// relative error of 3e-9 (scripts/fit-lanes). ln 2 is split so that k ln2_high is exact.
///
/// Error: below 1.1 ulp. exp(0) == 1 exactly.
/// \param x  clamped to [-87, 88], so that the value stays normal and finite
template <int N>
POVEX_LANES Floats<N> exp_of(Floats<N> x) {
    constexpr float log2_e = 0x1.715476p+0F;
    constexpr float ln2_high = 0x1.63p-1F;  // 9 bits
    constexpr float ln2_low = -0x1.bd0106p-13F;
    constexpr float to_integer = 0x1.8p+23F;  // adding it rounds to the nearest integer
    constexpr float rest[] = {0.49999994F, 0.16666521F, 0.041668393F, 0.0083687445F, 0.0013814481F};

    x = lanes::clamped<N>(x, -87.0F, 88.0F);
    Floats<N> const shifted = x * log2_e + to_integer;
    Floats<N> const k = shifted - to_integer;
    Floats<N> const r = (x - k * ln2_high) - k * ln2_low;
    Floats<N> const y = 1.0F + (r + r * r * lanes::polynomial<N>(rest, r));
    // the integer stands in the last bits of `shifted`: moved to the exponent
    return lanes::as<Floats<N>>(lanes::as<Words<N>>(y) + (lanes::as<Words<N>>(shifted) << 23));
}

/// The natural logarithm.
///
/// With x = 2^k m, m in [sqrt(1/2), sqrt(2)), and s = (m - 1) / (m + 1), |s| <= 0.172,
///
///     ln x = k ln 2 + 2 s (1 + s^2/3 + s^4/5 + s^6/7 + s^8/9),
///
/// the series of artanh, cut off where the rest is below a relative 3e-9. ln 2 is split so that
/// k ln2_high is exact.
///
/// Error: below 2 ulp. log(1) == 0 exactly.
/// \param x  normal, positive and finite
template <int N>
POVEX_LANES Floats<N> log_of(Floats<N> x) {
    constexpr float ln2_high = 0x1.63p-1F;  // 9 bits
    constexpr float ln2_low = -0x1.bd0106p-13F;
    constexpr std::int32_t root_half = 0x3f3504f3;  // the bits of sqrt(1/2)
    constexpr float series[] = {1.0F / 3.0F, 1.0F / 5.0F, 1.0F / 7.0F, 1.0F / 9.0F};

    auto const bits = lanes::as<Ints<N>>(x);
    Ints<N> const exponent = (bits - root_half) >> 23;
    auto const m = lanes::as<Floats<N>>(bits - (exponent << 23));
    Floats<N> const k = __builtin_convertvector(exponent, Floats<N>);
    Floats<N> const f = m - 1.0F;
    Floats<N> const s = f / (m + 1.0F);
    Floats<N> const z = s * s;
    // ln m = 2 s + s r = f - s (f - r): f is exact, and what is taken from it is small
    Floats<N> const r = 2.0F * z * lanes::polynomial<N>(series, z);
    return k * ln2_high + (f - (s * (f - r) - k * ln2_low));
}

/// The standard normal number that 32 random bits stand for: the quantile of (word + 1/2) 2^-32.
///
/// Let q be the distance of the share from 1/2, p = 1/2 - q its distance from the nearer end, and
/// t = 4 p (1 - p). Both p and q are exact where they are small. Then
///
///     x = q N(t) / D(t)              for p >= 2^-9, both of degree 6,
///     x = q N(t^(1/4)) / D(t^(1/4))  for p < 2^-9, of degree 6 and 8,
///
/// with positive coefficients, fitted to a relative error of 9e-8 (scripts/fit-lanes). The second
/// formula holds everywhere; the first saves two square roots when no lane is in the tail.
///
/// Error: relative, below 8e-7 over all 2^32 words (6.8e-7 measured). Over all words the mean is 0
/// and the variance 1 + 1e-8. The value rises with the word, except that it may fall between close
/// neighbours by as much as its error. Antisymmetric: normal_of(~word) == -normal_of(word).
/// \return in [-6.34, 6.34], never 0
template <int N>
POVEX_LANES Floats<N> normal_of(Words<N> word) {
    constexpr float numerator[] = {7.5017815F, 3901.2463F,  300759.28F, 5233622.0F,
                                   22104966.F, 19498820.0F, 1742844.4F};
    constexpr float denominator[] = {1.0F,       636.06256F, 58632.184F, 1251483.2F,
                                     6918179.5F, 9233495.0F, 2039833.4F};
    constexpr float far_numerator[] = {16.066652F,  14351.063F,  1880058.9F, 54010664.0F,
                                       341882304.F, 315700704.F, 176013840.F};
    constexpr float far_denominator[] = {1.0F,        1072.9338F,  165704.9F,
                                         5818630.0F,  50709228.0F, 102778704.0F,
                                         89271376.0F, 84701848.0F, 21413346.0F};
    constexpr std::int32_t tail_end = 1 << 23;  // p = 2^-9
    using lanes::polynomial;

    auto const from_middle = lanes::as<Ints<N>>(word ^ 0x80000000U);
    Ints<N> const distance = from_middle ^ (from_middle >> 31);
    Ints<N> const from_end = distance ^ 0x7fffffff;
    Floats<N> const q = (__builtin_convertvector(distance, Floats<N>) + 0.5F) * 0x1p-32F;
    Floats<N> const p4 = (__builtin_convertvector(from_end, Floats<N>) + 0.5F) * 0x1p-30F;
    Floats<N> const t = p4 * (0.5F + q);
    Floats<N> x = q * polynomial<N>(numerator, t) / polynomial<N>(denominator, t);
    Ints<N> const far = from_end < tail_end;
    if (lanes::bits_of<N>(far) != 0) [[unlikely]] {
        Floats<N> const v = lanes::square_root<N>(lanes::square_root<N>(t));
        x = far ? q * polynomial<N>(far_numerator, v) / polynomial<N>(far_denominator, v) : x;
    }
    Words<N> const sign = ~word & 0x80000000U;
    return lanes::as<Floats<N>>(lanes::as<Words<N>>(x) | sign);
}

/// 32 random bits as a uniform number: (floor(word / 2) + 1/2) 2^-31, rounded to single precision.
///
/// An event of probability p happens if the number is at most p: never for p = 0, always for p = 1.
/// A rare event keeps its probability to within the spacing of the numbers, 2^-31.
/// \return in [2^-32, 1]
template <int N>
POVEX_LANES Floats<N> share_of(Words<N> word) {
    auto const half = lanes::as<Ints<N>>(word >> 1);
    return (__builtin_convertvector(half, Floats<N>) + 0.5F) * 0x1p-31F;
}

/// Share of a standard normal population below x.
///
/// With z = |x|, the nearer tail is e^(-z^2 / 2) N(z) / D(z), N of degree 4 and D of degree 5, with
/// positive coefficients, fitted to a relative error of 5e-9 (scripts/fit-lanes).
///
/// Error: relative, below 1e-6 for shares down to 1e-7 (8.4e-7 measured) and below 5e-6 further
/// out; below 3e-7 for x >= 0. 1/2 at 0.
/// \param x  clamped to [-12, 12], where the share is 1.8e-33 and 1
template <int N>
POVEX_LANES Floats<N> normal_cdf_of(Floats<N> x) {
    constexpr float numerator[] = {0.5F, 0.433733823F, 0.179871654F, 0.0395032642F, 0.0039494839F};
    constexpr float denominator[] = {1.0F,         1.66535252F,  1.18849856F,
                                     0.460593417F, 0.099028116F, 0.00989972958F};
    using lanes::polynomial;

    x = lanes::clamped<N>(x, -12.0F, 12.0F);
    auto const z = lanes::as<Floats<N>>(lanes::as<Words<N>>(x) & 0x7fffffffU);
    Floats<N> const tail =
        exp_of<N>(-0.5F * z * z) * polynomial<N>(numerator, z) / polynomial<N>(denominator, z);
    return x < 0.0F ? tail : 1.0F - tail;
}

/// A continuous, piecewise linear function: maps a score to log income (IncomeDistribution).
///
///     x(q) = level + slope (q - knot[0]) + sum_k bend[k] max(0, q - knot[k])
struct PiecewiseLinear {
    static constexpr int most_knots = 16;
    int knots = 1;
    float level = 0.0F;           ///< at the lowest knot
    float slope = 0.0F;           ///< below the lowest knot
    float knot[most_knots] = {};  ///< ascending
    float bend[most_knots] = {};  ///< how much steeper above knot k than below
};

template <int N>
POVEX_LANES Floats<N> value_at(PiecewiseLinear const& map, Floats<N> q) {
    Floats<N> const first = q - map.knot[0];
    Floats<N> x = map.level + map.slope * first + map.bend[0] * (first > 0.0F ? first : 0.0F);
    for (int k = 1; k < map.knots; ++k) {
        Floats<N> const above = q - map.knot[k];
        x += map.bend[k] * (above > 0.0F ? above : 0.0F);
    }
    return x;
}

}  // namespace POVEX_TARGET
}  // namespace povex
