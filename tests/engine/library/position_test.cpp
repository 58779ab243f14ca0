#include "engine/library/position.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"

namespace povex {
namespace {

using ::testing::HasSubstr;

/// Two scenarios, one standard, three years, and the groups province and town.
Catalogue small_catalogue() {
    Catalogue catalogue;
    catalogue.variables = {
        {"households", "", "1", "", Kind::count, {Axis::replicate, Axis::group}},
        {"poor",
         "",
         "1",
         "",
         Kind::count,
         {Axis::scenario, Axis::standard, Axis::replicate, Axis::year, Axis::group}}};
    auto const set = [&](Axis axis, std::vector<std::string> members) {
        catalogue.members[static_cast<std::size_t>(axis)] = std::move(members);
    };
    set(Axis::scenario, {"none", "cash"});
    set(Axis::standard, {"law"});
    set(Axis::year, {"2021", "2022", "2023"});
    set(Axis::group, {"province", "town"});
    return catalogue;
}

/// What position_of() says is wrong, with its hint.
std::string problem_with(std::string const& variable, std::map<Axis, std::string> const& members) {
    try {
        static_cast<void>(position_of(small_catalogue(), variable, members));
    } catch (InputError const& error) {
        return error.problems().front().what + "; " + error.problems().front().hint;
    }
    return "nothing";
}

TEST(Position, IsRowMajorOverAllDimensionsButReplicates) {
    auto const position = position_of(small_catalogue(), "poor",
                                      {{Axis::group, "town"},
                                       {Axis::standard, "law"},
                                       {Axis::year, "2023"},
                                       {Axis::scenario, "cash"}});
    EXPECT_EQ(position.variable, 1U);
    EXPECT_EQ(position.index, ((1U * 1U + 0U) * 3U + 2U) * 2U + 1U);
}

TEST(Position, TakesTheOnlyMemberOfADimensionThatIsLeftOut) {
    auto const position =
        position_of(small_catalogue(), "poor",
                    {{Axis::scenario, "none"}, {Axis::year, "2022"}, {Axis::group, "province"}});
    EXPECT_EQ(position.index, 2U);
}

TEST(Position, ReadsItsNumberFromAReplicate) {
    ReplicateResult const result{0, {{100.0, 40.0}, {5.0, 6.0, 7.0}}};
    EXPECT_EQ(position_of(small_catalogue(), "households", {{Axis::group, "town"}}).in(result),
              40.0);
}

TEST(Position, RefusesUnknownNamesWithTheNearestKnownOne) {
    EXPECT_THAT(problem_with("pour", {}), HasSubstr("did you mean \"poor\"?"));
    EXPECT_THAT(problem_with("households", {{Axis::group, "towm"}}),
                HasSubstr("no group \"towm\"; did you mean \"town\"?"));
}

TEST(Position, RefusesADimensionThatIsMissingOrTooMuch) {
    EXPECT_THAT(problem_with("households", {}), HasSubstr("needs a group; one of province, town"));
    EXPECT_THAT(problem_with("households", {{Axis::group, "town"}, {Axis::year, "2022"}}),
                HasSubstr("not spread over year (\"2022\"); its dimensions are group"));
}

}  // namespace
}  // namespace povex
