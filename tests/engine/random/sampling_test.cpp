#include "engine/random/sampling.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"

namespace {

using povex::Module;
using povex::Sequence;
using povex::Stream;
using povex::elementary::normal_cdf;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int many = 200000;
constexpr double worst_z = 4.5;  // 7e-6 false alarms a comparison

Sequence sequence(std::uint64_t entity, std::uint32_t purpose = 1) {
    return {Stream{20240607, Module::parameters, 0}, entity, 2022, purpose};
}

/// Mean of `many` draws, less what is expected, in standard errors.
double deviation(std::function<double(std::uint64_t)> const& sample, double expected) {
    double mean = 0, squares = 0;
    for (int i = 1; i <= many; ++i) {
        double const value = sample(static_cast<std::uint64_t>(i));
        double const step = value - mean;
        mean += step / i;
        squares += step * (value - mean);
    }
    return (mean - expected) / std::sqrt(squares / (many - 1.0) / many);
}

double gamma_of(double shape, std::uint64_t entity) {
    auto source = sequence(entity);
    return povex::standard_gamma(shape, source);
}

}  // namespace

TEST(Sequence, WalksTheDrawsOfItsAddressAndThenOfTheNextEntities) {
    Stream const stream{20240607, Module::parameters, 0};
    auto source = sequence(5);
    for (std::uint32_t draw = 0; draw < Stream::draws; ++draw)
        ASSERT_EQ(source.uniform(), stream.uniform(5, 2022, 1, draw));
    EXPECT_EQ(source.used(), Stream::draws);
    for (std::uint64_t const entity : {6U, 7U}) {
        for (std::uint32_t draw = 0; draw < Stream::draws; ++draw)
            ASSERT_EQ(source.uniform(), stream.uniform(entity, 2022, 1, draw));
    }
}

TEST(Gamma, HasTheMomentsOfItsShape) {
    for (double const shape : {0.2, 0.7, 1.0, 2.5, 40.0}) {
        SCOPED_TRACE(shape);
        auto const sample = [shape](std::uint64_t i) { return gamma_of(shape, i); };
        auto const square = [&](std::uint64_t i) { return std::pow(sample(i) - shape, 2); };
        auto const cube = [&](std::uint64_t i) { return std::pow(sample(i) - shape, 3); };
        EXPECT_LT(std::abs(deviation(sample, shape)), worst_z);
        EXPECT_LT(std::abs(deviation(square, shape)), worst_z);
        EXPECT_LT(std::abs(deviation(cube, 2 * shape)), worst_z);
    }
}

TEST(Gamma, OfShapeOneIsExponential) {
    auto const survives = [](std::uint64_t i) { return gamma_of(1, i) > 2 ? 1.0 : 0.0; };
    EXPECT_LT(std::abs(deviation(survives, std::exp(-2))), worst_z);
}

TEST(Gamma, TestOfMomentsSeesAnErrorOfTwoPercent) {
    auto const wrong = [](std::uint64_t i) { return 1.02 * gamma_of(2.5, i); };
    EXPECT_GT(std::abs(deviation(wrong, 2.5)), worst_z);
}

TEST(Gamma, UsesTheNumbersItPromises) {
    auto const used = [](double shape, std::uint64_t i) {
        auto source = sequence(i);
        (void)povex::standard_gamma(shape, source);
        return static_cast<double>(source.used());
    };
    double large = 0, small = 0;
    for (std::uint64_t i = 0; i < 10000; ++i) {
        large += used(1.0, i) / 10000;
        small += used(0.5, i) / 10000;
    }
    EXPECT_LT(large, 2.11);
    EXPECT_LT(small, 3.11);
}

TEST(Gamma, LogarithmIsFiniteWhereTheNumberUnderflows) {
    for (std::uint64_t i = 0; i < 1000; ++i) {
        auto source = sequence(i);
        auto again = sequence(i);
        double const logarithm = povex::log_standard_gamma(1e-5, source);
        ASSERT_TRUE(std::isfinite(logarithm));
        ASSERT_EQ(povex::standard_gamma(1e-5, again), povex::elementary::exp(logarithm));
    }
}

TEST(Gamma, RefusesAShapeThatIsNone) {
    auto source = sequence(1);
    for (double const shape : {0.0, -1.0, infinity, std::nan("")})
        EXPECT_THROW((void)povex::standard_gamma(shape, source), std::invalid_argument);
}

