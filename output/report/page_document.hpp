#pragma once

#include <string>

#include "output/report/report_page.hpp"

namespace povex {

/// Everything a page shows, as one JSON object without a character that HTML could take for markup.
/// What it holds is told in docs/report.md.
[[nodiscard]] std::string page_document(ResultsReader const& results, PageRequest const& request);

}  // namespace povex
