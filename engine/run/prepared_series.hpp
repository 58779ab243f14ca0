#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "engine/run/prepared_experiment.hpp"

namespace povex {

/// A prepared experiment that owns its experiment.
/// \param like  as of PreparedExperiment
[[nodiscard]] std::shared_ptr<PreparedExperiment const> prepare(
    Experiment experiment, PreparedExperiment const* like = nullptr);

/// One prepared experiment after another, each for some replicates that follow each other:
/// replicate r belongs to experiment r / n. E.g. one for each draw of the parameters.
///
/// Each is made once, when the first of its replicates asks, and lives while they run, so memory
/// does not grow with how many there are.
class PreparedSeries {
public:
    /// Makes experiment number `index`; called once for each, from several threads at a time.
    using Maker = std::function<std::shared_ptr<PreparedExperiment const>(std::uint32_t index)>;

    /// \param replicates_each  n, at least 1
    PreparedSeries(std::uint32_t replicates_each, Maker make);

    /// The experiment of a replicate; each asks once. Safe from any thread.
    /// \throws whatever making it throws
    [[nodiscard]] std::shared_ptr<PreparedExperiment const> of(std::uint32_t replicate);

private:
    struct Entry {
        std::once_flag once;
        std::shared_ptr<PreparedExperiment const> prepared;
        std::uint32_t asked = 0;
    };

    std::uint32_t replicates_each_;
    Maker make_;
    std::mutex mutex_;  ///< of entries_, not of what they hold
    std::map<std::uint32_t, std::shared_ptr<Entry>> entries_;
};

}  // namespace povex
