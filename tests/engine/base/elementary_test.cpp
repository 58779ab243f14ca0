#include "engine/base/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace elementary = povex::elementary;

namespace {

// The reference: 113 bits, from series alone, so that no C library is trusted.
__extension__ typedef __float128 Quad;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double smallest_normal = std::numeric_limits<double>::min();

Quad absolute(Quad x) {
    return x < 0 ? -x : x;
}

/// 2 artanh(s), |s| <= 1/3
Quad twice_artanh(Quad s) {
    Quad const square = s * s;
    Quad power = 2 * s;
    Quad sum = 0;
    for (int n = 1; absolute(power) > absolute(sum) * 1e-36; n += 2, power *= square)
        sum += power / n;
    return sum;
}

Quad const ln2 = twice_artanh(Quad{1} / 3);

Quad square_root(Quad x) {
    Quad root = std::sqrt(static_cast<double>(x));
    for (int i = 0; i < 3; ++i) root = (root + x / root) / 2;
    return root;
}

/// Machin's formula.
Quad circle_number() {
    auto const arctan_of_inverse = [](int n) {
        Quad power = Quad{1} / n;
        Quad sum = 0;
        for (int i = 1; i < 60; i += 2, power /= -n * n) sum += power / i;
        return sum;
    };
    return 16 * arctan_of_inverse(5) - 4 * arctan_of_inverse(239);
}

Quad const sqrt_2pi = square_root(2 * circle_number());

/// x 2^exponent
Quad scale(Quad x, int exponent) {
    Quad factor = exponent < 0 ? Quad{0.5} : Quad{2};
    for (int i = std::abs(exponent); i > 0; i /= 2, factor *= factor)
        if (i % 2 == 1) x *= factor;
    return x;
}

/// e^x - 1 for |x| <= ln(2) / 2
Quad expm1_series(Quad x) {
    Quad term = x;
    Quad sum = 0;
    for (int n = 2; n < 40; ++n) {
        sum += term;
        term *= x / n;
    }
    return sum;
}

Quad reference_exp(Quad x) {
    int const k = static_cast<int>(std::nearbyint(static_cast<double>(x / ln2)));
    return scale(1 + expm1_series(x - k * ln2), k);
}

Quad reference_expm1(Quad x) {
    return absolute(x) < 0.3 ? expm1_series(x) : reference_exp(x) - 1;
}

Quad reference_log(Quad x) {
    int k = std::ilogb(static_cast<double>(x));
    Quad mantissa = scale(x, -k);
    if (mantissa > 1.4) {
        mantissa /= 2;
        ++k;
    }
    return k * ln2 + twice_artanh((mantissa - 1) / (mantissa + 1));
}

Quad reference_log1p(Quad x) {
    return absolute(x) < 0.4 ? twice_artanh(x / (2 + x)) : reference_log(1 + x);
}

Quad reference_density(Quad x) {
    return reference_exp(-x * x / 2) / sqrt_2pi;
}

/// (1 - Phi(x)) for x >= 6: Laplace's continued fraction.
Quad reference_far_tail(Quad x) {
    Quad fraction = x;
    for (int n = 200; n > 0; --n) fraction = x + n / fraction;
    return reference_density(x) / fraction;
}

/// Phi(x) - 1/2 for |x| < 6: the series of positive terms.
Quad reference_centre(Quad x) {
    Quad term = x;
    Quad sum = 0;
    for (int n = 3; absolute(term) > absolute(sum) * 1e-36; n += 2) {
        sum += term;
        term *= x * x / n;
    }
    return reference_density(x) * sum;
}

Quad reference_cdf(Quad x) {
    if (x <= -6) return reference_far_tail(-x);
    if (x >= 6) return 1 - reference_far_tail(x);
    return 0.5 + reference_centre(x);
}

/// One Newton step from a value right to double precision.
Quad reference_quantile(Quad p) {
    Quad const z = elementary::normal_quantile(static_cast<double>(p));
    return z + (p - reference_cdf(z)) / reference_density(z);
}

double ulp(double x) {
    return std::max(std::nextafter(std::abs(x), infinity) - std::abs(x),
                    std::numeric_limits<double>::denorm_min());
}

double error_in_ulp(double value, Quad truth) {
    if (truth == 0) return value == 0 ? 0 : infinity;
    return static_cast<double>(absolute(value - truth) / ulp(static_cast<double>(truth)));
}

/// The arguments of a test: `count` numbers in [low, high], evenly spaced but for a random part,
/// and as many spaced evenly in their logarithm where the interval has one sign.
std::vector<double> arguments(double low, double high, int count) {
    std::vector<double> all{low, high};
    std::uint64_t state = 20240607;
    for (int i = 0; i < count; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        double const share = (i + static_cast<double>(state >> 11) * 0x1p-53) / count;
        all.push_back(low + (high - low) * share);
        if (low > 0) all.push_back(std::min(high, low * std::pow(high / low, share)));
        if (high < 0) all.push_back(std::max(low, high * std::pow(low / high, share)));
    }
    return all;
}

using Function = double (*)(double);
using Reference = Quad (*)(Quad);

/// Whether no error over the arguments reaches the bound, in ulp; says where the largest is.
testing::AssertionResult within(double bound, Function function, Reference reference,
                                std::vector<double> const& xs) {
    double largest = 0;
    double where = 0;
    for (double const x : xs) {
        double const error = error_in_ulp(function(x), reference(x));
        if (!(error <= largest)) {
            largest = error;
            where = x;
        }
    }
    auto result = largest < bound ? testing::AssertionSuccess() : testing::AssertionFailure();
    return result << "largest error " << largest << " ulp at x = " << testing::PrintToString(where);
}

constexpr int many = 10000;

std::vector<std::vector<std::string>> rows_of(std::string const& name) {
    std::ifstream file{std::string{POVEX_SOURCE_DIR "/tests/data/"} + name};
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream fields{line};
        auto& row = rows.emplace_back();
        for (std::string field; std::getline(fields, field, ',');) row.push_back(field);
    }
    return rows;
}

}  // namespace

