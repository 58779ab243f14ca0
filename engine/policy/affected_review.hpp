#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/policy/affected_households.hpp"
#include "engine/policy/enrolments.hpp"
#include "engine/policy/job_spillover.hpp"
#include "engine/policy/loans.hpp"
#include "engine/policy/loss_protection.hpp"
#include "engine/policy/official_list.hpp"
#include "engine/policy/poverty_review.hpp"

namespace povex {

/// What a top-up pays a household in a year.
struct ToppedUp {
    std::uint32_t row;        ///< of the household, among the affected
    std::uint32_t programme;  ///< index
    std::int64_t money;       ///< [smallest unit]
};

/// The yearly review of the households that a scenario has affected: incomes are composed from what
/// nature gives and what programmes do, and households near a line are reviewed by every standard.
///
/// All households at a time, column by column.
class AffectedReview {
public:
    AffectedReview(Counterfactual const& counterfactual, Scenario const& scenario,
                   AffectedHouseholds& households);

    /// Review year t.
    /// \return what top-ups pay; valid until the next call
    std::span<ToppedUp const> review(std::size_t t, Enrolments const& enrolments,
                                     LossProtection const& protection, LoanBook const& loans,
                                     JobMarket const& jobs);

private:
    void begin(std::size_t t, LoanBook const& loans, JobMarket const& jobs);
    void transfer(std::size_t t, Enrolments const& enrolments);
    void top_up(std::size_t t, Enrolments const& enrolments);
    void compose(std::span<float const> log_income, std::vector<double>& income);
    void classify(std::size_t row, std::size_t t);

    Counterfactual const* counterfactual_;
    StudyTables const* study_;
    Scenario const* scenario_;
    AffectedHouseholds* households_;
    PovertyReview review_;
    OfficialList list_;
    // of the year at hand, shape [affected]
    std::vector<double> log_effect_;
    std::vector<double> added_;      ///< to income, by transfers, wages and interest
    std::vector<double> at_least_;   ///< income that is guaranteed
    std::vector<float> log_income_;  ///< with effects
    std::vector<double> income_;
    std::vector<double> true_income_;
    std::vector<ToppedUp> topped_up_;
};

}  // namespace povex
