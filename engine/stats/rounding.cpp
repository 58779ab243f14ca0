#include "engine/stats/rounding.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/stats/fixed_point.hpp"

namespace povex {
namespace {

// ---- Largest remainders ------------------------------------------------------------------------

constexpr int weight_bits = 60;  // amount (63 bits) * weight fits 127 bits
constexpr int tie_bits = 20;     // fractions are compared to 2^-20

/// The shares as whole numbers in the same proportions, the largest of 60 bits.
std::vector<Int128> whole_weights(std::span<double const> shares) {
    double largest = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (!(shares[i] >= 0) || !std::isfinite(shares[i])) {
            throw std::invalid_argument(
                fmt::format("share {} is {} (must be finite and >= 0)", i, shares[i]));
        }
        largest = std::max(largest, shares[i]);
    }
    int exponent = 0;
    static_cast<void>(std::frexp(largest, &exponent));
    std::vector<Int128> weight;
    weight.reserve(shares.size());
    for (double share : shares) {
        weight.push_back(static_cast<Int128>(std::ldexp(share, weight_bits - exponent)));
    }
    return weight;
}

/// remainder / divisor rounded to a multiple of 2^-20, in units of that.
std::int64_t coarse_fraction(Int128 remainder, Int128 divisor) {
    return static_cast<std::int64_t>(((remainder << (tie_bits + 1)) / divisor + 1) >> 1);
}

// ---- Controlled rounding -----------------------------------------------------------------------

constexpr double cell_fuzz = 1e-9;
constexpr double total_fuzz = 1e-6;

bool is_whole(double fraction, double fuzz) {
    return std::abs(fraction - std::round(fraction)) <= fuzz;
}

/// What is missing to the next whole number, in [0, 1).
double missing(double total) {
    return is_whole(total, total_fuzz) ? 0.0 : std::ceil(total) - total;
}

/// The fractional parts of a table and its border.
///
/// Rows are the nodes 0 .. rows - 1 of a graph, columns the nodes rows .. rows + cols - 1 (border
/// included), and each cell that is not whole yet, "open", is an edge between two of them.
class Fractions {
public:
    /// \param part  table - floor(table), row-major, shape [inner_rows * inner_cols]
    Fractions(std::size_t inner_rows, std::size_t inner_cols, std::vector<double> const& part)
        : rows_(inner_rows + 1),
          cols_(inner_cols + 1),
          part_(rows_ * cols_, 0.0),
          first_open_(cols_, 0),
          position_(rows_ + cols_, no_node) {
        std::vector<double> column_total(inner_cols, 0.0);
        double total = 0;
        for (std::size_t r = 0; r < inner_rows; ++r) {
            double row_total = 0;
            for (std::size_t c = 0; c < inner_cols; ++c) {
                double const cell = part[r * inner_cols + c];
                row_total += cell;
                column_total[c] += cell;
                part_[r * cols_ + c] = cell;
            }
            part_[r * cols_ + inner_cols] = missing(row_total);
            total += row_total;
        }
        for (std::size_t c = 0; c < inner_cols; ++c) {
            part_[inner_rows * cols_ + c] = missing(column_total[c]);
        }
        part_.back() = is_whole(total, total_fuzz) ? 0.0 : total - std::floor(total);
        for (double& cell : part_) close_if_whole(cell);
    }

    double at(std::size_t row, std::size_t col) const { return part_[row * cols_ + col]; }

    void round(std::function<double()> const& next_uniform) {
        for (std::size_t row = 0; row < rows_;) {
            if (!next_open(row, no_node)) {
                ++row;
            } else if (walk(row)) {
                push(next_uniform());
            }
        }
    }

private:
    static constexpr std::size_t no_node = static_cast<std::size_t>(-1);

    static void close_if_whole(double& cell) {
        if (is_whole(cell, cell_fuzz)) cell = std::round(cell);
    }

    double& cell_between(std::size_t a, std::size_t b) {
        return part_[std::min(a, b) * cols_ + (std::max(a, b) - rows_)];
    }

    bool is_open(std::size_t row, std::size_t col) const {
        double const cell = at(row, col);
        return cell > 0 && cell < 1;
    }

    /// The first neighbour of a node over an open cell, other than `except`.
    std::optional<std::size_t> next_open(std::size_t node, std::size_t except) {
        if (node < rows_) {
            for (std::size_t c = 0; c < cols_; ++c) {
                if (rows_ + c != except && is_open(node, c)) return rows_ + c;
            }
        } else {
            std::size_t const col = node - rows_;
            std::size_t& first = first_open_[col];
            while (first < rows_ && !is_open(first, col)) ++first;
            for (std::size_t r = first; r < rows_; ++r) {
                if (r != except && is_open(r, col)) return r;
            }
        }
        return std::nullopt;
    }

