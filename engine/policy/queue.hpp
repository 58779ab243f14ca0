#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace povex {

/// A household that waits for a programme with a budget.
struct Waiting {
    double priority;
    double lot;
    std::int64_t cost;  ///< [money]
    std::uint32_t who;  ///< index into the keys
};

/// Serve those who wait until the first whom the money does not reach, in this order: by priority,
/// the higher first, then by lot, the lower first, then by key.
///
/// Who is served does not depend on the order among those served, so nobody is put in order who
/// need not be: if the former half of the queue can be paid together, its members are served, and
/// the end of the money is sought in the latter; if not, in the former.
///
/// \param[in,out] queue  in any order; afterwards those served stand in front, in any order
/// \param keys           of those who wait
/// \param pay            pays for some together, and is true; or pays for none, and is false
/// \return how many are served
std::size_t serve(std::span<Waiting> queue, std::span<std::uint64_t const> keys, auto const& pay) {
    auto const before = [keys](Waiting const& a, Waiting const& b) {
        if (a.priority != b.priority) return a.priority > b.priority;
        if (a.lot != b.lot) return a.lot < b.lot;
        return keys[a.who] < keys[b.who];
    };
    if (pay(std::span<Waiting const>(queue))) return queue.size();
    auto first = queue.begin();  // they and all behind them up to the last cannot be paid together
    auto last = queue.end();
    while (last - first > 1) {
        auto const middle = first + (last - first) / 2;
        std::nth_element(first, middle, last, before);
        (pay(std::span<Waiting const>(first, middle)) ? first : last) = middle;
    }
    return static_cast<std::size_t>(first - queue.begin());
}

}  // namespace povex
