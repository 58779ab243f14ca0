#include "engine/policy/job_spillover.hpp"

#include <algorithm>
#include <limits>

#include "engine/base/elementary.hpp"
#include "engine/policy/budget.hpp"
#include "engine/policy/queue.hpp"
#include "engine/random/purpose.hpp"
#include "engine/random/sampling.hpp"

namespace povex {

JobMarket::JobMarket(Counterfactual const& counterfactual, JobSpillover const& spillover)
    : counterfactual_(&counterfactual),
      study_(counterfactual.study),
      spillover_(&spillover),
      stream_(counterfactual.drawn->policy_stream()),
      reviews_(study_->years.reviews()) {
    if (!opens()) return;
    auto const& places = study_->households->places;
    for (std::size_t p = 0; p < places.size(); ++p) {
        double const log_median = counterfactual_->base().models[p].income(0.0);
        for (std::size_t t = 0; t < reviews_; ++t) {
            double const growth =
                counterfactual_->drawn->nature->growth_since_base(places[p].stratum, t);
            median_.push_back(elementary::exp(log_median + growth));
        }
    }
}

bool JobMarket::may_be_producer(std::uint64_t key, std::size_t t,
                                std::span<Statuses const> official, bool succeeded) const {
    auto const lag = static_cast<std::size_t>(spillover_->lag);
    if (lag > t) return false;
    auto const listed_in = [&](std::size_t first, std::size_t last) {
        for (auto u = first; u < last; ++u) {
            if (status_of(official[u], (*study_->targeting)[u]) >= Status::near_poor) return true;
        }
        return false;
    };
    if (listed_in(t - lag, t)) return false;
    if (succeeded) return true;
    if (!without_programme() || !listed_in(0, t - lag)) return false;
    return stream_.uniform(key, study_->calendar(0), purpose(Use::producer)) < spillover_->unaided;
}

std::vector<HouseholdProfile> JobMarket::fill(std::size_t t,
                                              std::span<HouseholdProfile const> producers,
                                              std::span<HouseholdProfile const> candidates,
                                              Ledger& ledger) const {
    auto const localities = study_->places->localities.size();
    std::vector<std::int64_t> there(localities, 0);
    for (HouseholdProfile const& who : producers) ++there[who.locality];
    std::vector<HouseholdProfile> hired;
    for (std::size_t l = 0; l < localities; ++l) {
        ledger.add_jobs(JobAccount::producers, t, l, there[l]);
        auto const jobs = open(t, l, there[l]);
        if (jobs == 0) continue;
        auto const filled = first_in_line(t, l, jobs, candidates);
        ledger.add_jobs(JobAccount::jobs, t, l, jobs);
        ledger.add_jobs(JobAccount::jobs_filled, t, l, static_cast<std::int64_t>(filled.size()));
        hired.insert(hired.end(), filled.begin(), filled.end());
    }
    return hired;
}

std::int64_t JobMarket::open(std::size_t t, std::size_t locality, std::int64_t producers) const {
    double const mean = spillover_->jobs * spillover_->reserved * static_cast<double>(producers);
    if (!(mean > 0.0)) return 0;
    auto const key = study_->places->localities[locality].label.key;
    return poisson(mean, stream_.uniform(key, study_->calendar(t), purpose(Use::jobs)));
}

std::vector<HouseholdProfile> JobMarket::first_in_line(
    std::size_t t, std::size_t locality, std::int64_t most,
    std::span<HouseholdProfile const> candidates) const {
    std::vector<HouseholdProfile> there;
    std::vector<std::uint64_t> keys;
    for (HouseholdProfile const& who : candidates) {
        if (who.locality != locality || !has_member(who, Member::worker)) continue;
        there.push_back(who);
        keys.push_back(who.key);
    }
    std::vector<double> draws(keys.size());
    stream_.uniforms(keys, study_->calendar(t), purpose(Use::job_order), draws);
    std::vector<Waiting> queue;
    for (std::uint32_t i = 0; i < there.size(); ++i) queue.push_back({0.0, draws[i], 1, i});
    PayerCaps no_caps;
    Budget jobs(most, {}, no_caps);
    std::vector<HouseholdProfile> first;
    for (Waiting const& one :
         ServiceQueue(queue, keys).serve([&](auto some) { return jobs.pay(some); })) {
        first.push_back(there[one.who]);
    }
    return first;
}

void JobMarket::hire(std::size_t row, std::size_t t) {
    auto const end = t + static_cast<std::size_t>(spillover_->duration);
    constexpr std::size_t latest = std::numeric_limits<std::uint16_t>::max();
    if (free_from_.size() <= row) free_from_.resize(row + 1, 0);
    free_from_[row] = static_cast<std::uint16_t>(std::min(end, latest));
}

double JobMarket::pay(std::size_t row, std::size_t h, std::size_t t) const {
    if (!is_employed(row, t)) return 0.0;
    return spillover_->wage / static_cast<double>(study_->households->size[h]) / study_->unit_of(h);
}

}  // namespace povex
