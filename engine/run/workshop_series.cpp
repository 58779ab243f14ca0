#include "engine/run/workshop_series.hpp"

#include <utility>

namespace povex {

std::shared_ptr<Workshop const> make_workshop(Experiment experiment, Workshop const* like) {
    struct Owner {
        Owner(Experiment&& e, Workshop const* other)
            : experiment(std::move(e)), workshop(experiment, other) {}
        Experiment experiment;
        Workshop workshop;
    };
    auto const owner = std::make_shared<Owner>(std::move(experiment), like);
    return {owner, &owner->workshop};
}

WorkshopSeries::WorkshopSeries(std::uint32_t replicates_each, Maker make)
    : replicates_each_(replicates_each), make_(std::move(make)) {}

std::shared_ptr<Workshop const> WorkshopSeries::of(std::uint32_t replicate) {
    auto const index = replicate / replicates_each_;
    std::shared_ptr<Entry> entry;
    {
        std::lock_guard const lock(mutex_);
        auto& kept = entries_[index];
        if (!kept) kept = std::make_shared<Entry>();
        entry = kept;
        if (++entry->asked == replicates_each_) entries_.erase(index);
    }
    std::call_once(entry->once, [&] { entry->workshop = make_(index); });
    return entry->workshop;
}

}  // namespace povex
