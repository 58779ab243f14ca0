#include "engine/policy/loans.hpp"

#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

constexpr double close = 1e-7;  // incomes are in single precision

using small::programme;
using small::scenario;
using small::Village;
using testing::Each;
using testing::ElementsAre;

Programme credit(std::uint16_t key, Loan loan) {
    Programme made = programme(key);
    made.effect.loan = loan;
    return made;
}

/// One account of programme p in the projected years.
std::vector<std::int64_t> account(Village const& v, Projection const& projection, LoanAccount which,
                                  std::size_t p = 0) {
    std::vector<std::int64_t> made;
    for (std::size_t t = 1; t < v.reviews(); ++t) {
        made.push_back(projection.ledger.loans().at(Ledger::loan_row(p, which), t, 0));
    }
    return made;
}

std::int64_t sum(std::vector<std::int64_t> const& flow) {
    return std::accumulate(flow.begin(), flow.end(), std::int64_t{0});
}

constexpr Loan three_years{100'000, {0.0, 0.0825, 0.0792, 0.066}, 3, 0.0};

TEST(Loans, AreRepaidInEqualPartsWithInterestOnWhatIsOutstanding) {
    Village v(1, 5);
    v.income[0].assign(6, 0.9);
    Programme p = credit(1, three_years);
    p.eligibility.once = true;
    auto const found = v.project({p});
    EXPECT_THAT(account(v, found, LoanAccount::disbursed), ElementsAre(100'000, 0, 0, 0, 0));
    EXPECT_THAT(account(v, found, LoanAccount::repaid), ElementsAre(0, 33'333, 33'333, 33'334, 0));
    EXPECT_THAT(account(v, found, LoanAccount::written_off), Each(0));
    EXPECT_THAT(account(v, found, LoanAccount::outstanding),
                ElementsAre(100'000, 66'667, 33'334, 0, 0));
    // 6.6 % of 100,000, of 66,667 (4,400.02) and of 33,334 (2,200.04)
    EXPECT_THAT(account(v, found, LoanAccount::interest), ElementsAre(0, 6'600, 4'400, 2'200, 0));
    std::vector<double> const interest{0, 0, 6'600, 4'400, 2'200, 0};
    for (std::size_t t = 0; t < 6; ++t) {
        EXPECT_NEAR(v.income_of(found, 0, t), 0.9 - interest[t] / 12 / Village::unit, close) << t;
    }
    EXPECT_EQ(v.spent(found, 0, 0, 1), 1000);  // what the programme costs, not what it lends
}

TEST(Loans, RoundInterestToWholeMoney) {
    Village v(1);
    v.income[0].assign(5, 0.9);
    Programme p = credit(1, {15, {0.0, 0.0, 0.0, 0.1}, 2, 0.0});
    p.eligibility.once = true;
    auto const found = v.project({p});
    EXPECT_THAT(account(v, found, LoanAccount::repaid), ElementsAre(0, 7, 8, 0));
    EXPECT_THAT(account(v, found, LoanAccount::interest), ElementsAre(0, 2, 1, 0));  // 1.5, 0.8
}

TEST(Loans, HaveTheRateOfTheStandingAtEnrolment) {
    Village v(1, 5);
    v.income[0] = {0.9, 2.0, 2.0, 2.0, 2.0, 2.0};
    Programme p = credit(1, three_years);
    p.eligibility.status = {false, true, false, false};
    p.eligibility.once = true;
    auto const found = v.project({p});  // poor at 0, escaped when it enrols at 2
    EXPECT_THAT(account(v, found, LoanAccount::interest), ElementsAre(0, 0, 8'250, 5'500, 2'750));
}

TEST(Loans, AreForEachUnitAndTheirInterestForEachPerson) {
    Village v(1, 4, 3);
    v.income[0].assign(5, 0.9);
    Programme p = credit(1, three_years);
    p.cost.unit = Member::person;
    p.eligibility.once = true;
    auto const found = v.project({p});
    EXPECT_THAT(account(v, found, LoanAccount::disbursed), ElementsAre(300'000, 0, 0, 0));
    EXPECT_NEAR(v.income_of(found, 0, 2), 0.9 - 19'800.0 / (12 * 3) / Village::unit, close);
}

TEST(Loans, OfTheSameHouseholdAddUp) {
    Village v(1, 5);
    v.income[0].assign(6, 0.9);
    Programme yearly = credit(1, {1'000, {0.0, 0.0, 0.0, 0.1}, 2, 0.0});
    yearly.eligibility.once = false;
    Programme other = credit(2, {60'000, {0.0, 0.0, 0.0, 0.2}, 1, 0.0});
    other.eligibility.once = true;
    auto const found = v.project({yearly, other});
    EXPECT_THAT(account(v, found, LoanAccount::outstanding),
                ElementsAre(1'000, 1'500, 1'500, 1'500, 1'500));
    EXPECT_THAT(account(v, found, LoanAccount::interest), ElementsAre(0, 100, 150, 150, 150));
    EXPECT_THAT(account(v, found, LoanAccount::interest, 1), ElementsAre(0, 12'000, 0, 0, 0));
    EXPECT_NEAR(v.income_of(found, 0, 2), 0.9 - 12'100.0 / 12 / Village::unit, close);
    EXPECT_NEAR(v.income_of(found, 0, 3), 0.9 - 150.0 / 12 / Village::unit, close);
}

TEST(Loans, ThatAreNeverPaidAreWrittenOffPartByPart) {
    Village v(1, 5);
    v.income[0].assign(6, 0.9);
    Loan loan = three_years;
    loan.overdue = 1.0;
    Programme p = credit(1, loan);
    p.eligibility.once = true;
    auto const found = v.project({p});
    EXPECT_THAT(account(v, found, LoanAccount::repaid), Each(0));
    EXPECT_THAT(account(v, found, LoanAccount::written_off),
                ElementsAre(0, 33'333, 33'333, 33'334, 0));
    EXPECT_THAT(account(v, found, LoanAccount::interest), ElementsAre(0, 6'600, 4'400, 2'200, 0));
}

TEST(Loans, AreWrittenOffAsOftenAsTheyAreOverdue) {
    constexpr std::size_t size = 4000;
    Village v(size);
    for (auto& path : v.income) path.assign(5, 0.9);
    Programme p = credit(1, {3, {}, 3, 0.2});
    p.eligibility.once = true;
    auto const found = v.project({p});
    auto const lent = account(v, found, LoanAccount::disbursed);
    auto const repaid = account(v, found, LoanAccount::repaid);
    auto const written_off = account(v, found, LoanAccount::written_off);
    auto const outstanding = account(v, found, LoanAccount::outstanding);
    std::int64_t before = 0;
    for (std::size_t i = 0; i < lent.size(); ++i) {
        EXPECT_EQ(outstanding[i], before + lent[i] - repaid[i] - written_off[i]);
        before = outstanding[i];
    }
    double const due = 3.0 * size;  // one unit of money for each household and year
    EXPECT_EQ(sum(repaid) + sum(written_off), 3 * static_cast<std::int64_t>(size));
    EXPECT_NEAR(static_cast<double>(sum(written_off)), 0.2 * due,
                small::worst_z * std::sqrt(due * 0.2 * 0.8));
    for (std::size_t i = 1; i < 4; ++i) {  // each year has luck of its own
        EXPECT_NEAR(static_cast<double>(written_off[i]), 0.2 * size,
                    small::worst_z * std::sqrt(size * 0.2 * 0.8));
    }
    EXPECT_NE(written_off[1], written_off[2]);
}

TEST(Loans, LeaveIncomeAtTheFloor) {
    Village v(2);
    v.income_floor = 50'000;
    v.income[0].assign(5, 0.06);
    v.income[1].assign(5, 0.04);  // at the floor without any loan
    Programme p = credit(1, {10'000'000, {0.0, 0.0, 0.0, 0.5}, 4, 0.0});
    p.eligibility.once = true;
    auto const found = v.project({p});
    EXPECT_NEAR(v.income_of(found, 0, 1), 0.06, close);
    for (std::size_t t = 2; t < 5; ++t) EXPECT_EQ(v.income_of(found, 0, t), 0.05) << t;
    for (std::size_t t = 0; t < 5; ++t) EXPECT_EQ(v.income_of(found, 1, t), 0.05) << t;
}

TEST(Loans, MustBePaidWhetherTheEnrolmentWorksOrNot) {
    Village v(1);
    v.income[0].assign(5, 0.9);
    Programme p = credit(1, three_years);
    p.eligibility.once = true;
    p.effect.log_effect = 0.3;
    p.effect.success = 0.0;
    auto const found = v.project({p});
    EXPECT_THAT(account(v, found, LoanAccount::repaid), ElementsAre(0, 33'333, 33'333, 33'334));
    EXPECT_NEAR(v.income_of(found, 0, 2), 0.9 - 6'600.0 / 12 / Village::unit, close);
}

TEST(Loans, WithoutInterestChangeNoIncome) {
    Village v(20);
    for (std::size_t h = 0; h < 20; ++h) v.income[h].assign(5, 0.5 + 0.05 * static_cast<double>(h));
    Programme p = programme(1);
    p.effect.log_effect = 0.07;
    auto const without = v.project({p});
    p.effect.loan = {1'000'000, {}, 3, 0.0};
    auto const with = v.project({p});
    EXPECT_GT(sum(account(v, with, LoanAccount::disbursed)), 0);
    EXPECT_THAT(without.ledger.loans().values(), Each(0));
    EXPECT_EQ(with.affected.household, without.affected.household);
    EXPECT_EQ(with.affected.income, without.affected.income);
    EXPECT_EQ(with.affected.statuses, without.affected.statuses);
    EXPECT_EQ(with.ledger.spending(), without.ledger.spending());
}

}  // namespace
}  // namespace povex
