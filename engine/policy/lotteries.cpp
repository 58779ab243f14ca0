#include "engine/policy/lotteries.hpp"

#include <algorithm>
#include <numeric>

#include "engine/policy/programme.hpp"
#include "engine/policy/setting.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace {

constexpr std::size_t households_in_a_band = 4096;  // keys and lots stay in the cache

/// Draws lots, some households at a time.
class Lots {
public:
    Lots(Setting const& setting, Programme const& programme, std::size_t t)
        : households_(setting.households),
          stream_(setting.seed, Module::policy, setting.replicate),
          year_(setting.calendar(t)),
          purpose_(purpose(Use::tie, programme.label.key)) {}

    /// \return good until the next call
    std::span<double const> of(std::span<std::uint32_t const> households) {
        key_.clear();
        for (auto const h : households) key_.push_back(households_->key[h]);
        lot_.resize(key_.size());
        stream_.uniforms(key_, year_, purpose_, lot_);
        return lot_;
    }

private:
    Register const* households_;
    Stream stream_;
    std::uint16_t year_;
    std::uint32_t purpose_;
    std::vector<std::uint64_t> key_;
    std::vector<double> lot_;
};

}  // namespace

Lotteries::Band const* Lotteries::band(Setting const& setting, Programme const& programme,
                                       std::size_t t, std::shared_ptr<List const> const& reach,
                                       std::size_t band) {
    std::lock_guard const lock(one_at_a_time_);
    auto const [place, is_new] =
        drawings_.try_emplace({programme.label.key, t, programme.needs != 0, reach});
    auto& bands = place->second;
    if (is_new) bands = draw(setting, programme, t, *reach);
    if (band >= bands.size()) return nullptr;
    bool const in_order = bands[band].deprivations.size() == bands[band].household.size();
    if (!in_order) put_in_order(setting, programme, t, bands[band]);
    return &bands[band];
}

/// Households shared out among bands of equal width by their lots, which are drawn again for the
/// few bands that are asked for: to keep them all would take more memory than everything else.
std::vector<Lotteries::Band> Lotteries::draw(Setting const& setting, Programme const& programme,
                                             std::size_t t, std::span<std::uint32_t const> reach) {
    std::vector<Band> bands(reach.size() / households_in_a_band + 1);
    auto const width = static_cast<double>(bands.size());
    Lots lots(setting, programme, t);
    for (std::size_t first = 0; first < reach.size(); first += households_in_a_band) {
        auto const some =
            reach.subspan(first, std::min(households_in_a_band, reach.size() - first));
        auto const lot = lots.of(some);
        for (std::size_t i = 0; i < some.size(); ++i) {
            bands[static_cast<std::size_t>(lot[i] * width)].household.push_back(some[i]);
        }
    }
    return bands;
}

void Lotteries::put_in_order(Setting const& setting, Programme const& programme, std::size_t t,
                             Band& band) {
    Lots draw(setting, programme, t);
    auto const lots = draw.of(band.household);
    std::vector<Bits> bits(band.household.size());
    if (programme.needs != 0) bits = untouched_deprivations(setting, band.household, t - 1);
    std::vector<std::uint32_t> order(band.household.size());
    std::iota(order.begin(), order.end(), 0U);
    auto const& key = setting.households->key;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (lots[a] != lots[b]) return lots[a] < lots[b];
        return key[band.household[a]] < key[band.household[b]];
    });
    Band ordered;
    for (auto const i : order) {
        ordered.household.push_back(band.household[i]);
        ordered.deprivations.push_back(bits[i]);
    }
    band = std::move(ordered);
}

std::vector<Bits> untouched_deprivations(Setting const& setting,
                                         std::span<std::uint32_t const> households, std::size_t t) {
    std::vector<Bits> bits(households.size());
    std::vector<std::uint32_t> far;  // from every line: nature did not look
    std::vector<std::size_t> place;
    for (std::size_t i = 0; i < households.size(); ++i) {
        auto const h = households[i];
        if (setting.course.follows(h)) {
            bits[i] = setting.course.deprivations_of(h)[t];
        } else {
            bits[i] = setting.base->deprivations[h];
            far.push_back(h);
            place.push_back(i);
        }
    }
    auto const moves =
        setting.nature->moves(*setting.households, *setting.base, setting.course.weather, far, t,
                              setting.seed, setting.replicate);
    for (std::size_t i = 0; i < far.size(); ++i) {
        for (std::size_t u = 0; u < t; ++u) bits[place[i]] = moves[i * t + u].after(bits[place[i]]);
    }
    return bits;
}

}  // namespace povex
