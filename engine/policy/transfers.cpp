#include "engine/policy/transfers.hpp"

#include <algorithm>
#include <cmath>

namespace povex {

std::int64_t yearly_payment(Programme const& programme, Rulers const& rulers, std::size_t t,
                            std::size_t stratum, double smallest, int units) {
    Amount const& amount = programme.effect.amount[t];
    if (!amount.line_of) return 12 * amount.money * units;
    double const line = rulers.at(*amount.line_of, t, stratum).line * smallest;
    double const rate = std::max(0.0, line - static_cast<double>(amount.less.value_or(0)));
    // the C library's rounding stays out of the engine
    return static_cast<std::int64_t>(  // NOLINTNEXTLINE(bugprone-incorrect-roundings)
        12.0 * rate * units + 0.5);
}

double transfer_income(Programme const& programme, Rulers const& rulers, std::size_t t,
                       std::size_t stratum, double smallest, int units, double size) {
    auto const base = yearly_payment(programme, rulers, 0, stratum, smallest, units);
    auto const now = programme.effect.amount[t].tops_up()
                         ? 0
                         : yearly_payment(programme, rulers, t, stratum, smallest, units);
    return monthly_income(now - base, smallest, size);
}

std::int64_t top_up(double line, double income, double smallest, int units, double size) {
    double const gap = line * units - income * size;  // of the household
    // Incomes are rounded in the last place of a double, so a whole payment could look as if it
    // were just below.
    return gap > 0.0 ? static_cast<std::int64_t>(12.0 * gap * smallest * (1.0 + 1e-14)) : 0;
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
                         std::size_t stratum, double smallest, int units) {
    if (programme.pays()) return yearly_payment(programme, rulers, t, stratum, smallest, units);
    return programme.cost.unit_cost.empty() ? 0 : programme.cost.unit_cost[t] * units;
}

}  // namespace povex
