#pragma once

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

/// Those who wait, and who of two comes first: by priority, the higher, then by lot, the lower,
/// then by key.
class ServiceQueue {
public:
    /// \param waiting  in any order
    /// \param keys     of those who wait
    ServiceQueue(std::span<Waiting> waiting, std::span<std::uint64_t const> keys)
        : waiting_(waiting), keys_(keys) {}

    /// Serve until the first whom the money does not reach.
    ///
    /// Who is served does not depend on the order among those served, so nobody is put in order who
    /// need not be: of those who come before somebody in the middle and can be paid together,
    /// nobody is looked at again, and the end of the money is sought behind them; if they cannot,
    /// it is sought among them.
    ///
    /// \param pay  pays for some together, and is true; or pays for none, and is false
    /// \return those served, in any order; good as long as those who wait
    std::span<Waiting const> serve(auto const& pay) {
        std::size_t first = 0;  // all before it are served, nobody from last on is
        for (auto last = waiting_.size(); first < last;) {
            auto const middle = part(first, last);
            if (!pay(some(first, middle))) {
                last = middle;
            } else if (!pay(some(middle, middle + 1))) {
                return some(0, middle);
            } else {
                first = middle + 1;
            }
        }
        return some(0, first);
    }

private:
    [[nodiscard]] std::span<Waiting const> some(std::size_t first, std::size_t last) const {
        return waiting_.subspan(first, last - first);
    }
    [[nodiscard]] bool before(Waiting const& a, Waiting const& b) const;
    std::size_t part(std::size_t first, std::size_t last);

    std::span<Waiting> waiting_;
    std::span<std::uint64_t const> keys_;
};

}  // namespace povex
