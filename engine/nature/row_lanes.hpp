#pragma once

#include <cstddef>

#include "engine/base/elementary_lanes.hpp"
#include "engine/nature/dense_incomes.hpp"

/// Loads and stores N rows at a time; for kernels. The last rows of a place may be fewer than N:
/// those that exist are `live`.
namespace povex::dense {
inline namespace POVEX_TARGET {

/// How many of the N rows from `row` on exist.
/// \return in [1, N] if row < count
POVEX_LANES std::size_t live_at(std::size_t row, std::size_t count) {
    return count - row < width ? count - row : width;
}

/// The live rows at `from`; 0 in the other lanes.
template <class Vector, class Number>
POVEX_LANES Vector load_live(Number const* from, std::size_t live) {
    if (live == width) return lanes::load<Vector>(from);
    Number part[width] = {};
    for (std::size_t i = 0; i < live; ++i) part[i] = from[i];
    return lanes::load<Vector>(part);
}

/// Store the live rows; leave what lies behind them.
POVEX_LANES void store_live(float* to, Floats<width> v, std::size_t live) {
    if (live == width) return lanes::store(to, v);
    for (std::size_t i = 0; i < live; ++i) to[i] = v[i];
}

/// The same map in the form that lanes evaluate.
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
