#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/nature/dense_incomes.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/population/register.hpp"

namespace povex::small {

inline constexpr double worst_z = 4.5;  ///< 7e-6 false alarms a comparison

inline Label named(std::string id, std::uint16_t key) {
    return {std::move(id), key, {}};
}

/// Localities "l0", "l1", ... and strata "s0", "s1", ..., each stratum an area of its own.
inline Places places(std::size_t localities = 1, std::size_t strata = 1) {
    Places made;
    made.ethnicities = {{named("all", 1)}};
    for (std::size_t l = 0; l < localities; ++l) {
        made.localities.push_back(
            {named("l" + std::to_string(l), static_cast<std::uint16_t>(l + 1))});
    }
    for (std::size_t s = 0; s < strata; ++s) {
        made.areas.push_back("a" + std::to_string(s));
        made.strata.push_back(
            {named("s" + std::to_string(s), static_cast<std::uint16_t>(s + 1)), s, 1.0});
    }
    return made;
}

/// A plan of households by locality and stratum, all of one size; half of them have a child.
inline RegisterPlan plan(std::vector<double> by_place, std::uint8_t size = 2) {
    RegisterPlan made;
    made.largest_size = made.only_size = size;
    made.margins = {{"places", {Dimension::locality, Dimension::stratum}, std::move(by_place)}};
    return made;
}

/// An indicator with key `key`, as common everywhere.
inline Indicator indicator(std::uint16_t key, double level, double loading, double turnover,
                           std::size_t strata = 1) {
    Indicator made;
    made.label = named("i" + std::to_string(key), key);
    made.level.assign(strata, level);
    made.loading = loading;
    made.turnover = turnover;
    return made;
}

/// Base year 2021 and `projected` years; lognormal incomes of mean 1 and this sigma.
inline NatureModel model(std::size_t projected, double sigma, std::size_t strata = 1) {
    NatureModel made;
    made.years = {2021, 2021 + static_cast<int>(projected)};
    StratumIncome income;
    income.sigma = sigma;
    income.growth.assign(made.years.reviews(), 0.0);
    made.income.assign(strata, income);
    return made;
}

/// Mean of numbers, one after the other, and how surely it is known.
class Mean {
public:
    void add(double x) {
        count_ += 1;
        double const step = x - value_;
        value_ += step / count_;
        squares_ += step * (x - value_);
    }
    [[nodiscard]] double count() const { return count_; }
    [[nodiscard]] double value() const { return value_; }
    [[nodiscard]] double error() const { return std::sqrt(squares_ / (count_ - 1) / count_); }
    /// Distance from the exact value, in standard errors.
    [[nodiscard]] double z(double exact) const { return (value_ - exact) / error(); }
    /// Distance from another mean, in standard errors of the difference.
    [[nodiscard]] double z(Mean const& other) const {
        return (value_ - other.value_) / std::hypot(error(), other.error());
    }

private:
    double count_ = 0, value_ = 0, squares_ = 0;
};

/// A map of scores to log incomes with two bends, as kernels take it.
inline constexpr dense::IncomeMap bent_map{
    .knots = 2, .level = -1.0F, .slope = 0.8F, .knot = {-1.5F, 0.0F}, .bend = {-0.2F, 0.1F}};

}  // namespace povex::small
