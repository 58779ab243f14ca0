#pragma once

#include <span>
#include <vector>

namespace povex {

/// Counts by several attributes at once, e.g. households by locality, zone and size.
struct Table {
    std::vector<int> shape;    ///< categories of each dimension, each > 0
    std::vector<double> cell;  ///< row-major (last dimension fastest), size = product of shape
};

/// Published totals of a table over some of its dimensions, e.g. households by locality.
struct Margin {
    std::vector<int> dimensions;  ///< 0-based, distinct; target follows their order
    std::vector<double> target;   ///< row-major over those dimensions, >= 0
};

struct FitOptions {
    double tolerance = 1e-9;    ///< largest deviation from a target, in units of the total, > 0
    int max_iterations = 1000;  ///< one iteration passes once over all margins
};

struct Fit {
    Table table;               ///< the fitted table, same shape as the seed
    int iterations;            ///< 0 if the seed already fits
    double largest_deviation;  ///< max over all entries of all margins of |sum - target|
};

/// Adjust a table until its totals are the published ones, keeping the associations between its
/// dimensions (iterative proportional fitting, also called raking).
///
/// For each margin m in turn, until no entry of any margin is off by more than tolerance * total:
///
///     cell <- cell * target_m / (sum of the cells of the same entry of m).
///
/// Among all tables with these margins, the limit is the one closest to the seed in relative
/// entropy; for a seed of ones, the one of largest entropy. The odds ratios of the seed are kept.
/// Cells that are zero in the seed stay zero. Without margins the seed is returned unchanged.
///
/// controlled_rounding() needs margins within 1e-6 of whole numbers. Choose the tolerance
/// accordingly, e.g. 1e-12 for 400 000 households.
///
/// \param seed     cells >= 0
/// \param margins  any number, over any dimensions; all with the same total
/// \return         the same bits for the same input; takes O(iterations * margins * cells)
/// \throws std::invalid_argument if shapes do not match, a cell or target is negative or not
///         finite, totals differ by more than tolerance * total, or a positive target belongs to
///         cells that are all zero; names the margin and the entry (both 0-based)
/// \throws std::runtime_error if max_iterations are not enough, e.g. because margins contradict
///         each other or the zeros of the seed; names the worst entry
/// \see Deming & Stephan (1940), Annals of Mathematical Statistics 11(4), 427-444
[[nodiscard]] Fit fit_margins(Table seed, std::span<Margin const> margins,
                              FitOptions const& options = {});

}  // namespace povex
