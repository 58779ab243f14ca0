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
    std::vector<int> dimensions;  ///< 0-based, distinct; their order is the order of target
    std::vector<double> target;   ///< row-major over those dimensions, >= 0
};

struct FitOptions {
    double tolerance = 1e-9;    ///< largest deviation from a target, in units of the total, > 0
    int max_iterations = 1000;  ///< one iteration passes once over all margins
};

struct Fit {
    Table table;               ///< the fitted table, same shape as the seed
    int iterations;            ///< 0 if the seed fits already
    double largest_deviation;  ///< max over all entries of all margins of |sum - target|
};

/// Adjust a table until its totals are the published ones, keeping what it says beyond them
/// (iterative proportional fitting, also called raking).
///
/// In turn for each margin m, until no entry of any margin is off by more than tolerance * total:
///
///     cell <- cell * target_m / (sum of the cells of the same entry of m).
///
/// The limit is the table closest to the seed in relative entropy among all with these margins;
/// with a seed of ones, the one of largest entropy. Odds ratios of the seed are kept. Cells that
/// are zero in the seed stay zero. Without margins the seed comes back as it is.
///
/// Rounding a fitted table with controlled_rounding() asks for margins within 1e-6 of whole
/// numbers: choose tolerance accordingly, e.g. 1e-12 for 400 000 households.
///
/// \param seed     cells >= 0
/// \param margins  any number, any dimensions; equal totals
/// \return         the same bits for the same input; O(iterations * margins * cells)
/// \throws std::invalid_argument naming margin and entry (both 0-based): shapes that do not fit,
///         negative or non-finite cells and targets, totals that differ by more than
///         tolerance * total, a positive target over cells that are all zero
/// \throws std::runtime_error if max_iterations do not suffice, naming the worst entry; margins
///         that contradict each other or the zeros of the seed end so
/// \see Deming & Stephan (1940), Annals of Mathematical Statistics 11(4), 427-444
[[nodiscard]] Fit fit_margins(Table seed, std::span<Margin const> margins,
                              FitOptions const& options = {});

}  // namespace povex
