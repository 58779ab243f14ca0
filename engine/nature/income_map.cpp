#include "engine/nature/income_map.hpp"

#include <stdexcept>

namespace povex {

dense::IncomeMap income_map(IncomeDistribution const& distribution) {
    auto const single = [](double x) { return static_cast<float>(x); };
    auto const& knots = distribution.knots();
    auto const slopes = distribution.slopes();
    if (knots.size() > dense::IncomeMap::most_knots) {
        throw std::length_error("too many knots in an income law");
    }
    dense::IncomeMap map;
    map.knots = static_cast<int>(knots.size());
    map.level = single(knots.front().log_income);
    map.slope = single(slopes.front());
    for (std::size_t k = 0; k < knots.size(); ++k) {
        map.knot[k] = single(knots[k].score);
        map.bend[k] = single(slopes[k + 1] - slopes[k]);
    }
    return map;
}

}  // namespace povex
