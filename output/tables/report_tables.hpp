#pragma once

#include <string>
#include <vector>

#include "output/file/results_reader.hpp"
#include "output/tables/report_source.hpp"
#include "output/tables/report_table.hpp"
#include "output/words/phrases.hpp"

namespace povex {

/// What a department files of a run, in its language: the form of the yearly review, the scenarios,
/// years, localities, costs, the review figures beside the projection, and every assumption.
///
/// \param scenario  whose form, deprivations and localities are shown; empty: the baseline
/// \throws InputError if the file is that of a sweep, or lacks the scenario
[[nodiscard]] std::vector<ReportTable> report_tables(ResultsReader const& results,
                                                     Language language,
                                                     std::string const& scenario = "");

// The tables, in the order of the report; without rows where the file lacks what they show.

[[nodiscard]] ReportTable summary_table(ReportSource const& source);
[[nodiscard]] ReportTable poor_form(ReportSource const& source);
[[nodiscard]] ReportTable near_poor_form(ReportSource const& source);
[[nodiscard]] ReportTable deprivation_table(ReportSource const& source);
[[nodiscard]] ReportTable year_table(ReportSource const& source);
[[nodiscard]] ReportTable locality_table(ReportSource const& source);
[[nodiscard]] ReportTable cost_table(ReportSource const& source);
[[nodiscard]] ReportTable enrolled_table(ReportSource const& source);
[[nodiscard]] ReportTable actuals_table(ReportSource const& source);
[[nodiscard]] ReportTable assumptions_table(ReportSource const& source);

}  // namespace povex
