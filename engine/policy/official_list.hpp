#pragma once

#include <cstdint>

#include "engine/base/years.hpp"
#include "engine/policy/standard.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// Rules by which households come onto the official list and off it, in addition to what the
/// review measures.
struct ListRules {
    double applies = 1.0;  ///< u_in: P(an unlisted household at or below the line applies) a year
    double leaves = 1.0;   ///< u_out: P(a listed household above the line is taken off) a year
    /// P(a target keeps a household off the list, listed before or not), [t]; empty: none.
    Yearly<double> removed;

    /// Whether official status is what the review measures: all households apply, all above the
    /// line leave, and no list is emptied.
    [[nodiscard]] bool trivial() const;

    bool operator==(ListRules const&) const = default;
};

/// The official statuses of one household over the years, by the rules of the list.
///
/// Each standard keeps a list.
///
/// - At the base review, the list is what the review measures.
/// - A listed household at or below the line gets the status that the review measures. Above the
///   line it leaves with probability `leaves`; otherwise it keeps its status.
/// - An unlisted household at or below the line is listed if it applies.
/// - In year t a household is kept off with probability `removed[t]`, listed before or not,
///   whatever the review measures. So a target can make official counts zero.
/// - A standard that starts to target takes over the list of the standard that targeted before.
///
/// Each of the three decisions has one uniform number by household and year, for all standards: a
/// household that applies under one standard applies under all.
class OfficialList {
public:
    /// The random decisions about one household at one review.
    struct Draws {
        bool known : 1 = false;  ///< whether they were drawn
        bool applies : 1 = false;
        bool leaves : 1 = false;
        bool removed : 1 = false;
    };

    OfficialList(ListRules const& rules, Yearly<std::size_t> const& targeting, Years years,
                 std::uint64_t seed, std::uint32_t replicate);

    /// \param before  official statuses at t - 1
    /// \param found   as the review of year t measures, t >= 1
    [[nodiscard]] Statuses at(std::size_t t, std::uint64_t household, Statuses before,
                              Statuses found) const {
        Draws draws;
        return at(t, household, before, found, draws);
    }
    /// The same; draws the decisions if they are needed and not known yet.
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
