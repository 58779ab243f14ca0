#include "engine/nature/listed_households.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "engine/base/elementary.hpp"
#include "engine/nature/dense_base_population.hpp"
#include "engine/nature/dense_deprivations.hpp"
#include "engine/nature/year_address.hpp"
#include "engine/random/purpose.hpp"
#include "engine/stats/root.hpp"

namespace povex {

PerBit<double> only(PerBit<double> levels, Bits counted) {
    for (std::size_t j = 0; j < max_indicators; ++j) {
        if (!has(counted, j)) levels[j] = 0.0;
    }
    return levels;
}

std::vector<double> shares_at_least(std::span<double const> levels, Bits counted, int cutoff) {
    // the recursion of count_tails(), one row after the other, for all factors at once
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
    : levels_(max_indicators * (static_cast<std::size_t>(intervals) + 1)) {}

LevelGrid::LevelGrid(DeprivationModel const& model, int intervals) : LevelGrid(intervals) {
    auto const n = static_cast<std::size_t>(intervals) + 1;
    for (std::size_t i = 0; i < n; ++i) {
        auto const levels = model.levels(node(static_cast<int>(i), intervals));
        for (std::size_t j = 0; j < max_indicators; ++j) levels_[j * n + i] = levels[j];
    }
}

LevelGrid LevelGrid::in_single_precision(DeprivationModel const& model, int intervals) {
    LevelGrid grid(intervals);
    auto const n = static_cast<std::size_t>(intervals) + 1;
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

Masks masks_of(std::span<Bits const> applicable, Bits counted) {
    std::vector<std::uint32_t> households(std::size_t{1} << max_indicators);
    Masks masks;
    for (Bits const bits : applicable) {
        auto const mask = static_cast<Bits>(bits & counted);
        if (households[mask]++ == 0) masks.emplace_back(mask, 0);
    }
    for (auto& [mask, count] : masks) count = households[mask];
    std::sort(masks.begin(), masks.end());
    return masks;
}

double calibrated_shift(NatureModel const& model, std::size_t stratum,
                        ListedDistribution const& distribution, Masks const& masks) {
    OfficialCounts const& counts = *model.counts;
    if (counts.cutoff == 0 || counts.poor == 0 || counts.near_poor == 0) return 0.0;
    double const target =
        static_cast<double>(counts.poor) / static_cast<double>(counts.poor + counts.near_poor);
    auto excess = [&](double shift) {
        auto const levels = LevelGrid::in_single_precision(
            DeprivationModel(model.indicators, stratum, shift), LevelGrid::coarse);
        double poor = 0.0;
        double all = 0.0;
        for (auto [mask, households] : masks) {
            auto const weight = static_cast<double>(households);
            poor += weight * distribution.poor_share(levels, mask, counts.cutoff);
            all += weight;
        }
        return poor / all - target;
    };
    return find_root(excess, -4.0, 4.0, 1e-6);  // single precision resolves no more
}

namespace {

/// Inclusion probabilities in [0, 1] with sum `wanted`, proportional to `weights` where that is
/// possible: a household whose probability would be above 1 is certain.
std::vector<double> inclusion_probabilities(std::vector<double> weights, double wanted) {
    for (;;) {
        double certain = 0.0;
        double rest = 0.0;
        for (double w : weights) (w < 0.0 ? certain : rest) += w < 0.0 ? 1.0 : w;
        double const scale = rest > 0.0 ? (wanted - certain) / rest : 0.0;
        bool changed = false;
        for (double& w : weights) {
            if (w >= 0.0 && w * scale > 1.0) {
                w = -1.0;  // certain
                changed = true;
            }
        }
        if (changed) continue;
        for (double& w : weights) w = w < 0.0 ? 1.0 : w * scale;
        return weights;
    }
}

/// Which `wanted` households have the lowest lottery numbers, in the order of these; of equal
/// numbers the earlier household comes first.
std::vector<std::size_t> first_in_lottery(std::span<std::uint64_t const> key, std::size_t wanted,
                                          Stream const& stream) {
    std::vector<std::uint32_t> key_low(key.size());
    std::transform(key.begin(), key.end(), key_low.begin(),
                   [](std::uint64_t k) { return static_cast<std::uint32_t>(k); });
    std::vector<std::uint32_t> number(key.size());
    for (std::size_t i = 0; i < key.size();) {
        auto const end = dense::end_of_rows(key, i, key.size());
        dense::draw_lottery[best_target()](
            dense::year_address(stream.counter(key[i], 1, purpose(Use::listing))), &key_low[i],
            end - i, &number[i]);
        i = end;
    }
    std::vector<std::uint64_t> order(key.size());  // number, then household
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = std::uint64_t{number[i]} << 32 | i;
    auto const end = order.begin() + static_cast<std::ptrdiff_t>(wanted);
    std::nth_element(order.begin(), end - 1, order.end());
    std::sort(order.begin(), end);
    std::vector<std::size_t> lowest(wanted);
    std::transform(order.begin(), end, lowest.begin(),
                   [](std::uint64_t o) { return static_cast<std::size_t>(o & 0xffffffffU); });
    return lowest;
}

}  // namespace

std::vector<ListedHousehold> pick_listed(PlaceList const& place, OfficialCounts const& counts,
                                         DeprivationModel const& model,
                                         ListedDistribution const& distribution, Masks const& masks,
                                         Stream const& stream) {
    if (place.listed == 0) return {};
    auto const lottery =
        first_in_lottery(place.key, static_cast<std::size_t>(place.listed), stream);

    LevelGrid const levels(model);
    std::vector<double> share;  // by mask
    for (auto [mask, households] : masks) {
        share.push_back(distribution.poor_share(levels, mask, counts.cutoff));
    }
    std::vector<double> weights;
    for (auto i : lottery) {
        std::pair const key{static_cast<Bits>(place.applicable[i] & counts.indicators),
                            std::size_t{0}};
        auto const at = std::lower_bound(masks.begin(), masks.end(), key) - masks.begin();
        weights.push_back(share[static_cast<std::size_t>(at)]);
    }
    auto const probabilities =
        inclusion_probabilities(std::move(weights), static_cast<double>(place.poor));
    double const start = stream.uniform(place.key.front(), 2, purpose(Use::listing));
    double cumulative = 0.0;
    std::int64_t chosen = 0;
    std::vector<ListedHousehold> listed;
    for (std::size_t i = 0; i < lottery.size(); ++i) {
        cumulative += probabilities[i];
        bool const is_poor =
            chosen < place.poor && static_cast<double>(chosen) + start < cumulative;
        if (is_poor) ++chosen;
        listed.push_back({place.first + lottery[i], is_poor ? Listing::poor : Listing::near_poor});
    }
    if (chosen != place.poor) throw std::invalid_argument("too few can be poor");
    return listed;
}

}  // namespace povex
