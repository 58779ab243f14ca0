#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/random/address.hpp"

namespace povex {

/// A standard normal z known to lie below c, e.g. the luck of a household known to be poor.
///
///     z = Phi^-1(u Phi(c))
///
/// The upper part goes through 1 - u Phi(c) without cancellation, so both tails keep their
/// digits; below c = -37 the excess follows z^2 = c^2 - 2 log u, right to a relative 1 / c^2.
/// One uniform, one number, increasing in u and in c.
/// \param u  in (0, 1)
/// \param c  any number or +inf
/// \return z <= c
[[nodiscard]] double truncated_normal_below(double u, double c);

/// A standard normal z known to lie above c; increasing in u. See truncated_normal_below.
/// \param u  in (0, 1), with 1 - u exact, as Stream::uniform gives
/// \return z >= c
[[nodiscard]] double truncated_normal_above(double u, double c);

/// Which category a uniform number falls into: the first i with u total < cumulative[i].
///
/// A category of no weight is never chosen.
/// \param cumulative  running sums of weights, shape [n], n >= 1, not decreasing, the last > 0;
///                    the last is the total, so the weights need not sum to 1
/// \param u           in (0, 1)
/// \return in [0, n)
[[nodiscard]] std::size_t categorical(std::span<double const> cumulative, double u);

/// How often something rare happens, by inversion, e.g. the jobs that open in a locality in a year:
/// the smallest k with u < P(N <= k), N a Poisson number of that mean.
///
/// One uniform, one number, rising with u and with the mean: a larger mean under the same luck
/// never gives fewer. Weights are summed relative to that of the mode, so that no exponential is
/// needed and none can underflow.
/// \param mean  at most 1e12; 0 or less gives 0
/// \param u     in (0, 1)
[[nodiscard]] std::int64_t poisson(double mean, double u);

/// The random numbers of one address, one after the other, for samplers that need an unknown
/// number of them.
///
/// A sampler that rejects uses up more or fewer numbers by chance. Each gets its own purpose, so
/// that this never shifts the numbers of others.
class Sequence {
public:
    /// \param stream, entity, year, purpose  the address; see Stream
    Sequence(Stream stream, std::uint64_t entity, std::uint16_t year, std::uint32_t purpose)
        : stream_{stream}, entity_{entity}, purpose_{purpose}, year_{year} {}

    /// Stream::uniform of draw 0, 1, 2, ...
    /// \return in (0, 1)
    /// \throws std::out_of_range after Stream::draws numbers
    [[nodiscard]] double uniform();

    /// The standard normal quantile of the next uniform.
    [[nodiscard]] double normal();

    /// How many numbers were used [1].
    [[nodiscard]] std::uint32_t used() const noexcept { return used_; }

private:
    Stream stream_;
    Block block_{};
    std::uint64_t entity_;
    std::uint32_t purpose_;
    std::uint32_t used_ = 0;
    std::uint16_t year_;
};

/// A gamma number of mean and variance `shape` and scale 1, e.g. the weight of a household before
/// shares are formed.
///
/// Rejection of a transformed normal: d = shape - 1/3, v = (1 + x / (3 sqrt(d)))^3, accepted if
/// log u < x^2 / 2 + d (1 - v + log v). A shape below 1 is drawn as
/// gamma(shape + 1) u^(1 / shape).
///
/// Uses two numbers an attempt, in all 2.1 on average, and one more if shape < 1; the number used
/// is random, see Sequence.
/// \param shape  > 0, finite
/// \return >= 0; 0 only by underflow, for shapes well below 0.1
/// \throws std::invalid_argument if the shape is not positive and finite
/// \see Marsaglia & Tsang (2000), "A simple method for generating gamma variables", ACM
///      Transactions on Mathematical Software 26(3), 363-372
[[nodiscard]] double standard_gamma(double shape, Sequence& sequence);

/// The logarithm of standard_gamma, finite for small shapes too.
[[nodiscard]] double log_standard_gamma(double shape, Sequence& sequence);

/// Random shares of a whole, e.g. of twelve deprivations, with mean shapes[i] / sum(shapes).
///
///     share[i] = g[i] / sum(g),   g[i] ~ gamma(shapes[i])
///
/// Formed from log g, so no shape is too small. One sequence serves up to 150 shares.
/// \param shapes      shape [n], each > 0 and finite
/// \param[out] share  shape [n], each in [0, 1], sum 1 but for rounding
/// \pre shapes.size() == share.size(), n >= 1
/// \throws std::invalid_argument if the sizes differ or a shape is not positive and finite;
///         std::out_of_range if the sequence runs out
void dirichlet(std::span<double const> shapes, Sequence& sequence, std::span<double> share);

}  // namespace povex
