#include "engine/policy/poverty_review.hpp"

#include <algorithm>

#include "engine/random/purpose.hpp"

namespace povex {

PovertyReview::PovertyReview(NatureDraw const& drawn)
    : drawn_(&drawn),
      rulers_(drawn.study->rulers),
      misreads_(std::ranges::any_of(drawn.study->model->indicators, [](Indicator const& i) {
          return i.missed > 0.0 || i.mistaken > 0.0;
      })) {}

Bits PovertyReview::true_deprivations(std::size_t h, std::size_t t, Bits bits) const {
    StudyTables const& study = *drawn_->study;
    BitUniforms u(drawn_->policy_stream(), study.households->key[h], study.calendar(t),
                  purpose(Use::misreading));
    unsigned truth = bits;
    for (Indicator const& indicator : study.model->indicators) {
        auto const j = indicator.label.key;
        double const error = has(bits, j) ? indicator.mistaken : indicator.missed;
        if (error > 0.0 && u[j] < error) truth ^= 1U << j;
    }
    return static_cast<Bits>(truth & drawn_->base->applicable[h]);
}

}  // namespace povex
