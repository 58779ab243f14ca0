#include "engine/policy/lotteries.hpp"

#include <algorithm>

#include "engine/policy/programme.hpp"
#include "engine/policy/setting.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace {

constexpr std::size_t households_in_a_band = 1024;
constexpr std::size_t drawn_at_a_time = 4096;  // keys and lots stay in the cache

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
    Band& asked = bands[band];
    if (programme.needs != 0 && asked.deprivations.empty()) {
        asked.deprivations = untouched_deprivations(setting, asked.household, t - 1);
    }
    return &asked;
}

/// Households shared out among bands of equal width by their lots.
std::vector<Lotteries::Band> Lotteries::draw(Setting const& setting, Programme const& programme,
                                             std::size_t t, std::span<std::uint32_t const> reach) {
    std::vector<Band> bands(reach.size() / households_in_a_band + 1);
    auto const width = static_cast<double>(bands.size());
    Stream const stream(setting.seed, Module::policy, setting.replicate);
    std::vector<std::uint64_t> keys;
    std::vector<double> lots;
    for (std::size_t first = 0; first < reach.size(); first += keys.size()) {
        auto const some = reach.subspan(first, std::min(drawn_at_a_time, reach.size() - first));
        keys.clear();
        for (auto const h : some) keys.push_back(setting.households->key[h]);
        lots.resize(keys.size());
        stream.uniforms(keys, setting.calendar(t), purpose(Use::tie, programme.label.key), lots);
        for (std::size_t i = 0; i < some.size(); ++i) {
            bands[static_cast<std::size_t>(lots[i] * width)].household.push_back(some[i]);
        }
    }
    return bands;
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
        setting.nature->moves(*setting.households, *setting.base, setting.course.locality_shocks,
                              far, t, setting.seed, setting.replicate);
    for (std::size_t i = 0; i < far.size(); ++i) {
        for (std::size_t u = 0; u < t; ++u) bits[place[i]] = moves[i * t + u].after(bits[place[i]]);
    }
    return bits;
}

}  // namespace povex
