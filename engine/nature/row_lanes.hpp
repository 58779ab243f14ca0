#pragma once

#include <cstddef>

#include "engine/base/elementary_lanes.hpp"
#include "engine/nature/dense_incomes.hpp"

/// Rows of a place, N households at a time: the last ones may be fewer.
namespace povex::dense {
inline namespace POVEX_TARGET {

/// Rows from `row` on that are really there.
POVEX_LANES std::size_t live_at(std::size_t row, std::size_t count) {
    return count - row < width ? count - row : width;
}

template <class Vector, class Number>
POVEX_LANES Vector load_live(Number const* from, std::size_t live) {
    if (live == width) return lanes::load<Vector>(from);
    Number part[width] = {};
    for (std::size_t i = 0; i < live; ++i) part[i] = from[i];
    return lanes::load<Vector>(part);
}

POVEX_LANES void store_live(float* to, Floats<width> v, std::size_t live) {
    if (live == width) return lanes::store(to, v);
    for (std::size_t i = 0; i < live; ++i) to[i] = v[i];
}

POVEX_LANES PiecewiseLinear map_of(IncomeMap const& income) {
    static_assert(IncomeMap::most_knots == PiecewiseLinear::most_knots);
    PiecewiseLinear map{.knots = income.knots, .level = income.level, .slope = income.slope};
    for (int k = 0; k < IncomeMap::most_knots; ++k) {
        map.knot[k] = income.knot[k];
        map.bend[k] = income.bend[k];
    }
    return map;
}

}  // namespace POVEX_TARGET
}  // namespace povex::dense
