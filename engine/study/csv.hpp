#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/study/text.hpp"

namespace povex {

/// A table with a header as people save it, every field with its place in the file: columns
/// separated by commas (RFC 4180), or by semicolons as a spreadsheet in Vietnamese saves them.
///
/// The separator of the header decides how numbers and dates are written:
///
///     ,   1234.5      2021-12-31
///     ;   1.234,5     2021-12-31 or 31/12/2021
///
/// Fields in double quotes may hold separators, line ends and doubled quotes. Skipped are empty
/// lines and those whose fields are all empty, lines that start with #, columns at the end without
/// a name and without a value, and a first line sep=; or sep=, . Behind semicolons the empty fields
/// at the end of a row may be missing.
///
/// Own code because messages need line and column, which no packaged reader keeps.
struct CsvTable {
    struct Field {
        std::string text;
        Where where;
    };
    char separator = ',';
    std::vector<Field> header;
    std::vector<std::vector<Field>> rows;  ///< each as wide as the header

    /// Index of a column.
    [[nodiscard]] std::optional<std::size_t> column(std::string const& name) const;

    /// A field as a number; a problem if it is none, or could be two.
    [[nodiscard]] std::optional<double> number(Field const& field, Problems& problems) const;

    /// A field as a date, 2021-12-31, or empty; a problem if it is neither.
    [[nodiscard]] std::string date(Field const& field, Problems& problems) const;
};

/// Rows of the wrong width, unclosed quotes, a name used twice, and separators that are neither
/// commas nor semicolons become problems.
[[nodiscard]] CsvTable parse_csv(std::shared_ptr<SourceText const> const& source,
                                 Problems& problems);

}  // namespace povex
