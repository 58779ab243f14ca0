#include "engine/measure/poor_paths.hpp"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/nature/small_nature.hpp"

namespace povex {
namespace {

constexpr std::size_t reviews = 3;
constexpr Statuses poor_by_first = 0b0011;
constexpr Statuses poor_by_second = 0b1100;
constexpr Statuses near_poor_by_both = 0b1010;

Rulers two_standards() {
    Standard standard;
    standard.line = {Yearly<double>(reviews, 1.0)};
    return Rulers({standard, standard}, small::places(), small::model(reviews - 1, 0.5));
}

class AgainstTheBaseline : public testing::Test {
protected:
    void expect(std::size_t cell, std::size_t standard, std::vector<std::int64_t> const& displaced,
                std::vector<std::int64_t> const& relieved) {
        count_against(baseline, here, reviews, cells, tally);
        for (std::size_t t = 0; t < reviews; ++t) {
            EXPECT_EQ(tally.at(cell, t, standard).displaced, displaced[t]) << t;
            EXPECT_EQ(tally.at(cell, t, standard).relieved, relieved[t]) << t;
        }
    }
    Rulers rulers = two_standards();
    Tally tally{2, rulers, reviews, 1.0, false, 10};
    std::vector<std::uint32_t> cells{0, 0, 0, 1, 1, 1};
    PoorPaths baseline, here;
};

TEST_F(AgainstTheBaseline, WhoIsPoorInOneOnlyIsDisplacedOrRelieved) {
    baseline.add(1, std::vector<Statuses>{poor_by_first, 0, 0});
    here.add(2, std::vector<Statuses>{0, poor_by_first, poor_by_first});
    expect(0, 0, {0, 1, 1}, {1, 0, 0});
}

TEST_F(AgainstTheBaseline, YearsOfOneHouseholdAreToldApart) {
    baseline.add(0, std::vector<Statuses>{poor_by_first, poor_by_first, 0});
    here.add(0, std::vector<Statuses>{poor_by_first, 0, poor_by_first});
    expect(0, 0, {0, 0, 1}, {0, 1, 0});
}

TEST_F(AgainstTheBaseline, EachStandardHasItsOwn) {
    baseline.add(4, std::vector<Statuses>{0, poor_by_second, poor_by_first | poor_by_second});
    here.add(4, std::vector<Statuses>{0, poor_by_first, poor_by_second});
    expect(1, 1, {0, 0, 0}, {0, 1, 0});
}

TEST_F(AgainstTheBaseline, TheNearPoorAreNotPoor) {
    here.add(3, std::vector<Statuses>{near_poor_by_both, 0, near_poor_by_both});
    EXPECT_TRUE(here.household.empty());
    expect(1, 0, {0, 0, 0}, {0, 0, 0});
}

TEST_F(AgainstTheBaseline, TheSamePathsCountNobody) {
    for (std::size_t h : {0U, 2U, 5U}) {
        baseline.add(h, std::vector<Statuses>{poor_by_first, 0, poor_by_second});
        here.add(h, std::vector<Statuses>{poor_by_first, 0, poor_by_second});
    }
    expect(0, 0, {0, 0, 0}, {0, 0, 0});
}

}  // namespace
}  // namespace povex
