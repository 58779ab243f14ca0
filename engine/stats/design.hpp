#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace povex {

/// The range over which a sweep varies one parameter.
struct FactorRange {
    double low = 0.0;
    double high = 1.0;
    std::size_t levels = 2;  ///< of a grid: equally spaced, including both ends
};

/// The points of a sweep: one row per point, one column per factor, shape [points][factors].
using Design = std::vector<std::vector<double>>;

/// Every combination of the factors' levels; the last factor changes fastest. A factor with one
/// level stays at `low`.
/// \throws std::length_error if there are more than `most` points
[[nodiscard]] Design grid_design(std::vector<FactorRange> const& factors, std::size_t most);

/// A Latin hypercube. Each factor's range is cut into as many equal parts as there are points. Each
/// part gets one point, at a random place within it, and the parts of different factors are matched
/// at random.
///
/// A factor's column depends only on the seed, its position among the factors and the number of
/// points.
/// \see McKay, Beckman & Conover (1979), Technometrics 21, 239-245
[[nodiscard]] Design latin_hypercube(std::vector<FactorRange> const& factors, std::size_t points,
                                     std::uint64_t seed);

}  // namespace povex
