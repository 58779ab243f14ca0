#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/run/prepared_experiment.hpp"

// What can be said of a scenario before it is simulated.

namespace povex {

/// How many households could have a programme in the first projected year, and what it would cost
/// at most; for public works, the households there and the budget.
struct FirstYear {
    std::int64_t eligible = 0;   ///< by the base review [households]
    std::int64_t full_cost = 0;  ///< if all of them were served [money]
    std::int64_t ceiling = 0;    ///< the same, or the budget if that is less [money]
};

/// For each programme of a scenario, from synthetic population 0; zeros if it does not run.
[[nodiscard]] std::vector<FirstYear> first_year(PreparedExperiment const& prepared,
                                                std::size_t scenario);

/// Share of a scenario's public works in mean income in the first projected year, shape [strata];
/// empty if it runs none or no year is projected.
[[nodiscard]] std::vector<double> public_works_share(PreparedExperiment const& prepared,
                                                     std::size_t scenario);

}  // namespace povex
