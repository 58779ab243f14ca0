#include "engine/stats/summary.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <Eigen/Core>
#include <fmt/format.h>

namespace povex {
namespace {

/// A sum that keeps what each addition loses.
class CompensatedSum {
public:
    void add(double x) {
        double const next = total_ + x;
        bool const x_is_smaller = std::abs(total_) >= std::abs(x);
        lost_ += x_is_smaller ? (total_ - next) + x : (x - next) + total_;
        total_ = next;
    }
    double value() const { return total_ + lost_; }

private:
    double total_ = 0;
    double lost_ = 0;
};

double mean_of(std::span<double const> values) {
    CompensatedSum sum;
    for (double x : values) sum.add(x);
    return sum.value() / static_cast<double>(values.size());
}

/// Two passes; the second term removes the rounding of the mean.
double standard_error_of(std::span<double const> values, double mean) {
    if (values.size() < 2) return Summary::missing;
    CompensatedSum deviations;
    CompensatedSum squares;
    for (double x : values) {
        double const d = x - mean;
        deviations.add(d);
        squares.add(d * d);
    }
    auto const n = static_cast<double>(values.size());
    double const shift = deviations.value();
    double const sum_of_squares = std::max(0.0, squares.value() - shift * shift / n);
    return std::sqrt(sum_of_squares / (n - 1) / n);
}

}  // namespace

double sorted_quantile(std::span<double const> sorted, int percent) {
    if (sorted.empty()) return Summary::missing;
    std::size_t const rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
    return sorted[rank - 1];
}

Summary summarise(std::span<double const> values) {
    std::vector<double> sorted;
    sorted.reserve(values.size());
    for (double x : values) {
        if (!std::isnan(x)) sorted.push_back(x == 0 ? 0.0 : x);  // -0 and 0 are one value
    }
    Summary summary;
    if (sorted.empty()) return summary;
    std::sort(sorted.begin(), sorted.end());
    summary.mean = mean_of(sorted);
    summary.standard_error = standard_error_of(sorted, summary.mean);
    summary.q05 = sorted_quantile(sorted, 5);
    summary.q25 = sorted_quantile(sorted, 25);
    summary.q50 = sorted_quantile(sorted, 50);
    summary.q75 = sorted_quantile(sorted, 75);
    summary.q95 = sorted_quantile(sorted, 95);
    summary.count = static_cast<std::int64_t>(sorted.size());
    return summary;
}

std::vector<Summary> summarise_columns(std::span<double const> values, std::size_t replicates,
                                       std::size_t columns) {
    if (values.size() != replicates * columns) {
        throw std::invalid_argument(fmt::format("{} values are not {} replicates of {} columns",
                                                values.size(), replicates, columns));
    }
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    Eigen::Map<RowMajor const> const matrix(values.data(), static_cast<Eigen::Index>(replicates),
                                            static_cast<Eigen::Index>(columns));
    std::vector<Summary> summaries;
    summaries.reserve(columns);
    for (Eigen::Index c = 0; c < matrix.cols(); ++c) {
        Eigen::VectorXd const column = matrix.col(c);
        summaries.push_back(summarise({column.data(), replicates}));
    }
    return summaries;
}

}  // namespace povex
