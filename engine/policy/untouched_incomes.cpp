#include "engine/policy/untouched_incomes.hpp"

#include <algorithm>

#include "engine/policy/exponentials.hpp"

namespace povex {

UntouchedIncomes::UntouchedIncomes(Setting const& setting,
                                   std::span<std::uint32_t const> households)
    : setting_(&setting),
      household_(households.begin(), households.end()),
      log_income_(households.size()),
      income_(households.size()) {
    floor_.reserve(households.size());
    universal_.reserve(households.size());
    for (auto const h : households) {
        floor_.push_back(setting.floor_of(h));
        universal_.push_back(universal_income(setting, h));
    }
}

std::span<double const> UntouchedIncomes::measured(std::size_t t) {
    return compose(
        t == 0 ? setting_->base->log_income.data() : setting_->course.log_incomes(t).data(), t);
}

std::span<double const> UntouchedIncomes::in_truth(std::size_t t) {
    if (setting_->course.true_log_income.empty()) return measured(t);
    return compose(t == 0 ? setting_->base->true_log_income.data()
                          : setting_->course.true_log_incomes(t).data(),
                   t);
}

std::span<double const> UntouchedIncomes::compose(float const* log_income, std::size_t t) {
    auto const count = household_.size();
    for (std::size_t i = 0; i < count; ++i) log_income_[i] = log_income[household_[i]];
    exponentials[best_target()](log_income_.data(), count, income_.data());
    for (std::size_t i = 0; i < count; ++i) {
        double const added = universal_[i].empty() || t == 0 ? 0.0 : universal_[i][t];
        income_[i] = std::max(floor_[i], income_[i] + added);
    }
    return income_;
}

}  // namespace povex
