#include "engine/policy/lotteries.hpp"

#include <algorithm>
#include <numeric>

#include "engine/policy/programme.hpp"
#include "engine/policy/setting.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace {

constexpr std::size_t households_in_a_band = 4096;  // keys and lots stay in the cache

}  // namespace

Lotteries::Band const* Lotteries::band(Setting const& setting, Programme const& programme,
                                       std::size_t t, std::shared_ptr<List const> const& reach,
                                       std::size_t band) {
    std::lock_guard const lock(one_at_a_time_);
    auto const [place, is_new] =
        drawings_.try_emplace({programme.label.key, t, programme.needs != 0, reach});
    Drawing& drawing = place->second;
    if (is_new) drawing = draw(setting, programme, t, *reach);
    if (band >= drawing.bands.size()) return nullptr;
    auto& lots = drawing.lots[band];
    if (!lots.empty()) put_in_order(setting, programme, t, lots, drawing.bands[band]);
    lots.clear();
    return &drawing.bands[band];
}

/// Lots of all, shared out among bands of equal width.
Lotteries::Drawing Lotteries::draw(Setting const& setting, Programme const& programme,
                                   std::size_t t, std::span<std::uint32_t const> reach) {
    Drawing drawing;
    auto const bands = reach.size() / households_in_a_band + 1;
    drawing.bands.resize(bands);
    drawing.lots.resize(bands);
    Stream const stream(setting.seed, Module::policy, setting.replicate);
    std::vector<std::uint64_t> keys;
    std::vector<double> lots;
    for (std::size_t first = 0; first < reach.size(); first += households_in_a_band) {
        auto const some =
            reach.subspan(first, std::min(households_in_a_band, reach.size() - first));
        keys.clear();
        for (auto const h : some) keys.push_back(setting.households->key[h]);
        lots.resize(keys.size());
        stream.uniforms(keys, setting.calendar(t), purpose(Use::tie, programme.label.key), lots);
        for (std::size_t i = 0; i < some.size(); ++i) {
            auto const band = static_cast<std::size_t>(lots[i] * static_cast<double>(bands));
            drawing.bands[band].household.push_back(some[i]);
            drawing.lots[band].push_back(lots[i]);
        }
    }
    return drawing;
}

void Lotteries::put_in_order(Setting const& setting, Programme const& programme, std::size_t t,
                             std::span<double const> lots, Band& band) {
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
