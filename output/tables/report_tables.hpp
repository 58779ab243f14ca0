#pragma once

#include <string>
#include <vector>

#include "output/file/results_reader.hpp"
#include "output/tables/report_source.hpp"
#include "output/tables/report_table.hpp"
#include "output/words/phrases.hpp"

namespace povex {

/// The tables that a department files of a run, in its language: the form of the yearly review, the
/// scenarios, years, localities, costs, the projection compared with the review, and every
/// assumption.
///
/// \param scenario  the scenario of the form, the deprivations and the localities; empty: the
///                  baseline
/// \throws InputError if the file holds a sweep, or lacks the scenario
[[nodiscard]] std::vector<ReportTable> report_tables(ResultsReader const& results,
                                                     Language language,
                                                     std::string const& scenario = "");

// The tables, in the order of the report. A table has no rows if the file lacks what it shows.

/// Every scenario: the poor of each year, the years of poverty averted, and extra spending.
[[nodiscard]] ReportTable summary_table(ReportSource const& source);
/// The form of the yearly review for poor households: who left and entered poverty.
[[nodiscard]] ReportTable poor_form(ReportSource const& source);
/// The same form for near-poor households.
[[nodiscard]] ReportTable near_poor_form(ReportSource const& source);
/// Poor and near-poor households deprived of each indicator.
[[nodiscard]] ReportTable deprivation_table(ReportSource const& source);
/// Poor and near-poor households of the province by standard, scenario and year.
[[nodiscard]] ReportTable year_table(ReportSource const& source);
/// Poor and near-poor households by locality.
[[nodiscard]] ReportTable locality_table(ReportSource const& source);
/// Spending by programme and payer.
[[nodiscard]] ReportTable cost_table(ReportSource const& source);
/// Households newly enrolled in each programme.
[[nodiscard]] ReportTable enrolled_table(ReportSource const& source);
/// Every observed count and what the baseline projects for it.
[[nodiscard]] ReportTable actuals_table(ReportSource const& source);
/// Every number of the study with its range, grade and source.
[[nodiscard]] ReportTable assumptions_table(ReportSource const& source);

}  // namespace povex
