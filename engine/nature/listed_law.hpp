#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "engine/nature/deprivation.hpp"
#include "engine/nature/law.hpp"

namespace povex {

/// The standing of a household towards the official list at the base review.
enum class Listing : std::uint8_t { unlisted, near_poor, poor };

/// What is known of a household in one place once its score q is known to be at or below a cut:
/// the law of its deprivation factor f, and with it of its deprivations.
///
/// corr(q, f) = r, so the density of f given q <= c is phi(f) Phi((c - r f)/sqrt(1 - r^2)) /
/// Phi(c).
class ListedLaw {
public:
    /// \param cut          c, the score of the line
    /// \param correlation  r of q and f
    ListedLaw(double cut, double correlation);

    /// P(K >= cutoff | q <= c), K counted over `counted`; trapezoid rule on a coarse grid.
    [[nodiscard]] double poor_share(DeprivationLaw const& law, Bits counted, int cutoff) const;

    /// f given q <= c and K >= cutoff (poor) or K < cutoff (near-poor), by inverse cdf.
    class FactorTable {
    public:
        [[nodiscard]] double draw(double u) const;

    private:
        friend class ListedLaw;
        std::vector<double> cumulative_;
    };
    [[nodiscard]] FactorTable factor_table(DeprivationLaw const& law, Bits counted, int cutoff,
                                           bool poor) const;

private:
    [[nodiscard]] double weight(double factor) const;
    double cut_, correlation_, scale_;
};

/// P(K >= cutoff) for independent bits with these levels, counted over `counted`.
[[nodiscard]] double share_at_least(PerBit<double> levels, Bits counted, int cutoff);

/// Levels with those outside `counted` set to 0.
[[nodiscard]] PerBit<double> only(PerBit<double> levels, Bits counted);

}  // namespace povex
