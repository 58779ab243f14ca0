#pragma once

#include <string>
#include <vector>

#include "engine/study/study.hpp"
#include "output/file/results_reader.hpp"
#include "output/words/phrases.hpp"

namespace povex {

/// The outcome of a sweep: how many households of the province are poor, by the review under the
/// national standard, in one year, at each point [households].
struct SweepTable {
    std::string standard;
    int year = 0;
    std::size_t replicates = 0;
    std::vector<SweptNumber> factors;
    std::vector<std::string> scenarios;
    // shape [points][scenarios], over replicates:
    std::vector<double> mean, q05, q95;

    [[nodiscard]] std::size_t points() const {
        return factors.empty() ? 0 : factors.front().values.size();
    }
};

/// \param year  a projected year of the file; 0: the first
/// \throws InputError if the file does not have the year
[[nodiscard]] SweepTable sweep_table(ResultsReader const& results, int year = 0);

/// The table for a terminal: at most so many points, evenly chosen if there are more.
[[nodiscard]] std::string sweep_text(SweepTable const& table, Language language = Language::en,
                                     std::size_t most_points = 30);

/// The table for a program: one JSON object with every point.
[[nodiscard]] std::string sweep_json(SweepTable const& table);

}  // namespace povex
