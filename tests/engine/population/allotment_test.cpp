#include "engine/population/allotment.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "engine/base/error.hpp"

namespace povex {
namespace {

constexpr double worst_z = 4.5;  // 7e-6 false alarms a comparison

/// Localities of one stratum each (places = localities x strata), with the households given.
struct Province {
    Places places;
    Register households;

    Province(std::vector<double> by_place, std::vector<double> odds) {
        auto const strata = odds.size();
        auto const localities = by_place.size() / strata;
        places.areas = {"all"};
        places.ethnicities = {{{"all", 1, {}}}};
        for (std::size_t l = 0; l < localities; ++l) {
            auto const key = static_cast<std::uint16_t>(l + 1);
            places.localities.push_back({{"l" + std::to_string(l), key, {}}});
        }
        for (std::size_t s = 0; s < strata; ++s) {
            auto const key = static_cast<std::uint16_t>(s + 1);
            places.strata.push_back({{"s" + std::to_string(s), key, {}}, 0, odds[s]});
        }
        RegisterPlan plan;
        plan.margins = {{"places", {Dimension::locality, Dimension::stratum}, by_place}};
        households = make_register(places, plan, 1);
    }

    [[nodiscard]] Allotment allot(std::int64_t poor, std::int64_t near_poor, double concentration,
                                  std::uint32_t population) const {
        return povex::allot(households, places, poor, near_poor, concentration, 20240607,
                            population);
    }
};

std::int64_t sum(std::vector<std::int64_t> const& values) {
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

/// Mean and its standard error.
struct Mean {
    double count = 0, value = 0, squares = 0;
    void add(double x) {
        count += 1;
        double const step = x - value;
        value += step / count;
        squares += step * (x - value);
    }
    [[nodiscard]] double variance() const { return squares / (count - 1); }
    [[nodiscard]] double z(double expected) const {
        return (value - expected) / std::sqrt(variance() / count);
    }
};

TEST(Allotment, HasTheTotalsExactlyInEveryPopulation) {
    Province const province({400, 300, 200, 100}, {1.0, 5.0});
    for (std::uint32_t population = 0; population < 200; ++population) {
        Allotment const a = province.allot(57, 111, 40.0, population);
        ASSERT_EQ(sum(a.listed), 168);
        ASSERT_EQ(sum(a.poor), 57);
        for (std::size_t p = 0; p < a.listed.size(); ++p) {
            ASSERT_GE(a.poor[p], 0);
            ASSERT_LE(a.poor[p], a.listed[p]);
            auto const households = province.households.places[p].households();
            ASSERT_LE(static_cast<double>(a.listed[p]),
                      most_listed * static_cast<double>(households));
        }
    }
}

TEST(Allotment, PutsNoMoreIntoAPlaceThanCanBeListed) {
    ASSERT_EQ(most_listed, 0.4);
    Province const province({5, 50, 5, 50}, {1.0, 100.0});
    Allotment const all = province.allot(14, 30, 40.0, 0);
    EXPECT_EQ(all.listed, (std::vector<std::int64_t>{2, 20, 2, 20}));
    Allotment const most = province.allot(20, 21, 40.0, 1);
    EXPECT_EQ(most.listed[1], 20);
    EXPECT_EQ(most.listed[3], 20);
}

/// Shares of about 1 and exp(-several hundred), and a list that fills both localities.
[[noreturn]] void fill_places_of_tiny_shares() {
    alarm(5);
    Province const province({5, 5}, {1.0});
    std::vector<std::int64_t> const full{2, 2};
    for (std::uint32_t population = 0; population < 20; ++population) {
        if (province.allot(2, 2, 0.01, population).listed != full) std::exit(1);
    }
    std::exit(0);
}

TEST(Allotment, FillsTheLastPlacesHoweverSmallTheirShareIs) {
    EXPECT_EXIT(fill_places_of_tiny_shares(), testing::ExitedWithCode(0), "");
}

TEST(Allotment, ListsNobodyWhereTheOddsAreZero) {
    Province const province({100, 50, 100, 50}, {0.0, 1.0});
    for (std::uint32_t population = 0; population < 50; ++population) {
        Allotment const a = province.allot(10, 20, 40.0, population);
        EXPECT_EQ(a.listed[0] + a.listed[2], 0);
        EXPECT_EQ(a.listed[1] + a.listed[3], 30);
    }
}

TEST(Allotment, RefusesAListLongerThanTheRegister) {
    Province const province({100, 50, 100, 50}, {0.0, 1.0});
    EXPECT_NO_THROW((void)province.allot(10, 30, 40.0, 0));
    EXPECT_THROW((void)province.allot(11, 30, 40.0, 0), InputError);
}

TEST(Allotment, IsTheSameAgainInAnotherOrderOfPopulations) {
    Province const province({400, 300, 200, 100}, {1.0, 5.0});
    Allotment const five = province.allot(57, 111, 40.0, 5);
    Allotment const three = province.allot(57, 111, 40.0, 3);
    EXPECT_NE(five.listed, three.listed);
    EXPECT_EQ(province.allot(57, 111, 40.0, 5).listed, five.listed);
    EXPECT_EQ(province.allot(57, 111, 40.0, 5).poor, five.poor);
}

TEST(Allotment, IsProportionalToHouseholdsTimesOddsOnAverage) {
    Province const province({4000, 1000, 3000, 500}, {1.0, 4.0});
    std::vector<double> const weight{4000, 4000, 3000, 2000};
    std::vector<Mean> mean(4);
    for (std::uint32_t population = 0; population < 4000; ++population) {
        auto const listed = province.allot(50, 150, 40.0, population).listed;
        for (std::size_t p = 0; p < 4; ++p) mean[p].add(static_cast<double>(listed[p]));
    }
    for (std::size_t p = 0; p < 4; ++p) {
        EXPECT_LT(std::abs(mean[p].z(200.0 * weight[p] / 13000.0)), worst_z) << "place " << p;
    }
}

// The number of n listed that fall into a locality of mean share s is beta-binomial: its variance
// is n s (1 - s) (c + n) / (c + 1), c the concentration.
TEST(Allotment, SpreadsByTheConcentration) {
    Province const province({3000, 7000}, {1.0});
    constexpr double n = 200;
    for (double const concentration : {5.0, 40.0, 1e6}) {
        double const exact = n * 0.3 * 0.7 * (concentration + n) / (concentration + 1.0);
        Mean squares;
        for (std::uint32_t population = 0; population < 4000; ++population) {
            auto const listed = province.allot(80, 120, concentration, population).listed;
            squares.add(std::pow(static_cast<double>(listed[0]) - n * 0.3, 2));
        }
        EXPECT_LT(std::abs(squares.z(exact)), worst_z) << "concentration " << concentration;
    }
}

TEST(Allotment, DrawsThePoorAsASimpleRandomSampleOfTheListed) {
    Province const province({3000, 7000}, {1.0});
    Mean residual, excess;
    constexpr double n = 200, poor = 60;
    for (std::uint32_t population = 0; population < 4000; ++population) {
        Allotment const a = province.allot(60, 140, 40.0, population);
        auto const here = static_cast<double>(a.listed[0]);
        double const off = static_cast<double>(a.poor[0]) - here * poor / n;
        residual.add(off);
        double const hypergeometric = here * (poor / n) * (1.0 - poor / n) * (n - here) / (n - 1.0);
        excess.add(off * off - hypergeometric);
    }
    EXPECT_LT(std::abs(residual.z(0.0)), worst_z);
    EXPECT_LT(std::abs(excess.z(0.0)), worst_z);
}

}  // namespace
}  // namespace povex
