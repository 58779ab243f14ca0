#include "engine/policy/scope.hpp"

namespace povex {

bool is_meant_for_place(Programme const& programme, Cell const& cell, Sector sector) {
    return programme.in_locality[cell.locality] && programme.in_stratum[cell.stratum] &&
           programme.in_ethnicity[cell.ethnicity] &&
           programme.in_sector[static_cast<std::size_t>(sector)];
}

Scope::Scope(Programme const& programme, Register const& r) : required_(bit_of(programme.unit)) {
    if (programme.requires_member != Member::nobody) required_ |= bit_of(programme.requires_member);
    unsigned standings = 0;
    for (std::size_t s = 0; s < programme.standing.size(); ++s) {
        if (programme.standing[s]) standings |= 1U << s;
    }
    for (Cell const& cell : r.cells) {
        for (std::size_t sector = 0; sector < sector_names.size(); ++sector) {
            bool const meant = is_meant_for_place(programme, cell, static_cast<Sector>(sector));
            standings_.push_back(static_cast<std::uint8_t>(meant ? standings : 0));
        }
    }
}

}  // namespace povex
