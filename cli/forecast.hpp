#pragma once

#include <filesystem>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/run/prepared_experiment.hpp"
#include "engine/study/study.hpp"
#include "output/words/terminal_page.hpp"

namespace povex::cli {

/// What a run of a study takes.
struct Forecast {
    double seconds = 0.0;  ///< by the clock [s]
    double memory = 0.0;   ///< at its peak [bytes]
    double file = 0.0;     ///< results [bytes]; 0: not known
};

/// Forecast a run from a sample: the first replicates are simulated on one thread, and their
/// results are written into a temporary file. Takes a few seconds, or as long as one replicate if
/// that is more. Of many scenarios only some are tried. Nothing is tried if the households alone do
/// not fit into the memory that is available.
/// \param so_far  what reading and preparing the study took [s]
[[nodiscard]] Forecast forecast(Study const& study, PreparedExperiment const& prepared, int threads,
                                double so_far);

/// Say what a run takes.
/// \param folder  of the results file
/// \return warnings, if memory or disk will not do
std::vector<Problem> add_forecast(Page& page, Forecast const& forecast, Study const& study,
                                  int threads, std::filesystem::path const& folder);

}  // namespace povex::cli
