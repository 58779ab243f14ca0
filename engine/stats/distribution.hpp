#pragma once

#include <array>
#include <cstdint>

namespace povex {

/// How the probability of an uncertain number is spread over its range.
enum class Spread : std::uint8_t { fixed, uniform, triangular, log_uniform };
inline constexpr std::array spread_names{"fixed", "uniform", "triangular", "log-uniform"};

/// The distribution of a number of which only a range and a most likely value are known.
///
///     uniform       density 1 / (high - low)
///     triangular    density rising from low to the mode, falling to high
///     log-uniform   the logarithm is uniform: density 1 / (x log(high / low))
struct Distribution {
    Spread spread = Spread::fixed;
    double low = 0.0;
    double mode = 0.0;  ///< peak of the triangular distribution, in [low, high]; value if fixed
    double high = 0.0;

    /// The x below which a share u of the distribution lies; rises with u.
    ///
    ///     triangular, c = (mode - low) / (high - low):
    ///         u < c:  low + sqrt(u (high - low)(mode - low))
    ///         else    high - sqrt((1 - u)(high - low)(high - mode))
    ///
    /// \param u  in (0, 1)
    /// \return in [low, high]; the mode if fixed
    /// \pre low <= high; 0 < low if log-uniform
    [[nodiscard]] double quantile(double u) const;
};

}  // namespace povex
