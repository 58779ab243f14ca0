#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/nature/nature.hpp"
#include "engine/policy/official_list.hpp"
#include "engine/policy/programme.hpp"
#include "engine/policy/universal_transfers.hpp"
#include "engine/run/experiment.hpp"

namespace povex {

/// Scenarios that share a counterfactual: the same events, public works, universal transfers and
/// rules of the list. Variants that differ in transfers and rules alone share nature, too.
struct Variant {
    std::vector<bool> event;  ///< shape [shocks]
    PublicWorksEffects public_works;
    std::vector<Programme> transfers;
    ListRules list_rules;
    std::vector<std::size_t> scenarios;    ///< indices of those that share it
    std::shared_ptr<Nature const> nature;  ///< variants of one nature stand together
    /// Null: take-up is drawn in each replicate.
    std::shared_ptr<UniversalTransfers const> universal{};
};

/// The scenarios of an experiment, grouped by the counterfactual that they share. The baseline is
/// the first scenario of the first variant.
[[nodiscard]] std::vector<Variant> make_variants(Experiment const& experiment);

/// How many times nature is drawn in a replicate.
[[nodiscard]] std::size_t natures_in(std::vector<Variant> const& variants);

}  // namespace povex
