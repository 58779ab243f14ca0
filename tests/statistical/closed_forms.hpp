#pragma once

#include <cmath>
#include <numbers>
#include <vector>

namespace povex::closed_forms {

/// Φ, from the C library: nothing here shares code with the engine.
inline double normal_cdf(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

/// Φ⁻¹ by bisection.
inline double normal_quantile(double p) {
    double low = -40.0;
    double high = 40.0;
    for (int i = 0; i < 64; ++i) {
        double const middle = 0.5 * (low + high);
        (normal_cdf(middle) < p ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

/// E[g(f)], f standard normal: Simpson's rule on [-9, 9].
template <class Function>
double normal_mean(Function const& g, double high = 9.0) {
    constexpr int steps = 4000;
    double const low = -9.0;
    double const width = (high - low) / steps;
    double sum = 0.0;
    for (int i = 0; i <= steps; ++i) {
        double const x = low + width * i;
        double const weight = i == 0 || i == steps ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
        sum += weight * std::exp(-0.5 * x * x) * g(x);
    }
    return sum * width / 3.0 / std::sqrt(2.0 * std::numbers::pi);
}

/// P(X <= a, Y <= b), X and Y standard normal with correlation r.
inline double both_below(double a, double b, double r) {
    return normal_mean([&](double x) { return normal_cdf((b - r * x) / std::sqrt(1.0 - r * r)); },
                       a);
}

/// P(K = m) of the number of independent events with these probabilities, shape [n + 1].
inline std::vector<double> count_law(std::vector<double> const& p) {
    std::vector<double> law{1.0};
    for (double const one : p) {
        law.push_back(0.0);
        for (std::size_t m = law.size() - 1; m > 0; --m) {
            law[m] = law[m] * (1.0 - one) + law[m - 1] * one;
        }
        law[0] *= 1.0 - one;
    }
    return law;
}

/// P(K >= cutoff).
inline double at_least(std::size_t cutoff, std::vector<double> const& p) {
    auto const law = count_law(p);
    double sum = 0.0;
    for (std::size_t m = cutoff; m < law.size(); ++m) sum += law[m];
    return sum;
}

/// The setting of the income oracles: mean 2.5, sigma 0.5, line 1.5.
inline constexpr double mean = 2.5;
inline constexpr double sigma = 0.5;
inline constexpr double line = 1.5;
inline double const mu = std::log(mean) - 0.5 * sigma * sigma;
inline double const d = (std::log(line) - mu) / sigma;  ///< the score of the line
inline double const headcount = normal_cdf(d);

}  // namespace povex::closed_forms
