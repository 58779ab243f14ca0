#include "engine/nature/listed_law.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"

namespace povex {

namespace {

// f beyond 8 standard deviations has probability 1e-15. The trapezoid rule converges faster than
// any power of the step for such densities; the fine grid is for drawing.
constexpr double reach = 8.0;
constexpr int coarse = 128;
constexpr int fine = 800;

double node(int i, int intervals) {
    return reach * (2.0 * i / intervals - 1.0);
}

}  // namespace

PerBit<double> only(PerBit<double> levels, Bits counted) {
    for (std::size_t j = 0; j < max_indicators; ++j) {
        if (!has(counted, j)) levels[j] = 0.0;
    }
    return levels;
}

double share_at_least(PerBit<double> levels, Bits counted, int cutoff) {
    auto const tails = count_tails(only(levels, counted), cutoff);
    return tails.at_least[0][static_cast<std::size_t>(cutoff)];
}

ListedLaw::ListedLaw(double cut, double correlation)
    : cut_(cut),
      correlation_(correlation),
      scale_(1.0 / std::sqrt(1.0 - correlation * correlation)) {}

double ListedLaw::weight(double factor) const {
    return elementary::normal_density(factor) *
           elementary::normal_cdf((cut_ - correlation_ * factor) * scale_);
}

double ListedLaw::poor_share(DeprivationLaw const& law, Bits counted, int cutoff) const {
    double all = 0.0;
    double poor = 0.0;
    for (int i = 0; i <= coarse; ++i) {
        double const f = node(i, coarse);
        double const w = weight(f);
        if (w < 1e-30) continue;
        all += w;
        poor += w * share_at_least(law.levels(f), counted, cutoff);
    }
    return poor / all;
}

ListedLaw::FactorTable ListedLaw::factor_table(DeprivationLaw const& law, Bits counted, int cutoff,
                                               bool poor) const {
    FactorTable table;
    double sum = 0.0;
    double before = 0.0;
    for (int i = 0; i <= fine; ++i) {
        double const f = node(i, fine);
        double density = weight(f);
        if (density > 1e-30) {
            double const share = share_at_least(law.levels(f), counted, cutoff);
            density *= poor ? share : 1.0 - share;
        }
        if (i > 0) sum += 0.5 * (before + density);
        table.cumulative_.push_back(sum);
        before = density;
    }
    return table;
}

double ListedLaw::FactorTable::draw(double u) const {
    double const target = u * cumulative_.back();
    auto const above = std::upper_bound(cumulative_.begin(), cumulative_.end(), target);
    auto const i = std::clamp<std::ptrdiff_t>(above - cumulative_.begin(), 1, fine);
    double const low = cumulative_[static_cast<std::size_t>(i - 1)];
    double const high = cumulative_[static_cast<std::size_t>(i)];
    double const within = high > low ? (target - low) / (high - low) : 0.5;
    return node(static_cast<int>(i - 1), fine) + within * (2.0 * reach / fine);
}

}  // namespace povex
