#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace povex {

/// Those who wait for a programme with a budget, in the order in which they are served: by
/// priority, the higher first, then by lot, the lower first, then by key.
///
/// The money ends long before the queue does, mostly. So no more of it is put in order than is
/// asked for: some of the first, then as many again.
class ServiceQueue {
public:
    struct Place {
        double priority;
        double lot;
        std::uint32_t who;  ///< index into the keys
    };

    /// \param places  in any order
    /// \param keys    of those who wait
    /// \param likely  how many will be asked for, as far as one can foresee
    ServiceQueue(std::vector<Place> places, std::span<std::uint64_t const> keys,
                 std::size_t likely);

    [[nodiscard]] bool empty() const { return next_ == places_.size(); }
    /// The first of those left; not of an empty queue.
    [[nodiscard]] Place const& front();
    void pop() { ++next_; }

private:
    [[nodiscard]] bool before(Place const& a, Place const& b) const;

    std::vector<Place> places_;
    std::span<std::uint64_t const> keys_;
    std::size_t some_;
    std::size_t next_ = 0;
    std::size_t ordered_ = 0;  ///< of places_
};

}  // namespace povex
