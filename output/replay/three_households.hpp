#pragma once

#include <string>
#include <vector>

#include "engine/base/label.hpp"
#include "output/file/results_reader.hpp"

namespace povex {

/// A year of a household that was replayed.
struct ReplayedYear {
    int year = 0;
    std::vector<Text> events;  ///< what happened, in words
    double income = 0.0;       ///< measured, per person [currency/month]
    double line = 0.0;         ///< of its area under the national standard [currency/month]
    std::string status;        ///< "poor", "near_poor", "not"
};

/// A household of the simulation, told year by year.
struct ReplayedHousehold {
    std::string role;          ///< "leaves", "falls_back" or "left_behind"
    std::string key;           ///< as `povex replay` takes it
    std::vector<Text> labels;  ///< who it is: where it lives, its members
    std::vector<ReplayedYear> years;
};

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
