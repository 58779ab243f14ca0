#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/random/address.hpp"

namespace povex {

/// A standard normal z known to lie below c, e.g. the income score of a household known to be poor.
///
///     z = Phi^-1(u Phi(c))
///
/// Where u Phi(c) > 1/2, the quantile is taken of 1 - u Phi(c), computed without cancellation, so
/// both tails keep their digits. Below c = -37, z^2 = c^2 - 2 log u, which is right to a relative
/// 1 / c^2. Uses one uniform number; increases in u and in c.
/// \param u  in (0, 1)
/// \param c  any number or +inf
/// \return z <= c
[[nodiscard]] double truncated_normal_below(double u, double c);

/// A standard normal z known to lie above c; increases in u. See truncated_normal_below.
/// \param u  in (0, 1), with 1 - u exact, as from Stream::uniform
/// \return z >= c
[[nodiscard]] double truncated_normal_above(double u, double c);

/// Which category a uniform number falls into: the first i with u total < cumulative[i].
///
/// A category without weight is never chosen.
/// \param cumulative  running sums of weights, shape [n], n >= 1, not decreasing, the last > 0;
///                    the last is the total, so the weights need not sum to 1
/// \param u           in (0, 1)
/// \return in [0, n)
[[nodiscard]] std::size_t categorical(std::span<double const> cumulative, double u);

/// How often something rare happens, e.g. how many jobs open in a locality in a year: a Poisson
/// number N of the given mean by inversion, the smallest k with u < P(N <= k).
///
/// Uses one uniform number; rises with u and with the mean, so that for the same u a larger mean
/// never gives a smaller number. Probabilities are summed relative to that of the mode, so no
/// exponential is needed and none can underflow.
/// \param mean  at most 1e12; 0 or less gives 0
/// \param u     in (0, 1)
[[nodiscard]] std::int64_t poisson(double mean, double u);

/// The random numbers of one address, one after the other, for samplers that do not know in advance
/// how many they need.
///
/// A rejection sampler uses a random number of them. Each sampler has its own purpose, so this
/// never shifts the numbers of another. When the numbers of an entity are used up, the sequence
/// goes on with those of the next one, so the first entity must have no neighbours under its
/// purpose.
class Sequence {
public:
    /// \param stream, first_entity, year, purpose  the address; see Stream
    Sequence(Stream stream, std::uint64_t first_entity, std::uint16_t year, std::uint32_t purpose)
        : stream_{stream}, first_entity_{first_entity}, purpose_{purpose}, year_{year} {}

    /// Number i of the sequence: Stream::uniform of draw i % 512 of entity first + i / 512.
    /// \return in (0, 1)
    [[nodiscard]] double uniform();

    /// The standard normal quantile of the next uniform.
    [[nodiscard]] double normal();

    /// How many numbers have been used [1].
    [[nodiscard]] std::uint64_t used() const noexcept { return used_; }

private:
    Stream stream_;
    Block block_{};
    std::uint64_t first_entity_;
    std::uint64_t used_ = 0;
    std::uint32_t purpose_;
    std::uint16_t year_;
};

/// A gamma number of mean and variance `shape` and scale 1, e.g. the weight of a household before
/// shares are formed.
///
/// Rejection of a transformed normal: d = shape - 1/3, v = (1 + x / (3 sqrt(d)))^3, accepted if
/// log u < x^2 / 2 + d (1 - v + log v). A shape below 1 is drawn as
/// gamma(shape + 1) u^(1 / shape).
///
/// Uses two numbers per attempt, 2.1 on average in all, and one more if shape < 1. How many is
/// random, see Sequence.
/// \param shape  > 0, finite
/// \return >= 0; 0 only by underflow, for shapes well below 0.1
/// \throws std::invalid_argument if the shape is not positive and finite
/// \see Marsaglia & Tsang (2000), "A simple method for generating gamma variables", ACM
///      Transactions on Mathematical Software 26(3), 363-372
[[nodiscard]] double standard_gamma(double shape, Sequence& sequence);

/// The logarithm of standard_gamma(), finite for small shapes too. Throws as standard_gamma().
[[nodiscard]] double log_standard_gamma(double shape, Sequence& sequence);

/// Random shares of a whole, e.g. of twelve deprivations, with mean shapes[i] / sum(shapes).
///
///     share[i] = g[i] / sum(g),   g[i] ~ gamma(shapes[i])
///
/// Computed from log g, so no shape is too small.
/// \param shapes      shape [n], each > 0 and finite
/// \param[out] share  shape [n], each in [0, 1], sum 1 but for rounding
/// \pre shapes.size() == share.size(), n >= 1
/// \throws std::invalid_argument if the sizes differ or a shape is not positive and finite
void dirichlet(std::span<double const> shapes, Sequence& sequence, std::span<double> share);

}  // namespace povex
