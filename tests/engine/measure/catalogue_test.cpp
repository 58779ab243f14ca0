#include "engine/measure/catalogue.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace povex {
namespace {

Catalogue two_variables() {
    Catalogue c;
    c.variables = {
        {"poor", "", "households", "", Kind::count, {Axis::scenario, Axis::replicate, Axis::year}},
        {"households", "", "households", "", Kind::count, {Axis::replicate}}};
    c.members[static_cast<std::size_t>(Axis::scenario)] = {"a", "b"};
    c.members[static_cast<std::size_t>(Axis::year)] = {"2021", "2022", "2023"};
    c.members[static_cast<std::size_t>(Axis::replicate)] = {"0", "1", "2", "3"};
    return c;
}

TEST(Catalogue, MultipliesDimensionsButReplicates) {
    Catalogue const c = two_variables();
    EXPECT_EQ(c.size(Axis::scenario), 2U);
    EXPECT_EQ(c.size(Axis::payer), 0U);
    EXPECT_EQ(c.size_per_replicate(c.variables[0]), 6U);
    EXPECT_EQ(c.size_per_replicate(c.variables[1]), 1U);
}

TEST(Catalogue, FindsAVariableByItsName) {
    Catalogue const c = two_variables();
    EXPECT_EQ(c.index("households"), 1U);
    EXPECT_THROW((void)c.index("rich"), std::out_of_range);
}

TEST(Catalogue, NamesEveryAxis) {
    EXPECT_EQ(axes, static_cast<std::size_t>(Axis::point) + 1);
    EXPECT_STREQ(axis_names[static_cast<std::size_t>(Axis::replicate)], "replicate");
    EXPECT_STREQ(axis_names[static_cast<std::size_t>(Axis::deprived_group)], "deprived_group");
    EXPECT_STREQ(axis_names[static_cast<std::size_t>(Axis::indicator)], "indicator");
    EXPECT_STREQ(axis_names[static_cast<std::size_t>(Axis::loan_account)], "loan_account");
    EXPECT_STREQ(axis_names[static_cast<std::size_t>(Axis::other_standard)], "other_standard");
    EXPECT_STREQ(axis_names[static_cast<std::size_t>(Axis::class_by_other)], "class_by_other");
    EXPECT_STREQ(axis_names[static_cast<std::size_t>(Axis::point)], "point");
}

TEST(Catalogue, HasThePointsOfASweepOutermostAndApartFromAReplicatesNumbers) {
    Catalogue one;
    one.members[static_cast<std::size_t>(Axis::year)] = {"2021", "2022"};
    one.variables = {{"poor", "", "", "", Kind::count, {Axis::replicate, Axis::year}}};
    Catalogue const many = over_points(one, 3);
    EXPECT_EQ(many.size(Axis::point), 3U);
    EXPECT_EQ(many.variables[0].over.front(), Axis::point);
    EXPECT_EQ(many.size_per_replicate(many.variables[0]), 2U);
}

}  // namespace
}  // namespace povex
