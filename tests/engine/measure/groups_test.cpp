#include "engine/measure/groups.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/nature/small_nature.hpp"

namespace povex {
namespace {

using testing::ElementsAre;

/// Two localities, two strata of an area each, two ethnicities; households of three persons.
class Grouped : public testing::Test {
protected:
    Grouped() {
        places.ethnicities.push_back({small::named("minority", 2)});
        RegisterPlan plan = small::plan({40, 30, 20, 10}, 3);
        plan.margins.push_back({"ethnicities", {Dimension::ethnicity}, {60, 40}});
        households = make_register(places, plan, 1);
    }
    Places places = small::places(2, 2);
    Register households;
    GroupChoice choice;
};

std::vector<std::string> names_of(std::vector<Group> const& groups) {
    std::vector<std::string> names;
    for (auto const& group : groups) names.push_back(group.name);
    return names;
}

TEST_F(Grouped, GroupsOfAKindPartitionTheProvince) {
    Groups const groups = make_groups(households, places, choice);
    ASSERT_EQ(groups.all.front().name, "province");
    EXPECT_EQ(groups.all.front().cells.size(), households.cells.size());
    for (std::string const kind : {"locality:", "area:", "stratum:", "ethnicity:"}) {
        std::vector<std::size_t> cells;
        for (auto const& group : groups.all) {
            if (!group.name.starts_with(kind)) continue;
            cells.insert(cells.end(), group.cells.begin(), group.cells.end());
        }
        std::sort(cells.begin(), cells.end());
        EXPECT_EQ(cells, groups.all.front().cells) << kind;
    }
}

TEST_F(Grouped, GroupsAreInTheListsOfTheirKind) {
    Groups const groups = make_groups(households, places, choice);
    EXPECT_THAT(names_of(groups.all),
                ElementsAre("province", "locality:l0", "locality:l1", "area:a0", "area:a1",
                            "stratum:s0", "stratum:s1", "ethnicity:all", "ethnicity:minority"));
    EXPECT_THAT(names_of(groups.spending), ElementsAre("province", "locality:l0", "locality:l1"));
    EXPECT_THAT(names_of(groups.deprived),
                ElementsAre("province", "area:a0", "area:a1", "stratum:s0", "stratum:s1",
                            "ethnicity:all", "ethnicity:minority"));
}

TEST_F(Grouped, GroupsAreThoseChosen) {
    choice = {false, false, true, false};
    Groups const groups = make_groups(households, places, choice);
    EXPECT_THAT(names_of(groups.all), ElementsAre("province", "stratum:s0", "stratum:s1"));
    EXPECT_THAT(names_of(groups.spending), ElementsAre("province"));
}

TEST_F(Grouped, GroupsCountTheirHouseholdsAndPersons) {
    Groups const groups = make_groups(households, places, choice);
    std::vector<double> sizes;
    for (Group const& group : groups.all) {
        sizes.push_back(group.households);
        EXPECT_EQ(group.persons, 3 * group.households) << group.name;
    }
    EXPECT_THAT(sizes, ElementsAre(100, 70, 30, 60, 40, 60, 40, 60, 40));
}

}  // namespace
}  // namespace povex
