#include "engine/policy/income.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "engine/base/elementary_single.hpp"

namespace povex {
namespace {

TEST(ComposeIncome, AddsToTheExponentialAndKeepsWhatIsGuaranteed) {
    float const half = std::log(0.5F);
    EXPECT_NEAR(compose_income(half, 0.0, 0.0), 0.5, 1e-7);
    EXPECT_NEAR(compose_income(half + 0.2F, 0.1, 0.0), 0.5 * std::exp(0.2) + 0.1, 1e-7);
    EXPECT_EQ(compose_income(half, -0.6, 0.05), 0.05);
    EXPECT_EQ(compose_income(-9.0F, 0.0, 0.05), 0.05);
}

TEST(ComposeIncome, GivesTheSameBitsOnEveryTargetAndForManyAtATime) {
    std::vector<float> x;
    std::vector<double> added, at_least;
    for (int i = 0; i < 37; ++i) {
        x.push_back(static_cast<float>(i - 18) * 0.31F);
        added.push_back(0.01 * (i % 5 - 2));
        at_least.push_back(0.02 * (i % 3));
    }
    std::vector<double> alone;
    for (std::size_t i = 0; i < x.size(); ++i) {
        alone.push_back(std::max(at_least[i], double{elementary::exp_single(x[i])} + added[i]));
    }
    for (Target const target : targets) {
        if (!runs_here(target)) continue;
        std::vector<double> income(x.size());
        compose_incomes[target](x.data(), added.data(), at_least.data(), x.size(), income.data());
        EXPECT_EQ(income, alone) << name_of(target);
    }
}

}  // namespace
}  // namespace povex
