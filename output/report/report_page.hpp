#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/label.hpp"
#include "output/file/results_reader.hpp"
#include "output/words/speaker.hpp"

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

/// How a page is wanted.
struct PageRequest {
    Language first = Language::vi;  ///< in which it opens; it has both
    std::filesystem::path geojson;  ///< outlines of the localities; empty: tiles
    std::vector<ReplayedHousehold> households{};
    bool force = false;  ///< overwrite what exists
};

/// Write what a run or a sweep says as one page for a browser, in both languages, that needs no
/// network. It appears when it is whole.
///
/// \throws InputError if it cannot be written, or if its map cannot be made
void write_report_page(std::filesystem::path const& target, ResultsReader const& results,
                       PageRequest const& request);

}  // namespace povex
