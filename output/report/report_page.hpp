#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "output/file/results_reader.hpp"
#include "output/replay/three_households.hpp"
#include "output/words/phrases.hpp"

namespace povex {

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

/// Everything a page shows, as one JSON object without a character that HTML could take for markup.
/// What it holds is told in docs/report.md.
[[nodiscard]] std::string page_document(ResultsReader const& results, PageRequest const& request);

}  // namespace povex