TEST(ElementaryReference, AgreesWithKnownDigits) {
    EXPECT_LT(absolute(ln2 - 0.693147180559945309417232L), 1e-18);
    EXPECT_LT(absolute(sqrt_2pi - 2.50662827463100050241577L), 1e-18);
    EXPECT_LT(absolute(reference_exp(1) - 2.71828182845904523536029L), 1e-18);
    EXPECT_LT(absolute(reference_log(10) - 2.30258509299404568401799L), 1e-18);
    // the two ways to the tail meet
    EXPECT_LT(absolute((0.5 - reference_centre(6)) / reference_far_tail(6) - 1), 1e-22);
}

TEST(ElementaryReference, SeesAnErrorOfOneUlp) {
    double const x = 0.7;
    EXPECT_GT(error_in_ulp(std::nextafter(elementary::exp(x), 9.0), reference_exp(x)), 0.5);
}

TEST(Exp, ErrorIsBelowBound) {
    EXPECT_TRUE(within(1, elementary::exp, reference_exp, arguments(-708, 709.78, many)));
    EXPECT_TRUE(within(1, elementary::exp, reference_exp, arguments(-1, 1, many)));
    EXPECT_TRUE(within(1, elementary::exp, reference_exp, arguments(1e-20, 1, many)));
    EXPECT_TRUE(within(1, elementary::exp, reference_exp, arguments(-745.13, -708, many)));
}

