#include "engine/nature/base_scores.hpp"

#include <cmath>

#include "engine/random/purpose.hpp"

namespace povex {

ScoreDraw::ScoreDraw(NatureModel const& model, Stream const& stream) : stream_(stream) {
    ScoreModel const& s = model.scores;
    kappa_ = model.kappa_alpha;
    rest_ = std::sqrt(1.0 - kappa_ * kappa_);
    permanent_ = std::sqrt(s.share_permanent);
    autoregressive_ = s.stationary_start ? std::sqrt(s.share_autoregressive) : 0.0;
    transitory_ = std::sqrt(s.share_transitory);
    review_ = std::sqrt(s.share_review * s.review_persistence);
    passing_ = std::sqrt(s.share_review * (1.0 - s.review_persistence));
    variance_given_factor_ = 1.0 - s.share_permanent * kappa_ * kappa_;
    truth_ = s.share_review < 1.0 ? 1.0 / std::sqrt(1.0 - s.share_review) : 0.0;
}

Scores ScoreDraw::prior(std::uint64_t key, double factor) const {
    auto normal = [&](std::uint32_t draw) {
        return stream_.normal(key, 0, purpose(Use::score), draw);
    };
    return {factor,   kappa_ * factor + rest_ * normal(2), normal(3), normal(4), normal(5),
            normal(6)};
}

double ScoreDraw::q(Scores const& s) const {
    return permanent_ * s.permanent + autoregressive_ * s.autoregressive +
           transitory_ * s.transitory + review_ * s.review + passing_ * s.review_passing;
}

Scores ScoreDraw::given_q(std::uint64_t key, double factor, double score) const {
    Scores s = prior(key, factor);
    double const move = (score - q(s)) / variance_given_factor_;
    s.permanent += permanent_ * rest_ * rest_ * move;
    s.autoregressive += autoregressive_ * move;
    s.review += review_ * move;
    s.review_passing += passing_ * move;
    s.transitory += transitory_ * move;
    return s;
}

double ScoreDraw::true_q(Scores const& s) const {
    return (permanent_ * s.permanent + autoregressive_ * s.autoregressive +
            transitory_ * s.transitory) *
           truth_;
}

double ScoreDraw::uniform(std::uint64_t key, std::uint32_t draw) const {
    return stream_.uniform(key, 0, purpose(Use::score), draw);
}

dense::PlaceScores ScoreDraw::in_single_precision() const {
    auto const single = [](double x) { return static_cast<float>(x); };
    dense::PlaceScores place;
    place.permanent = single(permanent_);
    place.autoregressive = single(autoregressive_);
    place.transitory = single(transitory_);
    place.review = single(review_);
    place.passing = single(passing_);
    place.truth = single(truth_);
    place.kappa = single(kappa_);
    place.kappa_rest = single(rest_);
    place.correlation = single(correlation());
    place.correlation_rest = single(std::sqrt(1.0 - correlation() * correlation()));
    place.per_variance = single(1.0 / variance_given_factor_);
    return place;
}

}  // namespace povex
