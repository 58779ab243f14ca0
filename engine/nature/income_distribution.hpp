#pragma once

#include <optional>
#include <vector>

#include "engine/nature/nature_model.hpp"

namespace povex {

/// How much a household of a given rank earns: the monotone map from the normal score q of its
/// rank to log income, piecewise linear,
///
///     x(q) = log(income / mean of the stratum).
///
/// One piece (slope sigma) is the lognormal law. The anchored law runs through known shares below
/// known incomes, where poverty is decided, and keeps the mean.
class IncomeDistribution {
public:
    struct Knot {
        double score = 0.0;
        double log_income = 0.0;
    };

    /// Lognormal with mean 1: x(q) = -sigma^2/2 + sigma q.
    [[nodiscard]] static IncomeDistribution lognormal(double sigma);

    /// Through the anchors (ascending), linear from the highest to the knot (0, mu), slope `sigma`
    /// above it and `sigma_low` below the lowest. mu is solved so that the mean is 1, unless
    /// `slope_above` (from the highest anchor to the knot) gives it.
    ///
    /// \param anchors  scores ascending, all below 0
    /// \throws InputError if no mu above the highest anchor gives the mean
    [[nodiscard]] static IncomeDistribution anchored(std::vector<Knot> anchors, double sigma,
                                                     double sigma_low,
                                                     std::optional<double> slope_above);

    /// x(q), continuous and non-decreasing.
    [[nodiscard]] double operator()(double score) const {
        if (score >= knots_.back().score) {
            return knots_.back().log_income + slope_above_ * (score - knots_.back().score);
        }
        return below_last_knot(score);
    }

    /// The score at which log income is x; +-inf outside the law of a household without spread.
    [[nodiscard]] double score_at(double log_income) const;

    /// E[exp x(q)], q standard normal, exactly:
    /// each piece a + bq over [l, u] adds exp(a + b^2/2) (Phi(u - b) - Phi(l - b)).
    [[nodiscard]] double mean() const;

    [[nodiscard]] std::vector<Knot> const& knots() const { return knots_; }

    /// Of the pieces, from that below the lowest knot to that above the highest.
    [[nodiscard]] std::vector<double> slopes() const;

private:
    IncomeDistribution(std::vector<Knot> knots, double slope_below, double slope_above)
        : knots_(std::move(knots)), slope_below_(slope_below), slope_above_(slope_above) {}
    [[nodiscard]] double below_last_knot(double score) const;

    std::vector<Knot> knots_;
    double slope_below_;
    double slope_above_;
};

}  // namespace povex
