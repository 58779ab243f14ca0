#include "engine/study/sweep.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"

namespace povex {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<Parameter> const numbers{{"parameters.rho", "0.7", "1", "", "", "", ""},
                                     {"strata.all.sigma", "0.4", "1", "", "", "", ""}};

std::vector<SweptNumber> planned(std::vector<std::string> factors, std::string design = "grid",
                                 std::size_t points = 0) {
    return plan_sweep({std::move(factors), std::move(design), points, 1}, numbers);
}

std::size_t problems_of(std::vector<std::string> factors, std::string design = "grid",
                        std::size_t points = 0) {
    try {
        static_cast<void>(planned(std::move(factors), std::move(design), points));
    } catch (InputError const& error) {
        return error.problems().size();
    }
    return 0;
}

TEST(Sweep, GridIsEveryCombination) {
    auto const swept = planned({"parameters.rho=0:1:3", "strata.all.sigma=0.2:0.4:2"});
    ASSERT_THAT(swept, SizeIs(2));
    EXPECT_EQ(swept[0].key, "parameters.rho");
    EXPECT_THAT(swept[0].values, ElementsAre(0.0, 0.0, 0.5, 0.5, 1.0, 1.0));
    EXPECT_THAT(swept[1].values, ElementsAre(0.2, 0.4, 0.2, 0.4, 0.2, 0.4));
    EXPECT_EQ(points_of(swept), 6U);
}

TEST(Sweep, HypercubeHasTenPointsForEachFactorUnlessSaid) {
    EXPECT_EQ(points_of(planned({"parameters.rho=0:1", "strata.all.sigma=0:1"}, "lhs")), 20U);
    EXPECT_EQ(points_of(planned({"parameters.rho=0:1"}, "lhs", 33)), 33U);
}

/// The hint of the one problem.
std::string hint_of(std::string factor, std::string design = "grid") {
    try {
        static_cast<void>(planned({std::move(factor)}, std::move(design)));
    } catch (InputError const& error) {
        return error.problems().size() == 1 ? error.problems().front().hint : "several problems";
    }
    return "";
}

TEST(Sweep, HintsAtWhatWasMeant) {
    EXPECT_EQ(hint_of("parameters.rho=0.9:0.4"), "--factor parameters.rho=0.4:0.9");
    EXPECT_EQ(hint_of("parameters.rho=0.9:0.4:6"), "--factor parameters.rho=0.4:0.9:6");
    EXPECT_EQ(hint_of("0.4:0.9=parameters.rho"), "--factor parameters.rho=0.4:0.9");
    for (char const* design : {"LHS", "latin", "grids"}) {
        EXPECT_THAT(hint_of("parameters.rho=0.4:0.9", design), HasSubstr("lhs (a Latin hypercube)"))
            << design;
    }
}

TEST(Sweep, ReportsAllThatIsWrong) {
    EXPECT_EQ(problems_of({"parameters.rho=0:1"}), 0U);
    EXPECT_EQ(problems_of({"rho", "parameters.rho=1:0", "parameters.rhoo=0:1", "parameters.rho=a:b",
                           "parameters.rho=0:1:2.5", "parameters.rho=0:1:2:3"}),
              6U);
    EXPECT_EQ(problems_of({"parameters.rho=0:1", "parameters.rho=0:1"}), 1U);
    EXPECT_EQ(problems_of({}), 1U);
    EXPECT_EQ(problems_of({"parameters.rho=0:1:3"}, "lhs"), 1U);
    EXPECT_EQ(problems_of({"parameters.rho=0:1"}, "grid", 5), 1U);
    EXPECT_EQ(problems_of({"parameters.rho=0:1:10000", "strata.all.sigma=0:1:10000"}), 1U);
    EXPECT_EQ(problems_of({}, "/nowhere/points.csv"), 1U);
}

}  // namespace
}  // namespace povex