TEST(Gamma, IsTheSameInAnotherOrder) {
    std::vector<double> forward;
    for (std::uint64_t i = 0; i < 500; ++i) forward.push_back(gamma_of(0.7, i));
    for (std::uint64_t i = 500; i-- > 0;) EXPECT_EQ(gamma_of(0.7, i), forward[i]);
}

TEST(Dirichlet, HasItsMeansAndVariances) {
    std::array const shapes{0.3, 1.0, 2.7};
    auto const share = [&](std::uint64_t i, std::size_t which) {
        auto source = sequence(i);
        std::array<double, 3> shares{};
        povex::dirichlet(shapes, source, shares);
        return shares[which];
    };
    for (std::size_t k = 0; k < shapes.size(); ++k) {
        double const mean = shapes[k] / 4;
        double const variance = mean * (1 - mean) / 5;
        EXPECT_LT(std::abs(deviation([&](auto i) { return share(i, k); }, mean)), worst_z);
        EXPECT_LT(
            std::abs(deviation([&](auto i) { return std::pow(share(i, k) - mean, 2); }, variance)),
            worst_z);
    }
}

TEST(Dirichlet, SharesOfSmallShapesStillSumToOne) {
    std::vector<double> const shapes(12, 1e-5);
    std::vector<double> shares(12);
    for (std::uint64_t i = 0; i < 200; ++i) {
        auto source = sequence(i);
        povex::dirichlet(shapes, source, shares);
        EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1, 1e-14);
    }
}

TEST(Dirichlet, RefusesWhatDoesNotFit) {
    auto source = sequence(1);
    std::array const shapes{1.0, 2.0};
    std::array<double, 3> shares{};
    EXPECT_THROW(povex::dirichlet(shapes, source, shares), std::invalid_argument);
    EXPECT_THROW(povex::dirichlet({}, source, {}), std::invalid_argument);
}

TEST(Categorical, ChoosesByRunningSums) {
    std::array const cumulative{0.25, 0.25, 0.75, 1.0, 1.0};
    EXPECT_EQ(povex::categorical(cumulative, 0x1p-53), 0u);
    EXPECT_EQ(povex::categorical(cumulative, std::nextafter(0.25, 0.0)), 0u);
    EXPECT_EQ(povex::categorical(cumulative, 0.25), 2u);  // never 1, which has no weight
    EXPECT_EQ(povex::categorical(cumulative, 0.75), 3u);
    EXPECT_EQ(povex::categorical(cumulative, 1 - 0x1p-53), 3u);
}

TEST(Categorical, TakesWeightsOfAnySum) {
    std::array const cumulative{0.0, 30.0, 40.0};
    EXPECT_EQ(povex::categorical(cumulative, 0x1p-53), 1u);
    EXPECT_EQ(povex::categorical(cumulative, 0.7499), 1u);
    EXPECT_EQ(povex::categorical(cumulative, 0.75), 2u);
    std::array const tiny{5e-324, 5e-324};  // u * total rounds up to the total
    EXPECT_EQ(povex::categorical(tiny, 1 - 0x1p-53), 0u);
}

/// P(N <= k) for Poisson numbers, term by term.
double poisson_cdf(double mean, double k) {
    double term = std::exp(-mean);
    double sum = term;
    for (double i = 1; i <= k; ++i) sum += term *= mean / i;
    return k < 0 ? 0 : sum;
}

TEST(Poisson, IsTheFirstNumberWhoseShareIsAboveTheUniform) {
    for (double const mean : {1e-9, 0.02, 0.9999, 1.0, 5.5, 40.0, 300.0}) {
        for (double const u : {0x1p-53, 1e-9, 0.01, 0.3, 0.5, 0.98, 0.999, 1 - 1e-9}) {
            auto const k = static_cast<double>(povex::poisson(mean, u));
            EXPECT_LT(u, poisson_cdf(mean, k) + 1e-13) << mean << ' ' << u;
            EXPECT_GE(u, poisson_cdf(mean, k - 1) - 1e-13) << mean << ' ' << u;
        }
    }
}

TEST(Poisson, CrossesItsStepsWhereTheTableSays) {
    // exp(-0.02) and 1.02 exp(-0.02)
    EXPECT_EQ(povex::poisson(0.02, 0.98019867330675), 0);
    EXPECT_EQ(povex::poisson(0.02, 0.98019867330676), 1);
    EXPECT_EQ(povex::poisson(0.02, 0.99980264677288), 1);
    EXPECT_EQ(povex::poisson(0.02, 0.99980264677290), 2);
}

