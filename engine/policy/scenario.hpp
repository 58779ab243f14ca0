#pragma once

#include <limits>
#include <vector>

#include "engine/base/label.hpp"
#include "engine/policy/official_list.hpp"
#include "engine/policy/programme.hpp"

namespace povex {

/// Rules that hold for all programmes of a scenario.
struct PolicyRules {
    /// A household can bear an own share up to this times its yearly income.
    double kappa_own = std::numeric_limits<double>::infinity();
    /// Ceiling M of the sum of effects on log income: min(sum, M).
    double max_log_effect = std::numeric_limits<double>::infinity();
    bool diminishing = false;  ///< M (1 - exp(-sum/M)) in place of min(sum, M)
    int grace_years = 3;       ///< a household that left the list is `escaped` for so long
};

/// Jobs that households open for poor neighbours once they have become producers themselves.
///
/// A household of a locality is a producer in year t if it is off the list at each of the last
/// `lag` reviews, its income of year t - 1 is above the median of its place's base distribution
/// moved on by growth, and either an enrolment of an earlier year in one of `programmes` succeeds,
/// or it was listed at some review of the run and a random draw of its own, made once, falls below
/// `unaided`. The jobs for listed households of a locality with G producers in year t are
/// Poisson(jobs * reserved * G), one draw for each locality and year. They go to households listed
/// at t - 1, with a worker and without such a job, in the order of a lottery.
struct JobSpillover {
    double jobs = 0.0;             ///< omega: jobs that a producer opens a year; 0: no spillover
    std::vector<bool> programmes;  ///< whose success makes producers, [programmes]; empty: none
    double unaided = 0.0;   ///< P(a household that left the list without them becomes a producer)
    int lag = 2;            ///< [reviews], at least 1
    double reserved = 1.0;  ///< share of the jobs that go to listed households
    double wage = 0.0;      ///< [money/month per job]
    int duration = 1;       ///< [years]
};

/// A policy package: the programmes that run, with this scenario's numbers.
struct Scenario {
    Label label;
    Text description;
    std::vector<Programme> programmes;  ///< the whole library, this scenario's numbers
    std::vector<bool> runs;             ///< which of them run, shape [programmes]
    std::vector<bool> event;            ///< which shocks happen, shape [shocks]
    PolicyRules rules;
    ListRules list_rules;
    JobSpillover spillover;

    /// Whether programme p changes anything: it runs, or it is a withdrawn transfer.
    [[nodiscard]] bool acts(std::size_t p) const { return runs[p] || programmes[p].withdrawn; }
};

}  // namespace povex
