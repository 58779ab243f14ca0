#include <cmath>

#include <gtest/gtest.h>

#include "engine/run/precision.hpp"

namespace povex {
namespace {

/// Two scenarios, two standards, three years, two groups; the numbers that matter are given.
class Headline : public testing::Test {
protected:
    Headline() {
        catalogue.variables.resize(2);
        catalogue.variables[1].name = "poor";
        auto& members = catalogue.members;
        members[static_cast<std::size_t>(Axis::scenario)] = {"baseline", "other"};
        members[static_cast<std::size_t>(Axis::standard)] = {"old", "new"};
        members[static_cast<std::size_t>(Axis::year)] = {"2021", "2022", "2023"};
        members[static_cast<std::size_t>(Axis::group)] = {"province", "a place"};
    }

    static ReplicateResult result(double baseline, double other) {
        ReplicateResult result{0, {{}, std::vector<double>(24, -1e6)}};
        result.values[1][10] = baseline;  // scenario 0, standard 1, the last year, the province
        result.values[1][22] = other;
        return result;
    }

    Catalogue catalogue;
};

TEST_F(Headline, IsOfPairedDifferences) {
    Precision precision(catalogue, 1, 0);
    // differences 1, 2, 3, 4, 5: variance 2.5
    for (int r = 0; r < 5; ++r) {
        EXPECT_FALSE(precision.half_width());
        precision.add(result(1000.0 * r, 1000.0 * r + r + 1));
    }
    EXPECT_NEAR(precision.half_width().value(), student_quantile(4) * std::sqrt(2.5 / 5), 1e-9);
}

TEST_F(Headline, IsOfTheCountWithoutAnotherScenario) {
    catalogue.members[static_cast<std::size_t>(Axis::scenario)].pop_back();
    Precision precision(catalogue, 1, 0);
    for (int r = 0; r < 5; ++r) precision.add(result(r, 0));
    EXPECT_NEAR(precision.half_width().value(), student_quantile(4) * std::sqrt(2.5 / 5), 1e-9);
}

TEST_F(Headline, TakesADrawForOneValue) {
    Precision precision(catalogue, 1, 0, {.replicates_per_draw = 2});
    for (int draw = 0; draw < 5; ++draw) {
        precision.add(result(0, draw + 10));
        EXPECT_EQ(precision.half_width().has_value(), draw == 4);
        precision.add(result(0, draw - 10));
    }
    EXPECT_NEAR(precision.half_width().value(), student_quantile(4) * std::sqrt(2.5 / 5), 1e-9);
}

TEST_F(Headline, TakesAPopulationForOneValue) {
    Precision precision(catalogue, 1, 0, {.populations = 5});
    for (int r = 0; r < 50; ++r) precision.add(result(0, r % 5));
    // ten times as many replicates of the same five populations: no surer than five
    EXPECT_NEAR(precision.half_width().value(), student_quantile(4) * std::sqrt(2.5 / 5), 1e-9);
    Precision few(catalogue, 1, 0, {.populations = 4});
    for (int r = 0; r < 50; ++r) few.add(result(0, r));
    EXPECT_FALSE(few.half_width());
}

TEST(StudentQuantile, IsNearTheTable) {
    // Abramowitz & Stegun (1964), table 26.10
    for (auto [degrees, t] : {std::pair{4.0, 2.776}, {9.0, 2.262}, {29.0, 2.045}, {120.0, 1.980}}) {
        EXPECT_NEAR(student_quantile(degrees), t, 0.003 * t) << degrees;
    }
}

}  // namespace
}  // namespace povex
