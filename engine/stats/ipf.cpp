#include "engine/stats/ipf.hpp"

#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace povex {
namespace {

/// A margin made ready: which of its entries each cell of the table adds to.
struct Projection {
    std::vector<double> const* target;
    std::vector<std::size_t> entry;  ///< shape [cells]
};

struct Deviation {
    double size = 0;
    std::size_t margin = 0;
    std::size_t entry = 0;
};

void check_seed(Table const& seed) {
    std::size_t cells = 1;
    for (int categories : seed.shape) {
        if (categories <= 0) {
            throw std::invalid_argument("the seed table has a dimension without categories");
        }
        cells *= static_cast<std::size_t>(categories);
    }
    if (seed.cell.size() != cells) {
        throw std::invalid_argument(fmt::format(
            "the seed table has {} cells (its shape asks for {})", seed.cell.size(), cells));
    }
    for (std::size_t i = 0; i < cells; ++i) {
        if (!(seed.cell[i] >= 0) || !std::isfinite(seed.cell[i])) {
            throw std::invalid_argument(
                fmt::format("cell {} of the seed table is {} (must be >= 0)", i, seed.cell[i]));
        }
    }
}

/// How far apart two neighbours along each dimension lie in the margin; 0 outside of it.
std::vector<std::size_t> margin_strides(std::vector<int> const& shape, Margin const& margin,
                                        std::size_t number) {
    std::vector<std::size_t> stride(shape.size(), 0);
    std::size_t entries = 1;
    for (std::size_t k = margin.dimensions.size(); k-- > 0;) {
        auto const d = static_cast<std::size_t>(margin.dimensions[k]);
        if (margin.dimensions[k] < 0 || d >= shape.size() || stride[d] != 0) {
            throw std::invalid_argument(
                fmt::format("margin {}: dimension {} does not exist in the table or comes twice",
                            number, margin.dimensions[k]));
        }
        stride[d] = entries;
        entries *= static_cast<std::size_t>(shape[d]);
    }
    if (margin.target.size() != entries) {
        throw std::invalid_argument(
            fmt::format("margin {} has {} targets (its dimensions ask for {})", number,
                        margin.target.size(), entries));
    }
    return stride;
}

Projection project(Table const& table, Margin const& margin, std::size_t number) {
    auto const stride = margin_strides(table.shape, margin, number);
    Projection projection{&margin.target, {}};
    projection.entry.reserve(table.cell.size());
    std::vector<int> at(table.shape.size(), 0);
    for (std::size_t i = 0; i < table.cell.size(); ++i) {
        std::size_t entry = 0;
        for (std::size_t d = 0; d < at.size(); ++d)
            entry += static_cast<std::size_t>(at[d]) * stride[d];
        projection.entry.push_back(entry);
        for (std::size_t d = at.size(); d-- > 0;) {
            if (++at[d] < table.shape[d]) break;
            at[d] = 0;
        }
    }
    return projection;
}

double checked_total(Margin const& margin, std::size_t number) {
    for (std::size_t e = 0; e < margin.target.size(); ++e) {
        if (!(margin.target[e] >= 0) || !std::isfinite(margin.target[e])) {
            throw std::invalid_argument(fmt::format("margin {}, entry {}: target {} (must be >= 0)",
                                                    number, e, margin.target[e]));
        }
    }
    return std::accumulate(margin.target.begin(), margin.target.end(), 0.0);
}

/// The common total of the margins.
double check_totals(std::span<Margin const> margins, double tolerance) {
    double const total = checked_total(margins[0], 0);
    for (std::size_t m = 1; m < margins.size(); ++m) {
        double const other = checked_total(margins[m], m);
        if (std::abs(other - total) > tolerance * total) {
            throw std::invalid_argument(
                fmt::format("margin {} adds to {} and margin 0 to {} (differ by {}): bring the "
                            "published totals into line first",
                            m, other, total, other - total));
        }
    }
    return total;
}

/// Sum of the cells of each entry.
/// \throws std::invalid_argument where nothing is left to carry a positive target
std::vector<double> entry_sums(Table const& table, Projection const& margin, std::size_t number) {
    std::vector<double> sum(margin.target->size(), 0.0);
    for (std::size_t i = 0; i < table.cell.size(); ++i) sum[margin.entry[i]] += table.cell[i];
    for (std::size_t e = 0; e < sum.size(); ++e) {
        double const target = (*margin.target)[e];
        if (sum[e] == 0 && target > 0) {
            throw std::invalid_argument(fmt::format(
                "margin {}, entry {}: target {} but all its cells are zero (in the seed "
                "table, or by a zero target of another margin)",
                number, e, target));
        }
    }
    return sum;
}

void scale_to(Table& table, Projection const& margin, std::size_t number) {
    auto factor = entry_sums(table, margin, number);
    for (std::size_t e = 0; e < factor.size(); ++e) {
        factor[e] = factor[e] == 0 ? 0.0 : (*margin.target)[e] / factor[e];
    }
    for (std::size_t i = 0; i < table.cell.size(); ++i) table.cell[i] *= factor[margin.entry[i]];
}

Deviation largest_deviation(Table const& table, std::vector<Projection> const& margins) {
    Deviation worst;
    for (std::size_t m = 0; m < margins.size(); ++m) {
        auto const sum = entry_sums(table, margins[m], m);
        for (std::size_t e = 0; e < sum.size(); ++e) {
            double const size = std::abs(sum[e] - (*margins[m].target)[e]);
            if (size > worst.size) worst = {size, m, e};
        }
    }
    return worst;
}

}  // namespace

Fit fit_margins(Table seed, std::span<Margin const> margins, FitOptions const& options) {
    check_seed(seed);
    if (!(options.tolerance > 0)) throw std::invalid_argument("the tolerance must be > 0");
    if (margins.empty()) return {std::move(seed), 0, 0.0};

    std::vector<Projection> projections;
    for (std::size_t m = 0; m < margins.size(); ++m) {
        projections.push_back(project(seed, margins[m], m));
    }
    double const total = check_totals(margins, options.tolerance);

    Fit fit{std::move(seed), 0, 0.0};
    Deviation worst = largest_deviation(fit.table, projections);
    while (worst.size > options.tolerance * total) {
        if (fit.iterations >= options.max_iterations) {
            throw std::runtime_error(fmt::format(
                "the margins are not met after {} iterations: margin {}, entry {} is off "
                "by {} (the margins may contradict each other or the zeros of the seed)",
                fit.iterations, worst.margin, worst.entry, worst.size));
        }
        for (std::size_t m = 0; m < projections.size(); ++m) scale_to(fit.table, projections[m], m);
        worst = largest_deviation(fit.table, projections);
        ++fit.iterations;
    }
    fit.largest_deviation = worst.size;
    return fit;
}

}  // namespace povex
