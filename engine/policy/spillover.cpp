#include "engine/policy/spillover.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "engine/base/elementary.hpp"
#include "engine/policy/setting.hpp"
#include "engine/random/purpose.hpp"
#include "engine/random/sampling.hpp"

namespace povex {

JobMarket::JobMarket(Setting const& setting, Spillover const& spillover)
    : setting_(&setting),
      spillover_(&spillover),
      stream_(setting.seed, Module::policy, setting.replicate),
      free_from_(opens() ? setting.households->households() : 0, 0) {}

bool JobMarket::is_producer(std::size_t h, std::size_t t, std::span<Status const> official,
                            double income, bool succeeded) const {
    auto const lag = static_cast<std::size_t>(spillover_->lag);
    if (lag > t) return false;
    auto const listed = [](Status status) { return status >= Status::near_poor; };
    auto const earlier = official.first(t - lag);
    auto const recent = official.subspan(t - lag);
    if (std::any_of(recent.begin(), recent.end(), listed)) return false;
    if (!succeeded) {
        if (!without_programme() || std::none_of(earlier.begin(), earlier.end(), listed)) {
            return false;
        }
        double const lot = stream_.uniform(setting_->households->key[h], setting_->calendar(0),
                                           purpose(Use::producer));
        if (!(lot < spillover_->unaided)) return false;
    }
    return income > elementary::exp(log_median(h, t - 1));
}

std::vector<std::uint32_t> JobMarket::hire(std::size_t t, std::span<std::uint32_t const> producers,
                                           std::span<std::uint32_t const> candidates,
                                           std::span<std::int64_t> counts) {
    auto const localities = setting_->places->localities.size();
    auto count = [&](JobAccount account, std::size_t locality) -> std::int64_t& {
        auto const reviews = setting_->years.reviews();
        return counts[(static_cast<std::size_t>(account) * reviews + t) * localities + locality];
    };
    for (auto h : producers) ++count(JobAccount::producers, setting_->locality_of(h));
    auto const waiting = queues(t, candidates);
    std::vector<std::uint32_t> hired;
    for (std::size_t l = 0; l < localities; ++l) {
        auto const opened = static_cast<double>(count(JobAccount::producers, l));
        double const mean = spillover_->jobs * spillover_->reserved * opened;
        if (!(mean > 0.0)) continue;
        auto const key = setting_->places->localities[l].label.key;
        auto const jobs =
            poisson(mean, stream_.uniform(key, setting_->calendar(t), purpose(Use::jobs)));
        auto const filled = std::min(jobs, static_cast<std::int64_t>(waiting[l].size()));
        count(JobAccount::jobs, l) = jobs;
        count(JobAccount::jobs_filled, l) = filled;
        hired.insert(hired.end(), waiting[l].begin(), waiting[l].begin() + filled);
    }
    auto const end = t + static_cast<std::size_t>(spillover_->duration);
    constexpr std::size_t latest = std::numeric_limits<std::uint16_t>::max();
    for (auto h : hired) free_from_[h] = static_cast<std::uint16_t>(std::min(end, latest));
    return hired;
}

std::vector<std::vector<std::uint32_t>> JobMarket::queues(
    std::size_t t, std::span<std::uint32_t const> candidates) const {
    Register const& r = *setting_->households;
    struct Waiting {
        std::size_t locality;
        double lot;
        std::uint64_t key;
        std::uint32_t household;
    };
    std::vector<Waiting> all;
    for (auto h : candidates) {
        if (r.workers[h] == 0 || employed(h, t)) continue;
        all.push_back({setting_->locality_of(h),
                       stream_.uniform(r.key[h], setting_->calendar(t), purpose(Use::job_order)),
                       r.key[h], h});
    }
    std::sort(all.begin(), all.end(), [](Waiting const& a, Waiting const& b) {
        return std::tie(a.lot, a.key) < std::tie(b.lot, b.key);
    });
    std::vector<std::vector<std::uint32_t>> by_locality(setting_->places->localities.size());
    for (Waiting const& one : all) by_locality[one.locality].push_back(one.household);
    return by_locality;
}

double JobMarket::pay(std::size_t h, std::size_t t) const {
    if (free_from_.empty() || !employed(h, t)) return 0.0;
    return spillover_->wage / static_cast<double>(setting_->households->size[h]) /
           setting_->unit_of(h);
}

double JobMarket::log_median(std::size_t h, std::size_t t) const {
    IncomeLaw const& law = setting_->base->laws[setting_->households->place[h]].income;
    return law(0.0) + setting_->nature->growth_since_base(setting_->stratum_of(h), t);
}

}  // namespace povex
