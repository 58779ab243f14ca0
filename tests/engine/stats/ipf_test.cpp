#include "engine/stats/ipf.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace povex {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

/// A published example: tests/data/ipf_examples.csv, ipf_targets.csv.
struct Example {
    Table seed;
    std::vector<double> fitted;
    std::vector<Margin> margins{{{0}, {}}, {{1}, {}}};
};

std::vector<std::vector<std::string>> read_rows(std::string const& file, std::string const& name) {
    std::ifstream in(std::string(POVEX_SOURCE_DIR) + "/tests/data/" + file);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> fields;
        std::istringstream text(line);
        for (std::string field; std::getline(text, field, ',');) fields.push_back(field);
        if (fields[0] == name) rows.push_back(fields);
    }
    return rows;
}

Example read_example(std::string const& name) {
    Example example;
    for (auto const& row : read_rows("ipf_examples.csv", name)) {
        example.seed.shape = {std::stoi(row[1]), std::stoi(row[2])};  // the last row's win
        example.seed.cell.push_back(std::stod(row[3]));
        example.fitted.push_back(std::stod(row[4]));
    }
    for (auto const& row : read_rows("ipf_targets.csv", name)) {
        example.margins[row[1] == "row" ? 0 : 1].target.push_back(std::stod(row[3]));
    }
    return example;
}

void expect_example(std::string const& name, std::size_t cells) {
    Example const example = read_example(name);
    ASSERT_EQ(example.fitted.size(), cells);
    Fit const fit = fit_margins(example.seed, example.margins, {.tolerance = 1e-14});
    for (std::size_t i = 0; i < cells; ++i) {
        EXPECT_NEAR(fit.table.cell[i], example.fitted[i], 2e-10) << name << " cell " << i;
    }
}

TEST(Ipf, FitsTheWikipediaExample) {
    expect_example("wikipedia_4x4", 16);
}

TEST(Ipf, FitsTheSasExampleWithAStructuralZero) {
    expect_example("sas_bfh_8x3", 24);
}

TEST(Ipf, IndependenceTakesOneIteration) {
    std::vector<Margin> const margins{{{0}, {52, 48}}, {{1}, {87, 13}}};
    Fit const fit = fit_margins({{2, 2}, {1, 1, 1, 1}}, margins);
    EXPECT_EQ(fit.iterations, 1);
    std::vector<double> const expected{45.24, 6.76, 41.76, 6.24};
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(fit.table.cell[i], expected[i], 1e-12);
    EXPECT_LT(fit.largest_deviation, 1e-7);
}

TEST(Ipf, LeavesASeedThatFits) {
    Fit const fit = fit_margins({{2, 2}, {1, 2, 3, 4}}, std::vector<Margin>{{{0}, {3, 7}}});
    EXPECT_EQ(fit.iterations, 0);
    EXPECT_EQ(fit.table.cell, (std::vector<double>{1, 2, 3, 4}));
}

TEST(Ipf, WithoutMarginsReturnsTheSeed) {
    EXPECT_EQ(fit_margins({{2}, {1, 2}}, {}).table.cell, (std::vector<double>{1, 2}));
}

TEST(Ipf, KeepsOddsRatios) {
    Table const seed{{2, 3}, {1, 2, 7, 5, 3, 4}};
    std::vector<Margin> const margins{{{0}, {60, 40}}, {{1}, {20, 50, 30}}};
    auto const cell = fit_margins(seed, margins, {.tolerance = 1e-14}).table.cell;
    EXPECT_NEAR(cell[0] * cell[4] / (cell[1] * cell[3]), 1.0 * 3 / (2 * 5), 1e-12);
    EXPECT_NEAR(cell[1] * cell[5] / (cell[2] * cell[4]), 2.0 * 4 / (7 * 3), 1e-12);
}

TEST(Ipf, KeepsStructuralZerosAndZeroTargets) {
    Table const seed{{2, 3}, {0, 1, 1, 1, 1, 1}};
    std::vector<Margin> const margins{{{0}, {5, 5}}, {{1}, {4, 6, 0}}};
    auto const cell = fit_margins(seed, margins).table.cell;
    EXPECT_EQ(cell[0], 0);
    EXPECT_EQ(cell[2], 0);
    EXPECT_EQ(cell[5], 0);
    EXPECT_NEAR(cell[1], 5, 1e-7);
    EXPECT_NEAR(cell[3], 4, 1e-7);
    EXPECT_NEAR(cell[4], 1, 1e-7);
}

/// 2 x 3 x 2 with a two-way and a one-way margin: the fit is their product over the total.
TEST(Ipf, FitsThreeDimensions) {
    std::vector<double> const first_third{10, 20, 30, 40};  // [2][2]
    std::vector<double> const second{20, 30, 50};
    std::vector<Margin> const margins{{{0, 2}, first_third}, {{1}, second}};
    Fit const fit = fit_margins({{2, 3, 2}, std::vector<double>(12, 1.0)}, margins);
    for (std::size_t a = 0; a < 2; ++a) {
        for (std::size_t b = 0; b < 3; ++b) {
            for (std::size_t c = 0; c < 2; ++c) {
                double const expected = first_third[a * 2 + c] * second[b] / 100;
                EXPECT_NEAR(fit.table.cell[(a * 3 + b) * 2 + c], expected, 1e-9);
            }
        }
    }
}

