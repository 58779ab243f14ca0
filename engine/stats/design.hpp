#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace povex {

/// A parameter that a sweep varies, between two values.
struct FactorRange {
    double low = 0.0;
    double high = 1.0;
    std::size_t levels = 2;  ///< of a grid: equally spaced, both ends among them
};

/// The points of a sweep: a row for each point, a column for each factor, shape [points][factors].
using Design = std::vector<std::vector<double>>;

/// Every combination of the factors' levels, the last factor running fastest. One level stands at
/// `low`.
/// \throws std::length_error beyond `most` points
[[nodiscard]] Design grid_design(std::vector<FactorRange> const& factors, std::size_t most);

/// A Latin hypercube: each factor's range is cut into as many equal parts as there are points, and
/// every part has one point, at a random place within it; the parts of the factors are matched at
/// random (McKay, Beckman & Conover 1979, Technometrics 21, 239-245).
///
/// A factor's column depends on the seed, its place among the factors and the number of points.
[[nodiscard]] Design latin_hypercube(std::vector<FactorRange> const& factors, std::size_t points,
                                     std::uint64_t seed);

}  // namespace povex
