#include "engine/nature/listing.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/nature/dense_base_population.hpp"
#include "engine/nature/year_address.hpp"
#include "engine/random/purpose.hpp"
#include "engine/stats/root.hpp"

namespace povex {

Masks masks_of(std::span<Bits const> applicable, Bits counted) {
    std::vector<std::uint32_t> households(std::size_t{1} << max_indicators);
    Masks masks;
    for (Bits const bits : applicable) {
        auto const mask = static_cast<Bits>(bits & counted);
        if (households[mask]++ == 0) masks.push_back({mask, 0});
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
    return find_root(excess, -4.0, 4.0, 1e-6);  // what single precision tells apart
}

namespace {

/// Inclusion probabilities proportional to `weights`, adding to `wanted`, none above 1.
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

/// Places of the `wanted` households with the lowest lots, in the order of the lots; of equal ones
/// the one with the lower place.
std::vector<std::size_t> lowest_lots(std::span<std::uint64_t const> key, std::size_t wanted,
                                     Stream const& stream) {
    std::vector<std::uint32_t> key_low(key.size());
    std::transform(key.begin(), key.end(), key_low.begin(),
                   [](std::uint64_t k) { return static_cast<std::uint32_t>(k); });
    std::vector<std::uint32_t> lot(key.size());
    for (std::size_t i = 0; i < key.size();) {
        auto const end = dense::end_of_rows(key, i, key.size());
        dense::draw_lots[best_target()](
            dense::year_address(stream.counter(key[i], 1, purpose(Use::listing))), &key_low[i],
            end - i, &lot[i]);
        i = end;
    }
    std::vector<std::uint64_t> order(key.size());  // lot, then place
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = std::uint64_t{lot[i]} << 32 | i;
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
    auto const lots = lowest_lots(place.key, static_cast<std::size_t>(place.listed), stream);

    LevelGrid const levels(model);
    std::vector<double> share;  // by mask
    for (auto [mask, households] : masks) {
        share.push_back(distribution.poor_share(levels, mask, counts.cutoff));
    }
    std::vector<double> weights;
    for (auto i : lots) {
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
    for (std::size_t i = 0; i < lots.size(); ++i) {
        cumulative += probabilities[i];
        bool const is_poor =
            chosen < place.poor && static_cast<double>(chosen) + start < cumulative;
        if (is_poor) ++chosen;
        listed.push_back({place.first + lots[i], is_poor ? Listing::poor : Listing::near_poor});
    }
    if (chosen != place.poor) throw std::invalid_argument("too few can be poor");
    return listed;
}

}  // namespace povex
