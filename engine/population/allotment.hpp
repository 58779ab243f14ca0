#pragma once

#include <cstdint>
#include <vector>

#include "engine/population/register.hpp"

namespace povex {

/// The largest share of a place's households that can be on the official list [1].
inline constexpr double most_listed = 0.4;

/// Number of households of each place on the official list, shape [places].
struct Allotment {
    std::vector<std::int64_t> listed;
    std::vector<std::int64_t> poor;  ///< of the listed
};

/// Distribute the official list of the province over its places, whose own counts are not
/// published.
///
///     1. The localities' shares of the list are drawn from a Dirichlet distribution. A locality's
///        mean share is proportional to the sum of households x odds over its places.
///     2. Each listed household falls into a locality by these shares, and into a place of that
///        locality by households x odds (multinomial).
///     3. The poor are a simple random sample of the listed (hypergeometric in each place).
///
/// No place gets more than `most_listed` of its households; a full place is left out from then on.
///
/// \param poor, near_poor  of the province [households]
/// \param concentration    of the Dirichlet distribution, > 0; the larger, the closer the shares
/// are
///                         to their means
/// \param population       number of the synthetic population
/// \throws InputError if the places cannot hold so many listed households
[[nodiscard]] Allotment allot(Register const& r, Places const& places, std::int64_t poor,
                              std::int64_t near_poor, double concentration, std::uint64_t seed,
                              std::uint32_t population);

}  // namespace povex
