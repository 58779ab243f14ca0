#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/population/register.hpp"

namespace povex {

/// The kinds of members that a household has, a bit for each Member.
using Members = std::uint8_t;

/// What never changes about a household, gathered where programmes need it every year.
struct HouseholdProfile {
    std::uint64_t key = 0;
    std::uint32_t household = 0;  ///< register row
    std::uint32_t group = 0;      ///< of households with the same cell and sector
    std::uint16_t place = 0;
    std::uint16_t stratum = 0;
    std::uint16_t locality = 0;
    std::uint8_t size = 0;  ///< [persons]
    Members members = 0;
};

[[nodiscard]] constexpr Members bit_of(Member kind) {
    return static_cast<Members>(1U << static_cast<unsigned>(kind));
}

[[nodiscard]] inline bool has_member(HouseholdProfile const& household, Member kind) {
    return (household.members & bit_of(kind)) != 0;
}

[[nodiscard]] HouseholdProfile profile_of(Register const& r, std::size_t household);

}  // namespace povex
