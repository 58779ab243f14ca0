#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/study/text.hpp"

namespace povex {

/// A CSV table with a header, each field with its place in the file. Columns are separated by
/// commas (RFC 4180), or by semicolons, as a spreadsheet in Vietnamese saves them.
///
/// The separator of the header decides how numbers and dates are written:
///
///     ,   1234.5      2021-12-31
///     ;   1.234,5     2021-12-31 or 31/12/2021
///
/// Fields in double quotes may hold separators, line ends and doubled quotes. The reader skips
/// empty lines, lines whose fields are all empty, lines that start with #, last columns without a
/// name and without values, and a first line sep=; or sep=, . With semicolons, the empty fields at
/// the end of a row may be missing.
///
/// This is our own code because messages need line and column, which packaged readers do not keep.
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

    /// A field as a number; none after reporting that it is not one, or could be read as two.
    [[nodiscard]] std::optional<double> number(Field const& field, Problems& problems) const;

    /// A field as a date, 2021-12-31; empty if the field is empty, or after reporting that it is
    /// not a date.
    [[nodiscard]] std::string date(Field const& field, Problems& problems) const;
};

/// Parse a CSV text. Reports rows of the wrong width, quotes that are not closed, columns with the
/// same name, and separators other than commas and semicolons.
[[nodiscard]] CsvTable parse_csv(std::shared_ptr<SourceText const> const& source,
                                 Problems& problems);

}  // namespace povex