TEST(Exp, EdgesAreExact) {
    double const largest = 0x1.62e42fefa39efp+9;
    EXPECT_EQ(elementary::exp(0.0), 1.0);
    EXPECT_EQ(elementary::exp(-0.0), 1.0);
    EXPECT_EQ(elementary::exp(infinity), infinity);
    EXPECT_EQ(elementary::exp(-infinity), 0.0);
    EXPECT_TRUE(std::isfinite(elementary::exp(largest)));
    EXPECT_EQ(elementary::exp(std::nextafter(largest, 1000.0)), infinity);
    EXPECT_EQ(elementary::exp(-745.133), std::numeric_limits<double>::denorm_min());
    EXPECT_EQ(elementary::exp(-745.134), 0.0);
    EXPECT_TRUE(std::isnan(elementary::exp(std::nan(""))));
}

TEST(Exp, NeverFallsAsXRises) {
    for (double const start : arguments(-745, 709, 2000)) {
        double x = start;
        for (int i = 0; i < 200; ++i) {
            double const next = std::nextafter(x, infinity);
            ASSERT_LE(elementary::exp(x), elementary::exp(next)) << x;
            x = next;
        }
    }
}

TEST(Expm1, ErrorIsBelowBound) {
    EXPECT_TRUE(within(2, elementary::expm1, reference_expm1, arguments(-40, 709, many)));
    EXPECT_TRUE(within(2, elementary::expm1, reference_expm1, arguments(-3, 3, many)));
    EXPECT_TRUE(within(2, elementary::expm1, reference_expm1, arguments(1e-30, 2, many)));
    EXPECT_TRUE(within(2, elementary::expm1, reference_expm1, arguments(-2, -1e-30, many)));
}

TEST(Expm1, EdgesAreExact) {
    EXPECT_EQ(elementary::expm1(0.0), 0.0);
    EXPECT_EQ(elementary::expm1(-infinity), -1.0);
    EXPECT_EQ(elementary::expm1(infinity), infinity);
    EXPECT_TRUE(std::isnan(elementary::expm1(std::nan(""))));
}

TEST(Log, ErrorIsBelowBound) {
    double const largest = std::numeric_limits<double>::max();
    EXPECT_TRUE(within(0.9, elementary::log, reference_log, arguments(0.4, 2.5, many)));
    EXPECT_TRUE(within(0.9, elementary::log, reference_log, arguments(0.99, 1.01, many)));
    EXPECT_TRUE(within(0.9, elementary::log, reference_log, arguments(1e-300, 1e8, many)));
    EXPECT_TRUE(within(0.9, elementary::log, reference_log, arguments(1, largest, many)));
    EXPECT_TRUE(
        within(0.9, elementary::log, reference_log, arguments(5e-324, smallest_normal, many)));
}

TEST(Log, EdgesAreExact) {
    EXPECT_EQ(elementary::log(1.0), 0.0);
    EXPECT_EQ(elementary::log(0.0), -infinity);
    EXPECT_EQ(elementary::log(infinity), infinity);
    EXPECT_TRUE(std::isnan(elementary::log(-1.0)));
    EXPECT_TRUE(std::isnan(elementary::log(std::nan(""))));
}

TEST(Log1p, ErrorIsBelowBound) {
    EXPECT_TRUE(within(0.9, elementary::log1p, reference_log1p, arguments(-0.999, 3, many)));
    EXPECT_TRUE(within(0.9, elementary::log1p, reference_log1p, arguments(1e-30, 1e30, many)));
    EXPECT_TRUE(within(0.9, elementary::log1p, reference_log1p, arguments(-0.3, -1e-30, many)));
}

TEST(Log1p, EdgesAreExact) {
    EXPECT_EQ(elementary::log1p(0.0), 0.0);
    EXPECT_EQ(elementary::log1p(-1.0), -infinity);
    EXPECT_EQ(elementary::log1p(infinity), infinity);
    EXPECT_TRUE(std::isnan(elementary::log1p(-1.5)));
}

TEST(NormalDensity, ErrorIsBelowBound) {
    auto const xs = arguments(-37.6, 37.6, many);
    EXPECT_TRUE(within(2.5, elementary::normal_density, reference_density, xs));
    EXPECT_EQ(elementary::normal_density(-infinity), 0.0);
    EXPECT_EQ(elementary::normal_density(1e300), 0.0);
    EXPECT_TRUE(std::isnan(elementary::normal_density(std::nan(""))));
}

