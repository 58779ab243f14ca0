#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/nature/dense_incomes.hpp"
#include "engine/random/address.hpp"

namespace povex::dense {

/// Where a kernel draws for households whose keys have the upper half of this one's, from its year
/// on. Every kernel adds the low half of each key.
[[nodiscard]] inline YearAddress year_address(Counter const& first) {
    return {first.seed, first.word[1], first.word[2], first.word[3]};
}

/// The end of the rows from `first` on whose keys have the same upper half: what a kernel can take
/// in one call.
/// \param key   of the register, shape [H]
/// \param last  upper bound of the result; above first
/// \return in (first, last]
[[nodiscard]] inline std::size_t end_of_rows(std::span<std::uint64_t const> key, std::size_t first,
                                             std::size_t last) {
    auto row = first + 1;
    while (row < last && key[row] >> 32 == key[first] >> 32) ++row;
    return row;
}

}  // namespace povex::dense
