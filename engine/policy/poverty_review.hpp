#pragma once

#include <cstddef>

#include "engine/policy/nature_draw.hpp"
#include "engine/policy/standard.hpp"

namespace povex {

/// What a review measures of one household, before the rules of the list; and the truth.
struct ReviewOutcome {
    Statuses measured = 0;
    Statuses truth = 0;  ///< without any error of the review
};

/// The yearly review: measures households by every standard, with its errors.
///
/// Incomes are measured with an error already. Deprivations are measured exactly; the truth behind
/// them has one more with probability `missed` and one less with probability `mistaken`, by
/// indicator and year.
class PovertyReview {
public:
    explicit PovertyReview(NatureDraw const& drawn);

    /// \param income, true_income  [the stratum's unit]
    /// \param bits                 deprivations as the review measures them
    [[nodiscard]] ReviewOutcome of(std::size_t h, std::size_t t, std::size_t stratum, double income,
                                   double true_income, Bits bits) const {
        Rulers const& rulers = *rulers_;
        ReviewOutcome outcome;
        outcome.measured = rulers.lists(t, stratum, income, bits);
        outcome.truth = outcome.measured;
        if (misreads_ || true_income != income) {
            bool const matters = misreads_ && true_income <= rulers.highest_line(t, stratum);
            outcome.truth = rulers.lists(t, stratum, true_income,
                                         matters ? true_deprivations(h, t, bits) : bits);
        }
        return outcome;
    }

private:
    [[nodiscard]] Bits true_deprivations(std::size_t h, std::size_t t, Bits bits) const;

    NatureDraw const* drawn_;
    Rulers const* rulers_;
    bool misreads_;  ///< whether deprivations can be misread at all
};

}  // namespace povex
