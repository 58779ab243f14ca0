#pragma once

#include <cstdint>
#include <vector>

#include "engine/policy/profile.hpp"
#include "engine/policy/programme.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// Whether a programme is meant for households of this place and ethnicity that live on this.
[[nodiscard]] bool is_meant_for_place(Programme const& programme, Cell const& cell, Sector sector);

/// Whom a programme is meant for, by standing, place and composition: resolved for all groups of a
/// register, so that a household costs a look into a table.
class Scope {
public:
    Scope(Programme const& programme, Register const& r);

    [[nodiscard]] bool includes(std::uint32_t group, Members members, Standing standing) const {
        unsigned const standings = standings_[group];
        unsigned const there = standings >> static_cast<unsigned>(standing) & 1U;
        // no short cut: the answer is hard to foresee, and a wrong guess is dear
        return (there & static_cast<unsigned>((members & required_) == required_)) != 0;
    }
    [[nodiscard]] bool includes(Profile const& household, Standing standing) const {
        return includes(household.group, household.members, standing);
    }

    friend bool operator==(Scope const&, Scope const&) = default;

private:
    std::vector<std::uint8_t> standings_;  ///< a bit for each Standing, shape [groups]
    Members required_ = 0;                 ///< who must be there
};

}  // namespace povex
