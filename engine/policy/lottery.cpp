#include "engine/policy/lottery.hpp"

#include <algorithm>

#include "engine/random/purpose.hpp"

namespace povex {

namespace {

constexpr std::size_t households_in_a_batch = 1024;
constexpr std::size_t drawn_at_a_time = 4096;  // keys and draws stay in the cache

}  // namespace

Lottery::Batch const* Lottery::batch(Programme const& programme, std::size_t t,
                                     std::shared_ptr<List const> const& list, std::size_t number) {
    std::lock_guard const lock(mutex_);
    bool const asks = programme.eligibility.needs != 0;
    auto const [place, is_new] = orders_.try_emplace({programme.label.key, t, asks, list});
    auto& batches = place->second;
    if (is_new) batches = draw(programme, t, *list);
    if (number >= batches.size()) return nullptr;
    Batch& batch = batches[number];
    if (asks && batch.deprivations.empty()) {
        batch.deprivations = drawn_->deprivations(batch.household, t - 1);
    }
    return &batch;
}

/// Households shared out among batches of equal width by their draws.
std::vector<Lottery::Batch> Lottery::draw(Programme const& programme, std::size_t t,
                                          std::span<std::uint32_t const> list) const {
    StudyTables const& study = *drawn_->study;
    std::vector<Batch> batches(list.size() / households_in_a_batch + 1);
    auto const width = static_cast<double>(batches.size());
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
            batches[static_cast<std::size_t>(draws[i] * width)].household.push_back(some[i]);
        }
    }
    return batches;
}

}  // namespace povex
