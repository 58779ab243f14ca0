#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "tests/kernels/probes.hpp"

namespace elementary = povex::elementary;
namespace probes = povex::probes;
using povex::Target;

namespace {

/// Pads to whole registers of every target.
template <class Value>
std::vector<Value> padded(std::vector<Value> values) {
    while (values.size() % 16 != 0) values.push_back(values.back());
    return values;
}

template <class Function, class Value>
std::vector<float> applied(Function* function, std::vector<Value> const& in) {
    auto const all = padded(in);
    std::vector<float> out(all.size());
    function(all.data(), out.data(), all.size());
    out.resize(in.size());
    return out;
}

std::vector<float> normals(std::vector<std::uint32_t> const& words) {
    return applied(probes::normals[povex::best_target()], words);
}

float normal(std::uint32_t word) {
    return normals({word}).front();
}

double quantile(std::uint32_t word) {
    return elementary::normal_quantile((word + 0.5) * 0x1p-32);
}

/// Words on both sides, with shares and distances from the middle of every size: near multiples
/// of 1/many of every power of two, and those at and next to the power.
std::vector<std::uint32_t> words_of_every_size(std::uint32_t many) {
    std::vector<std::uint32_t> words;
    auto const add = [&](std::uint32_t m) {
        std::uint32_t const middle = 0x80000000U;
        for (std::uint32_t const w : {m, middle - 1 - m, middle + m, ~m}) words.push_back(w);
    };
    for (std::uint32_t m = 0; m < many; ++m) add(m);
    for (int power = 0; power < 31; ++power) {
        std::uint32_t const start = 1U << power;
        for (std::uint32_t i = 0; i < std::min(start, many); ++i)
            add(start + static_cast<std::uint32_t>((std::uint64_t{start} * i + i * 7919 % start) /
                                                   std::min(start, many)));
    }
    return words;
}

std::vector<float> arguments_of_exp() {
    std::vector<float> xs{0.0F, -0.0F, 87.99F, -87.0F, 88.0F, 100.0F, -100.0F, 1e30F, -1e30F};
    for (int i = 0; i < 2'000'000; ++i)
        xs.push_back(-87.0F + 175.0F / 2e6F * static_cast<float>(i));
    for (int i = 0; i < 500'000; ++i) {
        float const small = std::bit_cast<float>(0x2f000000 + i * 563);
        xs.push_back(small);
        xs.push_back(-small);
    }
    return xs;
}

/// Over all exponents, densely around one.
std::vector<float> arguments_of_log() {
    std::vector<float> xs{1.0F, std::numeric_limits<float>::min(),
                          std::numeric_limits<float>::max()};
    for (std::uint32_t bits = 0x00800000; bits < 0x7f800000; bits += 1511) {
        xs.push_back(std::bit_cast<float>(bits));
    }
    for (std::uint32_t bits = 0x3f000000; bits < 0x40000000; bits += 13) {
        xs.push_back(std::bit_cast<float>(bits));
    }
    return xs;
}

std::vector<float> arguments_of_cdf() {
    std::vector<float> xs{0.0F, -0.0F, 13.0F, -13.0F, 1e30F, -1e30F};
    for (int i = -1'000'000; i <= 1'000'000; ++i) xs.push_back(1.2e-5F * static_cast<float>(i));
    return xs;
}

constexpr probes::Law law{{-2.2F, -1.5F, 0.0F}, {0.8F, 0.31F, 1.7F, 0.45F}, -1.9F};

/// \return where two results differ in a bit, or -1
std::ptrdiff_t first_difference(std::vector<float> const& a, std::vector<float> const& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::bit_cast<std::uint32_t>(a[i]) != std::bit_cast<std::uint32_t>(b[i]))
            return static_cast<std::ptrdiff_t>(i);
    return -1;
}

/// Every target gives the bits of one lane alone.
template <class Function, class Value>
void expect_same_bits(povex::ByTarget<Function> const& by_target, Function* alone,
                      std::vector<Value> const& in) {
    auto const expected = applied(alone, in);
    for (Target const target : povex::targets) {
        if (!povex::runs_here(target)) continue;
        auto const at = first_difference(applied(by_target[target], in), expected);
        EXPECT_EQ(at, -1) << povex::name_of(target) << " differs at "
                          << in[static_cast<std::size_t>(std::max<std::ptrdiff_t>(at, 0))];
    }
}

}  // namespace

TEST(NormalOf, HasTheSameBitsOnEveryTarget) {
    expect_same_bits(probes::normals, probes::normals_alone, words_of_every_size(1U << 16));
    std::vector<std::uint32_t> spaced(4'000'000);
    for (std::size_t i = 0; i < spaced.size(); ++i)
        spaced[i] = static_cast<std::uint32_t>(i) * 2654435761U;
    expect_same_bits(probes::normals, probes::normals_alone, spaced);
}

