#pragma once

#include "engine/policy/affected_households.hpp"
#include "engine/policy/counterfactual.hpp"
#include "engine/policy/eligibility.hpp"
#include "engine/policy/household_log.hpp"
#include "engine/policy/ledger.hpp"
#include "engine/policy/scenario.hpp"

namespace povex {

/// What one scenario did to the households that its programmes affected, and what it cost.
struct Projection {
    AffectedRows affected;  ///< in the order of the register
    Ledger ledger;
};

/// Simulate one scenario in one replicate: for each year, in this order,
///
///     1. deprivations move on, with the holds of running programmes (computed when asked for)
///     2. programmes enrol, in the order of their keys, by last year's official status and
///        deprivations; enrolments that succeed clear deprivations at once
///     3. shocks destroy enrolments and losses are spared, loans fall due
///     4. producers, known by last year's reviews, open jobs, which listed households take
///     5. incomes are composed, and every affected household is reviewed by every standard
///
/// Depends on the study, the scenario, the seed and the replicate alone.
///
/// \param eligibility  of the scenario's programmes
/// \param[out] log     notes what the programmes did to each household, universal transfers apart;
///                     null: no log
[[nodiscard]] Projection simulate_policy(Counterfactual const& counterfactual,
                                         Scenario const& scenario,
                                         ScenarioEligibility const& eligibility,
                                         HouseholdLog* log = nullptr);

}  // namespace povex
