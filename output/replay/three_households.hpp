#pragma once

#include <string>
#include <vector>

#include "engine/base/label.hpp"
#include "output/file/results_reader.hpp"

namespace povex {

/// One year of a replayed household.
struct ReplayedYear {
    int year = 0;
    std::vector<Text> events;  ///< what happened, in words
    double income = 0.0;       ///< measured, per person [currency/month]
    double line =
        0.0;  ///< income line for its area, national standard, per person [currency/month]
    std::string status;  ///< "poor", "near_poor", "not"
};

/// A replayed household in words, year by year: an example of what happens to households.
struct ReplayedHousehold {
    std::string role;          ///< "leaves", "falls_back" or "left_behind"
    std::string key;           ///< as `povex replay` takes it
    std::vector<Text> labels;  ///< who it is: where it lives, its members
    std::vector<ReplayedYear> years;
};

/// Three example households of a run: one that leaves poverty, one that falls back, and one that is
/// left behind. If the run has no example of a kind, it is missing; if there is none at all,
/// `why_none` gives the reason.
struct ThreeHouseholds {
    std::vector<ReplayedHousehold> households;
    std::string why_none;
};

/// Choose three example households of a run, and replay them. This simulates replicate 0 of the
/// baseline again, from the study that the results file records, with its settings, its seed and
/// its drawn parameters. ReplayedScenario::example_of() says which households are chosen.
///
/// There are none if the file holds a sweep or does not record the study, if this program cannot
/// read the study, or if the simulation does not count as many poor as the file.
[[nodiscard]] ThreeHouseholds three_households(ResultsReader const& results);

}  // namespace povex
