#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "output/tables/report_table.hpp"

namespace povex {

/// What a workbook holds: a sheet for each table, and behind the first a sheet of their charts.
struct WorkbookPlan {
    std::string title;
    std::string charts;  ///< what the sheet of charts is called
    std::vector<ReportTable> tables;
};

/// Write an Excel workbook. The only door to libxlsxwriter.
///
/// Sheets are laid out for A4: as wide as it, headings on every page, rows as high as their texts.
/// No cell is a formula: a text that begins with "=" stays a text. What is not a number is an empty
/// cell. Equal tables are equal bytes.
///
/// \param target  appears when it is whole
/// \throws InputError if it cannot be written
void write_workbook(std::filesystem::path const& target, WorkbookPlan const& plan, bool force);

}  // namespace povex
