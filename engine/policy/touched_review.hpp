#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/policy/loans.hpp"
#include "engine/policy/official_list.hpp"
#include "engine/policy/participation.hpp"
#include "engine/policy/projection.hpp"
#include "engine/policy/protection.hpp"
#include "engine/policy/setting.hpp"
#include "engine/policy/spillover.hpp"
#include "engine/policy/touched_households.hpp"

namespace povex {

/// The yearly review of the households that a scenario has touched: incomes are composed from what
/// nature gives and what programmes do, and those near a line are reviewed by every standard.
///
/// All households at a time, column by column.
class TouchedReview {
public:
    TouchedReview(Setting const& setting, Scenario const& scenario, TouchedHouseholds& households,
                  Projection& projection);

    /// Review year t.
    void review(std::size_t t, Participation const& participation, Protection const& protection,
                LoanBook const& loans, JobMarket const& jobs);

private:
    void begin(std::size_t t, LoanBook const& loans, JobMarket const& jobs);
    void transfer(std::size_t t, Participation const& participation);
    void compose(std::span<float const> log_income, std::vector<double>& income);
    void classify(std::size_t row, std::size_t t);

    Setting const* setting_;
    Scenario const* scenario_;
    TouchedHouseholds* households_;
    Projection* out_;
    std::size_t reviews_;
    bool misreads_;
    OfficialList list_;
    // of the year at hand, shape [touched]
    std::vector<double> log_effect_;
    std::vector<double> added_;      ///< to income, by transfers, wages and interest
    std::vector<double> at_least_;   ///< income that is guaranteed
    std::vector<float> log_income_;  ///< with effects
    std::vector<double> income_;
    std::vector<double> true_income_;
};

}  // namespace povex
