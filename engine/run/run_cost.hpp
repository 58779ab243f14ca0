#pragma once

#include <cstdint>
#include <vector>

#include "engine/run/prepared_experiment.hpp"

namespace povex {

/// What a few replicates took on this machine.
struct RunSample {
    double population_seconds = 0.0;  ///< of drawing a synthetic population [s]
    double replicate_seconds = 0.0;   ///< of one replicate on one of the threads [s]; with its
                                      ///< population if that is not kept, see Populations::keeps()
    double population_bytes = 0.0;    ///< of a synthetic population
    double replicate_bytes = 0.0;     ///< that a replicate at work takes, likewise
    std::vector<ReplicateResult> results;
};

/// Simulate the first replicates, as many as are asked for: the first one alone, then all together.
/// \param replicates  at least 1
/// \param threads     at least 1
[[nodiscard]] RunSample sample_run(PreparedExperiment const& prepared, std::uint32_t replicates,
                                   int threads);

/// How a run is made.
struct RunPlan {
    std::uint32_t replicates = 1;
    std::uint32_t replicates_per_draw = 0;  ///< of the uncertain parameters; 0: they are fixed
    int threads = 1;
};

/// What a run takes until all replicates are simulated: time and memory.
struct RunCost {
    double seconds = 0.0;  ///< by the clock [s]
    double bytes = 0.0;    ///< at its peak [bytes]
};

/// Estimate what simulating all scenarios takes, from a sample.
///
///     seconds = (R r + P p) / J
///     bytes   = K u + J v + 3 J w
///
/// for R replicates on J threads. A replicate takes r seconds and v bytes, a synthetic population p
/// and u, and a result waiting for its turn w. P populations are made apart from the replicates, K
/// of them are in memory at once. What has been read and prepared before comes on top.
[[nodiscard]] RunCost run_cost(PreparedExperiment const& prepared, RunPlan const& plan,
                               RunSample const& sample);

/// Roughly how long a replicate of an experiment takes on one thread [s], without trying: half or
/// twice as long on other machines. Says whether a sample is worth its time.
[[nodiscard]] double guessed_replicate_seconds(PreparedExperiment const& prepared);

/// What a replicate takes at least: the logarithms of all incomes and a synthetic population
/// [bytes].
[[nodiscard]] double least_replicate_bytes(PreparedExperiment const& prepared);

}  // namespace povex
