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
    programme.effect.amount = {{400'000.0, {}}, {500'000.0, {}}, {550'000.5, {}}};
    EXPECT_EQ(monthly_amount(programme, rulers, 1, 0, mean[0]), 500'000.0);
    EXPECT_EQ(yearly(1, 0, 2), 12'000'000);
    EXPECT_EQ(yearly(2, 0, 1), 6'600'006);
}

TEST_F(Cost, OfATransferOfTheLineFollowsAreaAndYear) {
    programme.effect.amount.assign(3, {0.0, 0});
    EXPECT_NEAR(monthly_amount(programme, rulers, 0, 0, mean[0]), 2.0e6, 1e-6);
    EXPECT_NEAR(monthly_amount(programme, rulers, 2, 1, mean[1]), 1.815e6, 1e-6);
    EXPECT_EQ(yearly(1, 0, 1), 12 * 2'200'000);
    EXPECT_EQ(yearly(2, 1, 2), 2 * 12 * 1'815'000);
}

TEST_F(Cost, GivenApartFromTheAmountIsWhatIsPaid) {
    programme.effect.amount.assign(3, {500'000.0, {}});
    programme.cost.unit_cost.assign(3, 7'000'000);
    EXPECT_EQ(yearly(1, 0, 1), 7'000'000);
}

TEST_F(Cost, OfNothingIsNothing) {
    EXPECT_EQ(yearly(1, 0, 4), 0);
}

}  // namespace
}  // namespace povex