TEST(NormalOf, IsTheQuantileOverTheWholeLattice) {
    auto const words = words_of_every_size(1U << 15);
    auto const values = normals(words);
    double largest = 0;
    std::uint32_t where = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        double const truth = quantile(words[i]);
        double const error = std::abs(double{values[i]} - truth) / std::abs(truth);
        if (error > largest) {
            largest = error;
            where = words[i];
        }
    }
    EXPECT_LT(largest, 8e-7) << "at word " << where;
    EXPECT_GT(largest, 1e-8);  // single precision: the comparison sees something
}

TEST(NormalOf, IsRightInTheTail) {
    EXPECT_NEAR(normal(0), -6.3379578, 3e-6);    // share 2^-33
    EXPECT_NEAR(normal(429), -5.1993376, 3e-6);  // 429.5 / 2^32 = 1.00001e-7
    EXPECT_NEAR(normal(429) - elementary::normal_quantile(1e-7), 0.0, 1e-5);
    EXPECT_EQ(normal(0xffffffff), -normal(0));
}

TEST(NormalOf, IsAntisymmetric) {
    auto const words = words_of_every_size(1U << 14);
    auto mirrored = words;
    for (auto& word : mirrored) word = ~word;
    auto values = normals(mirrored);
    for (auto& value : values) value = -value;
    EXPECT_EQ(first_difference(normals(words), values), -1);
}

// All words of the outer 2^-12 of the lower half and the two in the middle of every 1,024 others:
// the midpoint rule is right to 1e-10 there. The upper half mirrors it.
TEST(NormalOf, HasMomentsOfAStandardNormalNumber) {
    std::vector<std::uint32_t> outer;
    for (std::uint32_t word = 0; word < 1U << 20; ++word) outer.push_back(word);
    std::vector<std::uint32_t> inner;
    for (std::uint32_t word = 1U << 20; word < 1U << 31; word += 1024) {
        inner.push_back(word + 511);
        inner.push_back(word + 512);
    }
    double first = 0;
    double second = 0;
    double fourth = 0;
    auto const sum = [&](std::vector<std::uint32_t> const& words, double weight) {
        for (float const value : normals(words)) {
            double const square = double{value} * double{value};
            first += weight * double{value};
            second += weight * square;
            fourth += weight * square * square;
        }
    };
    sum(outer, 0x1p-31);
    sum(inner, 512 * 0x1p-31);
    EXPECT_NEAR(first, -std::sqrt(2 / 3.14159265358979324), 1e-6);  // -E|x|
    EXPECT_NEAR(second, 1, 1e-6);
    EXPECT_NEAR(fourth, 3, 1e-5);
}

TEST(NormalOf, RisesWithTheWord) {
    // along steps of 2^-14 of the share or of the distance from the middle, whatever is smaller
    std::vector<std::uint32_t> ladder;
    for (std::uint64_t word = 0; word < std::uint64_t{1} << 31;) {
        ladder.push_back(static_cast<std::uint32_t>(word));
        std::uint64_t const nearest = std::min(word, (std::uint64_t{1} << 31) - word);
        word += std::max<std::uint64_t>(1, nearest >> 14);
    }
    auto const half = ladder.size();
    for (std::size_t i = half; i-- > 0;) ladder.push_back(~ladder[i]);
    auto const values = normals(ladder);
    std::size_t falls = 0;
    for (std::size_t i = 1; i < values.size(); ++i)
        falls += static_cast<std::size_t>(values[i] < values[i - 1]);
    EXPECT_EQ(falls, 0U);
    EXPECT_GT(ladder.size(), 500'000U);
}

TEST(NormalOf, HardlyEverFallsBetweenNeighbours) {
    float deepest = 0;
    for (std::uint32_t start = 0; start < 0x7fff0000U; start += 0x00fff00U) {
        std::vector<std::uint32_t> run(4096);
        for (std::size_t i = 0; i < run.size(); ++i) run[i] = start + static_cast<std::uint32_t>(i);
        auto const values = normals(run);
        for (std::size_t i = 1; i < run.size(); ++i)
            deepest = std::max(deepest, (values[i] - values[i - 1]) / values[i]);
    }
    EXPECT_LT(deepest, 1e-6F);
}

TEST(ExpOf, HasTheSameBitsOnEveryTarget) {
    expect_same_bits(probes::exponentials, probes::exponentials_alone, arguments_of_exp());
}

TEST(ExpOf, ErrorIsBelowBound) {
    auto const xs = arguments_of_exp();
    auto const values = applied(probes::exponentials[povex::best_target()], xs);
    double largest = 0;
    float where = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) {
        if (xs[i] < -87.0F || xs[i] > 88.0F) continue;
        double const truth = elementary::exp(double{xs[i]});
        double const ulp = std::ldexp(1.0, std::ilogb(truth) - 23);
        double const error = std::abs(double{values[i]} - truth) / ulp;
        if (error > largest) {
            largest = error;
            where = xs[i];
        }
    }
    EXPECT_LT(largest, 1.1) << "at " << where;
    EXPECT_GT(largest, 0.5);
}

