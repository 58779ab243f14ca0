#pragma once

#include <cstdint>
#include <vector>

#include "engine/population/register.hpp"

namespace povex {

/// The largest share of a place's households that can be on the official list.
inline constexpr double most_listed = 0.4;

/// How many households of each place are on the official list, shape [places].
struct Allotment {
    std::vector<std::int64_t> listed;
    std::vector<std::int64_t> poor;  ///< of the listed
};

/// Share the province's list among the places, whose own counts are not published.
///
/// Localities have shares from a Dirichlet law with mean proportional to the sum over their
/// places of households x odds; each listed household falls into a locality by these shares and
/// into a place within it by households x odds (multinomial); then the poor are a simple random
/// sample of the listed (hypergeometric in each place). A place takes no more
/// than `most_listed` of its households.
///
/// \param concentration  of the Dirichlet law, > 0: large means shares close to their mean
/// \param population     number of the synthetic population
/// \throws InputError if the list is longer than the register
[[nodiscard]] Allotment allot(Register const& r, Places const& places, std::int64_t poor,
                              std::int64_t near_poor, double concentration, std::uint64_t seed,
                              std::uint32_t population);

}  // namespace povex
