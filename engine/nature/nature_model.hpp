#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/label.hpp"
#include "engine/base/years.hpp"
#include "engine/population/register.hpp"
#include "engine/stats/poisson_binomial.hpp"

namespace povex {

/// The deprivations of a household as a set of bits: bit j belongs to the indicator with key j, and
/// is 1 if the household lacks what the indicator measures.
using Bits = std::uint16_t;

/// Whether bit j is set.
/// \param j  below 16
[[nodiscard]] constexpr bool has(Bits bits, std::size_t j) {
    return (static_cast<unsigned>(bits) >> j & 1U) != 0;
}

/// How a household's position in the income distribution changes from year to year: an
/// error-components model with a permanent, an autoregressive and a transitory part (MaCurdy
/// 1982), and the error of the review.
///
/// The position is a score q, standard normal in every year:
///
///     q_t = sqrt(s_P) A + sqrt(s_Z) Z_t + sqrt(s_E) E_t + sqrt(s_R) R_t
///     Z_t = rho Z_{t-1} + sqrt(1 - rho^2) nu_t
///     R_t = sqrt(r_m) H + sqrt(1 - r_m) eta_t
///
/// A, Z_0, E_t, nu_t, H and eta_t are independent and standard normal. s_P, s_Z, s_E and s_R are
/// shares of the variance, each in [0, 1] and 1 together. R_t is review error: it moves what the
/// review measures, not what the household truly has.
struct ScoreModel {
    double share_permanent = 1.0;       ///< s_P
    double share_autoregressive = 0.0;  ///< s_Z
    double share_transitory = 0.0;      ///< s_E
    double share_review = 0.0;          ///< s_R
    double rho = 0.0;                   ///< in (-1, 1)
    bool stationary_start = true;       ///< false: Z_0 = 0
    double review_persistence = 0.0;    ///< r_m, in [0, 1]

    [[nodiscard]] bool has_review_error() const { return share_review > 0.0; }

    friend bool operator==(ScoreModel const&, ScoreModel const&) = default;
};

/// A known share of households at or below an income.
struct Anchor {
    double income = 0.0;  ///< [money/month per person], > 0
    double share = 0.0;   ///< in (0, 0.5)

    friend bool operator==(Anchor const&, Anchor const&) = default;
};

/// Measured income of a stratum at the base review, and how it grows.
///
/// Income is lognormal, or passes through known shares below known incomes; see
/// IncomeDistribution.
struct StratumIncome {
    double mean = 1.0;   ///< [money/month per person]; also the unit of income inside the engine
    double sigma = 0.0;  ///< standard deviation of log income, or its slope above the median; >= 0
    bool anchored = false;
    /// Ascending. If empty and `anchored` is set, the share on the official list at its line is the
    /// one anchor.
    std::vector<Anchor> anchors;
    Yearly<double> growth;  ///< of the mean [1/year]; element 0 is not used

    friend bool operator==(StratumIncome const&, StratumIncome const&) = default;
};

/// One deprivation indicator: how common it is, how it goes with other deprivations, and how
/// households enter and leave it. See DeprivationModel for the equations.
struct Indicator {
    Label label;
    std::vector<double> level;      ///< pi: share deprived at the base review, shape [strata]
    double loading = 0.0;           ///< lambda: loading on the household's factor, in [0, 1)
    double turnover = 0.0;          ///< s: in [0, 1]; 0: nothing changes, 1: a new draw every year
    bool explicit_chain = false;    ///< `entry` and `exit` are given instead of `turnover`
    double entry = 0.0;             ///< P(0 -> 1) [1/year]
    double exit = 0.0;              ///< P(1 -> 0) [1/year]
    Member needs = Member::nobody;  ///< only households with such a member can be deprived
    bool calibrated = true;         ///< its level may be shifted to meet the official counts
    double missed = 0.0;            ///< P(truly deprived | the review finds it is not)
    double mistaken = 0.0;          ///< P(truly not deprived | the review finds it is)

    friend bool operator==(Indicator const&, Indicator const&) = default;
};

/// A shock that takes income from the households it hits, and may deprive them.
///
/// An event happens in given years. A recurring shock may hit in every year; its usual toll is part
/// of the base distribution already, so only the deviation from it changes income.
struct Shock {
    Label label;
    bool recurring = false;
    Yearly<bool> happens;             ///< the years of an event; element 0 is not used
    std::vector<double> probability;  ///< P(a household is hit in such a year), shape [localities]
    double common = 0.0;  ///< r: correlation of the latent hits of two households of one
                          ///< locality, in [0, 1); see LocalityShocks
    double loss = 0.0;    ///< mean fall of log income when hit [1]; a fall below 0 counts as 0
    double loss_deviation = 0.0;  ///< standard deviation of that fall [1], >= 0
    double decay = 0.0;           ///< share of the loss that is left a year later, in [0, 1]
    std::array<bool, 4> hits_sector{true, true, true, true};  ///< by Sector
    std::vector<double> deprives;  ///< P(a hit sets bit j), shape [16]; empty: it sets none

    friend bool operator==(Shock const&, Shock const&) = default;
};

/// The official numbers of poor and near-poor households at the base review. Every synthetic
/// population has exactly these.
struct OfficialCounts {
    std::int64_t poor = 0;        ///< [households]
    std::int64_t near_poor = 0;   ///< [households]
    double concentration = 40.0;  ///< of the Dirichlet distribution of the localities' shares, > 0
    std::vector<double> line;     ///< [money/month per person], shape [strata]
    Bits indicators = 0;          ///< those that count
    int cutoff = 0;               ///< listed households with at least so many are poor, others are
                                  ///< near-poor

    friend bool operator==(OfficialCounts const&, OfficialCounts const&) = default;
};

/// Everything that happens to households whatever the policy: the parameters of income,
/// deprivations and shocks, as the study gives them.
struct NatureModel {
    Years years;
    ScoreModel scores;
    std::vector<StratumIncome> income;  ///< shape [strata]
    double sigma_low = 0.8;             ///< slope of anchored log income below its lowest anchor
    std::optional<double> slope_above;  ///< slope between the highest anchor and the median; none:
                                        ///< the median follows from the mean
    double sigma_permanent = 0.0;       ///< standard deviation of a year's permanent shock to log
                                        ///< income [1]
    double kappa_alpha = 0.0;           ///< correlation of the permanent score A with the factor f
                                        ///< of the deprivations, in [0, 1)
    std::vector<Indicator> indicators;  ///< by key, ascending; at most 16
    std::vector<Shock> shocks;          ///< by key, ascending
    std::optional<OfficialCounts> counts;  ///< none: the base population is not conditioned

    friend bool operator==(NatureModel const&, NatureModel const&) = default;
};

}  // namespace povex
