#pragma once

/// The exponential, the logarithm and the normal distribution, computed so that the same incomes
/// give the same poverty figures on every computer.
///
/// The C library picks its exp() and log() to suit the processor, and the last bits differ. Here
/// each function is one fixed sequence of IEEE 754 double operations (+ - * /, square root, moves
/// of bits), rounded to nearest and compiled without fused multiply-add. The engine may not call
/// any transcendental function of the C library (tests/no_libm.cmake).
///
/// Errors are stated in units in the last place of the true value (ulp), as an upper bound. The
/// tests check each bound against a reference of 113 bits, over dense and random arguments.
///
/// NaN in gives NaN out. No function sets errno, throws or keeps state.
namespace povex::elementary {

/// e^x.
///
/// With x = k ln 2 + r, |r| <= ln(2) / 2, e^x = 2^k e^r, where e^r is its Taylor polynomial of
/// degree 13. The part of ln 2 that does not fit a double is carried along.
///
/// Error: below 1 ulp, also where the value is subnormal. exp(0) == 1 exactly.
/// \return in [0, +inf]: +inf above 709.782712893384, 0 below -745.133219101941
[[nodiscard]] double exp(double x) noexcept;

/// e^x - 1, without the loss of digits near x = 0. Same method as exp.
///
/// Error: below 2 ulp. expm1(0) == 0 exactly.
/// \return in [-1, +inf]
[[nodiscard]] double expm1(double x) noexcept;

/// Natural logarithm.
///
/// With x = 2^k (1 + f), 1 + f in [sqrt(1/2), sqrt(2)), and s = f / (2 + f),
/// log(1 + f) = 2 artanh(s) = 2 (s + s^3 / 3 + s^5 / 5 + ...), up to s^25.
///
/// Error: below 0.9 ulp, also for subnormal x. log(1) == 0 exactly.
/// \param x  in [0, +inf]; log(0) is -inf, a negative x gives NaN
[[nodiscard]] double log(double x) noexcept;

/// log(1 + x), without the loss of digits near x = 0. Same method as log.
///
/// Error: below 0.9 ulp. log1p(0) == 0 exactly.
/// \param x  in [-1, +inf]; log1p(-1) is -inf, a smaller x gives NaN
[[nodiscard]] double log1p(double x) noexcept;

/// Density of the standard normal distribution, phi(x) = e^(-x^2 / 2) / sqrt(2 pi).
///
/// x^2 is carried exactly, as a sum of two doubles.
/// Error: below 2.5 ulp for |x| <= 37.6; beyond, the value is subnormal and reaches 0 at 38.6.
[[nodiscard]] double normal_density(double x) noexcept;

/// Share of a standard normal population below x, Phi(x) = erfc(-x / sqrt(2)) / 2.
///
/// Rational approximations of erf and of e^(y^2) erfc(y) on [0, 0.469], (0.469, 4], (4, inf).
/// The RELATIVE accuracy holds in the lower tail: Phi(-37) = 5.7e-300 has all its digits. For
/// the upper tail ask for normal_cdf(-x).
///
/// Error: below 7 ulp for x >= -37.5; beyond, the value is subnormal and reaches 0 near -38.5.
/// \return in [0, 1]; normal_cdf(0) == 0.5 exactly
/// \see Cody (1969), "Rational Chebyshev approximations for the error function", Mathematics of
///      Computation 23(107), 631-637
[[nodiscard]] double normal_cdf(double x) noexcept;

/// The x below which a share p of a standard normal population lies: the inverse of normal_cdf.
///
/// Algorithm AS 241, routine PPND16: rational in (p - 1/2)^2 for |p - 1/2| <= 0.425, else in
/// sqrt(-log(min(p, 1 - p))). Antisymmetric: normal_quantile(1 - p) == -normal_quantile(p)
/// wherever 1 - p is exact.
///
/// Error: below 7 ulp for p >= 2.3e-308; apart from that error, it never decreases in p.
/// normal_quantile(0.5) == 0 exactly.
/// \param p  in [0, 1]; 0 gives -inf, 1 gives +inf, outside NaN
/// \see Wichura (1988), "Algorithm AS 241: the percentage points of the normal distribution",
///      Applied Statistics 37(3), 477-484
[[nodiscard]] double normal_quantile(double p) noexcept;

}  // namespace povex::elementary
