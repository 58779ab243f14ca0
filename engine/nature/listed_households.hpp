#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/nature/deprivation_model.hpp"
#include "engine/nature/nature_model.hpp"

namespace povex {

/// The standing of a household towards the official list at the base review.
enum class Listing : std::uint8_t { unlisted, near_poor, poor };

/// Levels of the deprivations of a place at the nodes of a grid of factors f, evenly spaced over
/// +-8 standard deviations (beyond, f has probability 1e-15).
class LevelGrid {
public:
    static constexpr double reach = 8.0;
    // The trapezoid rule converges faster than any power of the step for such densities; the fine
    // grid is for drawing.
    static constexpr int coarse = 128;
    static constexpr int fine = 800;

    /// A law can stand where its levels on the coarse grid are asked for.
    LevelGrid(DeprivationModel const& model, int intervals = coarse);
    /// The same in single precision: many times as fast.
    [[nodiscard]] static LevelGrid in_single_precision(DeprivationModel const& model,
                                                       int intervals);

    [[nodiscard]] static double node(int i, int intervals) {
        return reach * (2.0 * i / intervals - 1.0);
    }
    /// P(K >= cutoff) at every node, K counted over `counted`.
    [[nodiscard]] std::vector<double> shares_at_least(Bits counted, int cutoff) const;

private:
    explicit LevelGrid(int intervals);

    std::vector<double> levels_;  ///< shape [16][nodes]
};

/// What is known of a household in one place once its score q is known to be at or below a cut:
/// the law of its deprivation factor f, and with it of its deprivations.
///
/// corr(q, f) = r, so the density of f given q <= c is phi(f) Phi((c - r f)/sqrt(1 - r^2)) /
/// Phi(c).
class ListedDistribution {
public:
    /// \param cut          c, the score of the line
    /// \param correlation  r of q and f
    ListedDistribution(double cut, double correlation);

    /// P(K >= cutoff | q <= c), K counted over `counted`.
    /// \param levels  on the coarse grid
    [[nodiscard]] double poor_share(LevelGrid const& levels, Bits counted, int cutoff) const;

    /// f given q <= c and K >= cutoff (poor) or K < cutoff (near-poor), by inverse cdf.
    class FactorTable {
    public:
        [[nodiscard]] double draw(double u) const;

    private:
        friend class ListedDistribution;
        std::vector<double> cumulative_;
    };
    /// Both tables of households to which the bits `counted` can apply.
    struct FactorTables {
        FactorTable poor, near_poor;
    };
    /// \param levels  on the fine grid
    [[nodiscard]] FactorTables factor_tables(LevelGrid const& levels, Bits counted,
                                             int cutoff) const;

private:
    [[nodiscard]] std::vector<double> weights(int intervals) const;

    double cut_, correlation_, scale_;
    std::vector<double> coarse_weight_;  ///< of the nodes, relative
    std::vector<double> fine_weight_;
};

/// P(K >= cutoff) for independent bits, at each of several factors.
/// \param levels  shape [16][n]
/// \return        shape [n]
[[nodiscard]] std::vector<double> shares_at_least(std::span<double const> levels, Bits counted,
                                                  int cutoff);

/// Levels with those outside `counted` set to 0.
[[nodiscard]] PerBit<double> only(PerBit<double> levels, Bits counted);

}  // namespace povex
