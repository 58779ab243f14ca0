#pragma once

#include <string>
#include <vector>

#include "engine/study/study.hpp"
#include "output/file/results_reader.hpp"
#include "output/words/phrases.hpp"

namespace povex {

/// The outcome of a sweep in one year: how many households of the province are poor at each point,
/// on the official list, by the national standard [households].
struct SweepTable {
    std::string standard;
    int year = 0;
    std::size_t replicates = 0;
    std::vector<SweptNumber> factors;
    std::vector<std::string> scenarios;
    // statistics over replicates, shape [point][scenario]:
    std::vector<double> mean, q05, q95;

    [[nodiscard]] std::size_t points() const {
        return factors.empty() ? 0 : factors.front().values.size();
    }
};

/// Read the outcome of a sweep from its results file.
/// \param year  a year of the file; 0: the last one
/// \throws InputError if the file does not have the year
[[nodiscard]] SweepTable sweep_table(ResultsReader const& results, int year = 0);

/// The outcome as a table for a terminal. If there are more than `most_points` points, that many
/// are shown, evenly spaced.
[[nodiscard]] std::string sweep_text(SweepTable const& table, Language language = Language::en,
                                     std::size_t most_points = 30);

/// The outcome as JSON for a program: one object with every point.
/// \param warnings  of the study, if it was read just now
[[nodiscard]] std::string sweep_json(SweepTable const& table,
                                     std::vector<Problem> const& warnings = {});

}  // namespace povex
