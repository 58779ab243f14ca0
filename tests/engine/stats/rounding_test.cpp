#include "engine/stats/rounding.hpp"

#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "engine/stats/ipf.hpp"

namespace povex {
namespace {

using Whole = std::vector<std::int64_t>;

/// Independent uniform numbers in (0, 1); counts how many were asked for.
struct Uniforms {
    std::mt19937_64 engine{20240611};
    std::size_t asked = 0;
    double operator()() {
        ++asked;
        return (static_cast<double>(engine() >> 12) + 0.5) * 0x1p-52;
    }
};

double row_total(std::vector<double> const& t, std::size_t cols, std::size_t r) {
    auto const first = t.begin() + static_cast<std::ptrdiff_t>(r * cols);
    return std::accumulate(first, first + static_cast<std::ptrdiff_t>(cols), 0.0);
}

double col_total(std::vector<double> const& t, std::size_t cols, std::size_t c) {
    double total = 0;
    for (std::size_t i = c; i < t.size(); i += cols) total += t[i];
    return total;
}

/// At its floor or its ceiling; exactly where it was if it was whole.
void expect_rounded(double result, double real, double fuzz) {
    double const nearest = std::round(real);
    if (std::abs(real - nearest) <= fuzz) {
        EXPECT_EQ(result, nearest);
    } else {
        EXPECT_TRUE(result == std::floor(real) || result == std::ceil(real))
            << real << " became " << result;
    }
}

void expect_controlled(std::size_t cols, std::vector<double> const& table, Whole const& whole) {
    std::vector<double> const result(whole.begin(), whole.end());
    ASSERT_EQ(result.size(), table.size());
    for (std::size_t i = 0; i < table.size(); ++i) expect_rounded(result[i], table[i], 1e-9);
    for (std::size_t r = 0; r < table.size() / cols; ++r) {
        expect_rounded(row_total(result, cols, r), row_total(table, cols, r), 1e-6);
    }
    for (std::size_t c = 0; c < cols; ++c) {
        expect_rounded(col_total(result, cols, c), col_total(table, cols, c), 1e-6);
    }
    expect_rounded(std::accumulate(result.begin(), result.end(), 0.0),
                   std::accumulate(table.begin(), table.end(), 0.0), 1e-6);
}

/// |mean - cell| in standard errors of a Bernoulli with the cell's fraction, over many roundings.
void expect_unbiased(std::size_t rows, std::size_t cols, std::vector<double> const& table,
                     int repeats) {
    Uniforms uniforms;
    std::vector<double> sum(table.size(), 0.0);
    for (int k = 0; k < repeats; ++k) {
        auto const whole = controlled_rounding(rows, cols, table, std::ref(uniforms));
        expect_controlled(cols, table, whole);
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<double>(whole[i]);
    }
    for (std::size_t i = 0; i < sum.size(); ++i) {
        double const f = table[i] - std::floor(table[i]);
        double const error = std::sqrt(f * (1 - f) / repeats);
        EXPECT_NEAR(sum[i] / repeats, table[i], 4.5 * error + 1e-9) << "cell " << i;
    }
}

TEST(LargestRemainder, ClosestWholeNumbers) {  // examples of the humanleague package
    std::vector<double> const rising{.1, .2, .3, .4};
    std::vector<double> const falling{.4, .3, .2, .1};
    EXPECT_EQ(largest_remainder(rising, 11), (Whole{1, 2, 3, 5}));
    EXPECT_EQ(largest_remainder(falling, 17), (Whole{7, 5, 3, 2}));
    EXPECT_EQ(largest_remainder(falling, 10), (Whole{4, 3, 2, 1}));
}

TEST(LargestRemainder, RoundsRealsToTheirTotal) {
    EXPECT_EQ(largest_remainder(std::vector{1.4, 2.4, 3.2}, 7), (Whole{2, 2, 3}));
}

TEST(LargestRemainder, TiesGoToTheLowerIndex) {
    EXPECT_EQ(largest_remainder(std::vector{1.0, 1.0, 1.0}, 4), (Whole{2, 1, 1}));
    EXPECT_EQ(largest_remainder(std::vector{1.0, 1.0, 1.0}, 5), (Whole{2, 2, 1}));
    // 3.5, 1 and 0.5 but for the rounding of .7 and .1 to binary.
    EXPECT_EQ(largest_remainder(std::vector{.7, .2, .1}, 5), (Whole{4, 1, 0}));
    EXPECT_EQ(largest_remainder(std::vector{.1, .2, .7}, 5), (Whole{1, 1, 3}));
}

TEST(LargestRemainder, AZeroShareGetsNothing) {
    EXPECT_EQ(largest_remainder(std::vector{0.0, 1e-12, 1.0, 1e-12}, 1), (Whole{0, 0, 1, 0}));
    EXPECT_EQ(largest_remainder(std::vector{0.0, 5e-324}, 3), (Whole{0, 3}));
}

TEST(LargestRemainder, RefusesWhatCannotBeDivided) {
    EXPECT_THROW(std::ignore = largest_remainder(std::vector{.5, -.5}, 1), std::invalid_argument);
    EXPECT_THROW(std::ignore = largest_remainder(std::vector{.5, std::nan("")}, 1),
                 std::invalid_argument);
    EXPECT_THROW(std::ignore = largest_remainder(std::vector{0.0, 0.0}, 1), std::invalid_argument);
    EXPECT_THROW(std::ignore = largest_remainder(std::vector<double>{}, 1), std::invalid_argument);
    EXPECT_THROW(std::ignore = largest_remainder(std::vector{.5}, -1), std::invalid_argument);
    EXPECT_EQ(largest_remainder(std::vector{0.0, 0.0}, 0), (Whole{0, 0}));
}

TEST(SplitExactly, DividesAHouseGrantAmongItsPayers) {
    EXPECT_EQ(split_exactly(40'000'000, std::vector{.6, .25, .15}),
              (Whole{24'000'000, 10'000'000, 6'000'000}));
}

TEST(SplitExactly, AwkwardSharesAddUp) {
    EXPECT_EQ(split_exactly(100, std::vector{1.0 / 3, 1.0 / 3, 1.0 / 3}), (Whole{34, 33, 33}));
    EXPECT_EQ(split_exactly(1, std::vector{.5, .5}), (Whole{1, 0}));
    EXPECT_EQ(split_exactly(0, std::vector{.5, .5}), (Whole{0, 0}));
    auto const all = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(split_exactly(all, std::vector{1.0}), (Whole{all}));

    Uniforms uniforms;
    for (int k = 0; k < 2000; ++k) {
        std::vector<double> shares(1 + uniforms.engine() % 40);
        for (double& s : shares) s = uniforms() * uniforms() * uniforms();
        auto const amount = static_cast<std::int64_t>(uniforms.engine() >> (1 + k % 63));
        auto const part = split_exactly(amount, shares);
        EXPECT_EQ(std::accumulate(part.begin(), part.end(), std::int64_t{0}), amount);
        double const total = std::accumulate(shares.begin(), shares.end(), 0.0);
        for (std::size_t i = 0; i < part.size(); ++i) {
            double const quota = static_cast<double>(amount) * (shares[i] / total);
            EXPECT_NEAR(static_cast<double>(part[i]), quota,
                        1 + 1e-14 * static_cast<double>(amount));
        }
    }
}

TEST(ControlledRounding, KeepsWholeMargins) {  // example of the humanleague package
    std::vector<double> const table{.3, 1.2, 2, 1.5, .6, 2.4, 4, 3, 1.5, 6, 10, 7.5, .6, 2.4, 4, 3};
    expect_unbiased(4, 4, table, 20000);
}

TEST(ControlledRounding, IsUnbiasedWithFractionalMargins) {
    expect_unbiased(3, 2, {.1, .35, 2.7, .05, .45, 7.9}, 40000);
}

TEST(ControlledRounding, RoundsASingleCell) {
    expect_unbiased(1, 1, {3.3}, 20000);
}

TEST(ControlledRounding, RoundsNegativeCells) {
    expect_unbiased(2, 2, {-.3, .3, -1.5, .5}, 20000);
}

TEST(ControlledRounding, LeavesWholeTablesAlone) {
    Uniforms uniforms;
    std::vector<double> const table{1, 2 - 5e-10, 0, 3 + 5e-10};
    EXPECT_EQ(controlled_rounding(2, 2, table, std::ref(uniforms)), (Whole{1, 2, 0, 3}));
    EXPECT_EQ(uniforms.asked, 0U);
    EXPECT_EQ(controlled_rounding(0, 3, {}, std::ref(uniforms)), Whole{});
}

TEST(ControlledRounding, ToleratesFloatingPointNoiseInMargins) {
    Uniforms uniforms;
    for (int k = 0; k < 500; ++k) {
        std::vector<double> table{.1, .2, .7, .3, .3, .4, .6, .5, .9};  // all totals whole
        for (double& cell : table) cell += (uniforms() - .5) * 5e-7;
        expect_controlled(3, table, controlled_rounding(3, 3, table, std::ref(uniforms)));
    }
}

/// 40 x 24, 370 000 households, fitted to whole row and column totals: all of them stay.
TEST(ControlledRounding, RoundsALargeFittedTable) {
    std::size_t const rows = 40;
    std::size_t const cols = 24;
    Uniforms uniforms;
    Table seed{{40, 24}, std::vector<double>(rows * cols)};
    for (double& cell : seed.cell) cell = uniforms();
    std::vector<double> by_row(rows, 9250);
    by_row[0] += 250;
    by_row[1] -= 250;
    auto const by_col = largest_remainder(std::vector<double>(cols, 1.0), 370'000);
    std::vector<Margin> const margins{{{0}, by_row}, {{1}, {by_col.begin(), by_col.end()}}};
    auto const table = fit_margins(seed, margins, {.tolerance = 1e-13}).table.cell;

    for (int k = 0; k < 100; ++k) {
        uniforms.asked = 0;
        auto const whole = controlled_rounding(rows, cols, table, std::ref(uniforms));
        EXPECT_LE(uniforms.asked, (rows + 1) * (cols + 1));
        expect_controlled(cols, table, whole);
        std::vector<double> const result(whole.begin(), whole.end());
        for (std::size_t r = 0; r < rows; ++r) EXPECT_EQ(row_total(result, cols, r), by_row[r]);
        for (std::size_t c = 0; c < cols; ++c) {
            EXPECT_EQ(col_total(result, cols, c), static_cast<double>(by_col[c]));
        }
    }
}

TEST(ControlledRounding, RefusesWhatIsNotATable) {
    Uniforms uniforms;
    auto const round = [&](std::vector<double> const& table) {
        std::ignore = controlled_rounding(1, 2, table, std::ref(uniforms));
    };
    EXPECT_THROW(round({1}), std::invalid_argument);
    EXPECT_THROW(round({1, std::nan("")}), std::invalid_argument);
    EXPECT_THROW(round({1, 1e300}), std::invalid_argument);
}

}  // namespace
}  // namespace povex
