#include "engine/stats/design.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "engine/random/address.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace {

double level_of(FactorRange const& factor, std::size_t level) {
    if (level + 1 == factor.levels && level > 0) return factor.high;  // exactly
    double const step = factor.levels > 1
                            ? (factor.high - factor.low) / static_cast<double>(factor.levels - 1)
                            : 0.0;
    return factor.low + static_cast<double>(level) * step;
}

}  // namespace

Design grid_design(std::vector<FactorRange> const& factors, std::size_t most) {
    std::size_t points = 1;
    for (FactorRange const& factor : factors) {
        if (factor.levels == 0 || points > most / factor.levels) {
            throw std::length_error("the grid has too many points");
        }
        points *= factor.levels;
    }
    Design design(points, std::vector<double>(factors.size()));
    std::size_t repeat = points;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        repeat /= factors[f].levels;
        for (std::size_t p = 0; p < points; ++p) {
            design[p][f] = level_of(factors[f], p / repeat % factors[f].levels);
        }
    }
    return design;
}

Design latin_hypercube(std::vector<FactorRange> const& factors, std::size_t points,
                       std::uint64_t seed) {
    Stream const stream(seed, Module::parameters, 0);
    Design design(points, std::vector<double>(factors.size()));
    std::vector<std::pair<double, std::size_t>> order(points);
    for (std::size_t f = 0; f < factors.size(); ++f) {
        auto const factor = purpose(Use::design, static_cast<std::uint32_t>(f));
        for (std::size_t p = 0; p < points; ++p) {
            order[p] = {stream.uniform(p, 0, factor, 0), p};
        }
        std::sort(order.begin(), order.end());
        double const width = (factors[f].high - factors[f].low) / static_cast<double>(points);
        for (std::size_t part = 0; part < points; ++part) {
            auto const p = order[part].second;
            double const inside = stream.uniform(p, 0, factor, 1);
            design[p][f] = factors[f].low + (static_cast<double>(part) + inside) * width;
        }
    }
    return design;
}

}  // namespace povex
