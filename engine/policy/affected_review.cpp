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

std::span<ToppedUp const> AffectedReview::review(std::size_t t, Enrolments const& enrolments,
                                                 LossProtection const& protection,
                                                 LoanBook const& loans, JobMarket const& jobs) {
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
    top_up(t, enrolments);
    for (std::size_t row = 0; row < count; ++row) classify(row, t);
    return topped_up_;
}

/// Wages, interest and universal transfers.
void AffectedReview::begin(std::size_t t, LoanBook const& loans, JobMarket const& jobs) {
    auto const count = households_->affected().size();
    added_.resize(count);
    at_least_.resize(count);
    for (std::size_t row = 0; row < count; ++row) {
        HouseholdProfile const& who = households_->profile(row);
        double const unit = study_->unit(who.stratum);
        double const interest = monthly_income(loans.interest(row), study_->smallest(who.stratum),
                                               static_cast<double>(who.size));
        added_[row] = jobs.pay(row, who.household, t) - interest;
        auto const transfers = households_->transfers_to_row(row);
        if (!transfers.empty()) added_[row] += transfers[t];
        at_least_[row] = study_->income_floor / unit;
    }
}

/// What transfers add to income, top-ups apart: they come after everything else.
void AffectedReview::transfer(std::size_t t, Enrolments const& enrolments) {
    for (std::size_t p = 0; p < scenario_->programmes.size(); ++p) {
        Programme const& programme = scenario_->programmes[p];
        if (!programme.pays()) continue;
        enrolments.for_those_in_force(p, t, [&](std::size_t, auto in_force) {
            for (Enrolment const& e : in_force) {
                HouseholdProfile const& who = households_->profile(e.row);
                int const units = study_->households->members(who.household, programme.cost.unit);
                added_[e.row] += transfer_income(programme, *study_->rulers, t, who.stratum,
                                                 study_->smallest(who.stratum), units,
                                                 static_cast<double>(who.size));
            }
        });
    }
}

/// Top-ups pay in the order of the programmes' keys, each the gap that is left of the income as the
/// review measures it.
void AffectedReview::top_up(std::size_t t, Enrolments const& enrolments) {
    topped_up_.clear();
    for (std::size_t p = 0; p < scenario_->programmes.size(); ++p) {
        Programme const& programme = scenario_->programmes[p];
        if (!programme.pays() || !programme.effect.amount[t].tops_up()) continue;
        auto const standard = *programme.effect.amount[t].line_of;
        enrolments.for_those_in_force(p, t, [&](std::size_t, auto in_force) {
            for (Enrolment const& e : in_force) {
                HouseholdProfile const& who = households_->profile(e.row);
                double const smallest = study_->smallest(who.stratum);
                auto const size = static_cast<double>(who.size);
                auto const paid = povex::top_up(
                    study_->rulers->at(standard, t, who.stratum).line, income_[e.row], smallest,
                    study_->households->members(who.household, programme.cost.unit), size);
                if (paid == 0) continue;
                topped_up_.push_back({e.row, static_cast<std::uint32_t>(p), paid});
                income_[e.row] += monthly_income(paid, smallest, size);
                true_income_[e.row] += monthly_income(paid, smallest, size);
            }
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
