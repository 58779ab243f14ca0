#pragma once

#include <cstdint>

#include "engine/nature/dense_base_population.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// The parts of a household's score at the base year: what makes it richer or poorer than others.
struct Scores {
    double factor, permanent, autoregressive, transitory, review, review_passing;
};

/// Draws the scores of a listed household, of whom more is known than of others, in double
/// precision; those of all others are drawn by dense::draw_households from the same law.
class ScoreDraw {
public:
    ScoreDraw(NatureModel const& model, Stream const& stream);

    /// Of q and f.
    [[nodiscard]] double correlation() const { return kappa_ * permanent_; }

    /// Parts from the law given f, moved by linear conditioning so that the score is q: each part
    /// moves by Cov(part, q | f) (q - q') / Var(q | f).
    [[nodiscard]] Scores given_q(std::uint64_t key, double factor, double score) const;

    /// The score without the review error, standard normal again.
    [[nodiscard]] double true_q(Scores const& s) const;

    [[nodiscard]] double uniform(std::uint64_t key, std::uint32_t draw) const;

    /// The same law for kernels, in single precision; without what differs by place.
    [[nodiscard]] dense::PlaceScores in_single_precision() const;

private:
    [[nodiscard]] Scores prior(std::uint64_t key, double factor) const;
    [[nodiscard]] double q(Scores const& s) const;

    Stream stream_;
    double kappa_, rest_, permanent_, autoregressive_, transitory_, review_, passing_;
    double variance_given_factor_;
    double truth_;  ///< 1 / sqrt(1 - share of the review error)
};

}  // namespace povex