TEST(Poisson, RisesWithTheUniformAndWithTheMean) {
    for (double mean = 0.01; mean < 30; mean *= 1.1) {
        for (double u = 0.001; u < 0.999; u += 0.01) {
            EXPECT_LE(povex::poisson(mean, u), povex::poisson(mean, u + 0.001));
            EXPECT_LE(povex::poisson(mean, u), povex::poisson(mean * 1.1, u));
        }
    }
}

TEST(Poisson, OfNothingIsNothing) {
    for (double const mean : {0.0, -1.0}) EXPECT_EQ(povex::poisson(mean, 1 - 0x1p-53), 0);
}

TEST(Poisson, IsAlmostNormalWhereTheMeanIsLarge) {
    // Cornish-Fisher: mean + z sd + (z^2 - 1)/6, and at most 1 for whole numbers
    for (double const mean : {1e4, 1e8}) {
        for (double const u : {0.01, 0.5, 0.999}) {
            double const z = povex::elementary::normal_quantile(u);
            double const expected = mean + z * std::sqrt(mean) + (z * z - 1) / 6;
            EXPECT_NEAR(static_cast<double>(povex::poisson(mean, u)), expected, 1.1);
        }
    }
}

TEST(TruncatedNormal, GoesThereAndBack) {
    for (double const c : {-37.0, -20.0, -5.0, -1.0, 0.0, 1.0, 3.0, 8.0, infinity})
        for (double const u : {0x1p-53, 1e-6, 0.1, 0.5, 0.9, 1 - 1e-6, 1 - 0x1p-53}) {
            double const below = povex::truncated_normal_below(u, c);
            double const share = normal_cdf(below) / normal_cdf(c);
            double const rest = (1 - share) + (share - u);  // 1 - u, at the precision of share
            EXPECT_LE(below, c);
            EXPECT_NEAR(share, u, 1e-13 * (1 + below * below) * u) << c << ' ' << u;
            EXPECT_NEAR(rest, 1 - u, 1e-15);
        }
}

TEST(TruncatedNormal, KeepsItsUpperTailWhereTheCutIsFar) {
    // P(z > x | z < c) = (1 - u): the upper tail of the result, at full relative precision
    for (double const upper : {1e-6, 1e-10, 1e-14}) {
        double const c = 8;
        double const z = povex::truncated_normal_below(1 - upper, c);
        double const expected = (1 - (1 - upper)) * normal_cdf(c) + normal_cdf(-c);
        EXPECT_NEAR(normal_cdf(-z), expected, 1e-13 * expected);
    }
}

TEST(TruncatedNormal, IsSymmetric) {
    for (double const c : {-37.0, -2.0, 0.5, 6.0})
        for (double const u : {0x1p-53, 0.25, 0.5, 1 - 0x1p-53}) {
            double const above = povex::truncated_normal_above(u, c);
            EXPECT_EQ(above, -povex::truncated_normal_below(1 - u, -c));
            EXPECT_GE(above, c);
        }
}

TEST(TruncatedNormal, RisesWithTheUniform) {
    for (double const c : {-50.0, -37.0, -3.0, 0.1, 2.0, 8.0})
        for (double u = 0.001; u < 0.999; u += 0.001) {
            EXPECT_LE(povex::truncated_normal_below(u, c),
                      povex::truncated_normal_below(u + 0.001, c));
            EXPECT_LE(povex::truncated_normal_above(u, c),
                      povex::truncated_normal_above(u + 0.001, c));
        }
}

TEST(TruncatedNormal, BeyondTheTailFollowsItsLimit) {
    double const inside = povex::truncated_normal_below(0.3, -37);
    double const outside = povex::truncated_normal_below(0.3, std::nextafter(-37.0, -38.0));
    double const excess = -37 - inside;
    EXPECT_NEAR(outside, inside, 2 * excess / (37 * 37));
    EXPECT_LT(povex::truncated_normal_below(0.5, -1e6), -1e6);
}

TEST(TruncatedNormal, HasTheMeanOfAHalfNormal) {
    Stream const stream{5, Module::synthesis, 0};
    auto const sample = [&](std::uint64_t i) {
        return povex::truncated_normal_above(stream.uniform(i, 2022, 2), 1);
    };
    double const expected = povex::elementary::normal_density(1) / normal_cdf(-1);
    EXPECT_LT(std::abs(deviation(sample, expected)), worst_z);
}
