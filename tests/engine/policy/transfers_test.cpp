#include "engine/policy/transfers.hpp"

#include <gtest/gtest.h>

#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

/// Two strata of means 5 and 4 million; lines of 2 and 1.5 million that rise by a tenth.
class Cost : public testing::Test {
protected:
    static Rulers make_rulers() {
        NatureModel model = small::model(2, 0.5, 2);
        model.income[0].mean = mean[0];
        model.income[1].mean = mean[1];
        Standard standard;
        standard.line = {{2.0e6, 2.2e6, 2.42e6}, {1.5e6, 1.65e6, 1.815e6}};
        return Rulers({standard}, small::places(1, 2), model);
    }
    [[nodiscard]] std::int64_t yearly(std::size_t t, std::size_t stratum, int units) const {
        return yearly_cost(programme, rulers, t, stratum, mean[stratum], units);
    }
    static constexpr double mean[2] = {5.0e6, 4.0e6};
    Rulers rulers = make_rulers();
    Programme programme;
};

TEST_F(Cost, IsUnitCostTimesUnits) {
    programme.cost.unit_cost = {0, 50'000'000, 60'000'000};
    EXPECT_EQ(yearly(1, 0, 1), 50'000'000);
    EXPECT_EQ(yearly(2, 1, 3), 180'000'000);
}

TEST_F(Cost, OfATransferIsTwelveMonthlyAmounts) {
    programme.effect.amount = small::amounts({400'000, 500'000, 550'001});
    EXPECT_EQ(yearly(1, 0, 2), 12'000'000);
    EXPECT_EQ(yearly(2, 0, 1), 6'600'012);
}

TEST_F(Cost, OfATopUpIsAtMostTheLineOfAreaAndYear) {
    programme.effect.amount.assign(3, {0, 0, {}});
    EXPECT_EQ(yearly(1, 0, 1), 12 * 2'200'000);
    EXPECT_EQ(yearly(2, 1, 2), 2 * 12 * 1'815'000);
}

TEST_F(Cost, OfASupplementIsTheLineLessTheOtherRate) {
    programme.effect.amount.assign(3, {0, 0, 500'000});
    EXPECT_EQ(yearly(1, 0, 1), 12 * 1'700'000);
    EXPECT_EQ(yearly(2, 1, 2), 2 * 12 * 1'315'000);
    programme.effect.amount.assign(3, {0, 0, 2'300'000});
    EXPECT_EQ(yearly(1, 0, 1), 0) << "the line is below the other rate";
}

TEST_F(Cost, IsCountedInSmallestUnits) {
    programme.effect.amount.assign(3, {0, 0, {}});
    EXPECT_EQ(yearly_cost(programme, rulers, 1, 0, 100.0 * mean[0], 1), 12 * 220'000'000LL);
}

class Income : public Cost {};

TEST_F(Income, ChangesByTheDifferenceFromTheBaseYear) {
    programme.effect.amount = small::amounts({400'000, 500'000, 0});
    auto const change = [&](std::size_t t, int units, double size) {
        return mean[0] * transfer_income(programme, rulers, t, 0, mean[0], units, size);
    };
    EXPECT_NEAR(change(1, 1, 4.0), 25'000.0, 1e-6);
    EXPECT_NEAR(change(1, 4, 4.0), 100'000.0, 1e-6);
    EXPECT_NEAR(change(2, 2, 4.0), -200'000.0, 1e-6);
}

TEST_F(Income, LosesTheBaseAmountToATopUpThatComesLater) {
    programme.effect.amount = small::amounts({400'000, 0, 0});
    programme.effect.amount[1] = {0, 0, {}};
    EXPECT_NEAR(mean[0] * transfer_income(programme, rulers, 1, 0, mean[0], 1, 2.0), -200'000.0,
                1e-6);
}

TEST(TopUp, PaysTheGapRoundedDown) {
    EXPECT_EQ(top_up(1.0, 0.5, 1'000'000.0, 4, 4.0), 12 * 2'000'000);
    EXPECT_EQ(top_up(1.0, 0.5, 1'000'000.0, 3, 4.0), 12 * 1'000'000);
    EXPECT_EQ(top_up(1.0, 0.99, 1.0, 1, 1.0), 0) << "0.12 units a year";
    EXPECT_EQ(top_up(1.0, 1.0, 1e6, 4, 4.0), 0);
    EXPECT_EQ(top_up(1.0, 1.5, 1e6, 4, 4.0), 0);
}

TEST_F(Cost, OfNothingIsNothing) {
    EXPECT_EQ(yearly(1, 0, 4), 0);
}

}  // namespace
}  // namespace povex
