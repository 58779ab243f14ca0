#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/nature/public_works_effects.hpp"
#include "engine/policy/ledger.hpp"
#include "engine/policy/scenario.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// Whether a programme is public works for places as a whole (roads, irrigation, health posts): of
/// the kind `area`, in which no household enrols.
[[nodiscard]] inline bool is_public_works(Programme const& programme) {
    return programme.kind == ProgrammeKind::area;
}

/// Whether programme p is public works that a scenario runs.
[[nodiscard]] inline bool runs_public_works(Scenario const& scenario, std::size_t p) {
    return scenario.runs[p] && is_public_works(scenario.programmes[p]);
}

/// The index of public works in year t, shape [reviews]: all that was spent until `lag` years
/// before, in full budgets,
///
///     I_t = sum over 1 <= s <= t - lag of budget_s / full_budget.
[[nodiscard]] Yearly<double> public_works_index(Programme const& programme);

/// What the public works of a scenario add to log income: the sum of log_effect I_t over the works
/// of each place; shape [localities][strata][reviews], as in PublicWorksEffects.
[[nodiscard]] std::vector<double> public_works_log_income(Scenario const& scenario,
                                                          Places const& places,
                                                          std::size_t reviews);

/// What nature needs of the public works of a scenario: their log income, less that of the works of
/// the scenario under which growth was observed, and the product of holds_j^I_t.
[[nodiscard]] PublicWorksEffects public_works_effects(Scenario const& scenario,
                                                      Scenario const& observed_under,
                                                      Places const& places, std::size_t reviews);

/// Households in the places of a programme of public works, shape [localities].
[[nodiscard]] std::vector<std::int64_t> households_at_public_works(Programme const& programme,
                                                                   Register const& r,
                                                                   std::size_t localities);

/// Book the public works of a scenario: each year's budget is split among the localities in
/// proportion to the households there, and in each locality among the payers. The parts add up to
/// the budget exactly.
void book_public_works(Scenario const& scenario, Register const& r, std::size_t localities,
                       Ledger& ledger);

}  // namespace povex
