#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/nature/listed_households.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// The sets of counted indicators that can apply to households of a place, ascending, and how many
/// households have each: what decides how likely a listed household is poor.
using Masks = std::vector<std::pair<Bits, std::size_t>>;

/// \param applicable  of the households
[[nodiscard]] Masks masks_of(std::span<Bits const> applicable, Bits counted);

/// The constant on the normal scale that makes poor / (poor + near-poor) come out in a place,
/// averaged over its households' applicable bits. Solved by place, not by stratum: otherwise places
/// with many listed would drift against those with few.
/// \throws std::invalid_argument if there is none in [-4, 4]
[[nodiscard]] double calibrated_shift(NatureModel const& model, std::size_t stratum,
                                      ListedDistribution const& distribution, Masks const& masks);

/// A household on the official list, and how.
struct ListedHousehold {
    std::size_t row;  ///< in the register
    Listing status;
};

/// How many of a place are listed, and who can be.
struct PlaceList {
    std::size_t first = 0;               ///< row of its first household
    std::span<std::uint64_t const> key;  ///< of its households
    std::span<Bits const> applicable;    ///< likewise
    std::int64_t listed = 0, poor = 0;
};

/// Who is listed (a simple random sample of the place), and who of them is poor: systematic
/// sampling in the order of the lots, with probability proportional to P(K >= cutoff) given the
/// bits that can apply to the household.
///
/// \return in the order of the lots
/// \throws std::invalid_argument if too few of those listed can have enough deprivations
[[nodiscard]] std::vector<ListedHousehold> pick_listed(PlaceList const& place,
                                                       OfficialCounts const& counts,
                                                       DeprivationModel const& model,
                                                       ListedDistribution const& distribution,
                                                       Masks const& masks, Stream const& stream);

}  // namespace povex
