#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/measure/tally.hpp"
#include "engine/policy/standard.hpp"

namespace povex {

/// Who is poor when, by the review: all that two scenarios of one replicate need to tell whom one
/// of them displaces and whom it relieves.
struct PoorPaths {
    std::vector<std::uint32_t> household;  ///< register rows of those ever poor, ascending
    std::vector<Statuses> poor;  ///< poor_bits() at each review, shape [household][reviews]

    /// Add a household with a higher row than all before, if it is ever poor.
    void add(std::size_t h, std::span<Statuses const> statuses);
};

/// Count who is poor in one and not in the other.
/// \param cell  of each household, shape [H]
void count_against(PoorPaths const& baseline, PoorPaths const& here, std::size_t reviews,
                   std::span<std::uint32_t const> cell, Tally& tally);

}  // namespace povex
