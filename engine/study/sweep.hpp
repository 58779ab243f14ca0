#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/study/study.hpp"

namespace povex {

/// The numbers that a sweep varies, and how.
struct SweepRequest {
    std::vector<std::string> factors;  ///< "KEY=LOW:HIGH" or "KEY=LOW:HIGH:N"
    std::string design = "grid";       ///< "grid", "lhs", or a CSV file with a column for each key
    std::size_t points = 0;            ///< of a Latin hypercube; 0: ten for each factor
    std::uint64_t seed = 1;            ///< of a Latin hypercube
};

inline constexpr std::size_t most_points = 1'000'000;
inline constexpr std::size_t usual_levels = 5;  ///< of a factor of a grid without N

/// Plan the points of a sweep: the values of each varied number at each point, with its unit.
///
/// \param parameters  every number that the study has, as `Study::parameters` lists them
/// \throws InputError with every problem found: no factor, an unknown key (with the nearest known
///         one), a key named twice, a range that is not LOW:HIGH, too many points, or a file of
///         points that cannot be read
[[nodiscard]] std::vector<SweptNumber> plan_sweep(SweepRequest const& request,
                                                  std::vector<Parameter> const& parameters);

[[nodiscard]] inline std::size_t points_of(std::vector<SweptNumber> const& swept) {
    return swept.empty() ? 0 : swept.front().values.size();
}

}  // namespace povex
