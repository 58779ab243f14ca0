#include "engine/stats/summary.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <stdexcept>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace povex {
namespace {

double const nan = std::nan("");

bool same_bits(Summary const& a, Summary const& b) {
    return std::memcmp(&a, &b, sizeof(Summary)) == 0;
}

TEST(Summary, OfOneToTen) {
    Summary const s = summarise(std::vector<double>{7, 1, 10, 4, 3, 9, 2, 8, 5, 6});
    EXPECT_EQ(s.mean, 5.5);
    EXPECT_NEAR(s.standard_error, std::sqrt(82.5 / 9 / 10), 1e-15);
    EXPECT_EQ(s.q05, 1);  // rank ceil(0.5)
    EXPECT_EQ(s.q25, 3);  // ceil(2.5)
    EXPECT_EQ(s.q50, 5);  // ceil(5): no midpoint of 5 and 6
    EXPECT_EQ(s.q75, 8);  // 11 - ceil(2.5)
    EXPECT_EQ(s.q95, 10);
    EXPECT_EQ(s.count, 10);
}

TEST(Summary, QuantileRanksAreExact) {
    std::vector<double> values(100);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i + 1);
    Summary const s = summarise(values);
    EXPECT_EQ(s.q05, 5);
    EXPECT_EQ(s.q25, 25);
    EXPECT_EQ(s.q75, 76);  // four values below the 5th percentile, and four above the 95th
    EXPECT_EQ(s.q95, 96);
    EXPECT_EQ(sorted_percentile(values, 99), 100);
    EXPECT_EQ(sorted_percentile(values, 1), 1);
}

TEST(Summary, OfWhatIsMissingInOneReplicateIsMissing) {
    Summary const s = summarise(std::vector<double>{2, nan, 4, 3});
    for (double const x : {s.mean, s.standard_error, s.q05, s.q25, s.q50, s.q75, s.q95,
                           s.process_sd, s.parameter_sd}) {
        EXPECT_TRUE(std::isnan(x));
    }
    EXPECT_EQ(s.count, 3);
}

TEST(Summary, OfNothingIsMissing) {
    for (auto const& values : {std::vector<double>{}, std::vector<double>{nan, nan}}) {
        Summary const s = summarise(values);
        EXPECT_TRUE(std::isnan(s.mean) && std::isnan(s.standard_error) && std::isnan(s.q05) &&
                    std::isnan(s.q50) && std::isnan(s.q95));
        EXPECT_EQ(s.count, 0);
    }
}

TEST(Summary, OfOneValueHasNoError) {
    Summary const s = summarise(std::vector<double>{2});
    EXPECT_EQ(s.mean, 2);
    EXPECT_TRUE(std::isnan(s.standard_error));
    EXPECT_EQ(s.q05, 2);
    EXPECT_EQ(s.q95, 2);
}

TEST(Summary, SurvivesCancellation) {
    EXPECT_EQ(summarise(std::vector<double>{1e16, 1, -1e16}).mean, 1.0 / 3);
    EXPECT_EQ(summarise(std::vector<double>{1, 1e100, 1, -1e100}).mean, 0.5);
    EXPECT_EQ(summarise(std::vector<double>(10, 0.1)).mean, 0.1);
    EXPECT_EQ(summarise(std::vector<double>(10, 0.1)).standard_error, 0);
    Summary const shifted = summarise(std::vector<double>{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16});
    EXPECT_NEAR(shifted.standard_error, std::sqrt(30.0 / 4), 1e-14);
}

TEST(Summary, HasTheSameBitsForAnyOrderOfReplicates) {
    std::mt19937_64 engine(3);
    std::vector<double> values(501);
    for (double& x : values)
        x = std::ldexp(static_cast<double>(engine() >> 11), -static_cast<int>(engine() % 60));
    values[8] = 0.0;
    values[9] = -0.0;
    Summary const expected = summarise(values);
    for (int k = 0; k < 50; ++k) {
        std::shuffle(values.begin(), values.end(), engine);
        EXPECT_TRUE(same_bits(summarise(values), expected));
    }
}

