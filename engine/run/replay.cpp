#include "engine/run/replay.hpp"

#include <algorithm>
#include <span>

#include "engine/base/elementary.hpp"
#include "engine/policy/eligibility.hpp"
#include "engine/policy/public_works.hpp"

namespace povex {

namespace {

/// The scenario alone, with the deprivations of all households: nothing else depends on either.
std::unique_ptr<Experiment const> alone(Experiment const& e, std::size_t scenario) {
    auto made = std::make_unique<Experiment>(e);
    made->scenarios = {e.scenarios.at(scenario)};
    made->baseline = 0;
    made->multidimensional = true;
    return made;
}

/// The review at which the household is first no longer poor, if the fate is its own; of who is
/// left behind the number of reviews.
std::optional<std::size_t> poor_until(Fate fate, std::span<Statuses const> statuses,
                                      std::size_t standard) {
    auto const poor = [&](std::size_t t) {
        return status_of(statuses[t], standard) == Status::poor;
    };
    auto const reviews = statuses.size();
    std::size_t exit = reviews, returns = 0;
    for (std::size_t t = 1; t < reviews; ++t) {
        if (poor(t - 1) && !poor(t)) exit = std::min(exit, t);
        returns += t > exit && !poor(t - 1) && poor(t) ? 1U : 0U;
    }
    bool const out = class_of(status_of(statuses.back(), standard)) == PovertyClass::neither;
    bool const happens = fate == Fate::leaves       ? poor(0) && returns == 0 && out
                         : fate == Fate::falls_back ? returns > 0
                                                    : poor(0) && exit == reviews;
    return happens ? std::optional(exit) : std::nullopt;
}

}  // namespace

ReplayedScenario::ReplayedScenario(PreparedExperiment const& prepared, std::size_t scenario,
                                   std::uint32_t replicate, std::size_t standard)
    : experiment_(alone(prepared.experiment(), scenario)),
      prepared_(*experiment_, &prepared),
      standard_(standard),
      counterfactual_(prepared_.counterfactual_of(0, prepared_.population(replicate), replicate)),
      projection_(simulate_scenario(prepared_, 0, counterfactual_, &log_)) {}

std::optional<std::size_t> ReplayedScenario::row_of(std::uint64_t key) const {
    auto const& keys = households().key;
    auto const at = std::find(keys.begin(), keys.end(), key);
    if (at == keys.end()) return std::nullopt;
    return static_cast<std::size_t>(at - keys.begin());
}

Tally::Path ReplayedScenario::path_of(CounterfactualPath& without, std::size_t household) const {
    auto const& affected = projection_.affected.household;
    auto const at = std::lower_bound(affected.begin(), affected.end(), household);
    if (at == affected.end() || *at != household) return without(household);
    return affected_path(counterfactual_, projection_.affected,
                         static_cast<std::size_t>(at - affected.begin()));
}

Replay ReplayedScenario::of(std::size_t household) const {
    CounterfactualPath without(counterfactual_);
    auto const path = path_of(without, household);
    Replay replay{household, std::vector<ReplayYear>(counterfactual_.study->years.reviews())};
    for (std::size_t t = 0; t < replay.years.size(); ++t) {
        ReplayYear& year = replay.years[t];
        year.income = path.income[t] * path.unit;
        year.line = prepared_.rulers().at(standard_, t, path.stratum).line * path.unit;
        year.official = class_of(status_of(path.statuses[t], standard_));
        year.truth = class_of(status_of(path.true_statuses[t], standard_));
        year.deprivations = path.deprivations[t];
        if (t > 0) year.cause = cause(path, t);
    }
    tell_shocks(household, replay);
    tell_programmes(household, replay);
    tell_hurdles(path, replay);
    return replay;
}

Cause ReplayedScenario::cause(Tally::Path const& path, std::size_t t) const {
    auto const official = [&](std::size_t year) {
        return class_of(status_of(path.statuses[year], standard_));
    };
    auto const now = official(t);
    if (now == official(t - 1)) return Cause::none;
    /// By the lines of one year, with the income and the deprivations of others.
    auto const by = [&](std::size_t line, std::size_t income, std::size_t lacks) {
        return class_of(prepared_.rulers()
                            .at(standard_, line, path.stratum)
                            .classify(path.income[income], path.deprivations[lacks]));
    };
    if (by(t, t, t) != now) return Cause::list;
    if (by(t, t - 1, t - 1) == now) {
        return by(t - 1, t - 1, t - 1) == official(t - 1) ? Cause::line : Cause::list;
    }
    if (by(t, t, t - 1) == now) return Cause::income;
    return by(t, t - 1, t) == now ? Cause::deprivations : Cause::both;
}

void ReplayedScenario::tell_shocks(std::size_t household, Replay& replay) const {
    Stream const stream = counterfactual_.drawn->nature_stream();
    for (std::size_t t = 1; t < replay.years.size(); ++t) {
        for (std::size_t shock = 0; shock < counterfactual_.study->model->shocks.size(); ++shock) {
            auto const loss = counterfactual_.drawn->nature->loss_if_hit(
                shock, households(), counterfactual_.course().locality_shocks, household, t,
                stream);
            if (loss) replay.years[t].shocks.push_back({shock, -elementary::expm1(-*loss)});
        }
    }
}

void ReplayedScenario::tell_programmes(std::size_t household, Replay& replay) const {
    for (auto const* all : {&log_.enrolled, &log_.universal}) {
        for (HouseholdLog::Enrolled const& one : *all) {
            if (one.household != household) continue;
            replay.years[one.year].enrolled.push_back(one);
            if (one.lost < replay.years.size()) replay.years[one.lost].lost.push_back(one);
        }
    }
    for (ReplayYear& year : replay.years) {
        std::stable_sort(year.enrolled.begin(), year.enrolled.end(),
                         [](auto& a, auto& b) { return a.programme < b.programme; });
    }
    for (HouseholdLog::Hired const& one : log_.hired) {
        if (one.household == household) replay.years[one.year].hired = true;
    }
}

/// The log has only households of the right group, status and need; the rest is seen here.
void ReplayedScenario::tell_hurdles(Tally::Path const& path, Replay& replay) const {
    for (HouseholdLog::Stopped const& one : log_.stopped) {
        if (one.household == replay.household) replay.years[one.year].stopped.push_back(one);
    }
    for (std::size_t t = 1; t < replay.years.size(); ++t) {
        ReplayYear& year = replay.years[t];
        for (std::size_t p = 0; p < scenario().programmes.size(); ++p) {
            auto const this_one = [&](auto const& one) { return one.programme == p; };
            if (!scenario().runs[p] || is_public_works(scenario().programmes[p]) ||
                std::ranges::any_of(year.enrolled, this_one) ||
                std::ranges::any_of(year.stopped, this_one)) {
                continue;
            }
            year.stopped.push_back({static_cast<std::uint32_t>(replay.household),
                                    static_cast<std::uint16_t>(p), static_cast<std::uint16_t>(t),
                                    first_hurdle(path, replay.household, p, t)});
        }
        std::ranges::sort(year.stopped, {}, &HouseholdLog::Stopped::programme);
    }
}

/// Of a household that is not in the log: it fails group, status or need.
Hurdle ReplayedScenario::first_hurdle(Tally::Path const& path, std::size_t household,
                                      std::size_t programme, std::size_t t) const {
    auto const who = profile_of(households(), household);
    auto const status = list_status_in(t, path.statuses, *counterfactual_.study->targeting,
                                       scenario().rules.grace_years);
    return prepared_.eligibility(0)
        .table(programme)
        .first_hurdle({who.group, who.members, status, path.deprivations[t - 1]})
        .value_or(Hurdle::no_need);
}

std::vector<std::int64_t> ReplayedScenario::poor_by_year() const {
    CounterfactualPath without(counterfactual_);
    std::vector<std::int64_t> poor(counterfactual_.study->years.reviews());
    for (std::size_t household = 0; household < households().households(); ++household) {
        auto const path = path_of(without, household);
        for (std::size_t t = 0; t < poor.size(); ++t) {
            poor[t] += status_of(path.statuses[t], standard_) == Status::poor ? 1 : 0;
        }
    }
    return poor;
}

std::vector<ReplayedScenario::Service> ReplayedScenario::services() const {
    std::vector<Service> services(households().households(),
                                  {counterfactual_.study->years.reviews(), 0});
    for (auto const* all : {&log_.enrolled, &log_.universal}) {
        for (HouseholdLog::Enrolled const& one : *all) {
            Service& of = services[one.household];
            of.first = std::min(of.first, std::size_t{one.year});
            ++of.enrolments;
        }
    }
    return services;
}

std::optional<std::size_t> ReplayedScenario::example_of(Fate fate) const {
    if (counterfactual_.study->years.projected() == 0) return std::nullopt;
    struct Example {
        std::size_t rank;  ///< the lower, the more it tells
        double income;     ///< at the base review, over the line
        std::uint64_t key;
        std::size_t household;
        auto operator<=>(Example const&) const = default;
    };
    CounterfactualPath without(counterfactual_);
    auto const served = services();
    auto const reviews = counterfactual_.study->years.reviews();
    std::vector<Example> all;
    for (auto const h :
         poor_paths(poor_paths(counterfactual_), projection_.affected, reviews).household) {
        auto const path = path_of(without, h);
        auto const until = poor_until(fate, path.statuses, standard_);
        if (!until) continue;
        auto const rank = fate == Fate::left_behind   ? served[h].enrolments
                          : served[h].first <= *until ? std::size_t{0}
                                                      : std::size_t{1};
        auto const line = prepared_.rulers().at(standard_, 0, path.stratum).line;
        all.push_back({rank, path.income[0] / line, households().key[h], h});
    }
    if (all.empty()) return std::nullopt;
    std::sort(all.begin(), all.end());
    auto const most_telling = std::count_if(
        all.begin(), all.end(), [&](Example const& one) { return one.rank == all[0].rank; });
    return all[static_cast<std::size_t>(most_telling - 1) / 2].household;
}

}  // namespace povex
