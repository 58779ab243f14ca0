#include "engine/policy/counterfactual_incomes.hpp"

#include <algorithm>

namespace povex {

POVEX_BY_TARGET(ComposeIncomes, compose_incomes);

CounterfactualIncomes::CounterfactualIncomes(NatureDraw const& drawn,
                                             UniversalTransfers const* transfers,
                                             std::span<std::uint32_t const> households)
    : drawn_(&drawn),
      household_(households.begin(), households.end()),
      log_income_(households.size()),
      added_(households.size(), 0.0),
      income_(households.size()) {
    floor_.reserve(households.size());
    for (std::size_t i = 0; i < households.size(); ++i) {
        floor_.push_back(drawn.study->floor_of(households[i]));
        if (transfers == nullptr) continue;
        auto const added = transfers->added_to(households[i]);
        if (!added.empty()) transfers_.emplace_back(i, added);
    }
}

CounterfactualIncomes::CounterfactualIncomes(NatureDraw const& drawn,
                                             UniversalTransfers const* transfers, std::size_t first,
                                             std::size_t count)
    : drawn_(&drawn),
      first_(first),
      added_(count, 0.0),
      floor_(count, drawn.study->floor_of(first)),
      income_(count) {
    if (transfers == nullptr) return;
    auto const rows = transfers->households().rows();
    auto row = std::ranges::lower_bound(rows, first);
    for (; row != rows.end() && *row < first + count; ++row) {
        transfers_.emplace_back(*row - first,
                                transfers->added(static_cast<std::size_t>(row - rows.begin())));
    }
}

std::span<double const> CounterfactualIncomes::measured(std::size_t t) {
    return compose(drawn_->log_incomes(t), t);
}

std::span<double const> CounterfactualIncomes::in_truth(std::size_t t) {
    return compose(drawn_->true_log_incomes(t), t);
}

std::span<double const> CounterfactualIncomes::compose(std::span<float const> log_incomes,
                                                       std::size_t t) {
    auto const* x = log_incomes.data() + first_;
    if (!household_.empty()) {
        for (std::size_t i = 0; i < household_.size(); ++i) {
            log_income_[i] = log_incomes[household_[i]];
        }
        x = log_income_.data();
    }
    for (auto const& [i, added] : transfers_) added_[i] = t == 0 ? 0.0 : added[t];
    compose_incomes[best_target()](x, added_.data(), floor_.data(), income_.size(), income_.data());
    return income_;
}

double counterfactual_income(NatureDraw const& drawn, std::size_t h, std::size_t t,
                             std::span<double const> added) {
    return compose_income(drawn.log_incomes(t)[h], t == 0 || added.empty() ? 0.0 : added[t],
                          drawn.study->floor_of(h));
}

}  // namespace povex
