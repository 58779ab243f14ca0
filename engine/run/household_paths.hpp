#pragma once

#include <cstddef>
#include <vector>

#include "engine/measure/tally.hpp"
#include "engine/policy/affected_households.hpp"
#include "engine/policy/counterfactual.hpp"

namespace povex {

/// Makes the path of a household in the counterfactual; valid until it is asked again.
class CounterfactualPath {
public:
    explicit CounterfactualPath(Counterfactual const& counterfactual);

    /// \param h  register row
    Tally::Path operator()(std::size_t h);

private:
    Counterfactual const* counterfactual_;
    std::vector<double> income_;
    std::vector<Bits> bits_;  ///< of a household that is not followed
};

/// The path of a household that a scenario affected; valid as long as the rows.
/// \param i  its row among the affected
[[nodiscard]] Tally::Path affected_path(Counterfactual const& counterfactual,
                                        AffectedRows const& affected, std::size_t i);

/// The households that are ever poor in the counterfactual.
[[nodiscard]] PoorPaths poor_paths(Counterfactual const& counterfactual);

/// The households that are ever poor in a scenario, affected or not.
/// \param without  of its counterfactual
[[nodiscard]] PoorPaths poor_paths(PoorPaths const& without, AffectedRows const& affected,
                                   std::size_t reviews);

}  // namespace povex
