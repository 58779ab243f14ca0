#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace povex {

/// How the numbers of a column are shown; `text` has none.
enum class Shown { text, whole, mean, money, share, year, as_is };

struct ReportColumn {
    std::string heading;
    Shown shown = Shown::text;
    std::string key;  ///< the same in every language: what a chart calls the column
};

/// A text, or a number; NaN is an empty cell.
using ReportCell = std::variant<std::string, double>;

/// Values of a chart: a column over some rows, called what stands in a cell of the same table.
struct ChartSeries {
    std::size_t column = 0;
    std::size_t first_row = 0;
    std::size_t last_row = 0;
    /// The column of the name in the first row; none: the name is the heading of the values.
    std::size_t name_column = heading_names;

    static constexpr std::size_t heading_names = static_cast<std::size_t>(-1);
};

struct ReportChart {
    std::string title;
    bool is_line = false;  ///< else columns
    std::size_t category_column = 0;
    std::vector<ChartSeries> series;
};

/// A table of a report with what stands above it, as a planner files it: a sheet of a workbook.
struct ReportTable {
    std::string name;  ///< short: of the sheet
    std::string title;
    std::vector<std::string> notes;
    std::vector<ReportColumn> columns;
    std::vector<std::vector<ReportCell>> rows;  ///< each as long as the columns
    std::vector<ReportChart> charts;
};

}  // namespace povex
