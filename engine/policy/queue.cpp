#include "engine/policy/queue.hpp"

#include <algorithm>
#include <utility>

namespace povex {

ServiceQueue::ServiceQueue(std::vector<Place> places, std::span<std::uint64_t const> keys,
                           std::size_t likely)
    : places_(std::move(places)), keys_(keys), some_(std::max(likely, std::size_t{32})) {}

bool ServiceQueue::before(Place const& a, Place const& b) const {
    if (a.priority != b.priority) return a.priority > b.priority;
    if (a.lot != b.lot) return a.lot < b.lot;
    return keys_[a.who] < keys_[b.who];
}

ServiceQueue::Place const& ServiceQueue::front() {
    if (next_ == ordered_) {
        auto const in_order = [this](Place const& a, Place const& b) { return before(a, b); };
        auto const first = places_.begin() + static_cast<std::ptrdiff_t>(ordered_);
        ordered_ += std::min(some_, places_.size() - ordered_);
        auto const last = places_.begin() + static_cast<std::ptrdiff_t>(ordered_);
        if (last != places_.end()) std::nth_element(first, last, places_.end(), in_order);
        std::sort(first, last, in_order);
        some_ *= 2;
    }
    return places_[next_];
}

}  // namespace povex
