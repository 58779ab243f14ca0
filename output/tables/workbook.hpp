#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "output/tables/report_table.hpp"

namespace povex {

/// The contents of a workbook: a sheet for each table, and after the first a sheet of all charts.
struct WorkbookPlan {
    std::string title;
    std::string charts;  ///< the name of the sheet of charts
    std::vector<ReportTable> tables;
};

/// Write an Excel workbook. The only door to libxlsxwriter.
///
/// Sheets fit the width of A4 paper, repeat their headings on every page, and have rows as high as
/// their texts. No cell is a formula: a text that starts with "=" stays a text. A number that is
/// not finite becomes an empty cell. Equal tables give equal bytes.
///
/// \param target  the file appears when it is complete
/// \param force   replace a file that exists
/// \throws InputError if it cannot be written
void write_workbook(std::filesystem::path const& target, WorkbookPlan const& plan, bool force);

}  // namespace povex
