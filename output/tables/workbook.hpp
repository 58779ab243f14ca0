#pragma once

#include <string>
#include <vector>

#include "output/file/target_path.hpp"
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
/// \param target  see checked_target(); the file appears when it is complete
/// \throws InputError if it cannot be made; FileError if the disk is full
void write_workbook(OutputPath const& target, WorkbookPlan const& plan);

}  // namespace povex
