#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "engine/run/simulate_replicate.hpp"

namespace povex {

/// Receives results in the order of replicates, one call at a time.
using ResultSink = std::function<void(ReplicateResult const&)>;

/// The prepared experiment of a replicate; asked once for each, from any thread.
using PreparedFor =
    std::function<std::shared_ptr<PreparedExperiment const>(std::uint32_t replicate)>;

/// Simulate replicates 0 ... replicates - 1 of all scenarios, in parallel.
///
/// Each result goes to the sink in order and is dropped, so memory does not grow with the number
/// of replicates. The results do not depend on the number of threads, nor a replicate's on how
/// many others there are.
///
/// \param prepared_for  the experiment of a replicate, let go when the replicate is done. All
///                      experiments measure the same things
/// \param threads       number of threads; 0: as many as the machine has
/// \param stop          ask to stop: running replicates finish and are delivered
/// \param period        replicates are numbered anew after so many, so that several experiments
///                      get common random numbers; 0: never. `prepared_for` gets the full number
/// \return number of replicates delivered; fewer than asked only after a stop
/// \throws whatever the sink, `prepared_for` or a replicate throws, after all running work has
/// ended
std::uint32_t run(PreparedFor const& prepared_for, std::uint32_t replicates, int threads,
                  ResultSink const& sink, std::stop_token stop = {}, std::uint32_t period = 0);

/// All replicates of one prepared experiment.
std::uint32_t run(PreparedExperiment const& prepared, std::uint32_t replicates, int threads,
                  ResultSink const& sink, std::stop_token stop = {});

}  // namespace povex
