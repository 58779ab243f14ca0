#include "engine/measure/inequality.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/elementary.hpp"
#include "engine/stats/fixed_point.hpp"

namespace povex {

POVEX_BY_TARGET(CountIncomes, count_incomes);

namespace {

using H = IncomeHistogram;

/// Where a bin lies [reference incomes].
struct Range {
    double edge;   ///< its lower end
    double width;  ///< 0: it has no upper end
};

Range range_of(std::size_t b) {
    if (b == 0) return {0.0, std::ldexp(1.0, H::lowest_octave)};
    auto const step = static_cast<int>(b) - 1;
    double const octave = std::ldexp(1.0, H::lowest_octave + (step >> H::bin_bits));
    if (b + 1 == H::bins) return {octave, 0.0};
    double const width = octave / (1 << H::bin_bits);
    return {octave + width * (step & ((1 << H::bin_bits) - 1)), width};
}

/// Sum of |y - y'| over all pairs of households of a bin [steps of its places].
double apart(IncomeBin const& bin) {
    if (bin.households < 2) return 0.0;
    auto const n = static_cast<double>(bin.households);
    auto const sum = static_cast<double>(bin.places);
    double const squares = std::max(0.0, static_cast<double>(bin.squares) - sum * (sum / n));
    double const distance = 2.0 * std::sqrt(squares / (n - 1.0) * (n + 1.0) / (3.0 * n));
    return 0.5 * n * (n - 1.0) * distance;
}

/// Gini index of households.
/// \param income  exact sum of y
double gini_index(double income, std::span<IncomeBin const> histogram) {
    double n = 0.0;
    double total = 0.0;
    double sum = 0.0;
    for (std::size_t b = 0; b < histogram.size(); ++b) {
        IncomeBin const& bin = histogram[b];
        if (bin.households == 0) continue;
        auto const [edge, width] = range_of(b);
        double const step = std::ldexp(width, -H::place_bits);
        auto const households = static_cast<double>(bin.households);
        double in_bin = households * edge + step * static_cast<double>(bin.places);
        if (width == 0.0) in_bin = std::max(in_bin, income - total);
        sum += in_bin * (2.0 * n + households) + step * apart(bin);
        n += households;
        total += in_bin;
    }
    return std::max(0.0, sum / (n * total) - 1.0);
}

double households_in(std::span<IncomeBin const> histogram) {
    std::int64_t households = 0;
    for (IncomeBin const& bin : histogram) households += bin.households;
    return static_cast<double>(households);
}

}  // namespace

void CountedBins::include(std::size_t low, std::size_t high) {
    if (bins_.empty()) {
        first_ = static_cast<std::uint32_t>(low);
        bins_.resize(high - low + 1);
        return;
    }
    if (low < first_) {
        bins_.insert(bins_.begin(), first_ - low, IncomeBin{});
        first_ = static_cast<std::uint32_t>(low);
    }
    if (high >= first_ + bins_.size()) bins_.resize(high - first_ + 1);
}

void CountedBins::add_to(std::span<IncomeBin> to) const {
    for (std::size_t b = 0; b < bins_.size(); ++b) to[first_ + b] += bins_[b];
}

Inequality inequality(IncomeSums const& sums, std::span<IncomeBin const> histogram) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    double const n = households_in(histogram);
    if (n == 0.0 || sums.income <= 0) return {none, none, none};
    double const income = from_fixed<IncomeSums::bits>(sums.income);
    double const log_mean = elementary::log(income / n);
    double const theil_t = from_fixed<IncomeSums::bits>(sums.income_log) / income - log_mean;
    double const theil_l = log_mean - from_fixed<IncomeSums::bits>(sums.log_income) / n;
    // of equal incomes, rounding leaves a little below 0
    return {gini_index(income, histogram), std::max(0.0, theil_t),
            sums.no_income > 0 ? none : std::max(0.0, theil_l)};
}

}  // namespace povex