    /// Walk over open cells from a row that has one until the path closes; path_ becomes the loop,
    /// its first node repeated at the end. A node with one open cell ends the walk: since its total
    /// is whole, that cell is whole but for floating-point noise, and is closed.
    /// \return whether there is a loop
    bool walk(std::size_t start) {
        bool const loop = find_loop(start);
        for (std::size_t const node : walked_) position_[node] = no_node;
        return loop;
    }

    bool find_loop(std::size_t start) {
        walked_.clear();
        path_.assign(1, start);
        std::size_t before = no_node;
        for (std::size_t node = start; position_[node] == no_node; path_.push_back(node)) {
            position_[node] = path_.size() - 1;
            walked_.push_back(node);
            auto const next = next_open(node, before);
            if (!next) {
                close_last(cell_between(before, node));
                return false;
            }
            before = node;
            node = *next;
        }
        auto const first = static_cast<std::ptrdiff_t>(position_[path_.back()]);
        path_.erase(path_.begin(), path_.begin() + first);
        return true;
    }

    static void close_last(double& cell) {
        if (!is_whole(cell, 0.25)) throw std::logic_error("controlled rounding lost a total");
        cell = std::round(cell);
    }

    /// Raise and lower the cells of the loop in turn until one is whole.
    void push(double uniform) {
        double up = 1;
        double down = 1;
        for (std::size_t i = 0; i + 1 < path_.size(); ++i) {
            double const cell = cell_between(path_[i], path_[i + 1]);
            bool const raised = i % 2 == 0;
            up = std::min(up, raised ? 1 - cell : cell);
            down = std::min(down, raised ? cell : 1 - cell);
        }
        double const step = uniform * (up + down) < down ? up : -down;
        for (std::size_t i = 0; i + 1 < path_.size(); ++i) {
            double& cell = cell_between(path_[i], path_[i + 1]);
            cell += i % 2 == 0 ? step : -step;
            close_if_whole(cell);
        }
    }

    std::size_t rows_;
    std::size_t cols_;
    std::vector<double> part_;             ///< in [0, 1], shape [rows_ * cols_]
    std::vector<std::size_t> first_open_;  ///< no earlier row is open, shape [cols_]
    std::vector<std::size_t> path_;
    std::vector<std::size_t> position_;  ///< of a node in the path; shape [rows_ + cols_]
    std::vector<std::size_t> walked_;    ///< nodes with a position
};

}  // namespace

std::vector<std::int64_t> largest_remainder(std::span<double const> shares, std::int64_t total) {
    if (total < 0)
        throw std::invalid_argument(fmt::format("cannot divide {} (must be >= 0)", total));
    auto const weight = whole_weights(shares);
    std::vector<std::int64_t> part(shares.size(), 0);
    if (total == 0) return part;
    Int128 const divisor = std::accumulate(weight.begin(), weight.end(), Int128{0});
    if (divisor == 0) {
        throw std::invalid_argument(
            fmt::format("cannot divide {} in no proportions (all shares are zero)", total));
    }

    std::vector<std::int64_t> fraction(shares.size());
    std::int64_t left = total;
    for (std::size_t i = 0; i < part.size(); ++i) {
        Int128 const product = weight[i] * total;
        part[i] = static_cast<std::int64_t>(product / divisor);
        fraction[i] = coarse_fraction(product % divisor, divisor);
        left -= part[i];
    }
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return fraction[a] > fraction[b]; });
    for (std::size_t k = 0; k < static_cast<std::size_t>(left); ++k) ++part[order[k]];
    return part;
}

std::vector<std::int64_t> split_exactly(std::int64_t amount, std::span<double const> shares) {
    return largest_remainder(shares, amount);
}

std::vector<std::int64_t> controlled_rounding(std::size_t rows, std::size_t cols,
                                              std::span<double const> table,
                                              std::function<double()> const& next_uniform) {
    if (table.size() != rows * cols) {
        throw std::invalid_argument(
            fmt::format("a table of {} x {} cannot have {} cells", rows, cols, table.size()));
    }
    std::vector<std::int64_t> whole(table.size());
    std::vector<double> part(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (!(std::abs(table[i]) < 0x1p53)) {
            throw std::invalid_argument(fmt::format("cannot round cell {} ({})", i, table[i]));
        }
        double const floor = std::floor(table[i] + cell_fuzz);
        whole[i] = static_cast<std::int64_t>(floor);
        part[i] = table[i] - floor;
    }
    Fractions fractions(rows, cols, part);
    fractions.round(next_uniform);
    for (std::size_t i = 0; i < table.size(); ++i) {
        whole[i] += static_cast<std::int64_t>(fractions.at(i / cols, i % cols));
    }
    return whole;
}

}  // namespace povex
