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

/// One bin of a histogram.
struct Bin {
    double households;
    double income;  ///< sum of y
    double apart;   ///< mean of |y - y'| between two of them
};

Bin bin_at(std::size_t b, H::Word word) {
    constexpr auto places = double{1 << H::place_bits};
    constexpr H::Word low = (H::Word{1} << H::count_from) - 1;
    auto const step = static_cast<int>(b);
    double const octave = std::ldexp(1.0, H::lowest_octave + (step >> H::bin_bits));
    double const width = octave / (1 << H::bin_bits);
    double const edge = octave + width * (step & ((1 << H::bin_bits) - 1));
    auto const households = static_cast<double>(word >> H::count_from);
    // positions are rounded down: half a step is added back
    double const mean = (static_cast<double>(word & low) / households + 0.5) / places;  // in [0, 1]
    double const c = std::clamp(12.0 * (mean - 0.5), -2.0, 2.0);
    return {households, households * (edge + width * mean), width * (1.0 / 3.0 - c * c / 60.0)};
}

/// Gini index of households.
/// \param income  exact sum of y
double gini_index(double income, std::span<H::Word const> histogram) {
    double n = 0.0;
    double total = 0.0;
    double sum = 0.0;
    for (std::size_t b = 0; b < histogram.size(); ++b) {
        if (histogram[b] == 0) continue;
        Bin bin = bin_at(b, histogram[b]);
        bool const open = b + 1 == histogram.size();  // the last bin has no upper end
        if (open) bin.income = std::max(bin.income, income - total);
        sum += bin.income * (2.0 * n + bin.households);
        sum += 0.5 * bin.households * (bin.households - 1.0) * bin.apart;
        n += bin.households;
        total += bin.income;
    }
    return sum / (n * total) - 1.0;
}

double households_in(std::span<H::Word const> histogram) {
    H::Word households = 0;
    for (auto word : histogram) households += word >> H::count_from;
    return static_cast<double>(households);
}

}  // namespace

Inequality inequality(IncomeSums const& sums, std::span<H::Word const> histogram) {
    double const n = households_in(histogram);
    if (n == 0.0 || sums.income <= 0) {
        double const none = std::numeric_limits<double>::quiet_NaN();
        return {none, none, none};
    }
    double const income = from_fixed<IncomeSums::bits>(sums.income);
    double const log_mean = elementary::log(income / n);
    Inequality found{0.0, from_fixed<IncomeSums::bits>(sums.income_log) / income - log_mean,
                     log_mean - from_fixed<IncomeSums::bits>(sums.log_income) / n};
    bool const all_equal = found.theil_l < 0x1p-19;
    if (!all_equal) found.gini = gini_index(income, histogram);
    return found;
}

}  // namespace povex
