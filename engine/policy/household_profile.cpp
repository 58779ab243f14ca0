#include "engine/policy/household_profile.hpp"

namespace povex {

namespace {

Members members_of(Register const& r, std::size_t household) {
    static_assert(member_names.size() <= 8);
    unsigned members = 0;
    for (std::size_t i = 0; i < member_names.size(); ++i) {
        auto const kind = static_cast<Member>(i);
        if (r.members(household, kind) > 0) members |= bit_of(kind);
    }
    return static_cast<Members>(members);
}

}  // namespace

HouseholdProfile profile_of(Register const& r, std::size_t household) {
    auto const place = r.place[household];
    return {.key = r.key[household],
            .household = static_cast<std::uint32_t>(household),
            .group = r.cell[household] * static_cast<std::uint32_t>(sector_names.size()) +
                     static_cast<std::uint32_t>(r.sector[household]),
            .place = place,
            .stratum = static_cast<std::uint16_t>(r.places[place].stratum),
            .locality = static_cast<std::uint16_t>(r.places[place].locality),
            .size = r.size[household],
            .members = members_of(r, household)};
}

}  // namespace povex
