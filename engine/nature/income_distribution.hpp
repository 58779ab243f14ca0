#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/nature/dense_incomes.hpp"
#include "engine/nature/nature_model.hpp"

namespace povex {

/// The distribution of income in a place: how much a household earns that has a given rank.
///
/// It maps the score q of the rank (standard normal) to log income, relative to the mean of the
/// stratum:
///
///     x(q) = log(income / mean),    piecewise linear, continuous, non-decreasing.
///
/// With one piece (slope sigma) income is lognormal. The anchored distribution passes through known
/// shares of households below known incomes, where poverty is decided, and keeps the mean.
class IncomeDistribution {
public:
    struct Knot {
        double score = 0.0;
        double log_income = 0.0;
    };

    /// Lognormal with mean 1: x(q) = -sigma^2/2 + sigma q.
    /// \param sigma  standard deviation of log income, >= 0
    [[nodiscard]] static IncomeDistribution lognormal(double sigma);

    /// Through the anchors, then a straight line from the highest one to the median (0, mu).
    ///
    /// Above the median the slope is `sigma`, below the lowest anchor `sigma_low`. mu is solved so
    /// that E[exp x(q)] = 1, unless `slope_above` gives it: then mu = x_top - slope_above q_top,
    /// and the mean is what it is.
    ///
    /// \param anchors      scores ascending, all below 0; at least one
    /// \param slope_above  slope between the highest anchor and the median
    /// \throws InputError if the highest anchor is at or above the median, or if no mu above it
    ///         gives the mean
    [[nodiscard]] static IncomeDistribution anchored(std::vector<Knot> anchors, double sigma,
                                                     double sigma_low,
                                                     std::optional<double> slope_above);

    /// x(q).
    [[nodiscard]] double operator()(double score) const {
        if (score >= knots_.back().score) {
            return knots_.back().log_income + slope_above_ * (score - knots_.back().score);
        }
        return below_last_knot(score);
    }

    /// The inverse of x(q): the score at which log income is `log_income`.
    /// \return on a flat piece (sigma = 0) +inf at or above its log income, -inf below
    [[nodiscard]] double score_at(double log_income) const;

    /// E[exp x(q)], exactly: each piece a + b q over [l, u] adds
    /// exp(a + b^2/2) (Phi(u - b) - Phi(l - b)).
    /// \return [means of the stratum]
    [[nodiscard]] double mean() const;

    [[nodiscard]] std::vector<Knot> const& knots() const { return knots_; }

    /// Slopes of the pieces, from the one below the lowest knot to the one above the highest; shape
    /// [knots + 1].
    [[nodiscard]] std::vector<double> slopes() const;

    /// The same distribution for the kernels.
    /// \throws std::length_error if there are more knots than dense::IncomeMap holds
    [[nodiscard]] dense::IncomeMap in_single_precision() const;

private:
    IncomeDistribution(std::vector<Knot> knots, double slope_below, double slope_above)
        : knots_(std::move(knots)), slope_below_(slope_below), slope_above_(slope_above) {}
    [[nodiscard]] double below_last_knot(double score) const;

    std::vector<Knot> knots_;
    double slope_below_;
    double slope_above_;
};

}  // namespace povex