TEST(ExpOf, SaturatesOutsideItsRange) {
    auto const values = applied(probes::exponentials[povex::best_target()],
                                std::vector<float>{0.0F, -0.0F, -87.0F, -1e30F, 88.0F, 1e30F});
    EXPECT_EQ(values[0], 1.0F);
    EXPECT_EQ(values[1], 1.0F);
    EXPECT_EQ(values[3], values[2]);
    EXPECT_EQ(values[5], values[4]);
    EXPECT_GT(values[2], std::numeric_limits<float>::min());
    EXPECT_TRUE(std::isfinite(values[4]));
}

TEST(LogOf, HasTheSameBitsOnEveryTarget) {
    expect_same_bits(probes::logarithms, probes::logarithms_alone, arguments_of_log());
}

TEST(LogOf, ErrorIsBelowBound) {
    auto const xs = arguments_of_log();
    auto const values = applied(probes::logarithms[povex::best_target()], xs);
    double largest = 0;
    float where = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) {
        double const truth = elementary::log(double{xs[i]});
        if (truth == 0.0) {
            EXPECT_EQ(values[i], 0.0F);
            continue;
        }
        double const ulp = std::ldexp(1.0, std::ilogb(truth) - 23);
        double const error = std::abs(double{values[i]} - truth) / ulp;
        if (error > largest) {
            largest = error;
            where = xs[i];
        }
    }
    EXPECT_LT(largest, 2.0) << "at " << where;
    EXPECT_GT(largest, 0.4);
}

TEST(NormalCdfOf, HasTheSameBitsOnEveryTarget) {
    expect_same_bits(probes::shares_below, probes::shares_below_alone, arguments_of_cdf());
}

TEST(NormalCdfOf, KeepsItsDigitsInTheLowerTail) {
    auto const xs = arguments_of_cdf();
    auto const values = applied(probes::shares_below[povex::best_target()], xs);
    double near = 0, far = 0, above = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) {
        double const x = double{xs[i]};
        if (std::abs(x) > 12.0) continue;
        double const truth = elementary::normal_cdf(x);
        double& largest = x >= 0 ? above : truth >= 1e-7 ? near : far;
        largest = std::max(largest, std::abs(double{values[i]} - truth) / truth);
    }
    EXPECT_LT(near, 1e-6);
    EXPECT_LT(far, 5e-6);
    EXPECT_LT(above, 3e-7);
    EXPECT_GT(near, 1e-8);  // single precision: the comparison sees something
}

TEST(NormalCdfOf, SaturatesFarFromTheMiddle) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    auto const values =
        applied(probes::shares_below[povex::best_target()],
                std::vector<float>{-infinity, -1e30F, -12.0F, 0.0F, 12.0F, 1e30F, infinity});
    for (std::size_t const low : {0U, 1U, 2U}) {
        EXPECT_EQ(values[low], values[2]);
        EXPECT_LT(values[low], 2e-33F);
        EXPECT_GT(values[low], 0.0F);
    }
    EXPECT_EQ(values[3], 0.5F);
    for (std::size_t const high : {4U, 5U, 6U}) EXPECT_EQ(values[high], 1.0F);
}

TEST(ShareOf, IsTheUniformNumberOfTheWordRoundedAndNeverZero) {
    expect_same_bits(probes::shares, probes::shares_alone, words_of_every_size(1U << 12));
    auto const words = words_of_every_size(1U << 12);
    auto const shares = applied(probes::shares[povex::best_target()], words);
    for (std::size_t i = 0; i < words.size(); ++i) {
        double const u = (words[i] + 0.5) * 0x1p-32;
        ASSERT_NEAR(double{shares[i]}, u, 0x1p-31 + 0x1p-24 * u) << words[i];
        ASSERT_GT(shares[i], 0.0F);
        ASSERT_LE(shares[i], 1.0F);
    }
}

TEST(ValueAt, FollowsThePieces) {
    std::vector<float> scores;
    for (int i = -60000; i <= 60000; ++i) scores.push_back(1e-4F * static_cast<float>(i));
    for (float const knot : law.knot) scores.push_back(knot);
    std::vector<float> values(padded(scores).size());
    auto const all = padded(scores);
    probes::maps[povex::best_target()](law, all.data(), values.data(), all.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        double const q = double{scores[i]};
        double x = double{law.level} + double{law.slope[0]} * (q - double{law.knot[0]});
        for (int k = 0; k < probes::Law::knots; ++k)
            x += (double{law.slope[k + 1]} - double{law.slope[k]}) *
                 std::max(0.0, q - double{law.knot[k]});
        ASSERT_NEAR(double{values[i]}, x, 2e-6) << q;
    }
    EXPECT_EQ(values[scores.size() - probes::Law::knots], law.level);
}

TEST(ValueAt, HasTheSameBitsOnEveryTarget) {
    std::vector<float> scores;
    for (int i = -600000; i < 600000; ++i) scores.push_back(1e-5F * static_cast<float>(i));
    std::vector<float> alone(scores.size());
    probes::maps_alone(law, scores.data(), alone.data(), scores.size());
    for (Target const target : povex::targets) {
        if (!povex::runs_here(target)) continue;
        std::vector<float> values(scores.size());
        probes::maps[target](law, scores.data(), values.data(), scores.size());
        EXPECT_EQ(first_difference(values, alone), -1) << povex::name_of(target);
    }
}
