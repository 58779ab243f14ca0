#include "engine/policy/transfers.hpp"

#include <cmath>

namespace povex {

double monthly_amount(Programme const& programme, Rulers const& rulers, std::size_t t,
                      std::size_t stratum, double income_unit) {
    Amount const& amount = programme.effect.amount[t];
    if (!amount.line_of) return amount.money;
    return rulers.at(*amount.line_of, t, stratum).line * income_unit;
}

double transfer_income(Programme const& programme, Rulers const& rulers, std::size_t t,
                       std::size_t stratum, double income_unit, double share) {
    double const base = monthly_amount(programme, rulers, 0, stratum, income_unit);
    double const now = monthly_amount(programme, rulers, t, stratum, income_unit);
    return (now - base) * share / income_unit;
}

double own_cash_share(Cost const& cost, PolicyRules const& rules,
                      std::vector<Payer> const& payers) {
    if (cost.own_covered || std::isinf(rules.kappa_own)) return 0.0;
    double own = 0.0;
    for (std::size_t payer = 0; payer < payers.size(); ++payer) {
        if (payers[payer].own) own += cost.funding[payer];
    }
    return own * cost.own_cash;
}

std::int64_t yearly_cost(Programme const& programme, Rulers const& rulers, std::size_t t,
                         std::size_t stratum, double income_unit, int units) {
    if (!programme.cost.unit_cost.empty()) return programme.cost.unit_cost[t] * units;
    if (programme.effect.amount.empty()) return 0;
    double const amount = monthly_amount(programme, rulers, t, stratum, income_unit);
    auto const whole =  // the C library's rounding stays out of the engine
        static_cast<std::int64_t>(12.0 * amount + 0.5);  // NOLINT(bugprone-incorrect-roundings)
    return whole * units;
}

}  // namespace povex
