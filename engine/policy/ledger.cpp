#include "engine/policy/ledger.hpp"

#include <algorithm>

#include "engine/stats/rounding.hpp"

namespace povex {

CostSplit::CostSplit(std::span<double const> funding) : funding_(funding), parts_(funding.size()) {
    for (std::size_t payer = 0; payer < funding.size(); ++payer) {
        if (funding[payer] > 0.0) payers_.push_back(payer);
    }
}

std::span<std::int64_t const> CostSplit::parts(std::int64_t cost) {
    if (cost != last_cost_) {
        last_cost_ = cost;
        if (payers_.size() == 1) {
            parts_[payers_.front()] = cost;
        } else {
            parts_ = split_exactly(cost, funding_);
        }
    }
    return parts_;
}

void Ledger::enrol(std::size_t programme, std::size_t t, std::size_t locality, std::int64_t cost,
                   CostSplit& split) {
    ++enrolled_.at(programme, t, locality);
    pay(programme, t, locality, cost, split);
}

void Ledger::pay(std::size_t programme, std::size_t t, std::size_t locality, std::int64_t cost,
                 CostSplit& split) {
    auto const parts = split.parts(cost);
    for (auto const payer : split.payers()) spend(programme, payer, t, locality, parts[payer]);
}

}  // namespace povex
