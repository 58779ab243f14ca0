#include "engine/policy/touched_review.hpp"

#include <algorithm>

#include "engine/policy/cost.hpp"
#include "engine/policy/exponentials.hpp"

namespace povex {

TouchedReview::TouchedReview(Setting const& setting, Scenario const& scenario,
                             TouchedHouseholds& households, Projection& projection)
    : setting_(&setting),
      scenario_(&scenario),
      households_(&households),
      out_(&projection),
      reviews_(setting.years.reviews()),
      misreads_(misreads_deprivations(setting)),
      list_(setting.list_rules, *setting.targeting, setting.years, setting.seed,
            setting.replicate) {}

void TouchedReview::review(std::size_t t, Participation const& participation,
                           Protection const& protection, LoanBook const& loans,
                           JobMarket const& jobs) {
    auto const count = out_->touched.size();
    begin(t, loans, jobs);
    transfer(t, participation);
    log_effect_.resize(count);
    participation.log_effects(t, log_effect_);
    for (std::size_t row = 0; row < count; ++row) log_effect_[row] += protection.spared(row);
    compose(setting_->course.log_incomes(t), income_);
    if (setting_->course.true_log_income.empty()) {
        true_income_ = income_;
    } else {
        compose(setting_->course.true_log_incomes(t), true_income_);
    }
    for (std::size_t row = 0; row < count; ++row) classify(row, t);
}

/// Wages, interest and universal transfers.
void TouchedReview::begin(std::size_t t, LoanBook const& loans, JobMarket const& jobs) {
    auto const count = out_->touched.size();
    added_.resize(count);
    at_least_.resize(count);
    for (std::size_t row = 0; row < count; ++row) {
        Profile const& who = households_->profile(row);
        double const unit = setting_->model->income[who.stratum].mean;
        double const person_months = 12.0 * static_cast<double>(who.size);
        double const interest = static_cast<double>(loans.interest(row)) / person_months;
        added_[row] = jobs.pay(row, who.household, t) - interest / unit;
        auto const universal = households_->universal_in_row(row);
        if (!universal.empty()) added_[row] += universal[t];
        at_least_[row] = setting_->income_floor / unit;
    }
}

/// What transfers do to income: money adds what it is above the base year's; a line lifts income to
/// the share of the line that belongs to those entitled.
void TouchedReview::transfer(std::size_t t, Participation const& participation) {
    Setting const& s = *setting_;
    for (std::size_t p = 0; p < scenario_->programmes.size(); ++p) {
        Programme const& programme = scenario_->programmes[p];
        if (programme.amount.empty()) continue;
        auto const& line_of = programme.amount[t].line_of;
        auto const pay = [&](std::size_t row) {
            Profile const& who = households_->profile(row);
            auto const stratum = who.stratum;
            double const unit = s.model->income[stratum].mean;
            double const share =
                static_cast<double>(s.households->members(who.household, programme.unit)) /
                static_cast<double>(who.size);
            if (line_of) {
                double const line = s.rulers->at(*line_of, t, stratum).line;
                at_least_[row] = std::max(at_least_[row], line * share);
            } else {
                added_[row] += transfer_income(programme, *s.rulers, t, stratum, unit, share);
            }
        };
        participation.for_those_in_force(p, t, [&](std::size_t, auto enrolments) {
            for (Enrolment const& e : enrolments) pay(e.row);
        });
    }
}

/// compose_income() of all.
/// \param log_income  of everybody, shape [H]
void TouchedReview::compose(std::span<float const> log_income, std::vector<double>& income) {
    auto const count = out_->touched.size();
    log_income_.resize(count);
    for (std::size_t row = 0; row < count; ++row) {
        double const x = double{log_income[out_->touched[row]]} + log_effect_[row];
        log_income_[row] = static_cast<float>(x);
    }
    income.resize(count);
    exponentials[best_target()](log_income_.data(), count, income.data());
    for (std::size_t row = 0; row < count; ++row) {
        income[row] = std::max(at_least_[row], income[row] + added_[row]);
    }
}

void TouchedReview::classify(std::size_t row, std::size_t t) {
    Profile const& who = households_->profile(row);
    auto const at = households_->at(row, t);
    out_->income[at] = income_[row];
    auto const stratum = who.stratum;
    double const highest = setting_->rulers->highest_line(t, stratum);
    bool const near = income_[row] <= highest || true_income_[row] <= highest;
    Statuses const before = out_->statuses[at - 1];
    if (!near && before == 0 && !setting_->all_deprivations) return;  // on no list, then or now
    Bits const bits = households_->deprivations_in_row(row, t);
    auto const [found, in_truth] = find(*setting_, misreads_, who.household, t, stratum,
                                        income_[row], true_income_[row], bits);
    OfficialList::Luck luck;
    if (auto const slot = households_->followed(row); slot >= 0) {
        luck = setting_->list_luck[static_cast<std::size_t>(slot) * reviews_ + t];
    }
    out_->statuses[at] = list_.at(t, who.key, before, found, luck);
    out_->true_statuses[at] = in_truth;
}

}  // namespace povex