/// Three two-way margins of a known table: all are met, the three-way odds ratio is the seed's.
TEST(Ipf, FitsAllTwoWayMarginsInAnyOrderOfDimensions) {
    std::vector<Margin> const margins{
        {{0, 1}, {3, 7, 11, 15}},  // of the table 1 2 / 3 4 // 5 6 / 7 8
        {{2, 0}, {4, 12, 6, 14}},  // third dimension first
        {{1, 2}, {6, 8, 10, 12}},
    };
    auto const options = FitOptions{.tolerance = 1e-13, .max_iterations = 10000};
    auto const n =
        fit_margins({{2, 2, 2}, std::vector<double>(8, 1.0)}, margins, options).table.cell;
    EXPECT_NEAR(n[0] + n[1], 3, 1e-10);
    EXPECT_NEAR(n[4] + n[6], 12, 1e-10);
    EXPECT_NEAR(n[1] + n[5], 8, 1e-10);
    EXPECT_NEAR(n[0] * n[3] * n[5] * n[6] / (n[1] * n[2] * n[4] * n[7]), 1, 1e-9);
}

TEST(Ipf, RefusesMarginsOfDifferentTotals) {
    std::vector<Margin> const margins{{{0}, {52, 48}}, {{1}, {87, 14}}};
    EXPECT_THAT(
        [&] {
            std::ignore = fit_margins({{2, 2}, {1, 1, 1, 1}}, margins);
        },
        ThrowsMessage<std::invalid_argument>(
            HasSubstr("margin 1 adds to 101 and margin 0 to 100 (differ by 1)")));
}

TEST(Ipf, RefusesNegativeTargets) {
    std::vector<Margin> const margins{{{0}, {52, -48}}};
    EXPECT_THAT(
        [&] {
            std::ignore = fit_margins({{2, 2}, {1, 1, 1, 1}}, margins);
        },
        ThrowsMessage<std::invalid_argument>(HasSubstr("margin 0, entry 1: target -48")));
}

TEST(Ipf, RefusesAPositiveTargetOverZeros) {
    std::vector<Margin> const margins{{{1}, {52, 48}}};
    EXPECT_THAT(
        [&] {
            std::ignore = fit_margins({{2, 2}, {1, 0, 1, 0}}, margins);
        },
        ThrowsMessage<std::invalid_argument>(HasSubstr("margin 0, entry 1: target 48")));
}

TEST(Ipf, RefusesZeroTargetsThatEmptyAPositiveOne) {
    std::vector<Margin> const margins{{{1}, {10, 0}}, {{0}, {5, 5}}};
    EXPECT_THAT(
        [&] {
            std::ignore = fit_margins({{2, 2}, {1, 1, 0, 1}}, margins);
        },
        ThrowsMessage<std::invalid_argument>(HasSubstr("margin 1, entry 1: target 5")));
}

TEST(Ipf, ReportsMarginsThatTheZerosDoNotAllow) {
    std::vector<Margin> const margins{{{0}, {6, 4}}, {{1}, {5, 5}}};  // diagonal: 6 and 5 at once
    EXPECT_THAT(
        [&] {
            std::ignore = fit_margins({{2, 2}, {1, 0, 0, 1}}, margins);
        },
        ThrowsMessage<std::runtime_error>(HasSubstr("margin 0, entry 0 is off by 1")));
}

TEST(Ipf, RefusesShapesThatDoNotFit) {
    auto const fit = [](Table seed, Margin margin) {
        std::ignore = fit_margins(std::move(seed), std::vector{std::move(margin)});
    };
    EXPECT_THROW(fit({{2, 2}, {1, 1, 1}}, {{0}, {1, 1}}), std::invalid_argument);
    EXPECT_THROW(fit({{2, 0}, {}}, {{0}, {1, 1}}), std::invalid_argument);
    EXPECT_THROW(fit({{2}, {1, -1}}, {{0}, {1, 1}}), std::invalid_argument);
    EXPECT_THROW(fit({{2}, {1, 1}}, {{0}, {1, 1, 1}}), std::invalid_argument);
    EXPECT_THROW(fit({{2}, {1, 1}}, {{1}, {1, 1}}), std::invalid_argument);
    EXPECT_THROW(fit({{2}, {1, 1}}, {{0, 0}, {1, 1, 1, 1}}), std::invalid_argument);
    EXPECT_THROW(fit({{2}, {1, 1}}, {{-1}, {1, 1}}), std::invalid_argument);
}

}  // namespace
}  // namespace povex
