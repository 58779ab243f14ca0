#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "output/report_table.hpp"

namespace povex {

/// Write tables as an Excel workbook, a sheet each. The only door to libxlsxwriter.
///
/// No cell is a formula: a text that begins with "=" stays a text. What is not a number is an empty
/// cell. Equal tables are equal bytes.
///
/// \param target  appears when it is whole
/// \throws InputError if it cannot be written
void write_workbook(std::filesystem::path const& target, std::string const& title,
                    std::vector<ReportTable> const& tables, bool force);

}  // namespace povex
