#include "engine/stats/design.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace povex {
namespace {

using testing::ElementsAre;

TEST(GridDesign, HasEveryCombinationWithBothEnds) {
    auto const design = grid_design({{0.0, 1.0, 3}, {-2.0, 2.0, 2}}, 100);
    EXPECT_THAT(design,
                ElementsAre(ElementsAre(0.0, -2.0), ElementsAre(0.0, 2.0), ElementsAre(0.5, -2.0),
                            ElementsAre(0.5, 2.0), ElementsAre(1.0, -2.0), ElementsAre(1.0, 2.0)));
}

TEST(GridDesign, PutsOneLevelAtTheLowEnd) {
    EXPECT_THAT(grid_design({{0.3, 0.9, 1}}, 10), ElementsAre(ElementsAre(0.3)));
}

TEST(GridDesign, EndsExactlyWhereItShould) {
    auto const design = grid_design({{0.1, 0.7, 11}}, 100);
    EXPECT_EQ(design.front()[0], 0.1);
    EXPECT_EQ(design.back()[0], 0.7);
}

TEST(GridDesign, RefusesMorePointsThanAllowed) {
    EXPECT_THROW(static_cast<void>(grid_design({{0, 1, 1000}, {0, 1, 1000}}, 999'999)),
                 std::length_error);
    EXPECT_THROW(static_cast<void>(grid_design(
                     {{0, 1, std::size_t{1} << 40U}, {0, 1, std::size_t{1} << 40U}}, 1'000'000)),
                 std::length_error);
}

TEST(LatinHypercube, HasOnePointInEveryPartOfEveryFactor) {
    std::vector<FactorRange> const factors{{0.0, 1.0}, {10.0, 20.0}, {-1.0, 1.0}};
    auto const design = latin_hypercube(factors, 50, 7);
    for (std::size_t f = 0; f < factors.size(); ++f) {
        std::vector<int> in_part(50, 0);
        for (auto const& point : design) {
            double const share = (point[f] - factors[f].low) / (factors[f].high - factors[f].low);
            ++in_part.at(static_cast<std::size_t>(std::floor(share * 50.0)));
        }
        EXPECT_TRUE(std::all_of(in_part.begin(), in_part.end(), [](int n) { return n == 1; }));
    }
}

TEST(LatinHypercube, MatchesFactorsAtRandom) {
    auto const design = latin_hypercube({{0.0, 1.0}, {0.0, 1.0}}, 2000, 3);
    double product = 0.0;
    for (auto const& point : design) product += (point[0] - 0.5) * (point[1] - 0.5);
    double const correlation = product / 2000.0 * 12.0;
    EXPECT_LT(std::abs(correlation), 4.5 / std::sqrt(2000.0));
}

TEST(LatinHypercube, DependsOnTheSeedAlone) {
    std::vector<FactorRange> const one{{0.0, 1.0}};
    EXPECT_EQ(latin_hypercube(one, 9, 5), latin_hypercube(one, 9, 5));
    EXPECT_NE(latin_hypercube(one, 9, 5), latin_hypercube(one, 9, 6));
    auto const two = latin_hypercube({{0.0, 1.0}, {3.0, 4.0}}, 9, 5);
    for (std::size_t p = 0; p < 9; ++p) EXPECT_EQ(two[p][0], latin_hypercube(one, 9, 5)[p][0]);
}

}  // namespace
}  // namespace povex
