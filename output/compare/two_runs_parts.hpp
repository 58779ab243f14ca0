#pragma once

#include <vector>

#include "output/compare/two_runs.hpp"

namespace povex {

// The parts of a comparison of two runs.

[[nodiscard]] std::vector<StudyDifference> study_differences(ResultsReader const& first,
                                                             ResultsReader const& second);
[[nodiscard]] std::vector<OnlyInOne> only_in_one(ResultsReader const& first,
                                                 ResultsReader const& second);
/// What keeps replicates from being paired, in words.
[[nodiscard]] std::vector<std::string> reasons_against_pairs(ResultsReader const& first,
                                                             ResultsReader const& second);
[[nodiscard]] std::vector<OutcomeDifference> outcome_differences(ResultsReader const& first,
                                                                 ResultsReader const& second,
                                                                 bool paired);

}  // namespace povex
