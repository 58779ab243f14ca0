#pragma once

#include <vector>

#include "output/phrases.hpp"
#include "output/report_table.hpp"
#include "output/results_reader.hpp"

namespace povex {

/// What a department files of a run, in its language: the form of the yearly review, the scenarios,
/// years, localities, costs, the review figures beside the projection, and every assumption.
/// \throws InputError if the file is that of a sweep
[[nodiscard]] std::vector<ReportTable> report_tables(ResultsReader const& results,
                                                     Language language);

}  // namespace povex
