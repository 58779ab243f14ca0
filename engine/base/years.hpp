#pragma once

#include <cstddef>
#include <vector>

namespace povex {

/// The years of a study: the base review at the end of `base`, projected years up to `last`.
///
/// Inside the engine a year is its distance t from the base year: t = 0 is the base review, t = 1
/// the first projected year.
struct Years {
    int base = 0;
    int last = 0;

    [[nodiscard]] std::size_t projected() const { return static_cast<std::size_t>(last - base); }
    [[nodiscard]] std::size_t reviews() const { return projected() + 1; }
    [[nodiscard]] int calendar(std::size_t t) const { return base + static_cast<int>(t); }

    friend bool operator==(Years const&, Years const&) = default;
};

/// One value for each year, shape [reviews]; element t belongs to year base + t.
template <class Value>
using Yearly = std::vector<Value>;

}  // namespace povex
