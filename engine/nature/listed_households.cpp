#include "engine/nature/listed_households.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/elementary.hpp"

namespace povex {

PerBit<double> only(PerBit<double> levels, Bits counted) {
    for (std::size_t j = 0; j < max_indicators; ++j) {
        if (!has(counted, j)) levels[j] = 0.0;
    }
    return levels;
}

std::vector<double> shares_at_least(std::span<double const> levels, Bits counted, int cutoff) {
    // as count_tails(), one row at a time, for all factors at once
    auto const n = levels.size() / max_indicators;
    auto const most = static_cast<std::size_t>(cutoff);
    std::vector<std::vector<double>> at_least(most + 1, std::vector<double>(n));
    at_least[0].assign(n, 1.0);
    for (std::size_t j = 0; j < max_indicators; ++j) {
        if (!has(counted, j)) continue;
        double const* const level = &levels[j * n];
        for (std::size_t m = most; m > 0; --m) {
            double const* const fewer = at_least[m - 1].data();
            double* const as_many = at_least[m].data();
            for (std::size_t i = 0; i < n; ++i) {
                as_many[i] = level[i] * fewer[i] + (1.0 - level[i]) * as_many[i];
            }
        }
    }
    return std::move(at_least[most]);
}

LevelGrid::LevelGrid(int intervals)
    : levels_(max_indicators * static_cast<std::size_t>(intervals + 1)) {}

LevelGrid::LevelGrid(DeprivationModel const& model, int intervals) : LevelGrid(intervals) {
    auto const n = static_cast<std::size_t>(intervals + 1);
    for (std::size_t i = 0; i < n; ++i) {
        auto const levels = model.levels(node(static_cast<int>(i), intervals));
        for (std::size_t j = 0; j < max_indicators; ++j) levels_[j * n + i] = levels[j];
    }
}

LevelGrid LevelGrid::in_single_precision(DeprivationModel const& model, int intervals) {
    LevelGrid grid(intervals);
    auto const n = static_cast<std::size_t>(intervals + 1);
    for (std::size_t i = 0; i < n; ++i) {
        PerBit<float> levels;
        dense::levels_at[best_target()](model.in_single_precision(),
                                        static_cast<float>(node(static_cast<int>(i), intervals)),
                                        levels.data());
        for (std::size_t j = 0; j < max_indicators; ++j)
            grid.levels_[j * n + i] = double{levels[j]};
    }
    return grid;
}

std::vector<double> LevelGrid::shares_at_least(Bits counted, int cutoff) const {
    return povex::shares_at_least(levels_, counted, cutoff);
}

ListedDistribution::ListedDistribution(double cut, double correlation)
    : cut_(cut),
      correlation_(correlation),
      scale_(1.0 / std::sqrt(1.0 - correlation * correlation)),
      coarse_weight_(weights(LevelGrid::coarse)),
      fine_weight_(weights(LevelGrid::fine)) {}

std::vector<double> ListedDistribution::weights(int intervals) const {
    std::vector<double> weights;
    for (int i = 0; i <= intervals; ++i) {
        double const f = LevelGrid::node(i, intervals);
        weights.push_back(elementary::normal_density(f) *
                          elementary::normal_cdf((cut_ - correlation_ * f) * scale_));
    }
    return weights;
}

double ListedDistribution::poor_share(LevelGrid const& levels, Bits counted, int cutoff) const {
    auto const shares = levels.shares_at_least(counted, cutoff);
    double all = 0.0;
    double poor = 0.0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        all += coarse_weight_[i];
        poor += coarse_weight_[i] * shares[i];
    }
    return poor / all;
}

ListedDistribution::FactorTables ListedDistribution::factor_tables(LevelGrid const& levels,
                                                                   Bits counted, int cutoff) const {
    auto const shares = levels.shares_at_least(counted, cutoff);
    FactorTables tables;
    auto add = [](FactorTable& table, double area) {
        auto& cumulative = table.cumulative_;
        cumulative.push_back(cumulative.empty() ? 0.0 : cumulative.back() + area);
    };
    double poor_before = 0.0;
    double other_before = 0.0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        double const poor = fine_weight_[i] * shares[i];
        double const other = fine_weight_[i] * (1.0 - shares[i]);
        add(tables.poor, 0.5 * (poor_before + poor));
        add(tables.near_poor, 0.5 * (other_before + other));
        poor_before = poor;
        other_before = other;
    }
    return tables;
}

double ListedDistribution::FactorTable::draw(double u) const {
    double const target = u * cumulative_.back();
    auto const above = std::upper_bound(cumulative_.begin(), cumulative_.end(), target);
    auto const intervals = static_cast<int>(cumulative_.size()) - 1;
    auto const i = std::clamp<std::ptrdiff_t>(above - cumulative_.begin(), 1, intervals);
    double const low = cumulative_[static_cast<std::size_t>(i - 1)];
    double const high = cumulative_[static_cast<std::size_t>(i)];
    double const within = high > low ? (target - low) / (high - low) : 0.5;
    return LevelGrid::node(static_cast<int>(i - 1), intervals) +
           within * (2.0 * LevelGrid::reach / intervals);
}

}  // namespace povex
