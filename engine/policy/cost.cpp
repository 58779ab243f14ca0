#include "engine/policy/cost.hpp"

#include <cmath>

namespace povex {

double monthly_amount(Programme const& programme, Rulers const& rulers, std::size_t t,
                      std::size_t stratum, double income_unit) {
    Amount const& amount = programme.amount[t];
    if (!amount.line_of) return amount.money;
    return rulers.at(*amount.line_of, t, stratum).line * income_unit;
}

double transfer_income(Programme const& programme, Rulers const& rulers, std::size_t t,
                       std::size_t stratum, double income_unit, double share) {
    double const base = monthly_amount(programme, rulers, 0, stratum, income_unit);
    double const now = monthly_amount(programme, rulers, t, stratum, income_unit);
    return (now - base) * share / income_unit;
}

double own_cash_share(Programme const& programme, PolicyRules const& rules,
                      std::vector<Payer> const& payers) {
    if (programme.own_covered || std::isinf(rules.kappa_own)) return 0.0;
    double own = 0.0;
    for (std::size_t payer = 0; payer < payers.size(); ++payer) {
        if (payers[payer].own) own += programme.funding[payer];
    }
    return own * programme.own_cash;
}

std::int64_t yearly_cost(Programme const& programme, Rulers const& rulers, std::size_t t,
                         std::size_t stratum, double income_unit, int units) {
    if (!programme.unit_cost.empty()) return programme.unit_cost[t] * units;
    if (programme.amount.empty()) return 0;
    double const amount = monthly_amount(programme, rulers, t, stratum, income_unit);
    auto const whole =  // the C library's rounding stays out of the engine
        static_cast<std::int64_t>(12.0 * amount + 0.5);  // NOLINT(bugprone-incorrect-roundings)
    return whole * units;
}

Purses::Purses(std::vector<Payer> const& payers, std::size_t t) {
    for (std::size_t payer = 0; payer < payers.size(); ++payer) {
        if (!payers[payer].cap.empty()) purses_.push_back({payer, payers[payer].cap[t]});
    }
}

Budget::Budget(std::int64_t money, std::span<double const> funding, Purses& purses)
    : left_(money), split_(funding) {
    for (Purses::Purse& purse : purses.purses_) {
        if (funding[purse.payer] > 0.0) purses_.push_back(&purse);
    }
}

void Budget::add_shares(std::int64_t cost, Bill& bill) {
    auto const parts = split_.parts(cost);
    for (std::size_t i = 0; i < purses_.size(); ++i) bill.shares[i] += parts[purses_[i]->payer];
}

bool Budget::pay_bill(Bill const& bill) {
    if (bill.total > left_) return false;
    for (std::size_t i = 0; i < purses_.size(); ++i) {
        if (bill.shares[i] > purses_[i]->left) return false;
    }
    left_ -= bill.total;
    for (std::size_t i = 0; i < purses_.size(); ++i) purses_[i]->left -= bill.shares[i];
    return true;
}

}  // namespace povex
