#include "engine/study/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace povex {

bool Bounds::allow(double x) const {
    if (!infinite && !std::isfinite(x)) return false;
    return (above_low ? x > low : x >= low) && (below_high ? x < high : x <= high);
}

std::string Bounds::text(double x) const {
    bool const below = std::isfinite(high) && (high < 9e15 || x > high);
    if (std::isfinite(low) && below) {
        return fmt::format("{} {} and {} {}", above_low ? "above" : "at least", low,
                           below_high ? "below" : "at most", high);
    }
    if (std::isfinite(low)) return fmt::format("{} {}", above_low ? "above" : "at least", low);
    if (below) return fmt::format("{} {}", below_high ? "below" : "at most", high);
    return "any number";
}

std::string Bounds::per_cent_hint(double x) const {
    bool const is_share = high <= 1.0 && ((low >= 0.0 && std::string_view(unit) == "1") ||
                                          std::string_view(unit) == yearly_growth.unit);
    if (!is_share || !(x >= 1.0) || x > 100.0) return {};
    return fmt::format("{} is {} %; {} % is written {}", x, 100.0 * x, x, x / 100.0);
}

double Bounds::harmless(double x) const {
    if (allow(x)) return x;
    double const near = std::isnan(x) ? 0.0 : std::clamp(x, low, high);
    bool const both = std::isfinite(low) && std::isfinite(high);
    for (double other : {near, both ? 0.5 * (low + high) : low + 1.0, high - 1.0, low}) {
        if (allow(other)) return other;
    }
    return 0.0;
}

}  // namespace povex
