#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/study/text.hpp"

namespace povex {

/// A table of comma-separated values with a header, every field with its place in the file
/// (RFC 4180: fields in double quotes may hold commas, line ends and doubled quotes).
///
/// Own code because messages need line and column, which no packaged reader keeps.
struct CsvTable {
    struct Field {
        std::string text;
        Where where;
    };
    std::vector<Field> header;
    std::vector<std::vector<Field>> rows;  ///< each as wide as the header

    /// Index of a column.
    [[nodiscard]] std::optional<std::size_t> column(std::string const& name) const;
};

/// Rows of the wrong width, unclosed quotes, a name used twice become problems. Lines that are
/// empty or start with # are skipped.
[[nodiscard]] CsvTable parse_csv(std::shared_ptr<SourceText const> const& source,
                                 Problems& problems);

/// A field as a number; a problem if it is none.
[[nodiscard]] std::optional<double> csv_number(CsvTable::Field const& field, Problems& problems);

}  // namespace povex
