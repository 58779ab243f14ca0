#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/policy/programme.hpp"
#include "engine/policy/standard.hpp"

namespace povex {

/// The standing of a household just reviewed, whose past is not known.
[[nodiscard]] inline Standing standing_at_review(Status official) {
    return official == Status::poor        ? Standing::poor
           : official == Status::near_poor ? Standing::near_poor
                                           : Standing::other;
}

/// The standing in year t by the official statuses of the reviews before.
/// \param official  shape [reviews]
/// \param targeting  index of the standard, shape [reviews]
/// \param grace_years  in which who left the list counts as escaped
[[nodiscard]] Standing standing_in(std::size_t t, std::span<Statuses const> official,
                                   std::span<std::size_t const> targeting, int grace_years);

/// A household that some programme may want, as last year's review left it.
struct Candidate {
    std::uint32_t household = 0;  ///< register row
    Standing standing = Standing::other;
    Bits deprivations = 0;
    double income = 0.0;           ///< [its stratum's unit]
    Ruler const* ruler = nullptr;  ///< of the standard that targeted
};

/// Place in a capped programme's queue: higher is served first.
///
/// By points: those of the standing, `deprivation` for each deprivation that counts under the
/// targeting standard, `gap` times (line - income)/line if below the line, those of the stratum.
/// Poorest first: income over line, downwards; closest first: the income-poor nearest to the line.
[[nodiscard]] double priority(Programme const& programme, Candidate const& candidate,
                              std::size_t stratum);

}  // namespace povex
