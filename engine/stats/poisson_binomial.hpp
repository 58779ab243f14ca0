#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace povex {

/// How many of up to 16 deprivations a household has if each has its own probability:
///
///     K = D_0 + ... + D_{n-1},   D_j independent Bernoulli(p_j)   (Poisson-binomial).
///
/// Below, p has shape [n] with n <= 16, each in [0, 1]. An indicator that cannot apply to a
/// household has p_j = 0. No function allocates memory. The order of operations is fixed.
inline constexpr int max_indicators = 16;

/// P(K = m) for m = 0 to 16; zero above n.
using CountPmf = std::array<double, max_indicators + 1>;

/// \throws std::invalid_argument for more than 16 indicators or a p outside [0, 1]
[[nodiscard]] CountPmf count_pmf(std::span<double const> p);

/// Probabilities of the count of deprivations over the indicators from i on.
///
/// Both tails are stored, so that a rare tail has the same relative accuracy as a common one. Only
/// m <= most is filled.
struct CountTails {
    using Rows = std::array<std::array<double, max_indicators + 1>, max_indicators + 1>;
    Rows at_least;  ///< [i][m] = P(sum_{j>=i} D_j >= m)
    Rows below;     ///< [i][m] = P(sum_{j>=i} D_j <  m)
    int most;       ///< largest m that is filled
};

/// Both tails, by the backward recursion T_i(m) = p_i T_{i+1}(m-1) + (1 - p_i) T_{i+1}(m).
/// \param most  0 to 16; the time is O(n * most), so ask for no more than the cutoff k in use
/// \throws std::invalid_argument as count_pmf(), or for most out of range
[[nodiscard]] CountTails count_tails(std::span<double const> p, int most = max_indicators);

/// Draw the deprivations of a household known to have at least k of them, from their exact joint
/// distribution given K >= k.
///
/// They are drawn one after the other; m is how many more are needed, k minus those drawn so far:
///
///     P(D_j = 1 | the rest needs m) = p_j T_{j+1}(m - 1) / T_j(m)   if m > 0, T = at_least;
///                                     p_j                           otherwise.
///
/// \param k         0 to tails.most
/// \param tails     of the same p
/// \param uniforms  shape [n], in (0, 1); D_j = 1 if uniforms[j] is below its probability
/// \return          bit j = D_j
/// \throws std::invalid_argument if P(K >= k) = 0, k is out of range, or sizes differ
[[nodiscard]] std::uint16_t draw_given_at_least(int k, std::span<double const> p,
                                                CountTails const& tails,
                                                std::span<double const> uniforms);

/// As draw_given_at_least(), but given K < k (not deprived in k or more): T = below, and m is how
/// many more are allowed.
/// \throws std::invalid_argument if P(K < k) = 0 (always for k = 0), k is out of range, or sizes
///         differ
[[nodiscard]] std::uint16_t draw_given_less(int k, std::span<double const> p,
                                            CountTails const& tails,
                                            std::span<double const> uniforms);

}  // namespace povex
