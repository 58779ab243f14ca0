#include "output/compare/two_runs_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>

#include <boost/math/distributions/students_t.hpp>

#include "engine/stats/summary.hpp"

namespace povex {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double outside = 0.05;  ///< the interval covers all but this share

/// A mean, its squared standard error, and the degrees of freedom of that. NaN: not known.
struct Mean {
    double value = missing;
    double squared_error = missing;
    double degrees = missing;
};

Mean mean_of(Sample const& sample) {
    std::vector<double> const& values = sample.values;
    if (sample.unit.size() != values.size()) throw std::invalid_argument("a value without unit");
    auto const is_nan = [](double value) { return std::isnan(value); };
    if (values.empty() || std::any_of(values.begin(), values.end(), is_nan)) return {};
    Mean mean{summarise(values).mean};
    std::map<std::size_t, double> residuals;
    for (std::size_t i = 0; i < values.size(); ++i) {
        residuals[sample.unit[i]] += values[i] - mean.value;
    }
    if (residuals.size() < 2) return mean;
    auto const n = static_cast<double>(values.size());
    auto const units = static_cast<double>(residuals.size());
    double sum = 0;
    for (auto const& [unit, residual] : residuals) sum += residual * residual;
    auto const [least, most] = std::minmax_element(values.begin(), values.end());
    // equal values whose mean is rounded have no spread
    mean.squared_error = *least == *most ? 0.0 : units / (units - 1) * sum / (n * n);
    mean.degrees = units - 1;
    return mean;
}

MeanDifference judged(Mean const& mean) {
    MeanDifference difference{mean.value};
    if (std::isnan(mean.squared_error)) return difference;
    double const error = std::sqrt(mean.squared_error);
    if (error == 0) {
        difference.low = difference.high = mean.value;
        difference.p = mean.value == 0 ? 1.0 : 0.0;
        return difference;
    }
    boost::math::students_t const distribution(mean.degrees);
    double const half = error * boost::math::quantile(complement(distribution, outside / 2));
    difference.low = mean.value - half;
    difference.high = mean.value + half;
    difference.p = 2 * boost::math::cdf(complement(distribution, std::fabs(mean.value) / error));
    return difference;
}

}  // namespace

MeanDifference paired_difference(Sample const& first, Sample const& second) {
    if (first.values.size() != second.values.size() || first.unit != second.unit) {
        throw std::invalid_argument("values that are no pairs");
    }
    Sample differences = second;
    for (std::size_t i = 0; i < first.values.size(); ++i) differences.values[i] -= first.values[i];
    return judged(mean_of(differences));
}

MeanDifference unpaired_difference(Sample const& first, Sample const& second) {
    Mean const a = mean_of(first);
    Mean const b = mean_of(second);
    double const squared_error = a.squared_error + b.squared_error;
    double const of_a = a.squared_error * a.squared_error / a.degrees;
    double const of_b = b.squared_error * b.squared_error / b.degrees;
    return judged(
        {b.value - a.value, squared_error, squared_error * squared_error / (of_a + of_b)});
}

std::vector<double> holm_adjusted(std::span<double const> p) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (!std::isnan(p[i])) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return p[i] < p[j]; });
    std::vector<double> adjusted(p.size(), missing);
    double largest = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        double const left = static_cast<double>(order.size() - k);
        largest = std::max(largest, std::min(1.0, left * p[order[k]]));
        adjusted[order[k]] = largest;
    }
    return adjusted;
}

}  // namespace povex
