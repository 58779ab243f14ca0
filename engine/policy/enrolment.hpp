#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/policy/cost.hpp"
#include "engine/policy/programme.hpp"
#include "engine/policy/standard.hpp"

namespace povex {

/// The standing of a household just reviewed, whose past is not known.
[[nodiscard]] inline Standing standing_at_review(Status official) {
    return official == Status::poor        ? Standing::poor
           : official == Status::near_poor ? Standing::near_poor
                                           : Standing::other;
}

/// A household that some programme may want, as last year's review left it.
struct Candidate {
    std::uint32_t household = 0;  ///< register row
    Standing standing = Standing::other;
    Bits deprivations = 0;
    double income = 0.0;           ///< [its stratum's unit]
    Ruler const* ruler = nullptr;  ///< of the standard that targeted
};

/// Whether a programme is meant for households of this standing, place and composition.
[[nodiscard]] bool is_meant_for(Programme const& programme, Register const& r,
                                std::size_t household, Standing standing);

/// The same, and the household has the need (history and take-up apart).
[[nodiscard]] bool is_eligible(Programme const& programme, Register const& r,
                               Candidate const& candidate);

/// Place in a capped programme's queue: higher is served first.
///
/// By points: those of the standing, `deprivation` for each deprivation that counts under the
/// targeting standard, `gap` times (line - income)/line if below the line, those of the stratum.
/// Poorest first: income over line, downwards; closest first: the income-poor nearest to the line.
[[nodiscard]] double priority(Programme const& programme, Candidate const& candidate,
                              std::size_t stratum);

/// An eligible household that wants to take part.
struct Applicant {
    std::uint32_t household = 0;
    std::uint64_t key = 0;
    std::int64_t cost = 0;  ///< [money]
    double priority = 0.0;
    double tie = 0.0;  ///< uniform lot
    Standing standing = Standing::other;
};

/// Walk down the queue (priority, then lot, then key) and keep those whose costs fit the budget;
/// the first that does not fit ends it.
void keep_within(std::int64_t budget, std::vector<Applicant>& applicants);

/// Serve the next in a queue, if the cost fits what is left of the budget and of the payers'
/// purses.
/// \return whether it fits; if not, the queue ends here
[[nodiscard]] bool serve(Applicant const& next, std::int64_t& budget,
                         std::span<double const> funding, Purses& purses);

/// The same where payers with a cap must have their shares of the cost left in their purses, too,
/// out of which these are taken.
/// \param funding  of the programme, shape [payers]
void keep_within(std::int64_t budget, std::span<double const> funding, Purses& purses,
                 std::vector<Applicant>& applicants);

}  // namespace povex
