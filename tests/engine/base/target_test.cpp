#include "engine/base/target.hpp"

#include <gtest/gtest.h>

#include "engine/base/error.hpp"

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

TEST(Target, IsFoundByItsName) {
    for (Target const target : povex::targets) {
        if (povex::runs_here(target)) {
            EXPECT_EQ(povex::target_named(povex::name_of(target)), target);
        } else {
            EXPECT_THROW((void)povex::target_named(povex::name_of(target)), povex::InputError);
        }
    }
    EXPECT_THROW((void)povex::target_named("avx1024"), povex::InputError);
    EXPECT_THROW((void)povex::target_named(""), povex::InputError);
}
