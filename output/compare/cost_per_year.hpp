#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "output/compare/two_runs_statistics.hpp"

namespace povex {

/// What the cost of a household-year averted comes to.
enum class CostVerdict : std::uint8_t {
    unknown,        ///< no household-years or no spending is known
    cost,           ///< fewer years in poverty, for more money
    saves_money,    ///< fewer years, for no more money
    no_difference,  ///< the 95 % interval of the years averted holds 0
    more_poverty    ///< more years
};
inline constexpr std::array cost_verdict_names{"unknown", "cost", "saves money", "no difference",
                                               "more poverty"};

/// What each household-year averted costs, and how surely that is known.
struct CostPerYear {
    CostVerdict verdict = CostVerdict::unknown;
    // if the verdict is `cost` [currency/household-year]:
    double mean = std::numeric_limits<double>::quiet_NaN();
    /// With fixed parameters, the 95 % interval of the ratio of the means; with drawn ones, the 5th
    /// and 95th percentile over the draws. NaN: not known.
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    std::size_t draws = 0;          ///< of the parameters; 0: they are fixed
    std::size_t draws_without = 0;  ///< draws that avert no year; if any, there is no interval
};

/// The cost of a household-year averted.
///
///     mean(extra spending) / mean(years averted)
///
/// with Fieller's 95 % interval: all ratios q for which the mean of (spending - q years) is not
/// significantly different from 0 by its clustered standard error (ClusteredMean). They are the
/// roots of
///
///     (m_y^2 - t^2 v_y) q^2 - 2 (m_c m_y - t^2 v_cy) q + (m_c^2 - t^2 v_c) = 0,
///
/// with means m, squared errors v and Student's t. It is an interval wherever the 95 % interval of
/// the years averted does not hold 0. If parameters are drawn, the interval goes from the 5th to
/// the 95th percentile of the ratios of the draws, if every draw averts years.
///
/// \param spending  extra spending against the baseline [currency], shape [replicate]
/// \param averted   household-years averted, shape [replicate]
/// \return unknown if either is empty or has a missing value
/// \see Fieller (1954), Journal of the Royal Statistical Society B 16(2), 175-185
[[nodiscard]] CostPerYear cost_per_year(std::span<double const> spending,
                                        std::span<double const> averted,
                                        Clustering const& clustering);

}  // namespace povex
