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

/// Sum of squares about the mean. Two passes; the second term removes the rounding of the mean.
double squares_of(std::span<double const> values, double mean) {
    CompensatedSum deviations;
    CompensatedSum squares;
    for (double x : values) {
        double const d = x - mean;
        deviations.add(d);
        squares.add(d * d);
    }
    double const shift = deviations.value();
    return std::max(0.0, squares.value() - shift * shift / static_cast<double>(values.size()));
}

double standard_error_of(std::span<double const> values, std::span<double const> sorted,
                         Clustering const& clustering) {
    ClusteredMean mean(clustering);
    auto const added = clustering.each_its_own() ? sorted : values;  // then any order is the same
    for (std::size_t r = 0; r < added.size(); ++r) mean.add(r, added[r]);
    return mean.standard_error();
}

double standard_deviation_of(std::span<double const> values, double mean) {
    if (values.size() < 2) return Summary::missing;
    return std::sqrt(squares_of(values, mean) / static_cast<double>(values.size() - 1));
}

/// The two spreads where the parameters are drawn.
void add_spreads(Summary& summary, std::span<double const> values,
                 std::size_t replicates_per_draw) {
    std::vector<double> means, inverse_counts, known;
    CompensatedSum within;
    std::size_t degrees = 0;
    for (std::size_t first = 0; first < values.size(); first += replicates_per_draw) {
        known.clear();
        for (double x :
             values.subspan(first).first(std::min(replicates_per_draw, values.size() - first))) {
            if (!std::isnan(x)) known.push_back(x);
        }
        if (known.empty()) continue;
        means.push_back(mean_of(known));
        within.add(squares_of(known, means.back()));
        degrees += known.size() - 1;
        inverse_counts.push_back(1.0 / static_cast<double>(known.size()));
    }
    if (degrees == 0) return;
    double const process = within.value() / static_cast<double>(degrees);
    summary.process_sd = std::sqrt(process);
    if (means.size() < 2) return;
    double const between =
        squares_of(means, mean_of(means)) / static_cast<double>(means.size() - 1);
    summary.parameter_sd = std::sqrt(std::max(0.0, between - process * mean_of(inverse_counts)));
}

}  // namespace

double sorted_percentile(std::span<double const> sorted, int percent) {
    if (sorted.empty()) return Summary::missing;
    auto const below = static_cast<std::size_t>(std::min(percent, 100 - percent));
    std::size_t const rank = (sorted.size() * below + 99) / 100;
    return percent <= 50 ? sorted[rank - 1] : sorted[sorted.size() - rank];
}

Summary summarise(std::span<double const> values, Clustering const& clustering) {
    std::vector<double> sorted;
    sorted.reserve(values.size());
    for (double x : values) {
        if (!std::isnan(x)) sorted.push_back(x == 0 ? 0.0 : x);  // -0 and 0 are one value
    }
    Summary summary;
    summary.count = static_cast<std::int64_t>(sorted.size());
    if (sorted.empty() || sorted.size() < values.size()) return summary;
    bool const needs_order = !std::is_sorted(sorted.begin(), sorted.end());  // many are all zeros
    if (needs_order) std::sort(sorted.begin(), sorted.end());
    summary.mean = mean_of(sorted);
    summary.standard_error = standard_error_of(values, sorted, clustering);
    summary.q05 = sorted_percentile(sorted, 5);
    summary.q25 = sorted_percentile(sorted, 25);
    summary.q50 = sorted_percentile(sorted, 50);
    summary.q75 = sorted_percentile(sorted, 75);
    summary.q95 = sorted_percentile(sorted, 95);
    if (clustering.replicates_per_draw > 0) {
        add_spreads(summary, values, clustering.replicates_per_draw);
    } else {
        summary.process_sd = standard_deviation_of(sorted, summary.mean);
        summary.parameter_sd = 0.0;
    }
    return summary;
}

std::vector<Summary> summarise_columns(std::span<double const> values, std::size_t replicates,
                                       std::size_t columns, Clustering const& clustering) {
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
        summaries.push_back(summarise({column.data(), replicates}, clustering));
    }
    return summaries;
}

}  // namespace povex
