#include "engine/stats/distribution.hpp"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

namespace povex {
namespace {

struct Moments {
    double mean = 0.0;
    double variance = 0.0;
};

/// Of the quantile function: integrals over u by the midpoint rule.
Moments moments_of(Distribution const& d) {
    constexpr int points = 200'000;
    Moments m;
    double squares = 0.0;
    for (int i = 0; i < points; ++i) {
        double const x = d.quantile((i + 0.5) / points);
        m.mean += x / points;
        squares += x * x / points;
    }
    m.variance = squares - m.mean * m.mean;
    return m;
}

TEST(Distribution, HasTheMomentsOfTheUniformLaw) {
    auto const m = moments_of({Spread::uniform, 2.0, 3.0, 7.0});
    EXPECT_NEAR(m.mean, 4.5, 1e-9);
    EXPECT_NEAR(m.variance, 25.0 / 12.0, 1e-8);
}

TEST(Distribution, HasTheMomentsOfTheTriangularLaw) {
    for (double const mode : {-1.0, -0.5, 0.7, 2.0}) {
        double const low = -1.0, high = 2.0;
        auto const m = moments_of({Spread::triangular, low, mode, high});
        EXPECT_NEAR(m.mean, (low + mode + high) / 3.0, 1e-6) << mode;
        EXPECT_NEAR(
            m.variance,
            (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18.0,
            1e-6)
            << mode;
    }
}

TEST(Distribution, HasTheMomentsOfTheLogUniformLaw) {
    double const low = 0.5, high = 20.0, width = std::log(high / low);
    auto const m = moments_of({Spread::log_uniform, low, 1.0, high});
    double const mean = (high - low) / width;
    EXPECT_NEAR(m.mean, mean, 1e-8);
    EXPECT_NEAR(m.variance, (high * high - low * low) / (2.0 * width) - mean * mean, 1e-6);
}

TEST(Distribution, HasTheQuantilesOfTheTriangularLaw) {
    Distribution const d{Spread::triangular, 0.0, 1.0, 4.0};
    EXPECT_DOUBLE_EQ(d.quantile(0.25), 1.0);                   // F(mode) = (mode - low) / width
    EXPECT_DOUBLE_EQ(d.quantile(0.0625), 0.5);                 // F(x) = x^2 / 4 below it
    EXPECT_DOUBLE_EQ(d.quantile(0.75), 4.0 - std::sqrt(3.0));  // 1 - F(x) = (4 - x)^2 / 12 above
}

TEST(Distribution, StaysInItsRangeAndRises) {
    for (Spread const spread : {Spread::uniform, Spread::triangular, Spread::log_uniform}) {
        for (Distribution const d : {Distribution{spread, 0.1, 0.1, 0.3},
                                     {spread, 0.1, 0.3, 0.3},
                                     {spread, 1e-9, 1.0, 1e15},
                                     {spread, 0.7, 0.7, 0.7}}) {
            double before = d.low;
            for (double const u : {0x1p-53, 1e-9, 0.1, 0.5, 0.9, 1.0 - 1e-9, 1.0 - 0x1p-53}) {
                double const x = d.quantile(u);
                EXPECT_GE(x, before);
                EXPECT_LE(x, d.high);
                before = x;
            }
        }
    }
}

TEST(Distribution, FixedIsItsMode) {
    EXPECT_EQ((Distribution{Spread::fixed, 0.0, 0.4, 1.0}.quantile(0.9)), 0.4);
}

}  // namespace
}  // namespace povex
