#include "engine/run/prepared_series.hpp"

#include <utility>

namespace povex {

std::shared_ptr<PreparedExperiment const> prepare(Experiment experiment,
                                                  PreparedExperiment const* like) {
    struct Owner {
        Owner(Experiment&& e, PreparedExperiment const* other)
            : experiment(std::move(e)), prepared(experiment, other) {}
        Experiment experiment;
        PreparedExperiment prepared;
    };
    auto const owner = std::make_shared<Owner>(std::move(experiment), like);
    return {owner, &owner->prepared};
}

PreparedSeries::PreparedSeries(std::uint32_t replicates_each, Maker make)
    : replicates_each_(replicates_each), make_(std::move(make)) {}

std::shared_ptr<PreparedExperiment const> PreparedSeries::of(std::uint32_t replicate) {
    auto const index = replicate / replicates_each_;
    std::shared_ptr<Entry> entry;
    {
        std::lock_guard const lock(mutex_);
        auto& kept = entries_[index];
        if (!kept) kept = std::make_shared<Entry>();
        entry = kept;
        if (++entry->asked == replicates_each_) entries_.erase(index);
    }
    std::call_once(entry->once, [&] { entry->prepared = make_(index); });
    return entry->prepared;
}

}  // namespace povex
