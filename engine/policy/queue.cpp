#include "engine/policy/queue.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace povex {

bool ServiceQueue::before(Waiting const& a, Waiting const& b) const {
    // no short cut: who of two comes first is hard to foresee, and a wrong guess is dear
    bool const lower_lot = (a.priority == b.priority) & (a.lot < b.lot);
    bool const sooner = (a.priority > b.priority) | lower_lot;
    if ((a.priority == b.priority) & (a.lot == b.lot)) return keys_[a.who] < keys_[b.who];
    return sooner;
}

/// Put one of [first, last) where it belongs among them, those who come before it in front of it.
/// \return its place
std::size_t ServiceQueue::part(std::size_t first, std::size_t last) {
    auto const end = last - 1;
    std::array<std::size_t, 3> few{first, first + (last - first) / 2, end};
    std::sort(few.begin(), few.end(),
              [this](std::size_t a, std::size_t b) { return before(waiting_[a], waiting_[b]); });
    std::swap(waiting_[few[1]], waiting_[end]);
    Waiting const one = waiting_[end];
    auto place = first;
    for (auto i = first; i < end; ++i) {
        Waiting const other = waiting_[i];
        waiting_[i] = waiting_[place];
        waiting_[place] = other;
        place += static_cast<std::size_t>(before(other, one));
    }
    std::swap(waiting_[place], waiting_[end]);
    return place;
}

}  // namespace povex
