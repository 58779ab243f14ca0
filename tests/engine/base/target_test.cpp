#include "engine/base/target.hpp"

#include <gtest/gtest.h>

using povex::Target;

TEST(Target, BaselineRunsEverywhere) {
    EXPECT_TRUE(povex::runs_here(Target::baseline));
    EXPECT_TRUE(povex::runs_here(povex::best_target()));
}

TEST(Target, AFasterOneImpliesTheSlower) {
    EXPECT_TRUE(!povex::runs_here(Target::avx512) || povex::runs_here(Target::avx2));
}

TEST(Target, ChoosesTheVersionOfItsName) {
    constexpr povex::ByTarget<int(int)> version{[](int) { return 0; }, [](int) { return 1; },
                                                [](int) { return 2; }};
    EXPECT_EQ(version[Target::baseline](0), 0);
    EXPECT_EQ(version[Target::avx2](0), 1);
    EXPECT_EQ(version[Target::avx512](0), 2);
    EXPECT_EQ(povex::name_of(Target::avx512), "avx512");
}
