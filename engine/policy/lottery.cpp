#include "engine/policy/lottery.hpp"

#include <algorithm>

#include "engine/random/purpose.hpp"

namespace povex {

namespace {

constexpr std::size_t households_in_a_band = 1024;
constexpr std::size_t drawn_at_a_time = 4096;  // keys and draws stay in the cache

}  // namespace

Lottery::Band const* Lottery::band(Programme const& programme, std::size_t t,
                                   std::shared_ptr<List const> const& list, std::size_t number) {
    std::lock_guard const lock(mutex_);
    bool const asks = programme.eligibility.needs != 0;
    auto const [place, is_new] = orders_.try_emplace({programme.label.key, t, asks, list});
    auto& bands = place->second;
    if (is_new) bands = draw(programme, t, *list);
    if (number >= bands.size()) return nullptr;
    Band& band = bands[number];
    if (asks && band.deprivations.empty()) {
        band.deprivations = drawn_->deprivations(band.household, t - 1);
    }
    return &band;
}

/// Households shared out among bands of equal width by their draws.
std::vector<Lottery::Band> Lottery::draw(Programme const& programme, std::size_t t,
                                         std::span<std::uint32_t const> list) const {
    StudyTables const& study = *drawn_->study;
    std::vector<Band> bands(list.size() / households_in_a_band + 1);
    auto const width = static_cast<double>(bands.size());
    Stream const stream = drawn_->policy_stream();
    std::vector<std::uint64_t> keys;
    std::vector<double> draws;
    for (std::size_t first = 0; first < list.size(); first += keys.size()) {
        auto const some = list.subspan(first, std::min(drawn_at_a_time, list.size() - first));
        keys.clear();
        for (auto const h : some) keys.push_back(study.households->key[h]);
        draws.resize(keys.size());
        stream.uniforms(keys, study.calendar(t), purpose(Use::tie, programme.label.key), draws);
        for (std::size_t i = 0; i < some.size(); ++i) {
            bands[static_cast<std::size_t>(draws[i] * width)].household.push_back(some[i]);
        }
    }
    return bands;
}

}  // namespace povex
