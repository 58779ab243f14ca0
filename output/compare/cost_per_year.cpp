#include "output/compare/cost_per_year.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/stats/summary.hpp"

namespace povex {
namespace {

bool is_known(std::span<double const> values) {
    return !values.empty() &&
           std::none_of(values.begin(), values.end(), [](double x) { return std::isnan(x); });
}

MeanDifference mean_of(std::span<double const> values, Clustering const& clustering) {
    return mean_difference({{values.begin(), values.end()}, clustering});
}

CostVerdict verdict_of(double spending, MeanDifference const& averted) {
    bool const has_interval = !std::isnan(averted.low);
    bool const holds_zero =
        has_interval ? averted.low <= 0 && averted.high >= 0 : averted.mean == 0;
    if (holds_zero) return CostVerdict::no_difference;
    if (averted.mean < 0) return CostVerdict::more_poverty;
    return spending <= 0 ? CostVerdict::saves_money : CostVerdict::cost;
}

/// Means of two quantities, their squared errors, and the degrees of freedom.
struct TwoMeans {
    double first = 0.0, second = 0.0;
    double squared_first = 0.0, squared_second = 0.0, product = 0.0;
    double degrees = 0.0;
};

/// Means and errors of spending and years, each in units of the size of its mean: the error of the
/// sum and of the difference then tells how they vary together.
TwoMeans two_means(std::span<double const> first, std::span<double const> second,
                   Clustering const& clustering) {
    ClusteredMean one(clustering), other(clustering), sum(clustering), difference(clustering);
    for (std::size_t r = 0; r < first.size(); ++r) {
        one.add(r, first[r]);
        other.add(r, second[r]);
        sum.add(r, first[r] + second[r]);
        difference.add(r, first[r] - second[r]);
    }
    auto const squared = [](ClusteredMean const& of) { return std::pow(of.standard_error(), 2); };
    return {one.mean(),
            other.mean(),
            squared(one),
            squared(other),
            (squared(sum) - squared(difference)) / 4,
            one.degrees()};
}

std::vector<double> scaled(std::span<double const> values, double unit) {
    std::vector<double> made;
    for (double value : values) made.push_back(value / unit);
    return made;
}

void add_fieller(CostPerYear& cost, std::span<double const> spending,
                 std::span<double const> averted, Clustering const& clustering,
                 MeanDifference const& years) {
    double const unit = cost.mean;
    auto const means =
        two_means(scaled(spending, unit * years.mean), scaled(averted, years.mean), clustering);
    if (means.degrees < 1 || std::isnan(means.squared_first)) return;
    double const t2 = std::pow(student_t95(means.degrees), 2);
    double const a = means.second * means.second - t2 * means.squared_second;
    double const b = means.first * means.second - t2 * means.product;
    double const c = means.first * means.first - t2 * means.squared_first;
    if (a <= 0) return;
    double const root = std::sqrt(std::max(0.0, b * b - a * c));
    cost.low = unit * (b - root) / a;
    cost.high = unit * (b + root) / a;
}

void add_percentiles(CostPerYear& cost, std::span<double const> spending,
                     std::span<double const> averted, std::size_t per_draw) {
    std::vector<double> ratios;
    for (std::size_t first = 0; first < averted.size(); first += per_draw) {
        std::size_t const count = std::min(per_draw, averted.size() - first);
        double const money = summarise(spending.subspan(first, count)).mean;
        double const years = summarise(averted.subspan(first, count)).mean;
        ++cost.draws;
        if (years <= 0) ++cost.draws_without;
        ratios.push_back(money / years);
    }
    if (cost.draws_without > 0 || cost.draws < 2) return;
    std::sort(ratios.begin(), ratios.end());
    cost.low = sorted_percentile(ratios, 5);
    cost.high = sorted_percentile(ratios, 95);
}

}  // namespace

CostPerYear cost_per_year(std::span<double const> spending, std::span<double const> averted,
                          Clustering const& clustering) {
    CostPerYear cost;
    if (!is_known(spending) || !is_known(averted) || spending.size() != averted.size()) return cost;
    MeanDifference const years = mean_of(averted, clustering);
    double const money = summarise(spending).mean;
    cost.verdict = verdict_of(money, years);
    if (cost.verdict != CostVerdict::cost) return cost;
    cost.mean = money / years.mean;
    if (clustering.replicates_per_draw > 0) {
        add_percentiles(cost, spending, averted, clustering.replicates_per_draw);
    } else {
        add_fieller(cost, spending, averted, clustering, years);
    }
    return cost;
}

}  // namespace povex
