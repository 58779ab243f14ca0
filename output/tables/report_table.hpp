#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace povex {

/// How the numbers of a column are written. A column with `text` has no numbers.
enum class Shown { text, whole, mean, money, share, year, as_is };

/// A column of a table.
struct ReportColumn {
    std::string heading;
    Shown shown = Shown::text;
    std::string key;  ///< the same in every language; charts refer to the column by it
};

/// A cell of a table: a text or a number. NaN is an empty cell.
using ReportCell = std::variant<std::string, double>;

/// A series of a chart: one column of a table over a range of rows [first_row, last_row].
struct ChartSeries {
    std::size_t column = 0;
    std::size_t first_row = 0;
    std::size_t last_row = 0;
    /// The name of the series is in this column of its first row, or is the heading of its values.
    std::size_t name_column = heading_names;

    static constexpr std::size_t heading_names = static_cast<std::size_t>(-1);
};

/// A chart of a table.
struct ReportChart {
    std::string title;
    bool is_line = false;  ///< otherwise columns
    std::size_t category_column = 0;
    std::vector<ChartSeries> series;
};

/// A table of a report as a planner files it, with its title and notes: one sheet of a workbook.
struct ReportTable {
    std::string name;  ///< short, for the sheet
    std::string title;
    std::vector<std::string> notes;
    std::vector<ReportColumn> columns;
    std::vector<std::vector<ReportCell>> rows;  ///< shape [row][column]
    std::vector<ReportChart> charts;
};

}  // namespace povex
