#include "engine/population/register.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"

namespace povex {
namespace {

constexpr double worst_z = 4.5;  // 7e-6 false alarms a comparison

Label named(std::string id, std::uint16_t key) {
    return {std::move(id), key, {}};
}

/// Coast and hills; town (urban) and village (rural); one ethnicity.
Places two_by_two() {
    Places places;
    places.localities = {{named("coast", 5)}, {named("hills", 9)}};
    places.areas = {"urban", "rural"};
    places.strata = {{named("town", 1), 0, 1.0}, {named("village", 2), 1, 1.0}};
    places.ethnicities = {{named("all", 1)}};
    return places;
}

MarginTable margin(std::vector<Dimension> dimensions, std::vector<double> households) {
    return {"margin", std::move(dimensions), std::move(households)};
}

RegisterPlan plan_with(std::vector<MarginTable> margins, std::uint8_t largest_size = 1) {
    RegisterPlan plan;
    plan.largest_size = largest_size;
    plan.margins = std::move(margins);
    return plan;
}

MarginTable households_by_place(std::vector<double> households) {
    return margin({Dimension::locality, Dimension::stratum}, std::move(households));
}

std::vector<std::int64_t> count_by_place(Register const& r, std::size_t strata,
                                         std::size_t localities) {
    std::vector<std::int64_t> count(strata * localities);
    for (auto cell : r.cell) ++count[r.cells[cell].locality * strata + r.cells[cell].stratum];
    return count;
}

/// Two areas; children and elderly in households of two and three.
std::vector<Composition> compositions() {
    return {{0, 1, 0, 1, 0, 0, 1.0}, {0, 2, 0, 2, 0, 0, 0.75}, {0, 2, 1, 1, 0, 0, 0.25},
            {0, 3, 1, 2, 0, 0, 1.0}, {1, 1, 0, 0, 1, 0, 1.0},  {1, 2, 0, 1, 0, 1, 1.0},
            {1, 3, 1, 1, 1, 0, 0.6}, {1, 3, 2, 1, 0, 0, 0.4}};
}

TEST(Register, WithoutMarginsIsOnePlaceOfHouseholdsOfOneSize) {
    Places places = two_by_two();
    places.localities.resize(1);
    places.strata.resize(1);
    RegisterPlan plan;
    plan.households = 1234;
    plan.largest_size = plan.only_size = 4;
    Register const r = make_register(places, plan, 1);
    ASSERT_EQ(r.households(), 1234U);
    ASSERT_EQ(r.places.size(), 1U);
    EXPECT_EQ(r.places[0].households(), 1234U);
    EXPECT_THAT(r.size, testing::Each(4));
    EXPECT_THAT(r.workers, testing::Each(4));
    EXPECT_THAT(r.sector, testing::Each(Sector::wage));
}

TEST(Register, KeepsWholeMarginsExactly) {
    Places places = two_by_two();
    places.ethnicities.push_back({named("minority", 2)});
    std::vector<double> const by_place{311, 127, 58, 504};
    std::vector<double> const by_kind{101, 203, 396, 57, 98, 145};  // ethnicity x size
    auto const plan = plan_with(
        {households_by_place(by_place), margin({Dimension::ethnicity, Dimension::size}, by_kind)},
        3);
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        Register const r = make_register(places, plan, seed);
        EXPECT_THAT(count_by_place(r, 2, 2), testing::ElementsAre(311, 127, 58, 504));
        std::vector<std::int64_t> kinds(6);
        for (std::size_t h = 0; h < r.households(); ++h) {
            ++kinds[r.cells[r.cell[h]].ethnicity * 3 + r.size[h] - 1U];
        }
        EXPECT_THAT(kinds, testing::ElementsAre(101, 203, 396, 57, 98, 145)) << "seed " << seed;
    }
}

TEST(Register, KeepsWholeLocalityTotalsWhereStrataAreFractions) {
    Places places = two_by_two();
    places.localities.push_back({named("islands", 11)});
    // half of each locality is a town: 2.5, 1.5 and 1 households
    auto const plan =
        plan_with({margin({Dimension::locality}, {5, 3, 2}), margin({Dimension::stratum}, {5, 5})});
    auto const count = count_by_place(make_register(places, plan, 1), 2, 3);
    EXPECT_EQ(count[0] + count[1], 5);
    EXPECT_EQ(count[2] + count[3], 3);
    EXPECT_EQ(count[4] + count[5], 2);
}

TEST(Register, RoundsEachSizeUpOrDownWithoutBias) {
    // 10 households of coast and hills each, sizes 1 and 2 in proportion 7 : 13
    auto const plan =
        plan_with({households_by_place({10, 0, 10, 0}), margin({Dimension::size}, {7, 13})}, 2);
    Places const places = two_by_two();
    constexpr int seeds = 400;
    double up = 0;
    for (int seed = 0; seed < seeds; ++seed) {
        Register const r = make_register(places, plan, static_cast<std::uint64_t>(seed));
        std::int64_t singles = 0;
        for (std::size_t h = 0; h < 10; ++h) singles += r.size[h] == 1 ? 1 : 0;
        ASSERT_TRUE(singles == 3 || singles == 4) << singles;
        up += singles == 4 ? 1 : 0;
    }
    EXPECT_LT(std::abs(up - 0.5 * seeds) / std::sqrt(0.25 * seeds), worst_z);
}

TEST(Register, IsSortedByPlaceAndCell) {
    Places places = two_by_two();
    places.ethnicities.push_back({named("minority", 2)});
    auto const plan =
        plan_with({households_by_place({20, 0, 30, 50}), margin({Dimension::ethnicity}, {60, 40})});
    Register const r = make_register(places, plan, 1);
    std::size_t next = 0;
    for (std::size_t p = 0; p < r.places.size(); ++p) {
        EXPECT_EQ(r.places[p].first, next);
        next = r.places[p].last;
        for (std::size_t h = r.places[p].first; h < r.places[p].last; ++h) {
            EXPECT_EQ(r.place[h], p);
            EXPECT_EQ(r.cells[r.cell[h]].locality, r.places[p].locality);
            EXPECT_EQ(r.cells[r.cell[h]].stratum, r.places[p].stratum);
        }
    }
    EXPECT_EQ(next, r.households());
    EXPECT_TRUE(std::is_sorted(r.cell.begin(), r.cell.end()));
}

TEST(Register, LeavesOutPlacesAndCellsWithoutHouseholds) {
    Register const r =
        make_register(two_by_two(), plan_with({households_by_place({3, 0, 0, 4})}), 1);
    EXPECT_EQ(r.places.size(), 2U);
    EXPECT_EQ(r.cells.size(), 2U);
    EXPECT_EQ(r.places[1].locality, 1U);
    EXPECT_EQ(r.places[1].stratum, 1U);
}

TEST(Register, GivesEveryHouseholdItsOwnKeyOfFortyEightBits) {
    Register const r =
        make_register(two_by_two(), plan_with({households_by_place({900, 800, 700, 600})}), 1);
    auto keys = r.key;
    std::sort(keys.begin(), keys.end());
    EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
    EXPECT_LT(keys.back(), std::uint64_t{1} << 48);
}

TEST(Register, TellsLocalitiesBeyondTheFirst4095Apart) {
    Places places = two_by_two();
    Register const few =
        make_register(places, plan_with({households_by_place({10, 20, 30, 40})}), 1);
    for (auto const key : std::to_array<std::uint16_t>({4095, 4096, 4096 + 5, 8192 + 5, 65535})) {
        places.localities.push_back({named("more", key)});
    }
    Register const r = make_register(
        places, plan_with({households_by_place({10, 20, 30, 40, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5})}),
        1);
    std::set<std::uint64_t> const keys(r.key.begin(), r.key.end());
    EXPECT_EQ(keys.size(), r.households());
    EXPECT_LT(*keys.rbegin(), std::uint64_t{1} << 48);
    EXPECT_TRUE(std::equal(few.key.begin(), few.key.end(), r.key.begin()));
}

TEST(Register, RefusesMorePlacesThanItCanNumber) {
    Places places = two_by_two();
    places.strata.push_back({named("hut", 3), 1, 1.0});
    places.localities.clear();
    for (int l = 0; l < 30'000; ++l) {
        places.localities.push_back({named("one", static_cast<std::uint16_t>(l + 1))});
    }
    auto const plan = plan_with({margin({Dimension::locality}, std::vector<double>(30'000, 3)),
                                 margin({Dimension::stratum}, std::vector<double>(3, 30'000))});
    EXPECT_THROW(static_cast<void>(make_register(places, plan, 1)), InputError);
}

TEST(Register, KeepsTheKeysOfOthersWhenALocalityIsAppended) {
    Places places = two_by_two();
    Register const before =
        make_register(places, plan_with({households_by_place({10, 20, 30, 40})}), 1);
    places.localities.insert(places.localities.begin(), {named("new", 12)});
    Register const after =
        make_register(places, plan_with({households_by_place({7, 8, 10, 20, 30, 40})}), 1);
    ASSERT_EQ(after.households(), before.households() + 15);
    EXPECT_TRUE(std::equal(before.key.begin(), before.key.end(), after.key.begin() + 15));
}

TEST(Register, KeepsTheKeysOfAPlaceWhenAnEthnicityIsAdded) {
    Places places = two_by_two();
    auto const by_place = households_by_place({10, 20, 30, 40});
    Register const before = make_register(places, plan_with({by_place}), 1);
    places.ethnicities.push_back({named("minority", 2)});
    Register const after =
        make_register(places, plan_with({by_place, margin({Dimension::ethnicity}, {90, 10})}), 1);
    EXPECT_EQ(after.key, before.key);
}

TEST(Register, ComposesHouseholdsOfAsManyMembersAsTheirSize) {
    auto plan = plan_with(
        {households_by_place({500, 500, 500, 500}), margin({Dimension::size}, {600, 800, 600})}, 3);
    plan.compositions = compositions();
    Register const r = make_register(two_by_two(), plan, 1);
    for (std::size_t h = 0; h < r.households(); ++h) {
        ASSERT_EQ(r.children[h] + r.workers[h] + r.elderly[h] + r.disabled[h], r.size[h]);
        std::size_t const area = r.cells[r.cell[h]].stratum;
        ASSERT_TRUE(std::any_of(
            plan.compositions.begin(), plan.compositions.end(), [&](Composition const& row) {
                return row.area == area && row.size == r.size[h] && row.children == r.children[h] &&
                       row.elderly == r.elderly[h] && row.disabled == r.disabled[h];
            }));
    }
}

TEST(Register, DrawsCompositionAndSectorByTheirShares) {
    auto plan = plan_with(
        {households_by_place({10000, 10000, 0, 0}), margin({Dimension::size}, {0, 10000, 10000})},
        3);
    plan.compositions = compositions();
    plan.sector_share = {{0.7, 0.0, 0.2, 0.1}, {0.3, 0.6, 0.0, 0.1}};
    Register const r = make_register(two_by_two(), plan, 20240607);
    std::map<std::tuple<std::size_t, int, int>, double> composed;  // stratum, size, children
    std::map<std::pair<std::size_t, Sector>, double> sectors;
    std::map<std::pair<std::size_t, int>, double> sized;
    for (std::size_t h = 0; h < r.households(); ++h) {
        auto const s = r.cells[r.cell[h]].stratum;
        ++composed[{s, r.size[h], r.children[h]}];
        ++sized[{s, r.size[h]}];
        ++sectors[{s, r.sector[h]}];
    }
    auto z = [](double count, double of, double share) {
        return (count - of * share) / std::sqrt(of * share * (1 - share));
    };
    double const urban_pairs = sized[{0, 2}];
    double const rural_threes = sized[{1, 3}];
    EXPECT_LT(std::abs(z(composed[{0, 2, 1}], urban_pairs, 0.25)), worst_z);
    EXPECT_LT(std::abs(z(composed[{1, 3, 2}], rural_threes, 0.4)), worst_z);
    EXPECT_LT(std::abs(z(sectors[{0, Sector::wage}], 10000, 0.7)), worst_z);
    EXPECT_LT(std::abs(z(sectors[{0, Sector::transfers}], 10000, 0.1)), worst_z);
    EXPECT_LT(std::abs(z(sectors[{1, Sector::farm}], 10000, 0.6)), worst_z);
    EXPECT_EQ((sectors[{0, Sector::farm}]), 0.0);
    EXPECT_EQ((sectors[{1, Sector::business}]), 0.0);
}

TEST(Register, CountsMembersOfEachKind) {
    auto plan = plan_with({households_by_place({0, 1, 0, 0})}, 6);
    plan.only_size = 6;
    plan.compositions = {{1, 6, 1, 2, 1, 2, 1.0}};
    Register const r = make_register(two_by_two(), plan, 1);
    EXPECT_EQ(r.members(0, Member::nobody), 0);
    EXPECT_EQ(r.members(0, Member::household), 1);
    EXPECT_EQ(r.members(0, Member::person), 6);
    EXPECT_EQ(r.members(0, Member::child), 1);
    EXPECT_EQ(r.members(0, Member::worker), 2);
    EXPECT_EQ(r.members(0, Member::elderly), 1);
    EXPECT_EQ(r.members(0, Member::disabled), 2);
    EXPECT_EQ(r.members(0, Member::dependant), 3);
}

TEST(Register, DependsOnTheStudyAndTheSeedAlone) {
    auto plan = plan_with(
        {households_by_place({250, 250, 250, 250}), margin({Dimension::size}, {300, 400, 300})}, 3);
    plan.compositions = compositions();
    Register const one = make_register(two_by_two(), plan, 7);
    Register const again = make_register(two_by_two(), plan, 7);
    Register const other = make_register(two_by_two(), plan, 8);
    EXPECT_EQ(one.size, again.size);
    EXPECT_EQ(one.children, again.children);
    EXPECT_NE(one.children, other.children);
}

TEST(Register, RefusesMarginsThatContradictEachOther) {
    auto one = households_by_place({10, 20, 30, 40});
    auto other = margin({Dimension::locality}, {40, 61});
    one.name = "places.csv";
    other.name = "localities.csv";
    try {
        (void)make_register(two_by_two(), plan_with({one, other}), 1);
        FAIL() << "nothing thrown";
    } catch (InputError const& error) {
        EXPECT_THAT(error.problems().front().what, testing::HasSubstr("contradict"));
        EXPECT_THAT(error.problems().front().hint, testing::HasSubstr("places.csv, localities"));
    }
    // the same total, but not the same localities
    other.households = {50, 50};
    EXPECT_THROW((void)make_register(two_by_two(), plan_with({one, other}), 1), InputError);
}

TEST(Register, RefusesSeveralPlacesWithoutMargins) {
    RegisterPlan plan;
    plan.households = 100;
    EXPECT_THROW((void)make_register(two_by_two(), plan, 1), InputError);
}

TEST(Register, RefusesMarginsThatLeaveADimensionOpen) {
    EXPECT_THROW(
        (void)make_register(two_by_two(), plan_with({margin({Dimension::locality}, {10, 20})}), 1),
        InputError);
}

}  // namespace
}  // namespace povex
