#include "engine/policy/affected_review.hpp"

#include <algorithm>

#include "engine/policy/income.hpp"
#include "engine/policy/transfers.hpp"

namespace povex {

AffectedReview::AffectedReview(Counterfactual const& counterfactual, Scenario const& scenario,
                               AffectedHouseholds& households)
    : counterfactual_(&counterfactual),
      study_(counterfactual.study),
      scenario_(&scenario),
      households_(&households),
      review_(*counterfactual.drawn),
      list_(counterfactual.list_rules, *study_->targeting, study_->years, study_->seed,
            counterfactual.drawn->replicate) {}

void AffectedReview::review(std::size_t t, Enrolments const& enrolments,
                            LossProtection const& protection, LoanBook const& loans,
                            JobMarket const& jobs) {
    auto const count = households_->affected().size();
    begin(t, loans, jobs);
    transfer(t, enrolments);
    log_effect_.resize(count);
    enrolments.log_effects(t, log_effect_);
    for (std::size_t row = 0; row < count; ++row) log_effect_[row] += protection.spared(row);
    compose(counterfactual_->drawn->log_incomes(t), income_);
    if (counterfactual_->course().true_log_income.empty()) {
        true_income_ = income_;
    } else {
        compose(counterfactual_->drawn->true_log_incomes(t), true_income_);
    }
    for (std::size_t row = 0; row < count; ++row) classify(row, t);
}

/// Wages, interest and universal transfers.
void AffectedReview::begin(std::size_t t, LoanBook const& loans, JobMarket const& jobs) {
    auto const count = households_->affected().size();
    added_.resize(count);
    at_least_.resize(count);
    for (std::size_t row = 0; row < count; ++row) {
        HouseholdProfile const& who = households_->profile(row);
        double const unit = study_->unit(who.stratum);
        double const person_months = 12.0 * static_cast<double>(who.size);
        double const interest = static_cast<double>(loans.interest(row)) / person_months;
        added_[row] = jobs.pay(row, who.household, t) - interest / unit;
        auto const transfers = households_->transfers_to_row(row);
        if (!transfers.empty()) added_[row] += transfers[t];
        at_least_[row] = study_->income_floor / unit;
    }
}

/// What transfers do to income: money adds what it is above the base year's; a line raises income
/// to the share of the line that belongs to the entitled members.
void AffectedReview::transfer(std::size_t t, Enrolments const& enrolments) {
    for (std::size_t p = 0; p < scenario_->programmes.size(); ++p) {
        Programme const& programme = scenario_->programmes[p];
        if (programme.effect.amount.empty()) continue;
        auto const& line_of = programme.effect.amount[t].line_of;
        auto const pay = [&](std::size_t row) {
            HouseholdProfile const& who = households_->profile(row);
            auto const stratum = who.stratum;
            double const share = static_cast<double>(study_->households->members(
                                     who.household, programme.cost.unit)) /
                                 static_cast<double>(who.size);
            if (line_of) {
                double const line = study_->rulers->at(*line_of, t, stratum).line;
                at_least_[row] = std::max(at_least_[row], line * share);
            } else {
                added_[row] += transfer_income(programme, *study_->rulers, t, stratum,
                                               study_->unit(stratum), share);
            }
        };
        enrolments.for_those_in_force(p, t, [&](std::size_t, auto in_force) {
            for (Enrolment const& e : in_force) pay(e.row);
        });
    }
}

/// \param log_income  of all households, shape [H]
void AffectedReview::compose(std::span<float const> log_income, std::vector<double>& income) {
    auto const affected = households_->affected();
    log_income_.resize(affected.size());
    for (std::size_t row = 0; row < affected.size(); ++row) {
        double const x = double{log_income[affected[row]]} + log_effect_[row];
        log_income_[row] = static_cast<float>(x);
    }
    income.resize(affected.size());
    compose_incomes[best_target()](log_income_.data(), added_.data(), at_least_.data(),
                                   affected.size(), income.data());
}

void AffectedReview::classify(std::size_t row, std::size_t t) {
    HouseholdProfile const& who = households_->profile(row);
    households_->set_income(row, t, income_[row]);
    auto const stratum = who.stratum;
    double const highest = study_->rulers->highest_line(t, stratum);
    bool const near = income_[row] <= highest || true_income_[row] <= highest;
    Statuses const before = households_->statuses_in_row(row)[t - 1];
    if (!near && before == 0 && !study_->all_deprivations) return;  // on no list, then or now
    Bits const bits = households_->deprivations_in_row(row, t);
    auto const [measured, in_truth] =
        review_.of(who.household, t, stratum, income_[row], true_income_[row], bits);
    OfficialList::Draws draws;
    if (auto const slot = households_->followed(row); slot >= 0) {
        draws = counterfactual_
                    ->list_draws[static_cast<std::size_t>(slot) * counterfactual_->reviews() + t];
    }
    households_->set_statuses(row, t, list_.at(t, who.key, before, measured, draws), in_truth);
}

}  // namespace povex
