#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "output/file/results_reader.hpp"
#include "output/replay/three_households.hpp"
#include "output/words/phrases.hpp"

namespace povex {

/// What `povex report` is asked for.
struct PageRequest {
    Language first = Language::vi;  ///< the language in which the page opens; it has both
    std::filesystem::path geojson;  ///< file with the outlines of the localities; empty: tiles
    std::vector<ReplayedHousehold>
        households{};    ///< examples, see three_households(); may be empty
    bool force = false;  ///< replace a file that exists
};

/// Write the results of a run or a sweep as one page for a browser, in both languages. The page
/// needs no network. Nothing is simulated: the caller provides the example households.
///
/// \param target  the file appears when it is complete
/// \throws InputError if the page cannot be written there, or its map cannot be made; FileError if
///         the disk is full
void write_report_page(std::filesystem::path const& target, ResultsReader const& results,
                       PageRequest const& request);

/// Everything that a page shows, as one JSON object. It has no character that HTML could take for
/// markup. docs/report.md describes its members.
[[nodiscard]] std::string page_document(ResultsReader const& results, PageRequest const& request);

}  // namespace povex
