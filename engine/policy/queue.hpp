#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "engine/policy/programme.hpp"
#include "engine/policy/standard.hpp"

namespace povex {

/// A household that waits for a capped programme, as last year's review left it.
struct Candidate {
    ListStatus status = ListStatus::other;
    Bits deprivations = 0;
    double income = 0.0;           ///< [its stratum's unit]
    Ruler const* ruler = nullptr;  ///< of the targeting standard
};

/// The place of a household in the queue of a capped programme: higher is served first.
///
/// By points: those of the status, `deprivation` for each deprivation that counts under the
/// targeting standard, `gap` times (line - income)/line if below the line, those of the stratum.
/// Poorest first: income over line, downwards. Closest first: the income-poor nearest to the line.
/// By lottery: 0 for all.
[[nodiscard]] double priority(Cost const& cost, Candidate const& candidate, std::size_t stratum);

/// A household in a queue.
struct Waiting {
    double priority;
    double lottery;     ///< its random draw, in (0, 1)
    std::int64_t cost;  ///< [money]
    std::uint32_t who;  ///< index into the keys
};

/// A queue under a budget. A household comes before another by the higher priority, then by the
/// lower draw in the lottery, then by the lower key.
class ServiceQueue {
public:
    using Pay = std::function<bool(std::span<Waiting const>)>;

    /// \param waiting  in any order
    /// \param keys     of the households that wait
    ServiceQueue(std::span<Waiting> waiting, std::span<std::uint64_t const> keys)
        : waiting_(waiting), keys_(keys) {}

    /// Serve in the order of the queue until the first household that the money does not reach.
    ///
    /// Quickselect on the cut-off: partition around a pivot; if the budget pays for all ahead of
    /// it, pay them and go right, else go left. Expected O(n), without a sort.
    ///
    /// \param pay  called with some households; pays for all of them and returns true, or pays for
    ///             none and returns false
    /// \return the households served, in any order; valid as long as those that wait
    std::span<Waiting const> serve(Pay const& pay);

private:
    [[nodiscard]] std::span<Waiting const> range(std::size_t first, std::size_t last) const {
        return waiting_.subspan(first, last - first);
    }
    [[nodiscard]] bool before(Waiting const& a, Waiting const& b) const;
    std::size_t partition(std::size_t first, std::size_t last);

    std::span<Waiting> waiting_;
    std::span<std::uint64_t const> keys_;
};

}  // namespace povex
