#pragma once

#include <cstdint>

#include "engine/run/prepared_experiment.hpp"

namespace povex {

/// What a run takes: time and memory.
struct RunCost {
    double seconds = 0.0;  ///< by the clock [s]
    double bytes = 0.0;    ///< at its peak [bytes]
};

/// Estimate how long a run of all scenarios takes, and how much memory it needs.
///
///     seconds = a + b H + (R T (H (c N + d S) + e C S) + f P H) / J
///     bytes   = u + H (v + w K + x T J) + y J (S + 1) C T
///
/// for H households, C cells (locality, stratum, ethnicity), T reviews, S scenarios, R replicates
/// and J threads. N counts how often nature is simulated in a replicate, P the synthetic
/// populations that are made, K those in memory at once. The lower-case letters are constants,
/// measured with the shipped studies on one core of a server built in 2023; other machines may need
/// half or twice the time.
///
/// \param replicates  R, at least 1
/// \param drawn       whether uncertain parameters are drawn, so that each replicate may need a
///                    population of its own
/// \param threads     J, at least 1
[[nodiscard]] RunCost run_cost(PreparedExperiment const& prepared, std::uint32_t replicates,
                               bool drawn, int threads);

}  // namespace povex
