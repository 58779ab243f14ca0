#pragma once

#include <cstdint>

#include "engine/base/years.hpp"
#include "engine/policy/standard.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// How households come onto the official list and off it, beside what the review measures.
struct ListRules {
    double applies = 1.0;  ///< u_in: P(an unlisted household at or below the line applies) a year
    double leaves = 1.0;   ///< u_out: P(a listed household above the line is taken off) a year
    /// P(a target keeps a household off the list, listed before or not), [t]; empty: none.
    Yearly<double> removed;

    /// Everybody applies, leaves when above the line, and no list is emptied: official status is
    /// what the review finds.
    [[nodiscard]] bool trivial() const;

    bool operator==(ListRules const&) const = default;
};

/// The official statuses of one household over the years, by the rules of the list.
///
/// Each standard keeps a list. At the base review it is what the review finds. A listed household
/// is reviewed, and has the status found; above the line it leaves with probability `leaves`,
/// else it stays with the status it had. An unlisted one at or below the line is listed if it
/// applies. In year t a household is kept off with probability `removed[t]`, listed before or not,
/// whatever the review finds: so official zeros can come from a target. The standard that targets
/// from a year on takes over the list of the one that targeted before.
///
/// One uniform number for each of the three, by household and year, for all standards: whoever
/// applies under one applies under all.
class OfficialList {
public:
    /// What the rules decide by lot about one household at one review.
    struct Draws {
        bool known : 1 = false;  ///< whether anybody has asked
        bool applies : 1 = false;
        bool leaves : 1 = false;
        bool removed : 1 = false;
    };

    OfficialList(ListRules const& rules, Yearly<std::size_t> const& targeting, Years years,
                 std::uint64_t seed, std::uint32_t replicate);

    /// \param before  official statuses at t - 1
    /// \param found   by the review of year t, t >= 1
    [[nodiscard]] Statuses at(std::size_t t, std::uint64_t household, Statuses before,
                              Statuses found) const {
        Draws draws;
        return at(t, household, before, found, draws);
    }
    /// The same, with the household's draws drawn if it is not known yet and needed.
    /// \param[in,out] draws  of the household at review t
    [[nodiscard]] Statuses at(std::size_t t, std::uint64_t household, Statuses before,
                              Statuses found, Draws& draws) const;

private:
    [[nodiscard]] Draws draw(std::size_t t, std::uint64_t household) const;

    ListRules rules_;
    Yearly<std::size_t> const* targeting_;
    Years years_;
    Stream stream_;
    bool trivial_;
};

}  // namespace povex
