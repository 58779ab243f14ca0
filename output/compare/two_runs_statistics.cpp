#include "output/compare/two_runs_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include <boost/math/distributions/students_t.hpp>

namespace povex {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double confidence = 0.95;

/// A mean, its squared standard error, and the degrees of freedom of that. NaN: not known.
struct Mean {
    double value = missing;
    double squared_error = missing;
    double degrees = missing;
};

Mean mean_of(Sample const& sample) {
    std::vector<double> const& values = sample.values;
    auto const is_nan = [](double value) { return std::isnan(value); };
    if (values.empty() || std::any_of(values.begin(), values.end(), is_nan)) return {};
    ClusteredMean mean(sample.clustering);
    for (std::size_t r = 0; r < values.size(); ++r) mean.add(r, values[r]);
    return {mean.mean(), std::pow(mean.standard_error(), 2), mean.degrees()};
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
    double const half = error * student_t95(mean.degrees);
    difference.low = mean.value - half;
    difference.high = mean.value + half;
    boost::math::students_t const distribution(mean.degrees);
    difference.p = 2 * boost::math::cdf(complement(distribution, std::fabs(mean.value) / error));
    return difference;
}

}  // namespace

double student_t95(double degrees) {
    return boost::math::quantile(
        complement(boost::math::students_t(degrees), (1.0 - confidence) / 2));
}

MeanDifference mean_difference(Sample const& differences) {
    return judged(mean_of(differences));
}

MeanDifference paired_difference(Sample const& first, Sample const& second) {
    bool const pairs = first.values.size() == second.values.size();
    if (!pairs || first.clustering != second.clustering) {
        throw std::invalid_argument("values that are no pairs");
    }
    Sample differences = second;
    for (std::size_t i = 0; i < first.values.size(); ++i) differences.values[i] -= first.values[i];
    return mean_difference(differences);
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
