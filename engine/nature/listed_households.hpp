#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/nature/deprivation_model.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/random/address.hpp"

/// The official list at the base review: which households are on it, and how the deprivations of
/// listed households are distributed.
///
/// Throughout, q is a household's score of income, f its factor of deprivations, and K how many of
/// the counted indicators it lacks. A household is listed if q is at or below c, the score of the
/// line; a listed household is poor if K >= cutoff, else near-poor.
namespace povex {

/// The status of a household on the official list at the base review.
enum class Listing : std::uint8_t { unlisted, near_poor, poor };

/// The deprivation levels pi_j(f) of a place at the nodes of a grid of factors, evenly spaced over
/// [-8, 8]. (|f| > 8 has probability 1e-15.)
class LevelGrid {
public:
    static constexpr double reach = 8.0;
    // The trapezoid rule converges faster than any power of the step for such densities, so the
    // coarse grid is enough for integrals. The fine grid is for drawing f.
    static constexpr int coarse = 128;
    static constexpr int fine = 800;

    /// \param intervals  nodes less one. Implicit, so that a model can be given where its levels on
    ///                   the coarse grid are wanted
    LevelGrid(DeprivationModel const& model, int intervals = coarse);
    /// The same with levels in single precision; many times faster.
    [[nodiscard]] static LevelGrid in_single_precision(DeprivationModel const& model,
                                                       int intervals);

    /// The factor of node i.
    /// \param i  in [0, intervals]
    [[nodiscard]] static double node(int i, int intervals) {
        return reach * (2.0 * i / intervals - 1.0);
    }
    /// P(K >= cutoff | f) at every node, K counted over `counted`.
    /// \return shape [nodes]
    [[nodiscard]] std::vector<double> shares_at_least(Bits counted, int cutoff) const;

private:
    explicit LevelGrid(int intervals);

    std::vector<double> levels_;  ///< shape [16][nodes]
};

/// The distribution of the factor f in one place among households with q <= c, and with it of their
/// deprivations.
///
/// q and f are jointly normal with correlation r, so the density of f given q <= c is
///
///     phi(f) Phi((c - r f) / sqrt(1 - r^2)) / Phi(c).
///
/// Integrals are by the trapezoid rule on a LevelGrid.
class ListedDistribution {
public:
    /// \param cut          c, the score of the line
    /// \param correlation  r of q and f, in (-1, 1)
    ListedDistribution(double cut, double correlation);

    /// P(K >= cutoff | q <= c): the share of poor among listed households, K counted over
    /// `counted`.
    /// \param levels  on the coarse grid
    [[nodiscard]] double poor_share(LevelGrid const& levels, Bits counted, int cutoff) const;

    /// Draws f given q <= c and a status, by inversion of its distribution function.
    class FactorTable {
    public:
        /// The quantile of f at u, linear between nodes.
        /// \param u  in (0, 1)
        /// \return in [-8, 8]
        [[nodiscard]] double draw(double u) const;

    private:
        friend class ListedDistribution;
        std::vector<double> cumulative_;
    };
    /// f given q <= c and K >= cutoff (poor) or K < cutoff (near-poor).
    struct FactorTables {
        FactorTable poor, near_poor;
    };
    /// Tables for the households to which the bits `counted` can apply.
    /// \param levels  on the fine grid
    [[nodiscard]] FactorTables factor_tables(LevelGrid const& levels, Bits counted,
                                             int cutoff) const;

private:
    [[nodiscard]] std::vector<double> weights(int intervals) const;

    double cut_, correlation_, scale_;
    std::vector<double> coarse_weight_;  ///< of the nodes, relative
    std::vector<double> fine_weight_;
};

/// P(K >= cutoff) for independent deprivations (Poisson-binomial), at each of several factors.
/// \param levels  shape [16][n]
/// \return shape [n]
[[nodiscard]] std::vector<double> shares_at_least(std::span<double const> levels, Bits counted,
                                                  int cutoff);

/// Levels with those outside `counted` set to 0.
[[nodiscard]] PerBit<double> only(PerBit<double> levels, Bits counted);

/// The sets of counted indicators that can apply to households of a place, ascending, each with its
/// number of households. They decide how likely a listed household is poor.
using Masks = std::vector<std::pair<Bits, std::size_t>>;

/// \param applicable  the bits that can apply to each household of a place
[[nodiscard]] Masks masks_of(std::span<Bits const> applicable, Bits counted);

/// The shift of the calibrated deprivation levels with which the official share of poor among
/// listed households comes out in a place:
///
///     P(K >= cutoff | q <= c) = poor / (poor + near-poor),
///
/// averaged over the applicable bits of the place's households. The shift is added to Phi^-1(pi_j).
/// It is solved for each place. If it were one for the stratum, places with many listed households
/// would drift against places with few.
///
/// \return in [-4, 4], to 1e-6; 0 if the cutoff or one of the counts is 0
/// \throws std::invalid_argument if no shift in [-4, 4] gives the share
[[nodiscard]] double calibrated_shift(NatureModel const& model, std::size_t stratum,
                                      ListedDistribution const& distribution, Masks const& masks);

/// A household on the official list.
struct ListedHousehold {
    std::size_t row;  ///< in the register
    Listing status;   ///< near-poor or poor
};

/// The households of a place, and how many of them are on the list.
struct PlaceList {
    std::size_t first = 0;               ///< register row of the first household
    std::span<std::uint64_t const> key;  ///< shape [households of the place]
    std::span<Bits const> applicable;    ///< same shape
    std::int64_t listed = 0;             ///< [households]
    std::int64_t poor = 0;               ///< [households], at most `listed`
};

/// Draw which households of a place are listed, and which of these are poor.
///
/// The listed are a simple random sample of the place, by lottery number. The poor are drawn from
/// them by systematic sampling in the order of the lottery, with probability proportional to
/// P(K >= cutoff | q <= c) given the bits that can apply to the household.
///
/// \param stream  of the module `synthesis`, for the population
/// \return in the order of the lottery
/// \throws std::invalid_argument if too few listed households can have enough deprivations
[[nodiscard]] std::vector<ListedHousehold> pick_listed(PlaceList const& place,
                                                       OfficialCounts const& counts,
                                                       DeprivationModel const& model,
                                                       ListedDistribution const& distribution,
                                                       Masks const& masks, Stream const& stream);

}  // namespace povex
