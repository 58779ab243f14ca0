#pragma once

#include <limits>
#include <vector>

#include "engine/base/label.hpp"
#include "engine/policy/job_spillover.hpp"
#include "engine/policy/official_list.hpp"
#include "engine/policy/programme.hpp"

namespace povex {

/// Rules that hold for all programmes of a scenario.
struct PolicyRules {
    /// A household can bear an own share up to this times its yearly income.
    double kappa_own = std::numeric_limits<double>::infinity();
    double max_log_effect = std::numeric_limits<double>::infinity();
    int grace_years = 3;  ///< a household that left the list is `escaped` for so long
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
};

}  // namespace povex
