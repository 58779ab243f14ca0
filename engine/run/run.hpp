#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "engine/run/replicate.hpp"

namespace povex {

/// Receives results in the order of replicates, one call at a time.
using ResultSink = std::function<void(ReplicateResult const&)>;

/// The workshop in which a replicate is simulated; asked once for each, from any thread.
using WorkshopOf = std::function<std::shared_ptr<Workshop const>(std::uint32_t replicate)>;

/// Simulate replicates 0 ... replicates - 1 of all scenarios, in parallel.
///
/// Each result goes to the sink in order and is dropped, so memory does not grow with the number
/// of replicates. The results do not depend on the number of threads, nor a replicate's on how
/// many others there are.
///
/// \param workshop_of  what a replicate is simulated in, let go when the replicate is done. All
///                     workshops measure the same things
/// \param threads      number of threads; 0: as many as the machine has
/// \param stop         ask to stop: running replicates finish and are delivered
/// \return number of replicates delivered; fewer than asked only after a stop
/// \throws whatever the sink, `workshop_of` or a replicate throws, after all running work has ended
std::uint32_t run(WorkshopOf const& workshop_of, std::uint32_t replicates, int threads,
                  ResultSink const& sink, std::stop_token stop = {});

/// All of them in one workshop.
std::uint32_t run(Workshop const& workshop, std::uint32_t replicates, int threads,
                  ResultSink const& sink, std::stop_token stop = {});

}  // namespace povex