TEST(NormalCdf, ErrorIsBelowBoundDownToTheFarTail) {
    auto const cdf = elementary::normal_cdf;
    EXPECT_TRUE(within(7, cdf, reference_cdf, arguments(-37.5, 10, many)));
    EXPECT_TRUE(within(7, cdf, reference_cdf, arguments(-6, 6, many)));
    EXPECT_TRUE(within(7, cdf, reference_cdf, arguments(-1, 1, many)));
}

TEST(NormalCdf, EdgesAreExact) {
    EXPECT_EQ(elementary::normal_cdf(0.0), 0.5);
    EXPECT_EQ(elementary::normal_cdf(-infinity), 0.0);
    EXPECT_EQ(elementary::normal_cdf(infinity), 1.0);
    EXPECT_EQ(elementary::normal_cdf(-39.0), 0.0);
    EXPECT_GT(elementary::normal_cdf(-38.0), 0.0);
    EXPECT_TRUE(std::isnan(elementary::normal_cdf(std::nan(""))));
}

TEST(NormalQuantile, ErrorIsBelowBound) {
    auto const quantile = elementary::normal_quantile;
    double const top = 1 - 0x1p-53;
    EXPECT_TRUE(within(7, quantile, reference_quantile, arguments(2.3e-308, top, many)));
    EXPECT_TRUE(within(7, quantile, reference_quantile, arguments(0.5, 0.50001, many)));
    EXPECT_TRUE(within(7, quantile, reference_quantile, arguments(1 - 1e-6, top, many)));
}

TEST(NormalQuantile, EdgesAreExact) {
    EXPECT_EQ(elementary::normal_quantile(0.5), 0.0);
    EXPECT_EQ(elementary::normal_quantile(0.0), -infinity);
    EXPECT_EQ(elementary::normal_quantile(1.0), infinity);
    EXPECT_TRUE(std::isnan(elementary::normal_quantile(-1e-9)));
    EXPECT_TRUE(std::isnan(elementary::normal_quantile(1.1)));
    EXPECT_TRUE(std::isnan(elementary::normal_quantile(std::nan(""))));
    EXPECT_LT(elementary::normal_quantile(5e-324), -38.4);
}

TEST(NormalQuantile, IsAntisymmetric) {
    for (double const p : arguments(0.5, 1, 1000))
        EXPECT_EQ(elementary::normal_quantile(1 - p), -elementary::normal_quantile(p));
}

TEST(NormalQuantile, NeverFallsByMoreThanItsErrorWhereItsPiecesMeet) {
    double const far_pieces_meet = 1.3887943864964021e-11;  // exp(-25)
    for (double const p : {0.075, 0.925, far_pieces_meet}) {
        double x = p * (1 - 1e-13);
        double const allowance = 6 * ulp(elementary::normal_quantile(p));
        double highest = elementary::normal_quantile(x);
        for (; x < p * (1 + 1e-13); x = std::nextafter(x, 1.0)) {
            double const value = elementary::normal_quantile(x);
            ASSERT_GE(value, highest - allowance) << x;
            highest = std::max(highest, value);
        }
    }
}

TEST(NormalTables, AgreeWithPublishedValues) {
    int checked = 0;
    for (auto const& row : rows_of("normal_quantiles.csv")) {
        if (row.at(0) == "function") continue;
        double const argument = std::stod(row.at(1));
        double const expected = std::stod(row.at(2));
        bool const is_quantile = row[0] == "quantile";
        double const value =
            is_quantile ? elementary::normal_quantile(argument) : elementary::normal_cdf(argument);
        EXPECT_NEAR(value, expected, 1e-15 * std::abs(expected)) << row[0] << ' ' << row[1];
        ++checked;
    }
    EXPECT_EQ(checked, 24);
}
