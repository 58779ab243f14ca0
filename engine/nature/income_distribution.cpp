#include "engine/nature/income_distribution.hpp"

#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/base/elementary.hpp"
#include "engine/base/error.hpp"
#include "engine/stats/root.hpp"

namespace povex {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// E[exp(x + slope (q - score)); q in [low, high]], q standard normal.
double piece_mean(IncomeDistribution::Knot knot, double slope, double low, double high) {
    using elementary::normal_cdf;
    double const level = knot.log_income - slope * knot.score;
    // the difference of two tails on the side where both are small keeps its digits
    double const mass = low - slope > 0.0 ? normal_cdf(slope - low) - normal_cdf(slope - high)
                                          : normal_cdf(high - slope) - normal_cdf(low - slope);
    return elementary::exp(level + 0.5 * slope * slope) * mass;
}

double slope_between(IncomeDistribution::Knot a, IncomeDistribution::Knot b) {
    return (b.log_income - a.log_income) / (b.score - a.score);
}

}  // namespace

IncomeDistribution IncomeDistribution::lognormal(double sigma) {
    return {{{0.0, -0.5 * sigma * sigma}}, sigma, sigma};
}

IncomeDistribution IncomeDistribution::anchored(std::vector<Knot> anchors, double sigma,
                                                double sigma_low,
                                                std::optional<double> slope_above) {
    Knot const top = anchors.back();
    if (!(top.score < 0.0)) {
        throw InputError("half or more of the households lie at or below the highest anchor",
                         "the income distribution needs its anchors below the median");
    }
    auto with_median = [&](double mu) {
        auto knots = anchors;
        knots.push_back({0.0, mu});
        return IncomeDistribution(std::move(knots), sigma_low, sigma);
    };
    if (slope_above) return with_median(top.log_income - *slope_above * top.score);
    auto excess = [&](double mu) { return with_median(mu).mean() - 1.0; };
    if (excess(top.log_income) >= 0.0) {
        throw InputError(
            fmt::format("no median above the highest anchor gives the mean (the anchor lies "
                        "at {:.3g} of the mean income)",
                        elementary::exp(top.log_income)),
            "a smaller sigma, a larger mean_income, or a lower anchor");
    }
    return with_median(find_root(excess, top.log_income, 1.0, 1e-15));
}

double IncomeDistribution::below_last_knot(double score) const {
    std::size_t k = 0;
    while (score > knots_[k].score) ++k;  // ends: score is below the last knot
    double const slope = k == 0 ? slope_below_ : slope_between(knots_[k - 1], knots_[k]);
    return knots_[k].log_income + slope * (score - knots_[k].score);
}

double IncomeDistribution::score_at(double log_income) const {
    std::size_t k = 0;
    while (k < knots_.size() && log_income > knots_[k].log_income) ++k;
    double slope = slope_below_;
    Knot knot = knots_.front();
    if (k == knots_.size()) {
        slope = slope_above_;
        knot = knots_.back();
    } else if (k > 0) {
        slope = slope_between(knots_[k - 1], knots_[k]);
        knot = knots_[k];
    }
    double const distance = log_income - knot.log_income;
    if (slope > 0.0) return knot.score + distance / slope;
    return distance >= 0.0 ? infinity : -infinity;
}

std::vector<double> IncomeDistribution::slopes() const {
    std::vector<double> slopes{slope_below_};
    for (std::size_t k = 1; k < knots_.size(); ++k) {
        slopes.push_back(slope_between(knots_[k - 1], knots_[k]));
    }
    slopes.push_back(slope_above_);
    return slopes;
}

double IncomeDistribution::mean() const {
    double sum = piece_mean(knots_.front(), slope_below_, -infinity, knots_.front().score);
    for (std::size_t k = 1; k < knots_.size(); ++k) {
        sum += piece_mean(knots_[k], slope_between(knots_[k - 1], knots_[k]), knots_[k - 1].score,
                          knots_[k].score);
    }
    return sum + piece_mean(knots_.back(), slope_above_, knots_.back().score, infinity);
}

dense::IncomeMap IncomeDistribution::in_single_precision() const {
    if (knots_.size() > dense::IncomeMap::most_knots) {
        throw std::length_error("too many knots in an income distribution");
    }
    auto const single = [](double x) { return static_cast<float>(x); };
    auto const slopes = this->slopes();
    dense::IncomeMap map;
    map.knots = static_cast<int>(knots_.size());
    map.level = single(knots_.front().log_income);
    map.slope = single(slopes.front());
    for (std::size_t k = 0; k < knots_.size(); ++k) {
        map.knot[k] = single(knots_[k].score);
        map.bend[k] = single(slopes[k + 1] - slopes[k]);
    }
    return map;
}

}  // namespace povex
