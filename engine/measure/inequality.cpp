#include "engine/measure/inequality.hpp"

#include <limits>

#include "engine/base/elementary.hpp"

namespace povex {

Inequality inequality(std::vector<IncomeHistogram::Bin> const& bins) {
    std::int64_t households = 0;
    std::int64_t income = 0;
    for (auto const& bin : bins) {
        households += bin.households;
        income += bin.income;
    }
    if (households == 0 || income <= 0) {
        double const none = std::numeric_limits<double>::quiet_NaN();
        return {none, none, none};
    }
    auto const n = static_cast<double>(households);
    auto const total = static_cast<double>(income);
    double const mean = total / n;
    Inequality result;
    double below = 0.0;  // households in lower bins
    for (auto const& bin : bins) {
        if (bin.households == 0) continue;
        auto const w = static_cast<double>(bin.households);
        auto const y = static_cast<double>(bin.income);
        result.gini += y * (2.0 * below + w);
        below += w;
        double const log_ratio = elementary::log(y > 0.0 ? y / w / mean : 0.5 / mean);
        result.theil_t += y / total * log_ratio;
        result.theil_l -= w / n * log_ratio;
    }
    result.gini = result.gini / (n * total) - 1.0;
    return result;
}

}  // namespace povex
