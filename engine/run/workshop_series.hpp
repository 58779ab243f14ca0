#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "engine/run/replicate.hpp"

namespace povex {

/// A workshop together with its experiment.
/// \param like  as of Workshop
[[nodiscard]] std::shared_ptr<Workshop const> make_workshop(Experiment experiment,
                                                            Workshop const* like = nullptr);

/// One workshop after another, each for some replicates that follow each other: replicate r is
/// simulated in workshop r / n. E.g. one for each draw of the parameters.
///
/// Each is made once, when the first of its replicates asks, and lives while they run, so memory
/// does not grow with how many there are.
class WorkshopSeries {
public:
    /// Makes workshop number `index`; called once for each, from several threads at a time.
    using Maker = std::function<std::shared_ptr<Workshop const>(std::uint32_t index)>;

    /// \param replicates_each  n, at least 1
    WorkshopSeries(std::uint32_t replicates_each, Maker make);

    /// The workshop of a replicate; each asks once. Safe from any thread.
    /// \throws whatever making it throws
    [[nodiscard]] std::shared_ptr<Workshop const> of(std::uint32_t replicate);

private:
    struct Entry {
        std::once_flag once;
        std::shared_ptr<Workshop const> workshop;
        std::uint32_t asked = 0;
    };

    std::uint32_t replicates_each_;
    Maker make_;
    std::mutex mutex_;  ///< of entries_, not of what they hold
    std::map<std::uint32_t, std::shared_ptr<Entry>> entries_;
};

}  // namespace povex
