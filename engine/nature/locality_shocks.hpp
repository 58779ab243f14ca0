#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace povex {

/// How hard each shock hits each locality in one replicate: the probability that a household is
/// hit in a year, given what its locality as a whole meets.
///
/// One-factor model (Vasicek 2002, Risk 15, 160-162): household h of locality l is hit if and only
/// if
///
///     sqrt(r) C_l,t + sqrt(1 - r) e_h,t <= Phi^-1(p_l),    C and e standard normal.
///
/// So given C it is hit with probability Phi((Phi^-1(p_l) - sqrt(r) C_l,t) / sqrt(1 - r)), whose
/// mean is p_l. With r = 0 it is p_l in every locality and year. In years without the shock, and at
/// the base review, it is 0.
///
/// Here a shock is counted among those that happen in the scenario (the active shocks).
struct LocalityShocks {
    std::vector<double> probability;  ///< in [0, 1], shape [active shocks][reviews][localities]
    std::size_t reviews = 0;
    std::size_t localities = 0;

    /// The probability that a household of a locality is hit in year t.
    [[nodiscard]] double at(std::size_t shock, std::size_t t, std::size_t locality) const {
        return probability[(shock * reviews + t) * localities + locality];
    }
    /// The same as a number of random words of 32 bits: a household is hit if its word is below it.
    /// \return in [0, 2^32]
    [[nodiscard]] std::uint64_t words_that_hit(std::size_t shock, std::size_t t,
                                               std::size_t locality) const {
        double const words = at(shock, t, locality) * 0x1p32 + 0.5;
        return static_cast<std::uint64_t>(words);
    }
    /// Whether the shock can hit a household anywhere in year t.
    [[nodiscard]] bool may_hit(std::size_t shock, std::size_t t) const {
        for (std::size_t l = 0; l < localities; ++l) {
            if (words_that_hit(shock, t, l) > 0) return true;
        }
        return false;
    }
};

}  // namespace povex
