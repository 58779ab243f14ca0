#include "engine/policy/budget.hpp"

namespace povex {

Budget::Budget(std::int64_t money, std::span<double const> funding, PayerCaps& caps)
    : left_(money), split_(funding) {
    for (PayerCaps::Left& left : caps.left_) {
        if (funding[left.payer] > 0.0) capped_.push_back(&left);
    }
}

void Budget::add_shares(std::int64_t cost, Bill& bill) {
    auto const parts = split_.parts(cost);
    for (std::size_t i = 0; i < capped_.size(); ++i) bill.shares[i] += parts[capped_[i]->payer];
}

bool Budget::pay_bill(Bill const& bill) {
    if (bill.total > left_) return false;
    for (std::size_t i = 0; i < capped_.size(); ++i) {
        if (bill.shares[i] > capped_[i]->money) return false;
    }
    left_ -= bill.total;
    for (std::size_t i = 0; i < capped_.size(); ++i) capped_[i]->money -= bill.shares[i];
    return true;
}

}  // namespace povex