TEST(Summary, OfColumns) {
    std::vector<double> const values{1, 10,  nan,  //
                                     2, 30,  nan,  //
                                     3, nan, nan};
    auto const s = summarise_columns(values, 3, 3);
    ASSERT_EQ(s.size(), 3U);
    EXPECT_EQ(s[0].mean, 2);
    EXPECT_EQ(s[0].count, 3);
    EXPECT_TRUE(std::isnan(s[1].mean));
    EXPECT_EQ(s[1].count, 2);
    EXPECT_EQ(s[2].count, 0);
    EXPECT_TRUE(std::isnan(s[2].mean));
    EXPECT_THROW(std::ignore = summarise_columns(values, 3, 2), std::invalid_argument);
    EXPECT_EQ(summarise_columns({}, 0, 2).size(), 2U);
}

TEST(Summary, PercentilesAreAsFarFromBothEnds) {
    for (std::size_t n = 1; n <= 120; ++n) {
        std::vector<double> values(n);
        for (std::size_t i = 0; i < n; ++i) values[i] = static_cast<double>(i + 1);
        Summary const s = summarise(values);
        auto const last = static_cast<double>(n) + 1;
        EXPECT_EQ(s.q05, std::ceil(static_cast<double>(n) / 20)) << n;
        EXPECT_EQ(s.q95, last - s.q05) << n;
        EXPECT_EQ(s.q75, last - s.q25) << n;
    }
}

TEST(Summary, HasTheErrorOfItsClusters) {
    std::vector<double> const values{1, 2, 3, 4, 5, 1, 2, 3, 4, 5};
    // five populations, each twice: as sure as the five values alone
    EXPECT_DOUBLE_EQ(summarise(values, {.populations = 5}).standard_error, std::sqrt(2.5 / 5));
    EXPECT_TRUE(std::isnan(summarise(values, {.populations = 1}).standard_error));
    // the spread of the replicates stays what it is
    EXPECT_DOUBLE_EQ(summarise(values, {.populations = 5}).process_sd, std::sqrt(20.0 / 9));
}

TEST(Summary, OfFixedParametersHasTheSpreadOfTheProcessAlone) {
    auto const s = summarise(std::vector<double>{1, 2, 3, 4, 5});
    EXPECT_DOUBLE_EQ(s.process_sd, std::sqrt(2.5));
    EXPECT_EQ(s.parameter_sd, 0.0);
    EXPECT_TRUE(std::isnan(summarise(std::vector<double>{1}).process_sd));
}

TEST(Summary, SeparatesTheSpreadOfParametersFromThatOfTheProcess) {
    // means 2, 6, 13; variances within 2, 8, 2: mean 4; variance of the means 31
    auto const s = summarise(std::vector<double>{1, 3, 4, 8, 12, 14}, {.replicates_per_draw = 2});
    EXPECT_DOUBLE_EQ(s.process_sd, 2.0);
    EXPECT_DOUBLE_EQ(s.parameter_sd, std::sqrt(31.0 - 4.0 / 2.0));
    EXPECT_DOUBLE_EQ(s.mean, 7.0);
    // means 2, 2: chance alone would spread them further
    auto const alike = summarise(std::vector<double>{1, 3, 0, 4}, {.replicates_per_draw = 2});
    EXPECT_DOUBLE_EQ(alike.process_sd, std::sqrt(5.0));
    EXPECT_EQ(alike.parameter_sd, 0.0);
}

TEST(Summary, TakesADrawThatIsNotWhole) {
    // means 2, 7; 2 / 1 within; 1/2 and 1
    auto const s = summarise(std::vector<double>{1, 3, 7}, {.replicates_per_draw = 2});
    EXPECT_DOUBLE_EQ(s.process_sd, std::sqrt(2.0));
    EXPECT_DOUBLE_EQ(s.parameter_sd, std::sqrt(12.5 - 2.0 * 0.75));
    EXPECT_TRUE(
        std::isnan(summarise(std::vector<double>{1, 3}, {.replicates_per_draw = 2}).parameter_sd));
    EXPECT_TRUE(std::isnan(
        summarise(std::vector<double>{nan, nan}, {.replicates_per_draw = 2}).process_sd));
}

}  // namespace
}  // namespace povex
