#pragma once

#include <string>
#include <vector>

#include "output/file/results_reader.hpp"
#include "output/report/report_page.hpp"

namespace povex {

/// Households of a run to be told of: one that leaves poverty, one that falls back and one that is
/// left behind, as far as there are such; else the reason why none is told of.
struct ThreeHouseholds {
    std::vector<ReplayedHousehold> households;
    std::string why_none;
};

/// Replay replicate 0 of the baseline from the study that a results file records, with its
/// settings, its seed and what it drew; which households these are, ReplayedScenario::example_of()
/// says.
///
/// None is told of if the file is of a sweep or lacks the study, if this program cannot read it, or
/// if the replayed households are not as many poor as the file counts.
[[nodiscard]] ThreeHouseholds three_households(ResultsReader const& results);

}  // namespace povex
