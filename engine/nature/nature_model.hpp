#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "engine/base/label.hpp"
#include "engine/base/years.hpp"
#include "engine/population/register.hpp"
#include "engine/stats/poisson_binomial.hpp"

namespace povex {

/// The bits of a household's deprivations; bit j belongs to the indicator with key j.
using Bits = std::uint16_t;

/// Whether bit j is set.
[[nodiscard]] constexpr bool has(Bits bits, std::size_t j) {
    return (static_cast<unsigned>(bits) >> j & 1U) != 0;
}

/// How the income score q moves: shares of its variance, all standard normal,
///
///     q = sqrt(P) A + sqrt(Z) Z_t + sqrt(E) E_t + sqrt(R) R_t,
///     Z_t = rho Z_{t-1} + sqrt(1 - rho^2) nu_t,  R_t = sqrt(r) H + sqrt(1 - r) eta_t.
struct ScoreModel {
    double share_permanent = 1.0;
    double share_autoregressive = 0.0;
    double share_transitory = 0.0;
    double share_review = 0.0;
    double rho = 0.0;
    bool stationary_start = true;  ///< false: Z_0 = 0
    double review_persistence = 0.0;

    [[nodiscard]] bool has_review_error() const { return share_review > 0.0; }

    friend bool operator==(ScoreModel const&, ScoreModel const&) = default;
};

/// A known share of households at or below an income.
struct Anchor {
    double income = 0.0;  ///< [money/month per person]
    double share = 0.0;   ///< in (0, 0.5)

    friend bool operator==(Anchor const&, Anchor const&) = default;
};

/// The law of measured base-year income in a stratum, and its growth.
struct StratumIncome {
    double mean = 1.0;   ///< [money/month per person]; also the unit of income inside the engine
    double sigma = 0.0;  ///< standard deviation of log income, or slope above the median
    bool anchored = false;
    std::vector<Anchor>
        anchors;            ///< ascending; empty and anchored: the official list is the anchor
    Yearly<double> growth;  ///< [1/year], element 0 unused

    friend bool operator==(StratumIncome const&, StratumIncome const&) = default;
};

/// A deprivation and its chain.
struct Indicator {
    Label label;
    std::vector<double> level;  ///< share deprived at the base year, shape [strata]
    double loading = 0.0;
    double turnover = 0.0;
    bool explicit_chain = false;  ///< entry and exit instead of turnover
    double entry = 0.0;           ///< P(0 -> 1) a year
    double exit = 0.0;            ///< P(1 -> 0) a year
    Member needs = Member::nobody;
    bool calibrated = true;
    double missed = 0.0;    ///< P(truly deprived | the review finds it is not)
    double mistaken = 0.0;  ///< P(truly not deprived | the review finds it is)

    friend bool operator==(Indicator const&, Indicator const&) = default;
};

/// A shock to income: scheduled (an event) or recurring (already in the base law).
struct Shock {
    Label label;
    bool recurring = false;
    Yearly<bool> happens;             ///< an event's years; element 0 unused
    std::vector<double> probability;  ///< shape [localities]
    double common = 0.0;  ///< r: correlation of the latent hits of two households of a locality
    double loss = 0.0;    ///< log income lost when hit
    double loss_deviation = 0.0;
    double decay = 0.0;  ///< what is left of the loss a year later
    std::array<bool, 4> hits_sector{true, true, true, true};
    std::vector<double> deprives;  ///< P(a hit sets bit j), shape [16]; empty: none

    friend bool operator==(Shock const&, Shock const&) = default;
};

/// Official counts at the base review that every synthetic population has exactly.
struct OfficialCounts {
    std::int64_t poor = 0;
    std::int64_t near_poor = 0;
    double concentration = 40.0;  ///< of the Dirichlet law of the localities' shares
    std::vector<double> line;     ///< [money/month per person], shape [strata]
    Bits indicators = 0;          ///< those that count
    int cutoff = 0;               ///< poor with at least so many, near-poor with fewer

    friend bool operator==(OfficialCounts const&, OfficialCounts const&) = default;
};

/// Everything that happens to households whatever the policy.
struct NatureModel {
    Years years;
    ScoreModel scores;
    std::vector<StratumIncome> income;  ///< shape [strata]
    double sigma_low = 0.8;
    std::optional<double> slope_above;
    double sigma_permanent = 0.0;
    double kappa_alpha = 0.0;
    std::vector<Indicator> indicators;
    std::vector<Shock> shocks;
    std::optional<OfficialCounts> counts;

    friend bool operator==(NatureModel const&, NatureModel const&) = default;
};

}  // namespace povex
