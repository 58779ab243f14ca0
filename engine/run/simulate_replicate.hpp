#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "engine/measure/catalogue.hpp"
#include "engine/measure/tally.hpp"
#include "engine/policy/simulate_policy.hpp"
#include "engine/run/prepared_experiment.hpp"

namespace povex {

/// One replicate of all scenarios: nature once for all variants that share it, then each scenario.
/// \throws InputError if numbers become too large to be counted
[[nodiscard]] ReplicateResult simulate_replicate(PreparedExperiment const& prepared,
                                                 std::uint32_t replicate);

/// One scenario in one replicate, given its counterfactual.
/// \param[out] log  notes what all its programmes did to each household; null: no log
[[nodiscard]] Projection simulate_scenario(PreparedExperiment const& prepared, std::size_t scenario,
                                           Counterfactual const& counterfactual,
                                           HouseholdLog* log = nullptr);

/// Called with a row of the register, and what happened to that household over the years.
using HouseholdVisit = std::function<void(std::size_t household, Tally::Path const&)>;

/// Visit every household of one scenario in one replicate, in the order of the register: what
/// simulate_replicate() counts. Deprivations beyond the base are known only of households that were
/// at or below some line, unless the experiment is multidimensional.
void visit_households(PreparedExperiment const& prepared, std::uint32_t replicate,
                      std::size_t scenario, HouseholdVisit const& visit);

}  // namespace povex
