#include "engine/stats/fixed_point.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace povex {
namespace {

template <int FractionBits>
double sum_of(std::vector<double> const& values) {
    FixedSum<FractionBits> sum;
    for (double x : values) sum.add(x);
    return sum.value();
}

TEST(FixedPoint, GoesThereAndBack) {
    EXPECT_EQ(to_fixed<30>(1.0), std::int64_t{1} << 30);
    EXPECT_EQ(to_fixed<30>(0x1p-30), 1);
    EXPECT_EQ(to_fixed<30>(0x1p-31), 1);  // halves away from zero
    EXPECT_EQ(to_fixed<30>(-0x1p-31), -1);
    EXPECT_EQ(to_fixed<30>(0x1.fffp-32), 0);
    EXPECT_EQ(from_fixed<30>(to_fixed<30>(0.375)), 0.375);
    EXPECT_NEAR(from_fixed<30>(to_fixed<30>(1.0 / 3)), 1.0 / 3, 0x1p-31);
}

TEST(FixedPoint, RefusesWhatDoesNotFit) {
    EXPECT_THROW(std::ignore = to_fixed<30>(0x1p33), std::out_of_range);
    EXPECT_THROW(std::ignore = to_fixed<30>(std::nan("")), std::out_of_range);
    EXPECT_NO_THROW(std::ignore = to_fixed<30>(0x1.fffp32));
}

TEST(FixedSum, SurvivesTheTrapsOfFloatingPointSums) {
    EXPECT_EQ(sum_of<0>({1e16, 1, -1e16}), 1);
    EXPECT_EQ(sum_of<60>(std::vector<double>(10, 0.1)), 1);
    EXPECT_NEAR(sum_of<30>(std::vector<double>(10, 0.1)), 1, 10 * 0x1p-31);
    EXPECT_THROW(std::ignore = sum_of<0>({1, 1e100, 1, -1e100}), std::out_of_range);
}

TEST(FixedSum, DoesNotDependOnOrderOrGrouping) {
    std::mt19937_64 engine(1);
    std::vector<double> values(5000);
    for (double& x : values)
        x = std::ldexp(static_cast<double>(engine() >> 11), -53 - static_cast<int>(engine() % 20));
    double const expected = sum_of<40>(values);
    double plain = 0;
    for (double x : values) plain += x;
    EXPECT_NEAR(expected, plain, 1e-8);

    for (int k = 0; k < 20; ++k) {
        std::shuffle(values.begin(), values.end(), engine);
        EXPECT_EQ(sum_of<40>(values), expected);
        FixedSum<40> blocks[7];
        for (std::size_t i = 0; i < values.size(); ++i) blocks[engine() % 7].add(values[i]);
        FixedSum<40> merged;
        for (auto const& block : blocks) merged += block;
        EXPECT_EQ(merged.value(), expected);
    }
}

TEST(FixedSum, TakesOutExactlyWhatWasPutIn) {
    FixedSum<30> sum;
    sum.add(1.0 / 3, 7);
    sum.add(0.1);
    sum.subtract(1.0 / 3, 7);
    sum.subtract(0.1);
    EXPECT_EQ(sum, FixedSum<30>{});
    FixedSum<30> other;
    other.add(0.7);
    sum += other;
    EXPECT_EQ(sum, other);
    sum -= other;
    EXPECT_EQ(sum.value(), 0);
}

TEST(FixedSum, CountsARepeatedNumber) {
    FixedSum<30> once;
    FixedSum<30> each;
    once.add(0.3, 1000);
    for (int i = 0; i < 1000; ++i) each.add(0.3);
    EXPECT_EQ(once, each);
}

TEST(FixedSum, RefusesToOverflow) {
    FixedSum<0> sum;
    auto const times = std::int64_t{1} << 62;
    for (int i = 0; i < 7; ++i) sum.add(0x1p62, times);
    EXPECT_EQ(sum.value(), 7 * 0x1p124);
    EXPECT_THROW(sum.add(0x1p62, times), std::out_of_range);
}

}  // namespace
}  // namespace povex
