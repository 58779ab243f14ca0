#include "engine/policy/cost.hpp"

namespace povex {

double monthly_amount(Programme const& programme, Rulers const& rulers, std::size_t t,
                      std::size_t stratum, double income_unit) {
    Amount const& amount = programme.amount[t];
    if (!amount.line_of) return amount.money;
    return rulers.at(*amount.line_of, t, stratum).line * income_unit;
}

std::int64_t yearly_cost(Programme const& programme, Rulers const& rulers, std::size_t t,
                         std::size_t stratum, double income_unit, int units) {
    if (!programme.unit_cost.empty()) return programme.unit_cost[t] * units;
    if (programme.amount.empty()) return 0;
    double const amount = monthly_amount(programme, rulers, t, stratum, income_unit);
    return static_cast<std::int64_t>(12.0 * amount + 0.5) * units;
}

}  // namespace povex
