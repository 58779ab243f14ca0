#include "engine/stats/root.hpp"

#include <cmath>
#include <limits>
#include <tuple>

#include <gtest/gtest.h>

namespace povex {
namespace {

TEST(Root, OfASmoothFunctionInFewSteps) {
    int calls = 0;
    auto const f = [&](double x) {
        ++calls;
        return x * x * x - 2 * x - 5;
    };
    EXPECT_NEAR(find_root(f, 2, 3, 1e-13), 2.0945514815423265, 1e-13);
    EXPECT_LE(calls, 16);
}

TEST(Root, OfAStepFunctionIsItsJump) {
    int calls = 0;
    auto const f = [&](double x) {
        ++calls;
        return x < 0.3 ? -1.0 : 1000.0;
    };
    EXPECT_NEAR(find_root(f, 0, 1, 1e-9), 0.3, 1e-9);
    EXPECT_LE(calls, 2 + 4 * 30);
}

TEST(Root, OfAFlatFunction) {
    EXPECT_NEAR(find_root([](double x) { return std::pow(x - 1, 9); }, 0, 5, 1e-6), 1, 1e-6);
}

TEST(Root, OfAFallingFunctionWithInfiniteEnd) {
    auto const f = [](double x) {
        return x == 0 ? std::numeric_limits<double>::infinity() : 1 / x - 4;
    };
    EXPECT_NEAR(find_root(f, 0, 1, 1e-12), 0.25, 1e-12);
}

TEST(Root, AtAnEnd) {
    auto const f = [](double x) { return x - 1; };
    EXPECT_EQ(find_root(f, 1, 2, 1e-9), 1);
    EXPECT_EQ(find_root(f, 0, 1, 1e-9), 1);
    EXPECT_EQ(find_root(f, 1, 1, 1e-9), 1);
}

TEST(Root, AsExactAsDoublesCanBe) {
    double const x = find_root([](double y) { return y * y - 2; }, 1, 2, 1e-300);
    EXPECT_NEAR(x, std::sqrt(2.0), 5e-16);
}

TEST(Root, RefusesWhatHasNoChangeOfSign) {
    auto const f = [](double x) { return x * x + 1; };
    EXPECT_THROW(std::ignore = find_root(f, -1, 2, 1e-9), std::invalid_argument);
    EXPECT_THROW(std::ignore = find_root(f, 2, -1, 1e-9), std::invalid_argument);
    auto const line = [](double x) { return x; };
    EXPECT_THROW(std::ignore = find_root(line, -1, 2, 0), std::invalid_argument);
    auto const undefined = [](double x) { return x < 1 ? -1 : std::nan(""); };
    EXPECT_THROW(std::ignore = find_root(undefined, 0, 2, 1e-9), std::domain_error);
}

}  // namespace
}  // namespace povex
