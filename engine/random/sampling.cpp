#include "engine/random/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "engine/base/elementary.hpp"

namespace povex {
namespace {

using elementary::normal_cdf;
using elementary::normal_quantile;

/// Marsaglia & Tsang for shape >= 1: the gamma number is d * v.
struct ScaledCube {
    double d;
    double v;
};

ScaledCube sample_cube(double shape, Sequence& sequence) {
    double const d = shape - 1.0 / 3;
    double const c = 1 / std::sqrt(9 * d);
    for (;;) {
        double const x = sequence.normal();
        double const u = sequence.uniform();
        double const root = 1 + c * x;
        if (root <= 0) continue;
        double const v = root * root * root;
        double const square = x * x;
        if (u < 1 - 0.0331 * square * square) return {d, v};  // certain to be accepted
        if (elementary::log(u) < 0.5 * square + d * (1 - v + elementary::log(v))) return {d, v};
    }
}

void check_shape(double shape) {
    if (!(shape > 0 && shape < std::numeric_limits<double>::infinity()))
        throw std::invalid_argument("shape of a gamma distribution must be positive and finite");
}

}  // namespace

double truncated_normal_below(double u, double c) {
    if (c < -37) return -std::sqrt(c * c - 2 * elementary::log(u));
    double const p = u * normal_cdf(c);
    if (p <= 0.5) return std::min(normal_quantile(p), c);
    double const above = (1 - u) + u * normal_cdf(-c);  // 1 - p, with all its digits
    return std::min(-normal_quantile(above), c);
}

double truncated_normal_above(double u, double c) {
    return -truncated_normal_below(1 - u, -c);
}

std::size_t categorical(std::span<double const> cumulative, double u) {
    double const total = cumulative.back();
    auto chosen = std::upper_bound(cumulative.begin(), cumulative.end(), u * total);
    if (chosen == cumulative.end())  // u total rounded up to the total
        chosen = std::lower_bound(cumulative.begin(), cumulative.end(), total);
    return static_cast<std::size_t>(chosen - cumulative.begin());
}

std::int64_t poisson(double mean, double u) {
    if (!(mean > 0)) return 0;
    constexpr double negligible = 0x1p-80;  // of the weight of the mode
    double const mode = std::floor(mean);
    double total = 1;
    double lowest = mode;
    double weight = 1;
    while (lowest > 0 && weight > negligible) {
        weight *= lowest / mean;
        lowest -= 1;
        total += weight;
    }
    double const first = weight;
    weight = 1;
    double highest = mode;
    while (weight > negligible) {
        highest += 1;
        weight *= mean / highest;
        total += weight;
    }
    double k = lowest;
    weight = first;
    for (double sum = weight; sum <= u * total && k < highest; sum += weight) {
        k += 1;
        weight *= mean / k;
    }
    return static_cast<std::int64_t>(k);
}

double Sequence::uniform() {
    if (used_ % 2 == 0) {
        auto const block = static_cast<std::uint8_t>(used_ % Stream::draws / 2);
        block_ = stream_.block(first_entity_ + used_ / Stream::draws, year_, purpose_, block);
    }
    return block_.uniform(used_++ % 2);
}

double Sequence::normal() {
    return normal_quantile(uniform());
}

double standard_gamma(double shape, Sequence& sequence) {
    check_shape(shape);
    if (shape < 1) return elementary::exp(log_standard_gamma(shape, sequence));
    auto const [d, v] = sample_cube(shape, sequence);
    return d * v;
}

double log_standard_gamma(double shape, Sequence& sequence) {
    check_shape(shape);
    auto const [d, v] = sample_cube(shape < 1 ? shape + 1 : shape, sequence);
    double const log_gamma = elementary::log(d * v);
    return shape < 1 ? log_gamma + elementary::log(sequence.uniform()) / shape : log_gamma;
}

void dirichlet(std::span<double const> shapes, Sequence& sequence, std::span<double> share) {
    if (shapes.empty() || shapes.size() != share.size())
        throw std::invalid_argument("dirichlet needs as many shares as shapes, and at least one");
    for (std::size_t i = 0; i < shapes.size(); ++i)
        share[i] = log_standard_gamma(shapes[i], sequence);

    double const largest = *std::max_element(share.begin(), share.end());
    double total = 0;
    for (double& value : share) {
        value = elementary::exp(value - largest);
        total += value;
    }
    for (double& value : share) value /= total;
}

}  // namespace povex
