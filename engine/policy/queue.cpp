#include "engine/policy/queue.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/income_line.hpp"

namespace povex {

double priority(Cost const& cost, Candidate const& candidate, std::size_t stratum) {
    double const ratio = candidate.income / candidate.ruler->line;
    switch (cost.order) {
        case QueueOrder::lottery:
            return 0.0;
        case QueueOrder::poorest_first:
            return -ratio;
        case QueueOrder::closest_first:
            return at_or_below(ratio, 1.0) ? ratio : -ratio;
        case QueueOrder::points:
            break;
    }
    Points const& points = cost.points;
    double sum = points.deprivation * candidate.ruler->deprivations(candidate.deprivations);
    switch (candidate.status) {
        case ListStatus::poor:
            sum += points.poor;
            break;
        case ListStatus::near_poor:
            sum += points.near_poor;
            break;
        case ListStatus::escaped:
            sum += points.escaped;
            break;
        case ListStatus::other:
            break;
    }
    if (ratio < 1.0) sum += points.gap * (1.0 - ratio);
    if (!points.stratum.empty()) sum += points.stratum[stratum];
    return sum;
}

std::span<Waiting const> ServiceQueue::serve(Pay const& pay) {
    std::size_t first = 0;  // all before first are served, none from last on is
    for (auto last = waiting_.size(); first < last;) {
        auto const pivot = partition(first, last);
        if (!pay(range(first, pivot))) {
            last = pivot;
        } else if (!pay(range(pivot, pivot + 1))) {
            return range(0, pivot);
        } else {
            first = pivot + 1;
        }
    }
    return range(0, first);
}

bool ServiceQueue::before(Waiting const& a, Waiting const& b) const {
    // branch-free, since the outcome is unpredictable and mispredictions dominate
    bool const lower_draw = (a.priority == b.priority) & (a.lottery < b.lottery);
    bool const sooner = (a.priority > b.priority) | lower_draw;
    if ((a.priority == b.priority) & (a.lottery == b.lottery)) return keys_[a.who] < keys_[b.who];
    return sooner;
}

/// Partition [first, last) around a median of three.
/// \return the place of the pivot; those that come before it are in front of it
std::size_t ServiceQueue::partition(std::size_t first, std::size_t last) {
    auto const end = last - 1;
    std::array<std::size_t, 3> few{first, first + (last - first) / 2, end};
    std::sort(few.begin(), few.end(),
              [this](std::size_t a, std::size_t b) { return before(waiting_[a], waiting_[b]); });
    std::swap(waiting_[few[1]], waiting_[end]);
    Waiting const pivot = waiting_[end];
    auto place = first;
    for (auto i = first; i < end; ++i) {
        Waiting const other = waiting_[i];
        waiting_[i] = waiting_[place];
        waiting_[place] = other;
        place += static_cast<std::size_t>(before(other, pivot));
    }
    std::swap(waiting_[place], waiting_[end]);
    return place;
}

}  // namespace povex
