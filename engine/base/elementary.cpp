#include "engine/base/elementary.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace povex::elementary {
namespace {

static_assert(std::numeric_limits<double>::is_iec559, "results are defined by IEEE 754");

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// ln 2 = ln2_high + ln2_low: the high part has 21 zero bits at its end, so that k * ln2_high is
// exact for every exponent k of a double.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;
constexpr double log2_e = 0x1.71547652b82fep+0;
constexpr double sqrt_half = 0x1.6a09e667f3bcdp-1;
constexpr double inverse_sqrt_pi = 0x1.20dd750429b6dp-1;
constexpr double inverse_sqrt_2pi = 0x1.9884533d43651p-2;

// Adding and subtracting 1.5 * 2^52 rounds a small number to the nearest integer, ties to even.
constexpr double to_integer = 0x1.8p+52;

/// sum_i coefficient[i] x^i, as even and odd terms apart: two short chains, one fixed order.
template <std::size_t N>
inline double polynomial(std::array<double, N> const& coefficient, double x) {
    static_assert(N % 2 == 0);
    double const square = x * x;
    double even = coefficient[N - 2];
    double odd = coefficient[N - 1];
    for (std::size_t i = N - 2; i > 0; i -= 2) {
        even = even * square + coefficient[i - 2];
        odd = odd * square + coefficient[i - 1];
    }
    return even + x * odd;
}

/// 2^k, k in [-1022, 1023].
inline double power_of_two(std::int64_t k) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

/// y 2^k for y near 1: rounded once, also where the result is subnormal.
inline double scaled(double y, std::int64_t k) {
    if (k >= -1021 && k <= 1023) return y * power_of_two(k);
    std::int64_t const half = k / 2;
    return y * power_of_two(half) * power_of_two(k - half);
}

// e^r = 1 + r + r^2 (1/2! + 1/3! r + ... + 1/13! r^11)
constexpr std::array<double, 12> exp_coefficients = [] {
    std::array<double, 12> coefficient{};
    double factorial = 1;
    for (std::size_t i = 0; i < coefficient.size(); ++i) {
        factorial *= static_cast<double>(i + 2);
        coefficient[i] = 1 / factorial;
    }
    return coefficient;
}();

/// e^(x + tail) = 2^exponent (1 + excess).
struct Exponential {
    std::int64_t exponent;
    double excess;
};

/// \pre -746 < x < 710, |tail| at most an ulp of x
inline Exponential exponential(double x, double tail) {
    double const k = (x * log2_e + to_integer) - to_integer;
    double const high = x - k * ln2_high;
    double const low = k * ln2_low - tail;
    double const r = high - low;
    double const rest = (high - r) - low;
    double const curved = r * r * polynomial(exp_coefficients, r);
    return {static_cast<std::int64_t>(k), r + (rest + curved)};
}

constexpr double largest_exponent = 0x1.62e42fefa39efp+9;    // log of the largest double
constexpr double smallest_exponent = -0x1.74910d52d3052p+9;  // log of half the smallest double

/// e^(x + tail), |tail| at most an ulp of x.
inline double exp_of_sum(double x, double tail) {
    if (!(x <= largest_exponent)) return x + infinity;  // NaN stays NaN
    if (x < smallest_exponent) return 0;
    auto const [exponent, excess] = exponential(x, tail);
    return scaled(1 + excess, exponent);
}

// 2 artanh(s) = 2s + s (2/3 s^2 + 2/5 s^4 + ...): coefficients of the bracket over s^2.
constexpr std::array<double, 12> log_coefficients = [] {
    std::array<double, 12> coefficient{};
    for (std::size_t i = 0; i < coefficient.size(); ++i)
        coefficient[i] = 2 / static_cast<double>(2 * i + 3);
    return coefficient;
}();

/// k ln 2 + log(1 + f) + correction, 1 + f in [sqrt(1/2), sqrt(2)), |correction| below an ulp.
inline double log_of_parts(double k, double f, double correction) {
    double const s = f / (2 + f);
    double const square = s * s;
    double const bracket = square * polynomial(log_coefficients, square);
    double const half_square = 0.5 * f * f;  // 2s = f - f^2 / 2 + s f^2 / 2
    double const curved = s * (half_square + bracket) + (k * ln2_low + correction);
    return k * ln2_high - ((half_square - curved) - f);
}

/// log(x) + correction, x normal and finite.
inline double log_of_normal(double x, double correction, double k) {
    constexpr auto lowest = std::bit_cast<std::int64_t>(sqrt_half);
    constexpr auto fraction = (std::int64_t{1} << 52) - 1;
    std::int64_t const above = std::bit_cast<std::int64_t>(x) - lowest;
    auto const mantissa = std::bit_cast<double>((above & fraction) + lowest);
    return log_of_parts(k + static_cast<double>(above >> 52), mantissa - 1, correction);
}

/// e^(-x^2 / 2). The square is the exact sum of two doubles (Dekker 1971, Numerische Mathematik
/// 18, 224-242): in the tail an ulp of x^2 is worth a thousand of the result.
inline double gaussian(double x) {
    if (x >= 40 || x <= -40) return 0;
    double const square = x * x;
    double const split = x * 0x1.0000002p+27;  // 2^27 + 1
    double const high = split - (split - x);
    double const low = x - high;
    double const rest = ((high * high - square) + 2 * high * low) + low * low;
    return exp_of_sum(-0.5 * square, -0.5 * rest);
}

/// erf(y) / y for |y| <= 0.46875 as a function of y^2.
inline double erf_ratio(double square) {
    constexpr std::array numerator{3.20937758913846947e3,  3.77485237685302021e2,
                                   1.13864154151050156e2,  3.16112374387056560e0,
                                   1.85777706184603153e-1, 0.0};
    constexpr std::array denominator{2.84423683343917062e3,
                                     1.28261652607737228e3,
                                     2.44024637934444173e2,
                                     2.36012909523441209e1,
                                     1.0,
                                     0.0};
    return polynomial(numerator, square) / polynomial(denominator, square);
}

/// e^(y^2) erfc(y) for y in [0.46875, 4].
inline double scaled_erfc_middle(double y) {
    constexpr std::array numerator{1.23033935479799725e3,  2.05107837782607147e3,
                                   1.71204761263407058e3,  8.81952221241769090e2,
                                   2.98635138197400131e2,  6.61191906371416295e1,
                                   8.88314979438837594e0,  5.64188496988670089e-1,
                                   2.15311535474403846e-8, 0.0};
    constexpr std::array denominator{1.23033935480374942e3,
                                     3.43936767414372164e3,
                                     4.36261909014324716e3,
                                     3.29079923573345963e3,
                                     1.62138957456669019e3,
                                     5.37181101862009858e2,
                                     1.17693950891312499e2,
                                     1.57449261107098347e1,
                                     1.0,
                                     0.0};
    return polynomial(numerator, y) / polynomial(denominator, y);
}

/// e^(y^2) erfc(y) for y > 4.
inline double scaled_erfc_far(double y) {
    constexpr std::array numerator{6.58749161529837803e-4, 1.60837851487422766e-2,
                                   1.25781726111229246e-1, 3.60344899949804439e-1,
                                   3.05326634961232344e-1, 1.63153871373020978e-2};
    constexpr std::array denominator{2.33520497626869185e-3, 6.05183413124413191e-2,
                                     5.27905102951428412e-1, 1.87295284992346047e0,
                                     2.56852019228982242e0,  1.0};
    double const z = 1 / (y * y);
    double const ratio = polynomial(numerator, z) / polynomial(denominator, z);
    return (inverse_sqrt_pi - z * ratio) / y;
}

/// AS 241 for |q| <= 0.425, p = 1/2 + q.
inline double quantile_centre(double q) {
    constexpr std::array numerator{3.3871328727963666080e0, 1.3314166789178437745e2,
                                   1.9715909503065514427e3, 1.3731693765509461125e4,
                                   4.5921953931549871457e4, 6.7265770927008700853e4,
                                   3.3430575583588128105e4, 2.5090809287301226727e3};
    constexpr std::array denominator{1.0,
                                     4.2313330701600911252e1,
                                     6.8718700749205790830e2,
                                     5.3941960214247511077e3,
                                     2.1213794301586595867e4,
                                     3.9307895800092710610e4,
                                     2.8729085735721942674e4,
                                     5.2264952788528545610e3};
    double const r = 0.180625 - q * q;
    return q * (polynomial(numerator, r) / polynomial(denominator, r));
}

/// AS 241 for r = sqrt(-log(tail share)) in (1.6, 5]; the absolute value of the quantile.
inline double quantile_tail(double r) {
    constexpr std::array numerator{1.42343711074968357734e0,  4.63033784615654529590e0,
                                   5.76949722146069140550e0,  3.64784832476320460504e0,
                                   1.27045825245236838258e0,  2.41780725177450611770e-1,
                                   2.27238449892691845833e-2, 7.74545014278341407640e-4};
    constexpr std::array denominator{1.0,
                                     2.05319162663775882187e0,
                                     1.67638483018380384940e0,
                                     6.89767334985100004550e-1,
                                     1.48103976427480074590e-1,
                                     1.51986665636164571966e-2,
                                     5.47593808499534494600e-4,
                                     1.05075007164441684324e-9};
    double const x = r - 1.6;
    return polynomial(numerator, x) / polynomial(denominator, x);
}

/// AS 241 for r > 5.
inline double quantile_far_tail(double r) {
    constexpr std::array numerator{6.65790464350110377720e0,  5.46378491116411436990e0,
                                   1.78482653991729133580e0,  2.96560571828504891230e-1,
                                   2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                   2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr std::array denominator{1.0,
                                     5.99832206555887937690e-1,
                                     1.36929880922735805310e-1,
                                     1.48753612908506148525e-2,
                                     7.86869131145613259100e-4,
                                     1.84631831751005468180e-5,
                                     1.42151175831644588870e-7,
                                     2.04426310338993978564e-15};
    double const x = r - 5;
    return polynomial(numerator, x) / polynomial(denominator, x);
}

}  // namespace

double exp(double x) noexcept {
    return exp_of_sum(x, 0);
}

double expm1(double x) noexcept {
    if (!(x <= largest_exponent)) return x + infinity;
    if (x < -40) return -1;
    auto const [exponent, excess] = exponential(x, 0);
    if (exponent == 0) return excess;
    if (exponent > 60) return scaled(1 + excess, exponent);
    return (excess + (1 - power_of_two(-exponent))) * power_of_two(exponent);
}

double log(double x) noexcept {
    if (!(x > 0)) return x == 0 ? -infinity : not_a_number;
    if (x == infinity) return x;
    if (x < std::numeric_limits<double>::min()) return log_of_normal(x * 0x1p54, 0, -54);
    return log_of_normal(x, 0, 0);
}

double log1p(double x) noexcept {
    if (!(x > -1)) return x == -1 ? -infinity : not_a_number;
    if (x == infinity) return x;
    if (x > -0.29 && x < 0.41) return log_of_parts(0, x, 0);
    double const sum = 1 + x;
    double const lost = x > 1 ? 1 - (sum - x) : x - (sum - 1);  // what the rounding of sum took
    return log_of_normal(sum, lost / sum, 0);
}

double normal_density(double x) noexcept {
    return inverse_sqrt_2pi * gaussian(x);
}

double normal_cdf(double x) noexcept {
    double const distance = x < 0 ? -x : x;
    double const y = sqrt_half * distance;
    if (y <= 0.46875) return 0.5 + 0.5 * (sqrt_half * x) * erf_ratio(y * y);
    if (distance >= 40) return x < 0 ? 0 : 1;
    double const tail =
        0.5 * gaussian(distance) * (y <= 4 ? scaled_erfc_middle(y) : scaled_erfc_far(y));
    return x < 0 ? tail : 1 - tail;  // NaN passes
}

double normal_quantile(double p) noexcept {
    if (!(p >= 0 && p <= 1)) return not_a_number;
    if (p == 0 || p == 1) return p == 0 ? -infinity : infinity;
    double const q = p - 0.5;
    if (q >= -0.425 && q <= 0.425) return quantile_centre(q);
    double const r = std::sqrt(-log(q < 0 ? p : 1 - p));
    double const distance = r <= 5 ? quantile_tail(r) : quantile_far_tail(r);
    return q < 0 ? -distance : distance;
}

}  // namespace povex::elementary
