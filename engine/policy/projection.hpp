#pragma once

#include <cstdint>
#include <vector>

#include "engine/policy/diary.hpp"
#include "engine/policy/ledger.hpp"
#include "engine/policy/programme.hpp"
#include "engine/policy/reach.hpp"
#include "engine/policy/setting.hpp"

namespace povex {

/// What one scenario did to the households that its programmes touched, and what it cost.
///
/// A household is touched from the year of its first enrolment or job on; before, and if it never
/// has one, it is as nature has it. Rows of touched households have shape [touched][reviews].
struct Projection {
    std::vector<std::uint32_t> touched;  ///< register rows, ascending
    std::vector<double> income;          ///< [the stratum's unit]
    std::vector<Statuses> statuses;      ///< official
    std::vector<Statuses> true_statuses;
    std::vector<Bits> deprivations;  ///< as the review finds them

    Ledger ledger;
};

/// Project one scenario: for each year, in this order,
///
///     1. deprivations move on, with the holds of running programmes (computed when asked for)
///     2. programmes enrol, in the order of their keys, by last year's official status and
///        deprivations; enrolments that work clear deprivations at once
///     3. producers, known by last year's reviews, open jobs, which listed households take
///     4. incomes are composed, and everybody touched is reviewed by every standard
///
/// Depends on the study, the scenario, the seed and the replicate alone.
///
/// \param reach       of the scenario's programmes; the second form works it out
/// \param[out] diary  notes what the programmes did to whom, universal transfers apart; null:
///                    nobody asks
[[nodiscard]] Projection project(Setting const& setting, Scenario const& scenario,
                                 Reach const& reach, Diary* diary = nullptr);
[[nodiscard]] Projection project(Setting const& setting, Scenario const& scenario);

}  // namespace povex
