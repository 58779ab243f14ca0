#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
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

/// The rows of a table by what they are about, to find those that are given twice.
class DifferentRows {
public:
    /// \param problems  must outlive the rows
    explicit DifferentRows(Problems& problems) : problems_(problems) {}

    /// Report a row about something that an earlier one is about.
    /// \param about  what the row is about, in words or numbers: the fields that identify it
    /// \return whether it is the first row about it
    bool add(std::string const& about, Where const& where);

private:
    Problems& problems_;
    std::map<std::string, int> lines_;
};

/// The year of a date such as 2021-12-31.
[[nodiscard]] int year_of(std::string const& date);
/// Days from one date to another, such as 2021-12-31; below 0 if the other is earlier.
[[nodiscard]] int days_from(std::string const& date, std::string const& other);
/// Whether a text is a date such as 2021-12-31, and there is such a day.
[[nodiscard]] bool is_date(std::string_view text);

/// 1.234,5 as 1234.5; none unless points stand only before groups of three digits.
[[nodiscard]] std::optional<std::string> with_decimal_point(std::string_view text);

/// Parse a CSV text. Reports rows of the wrong width, quotes that are not closed, columns with the
/// same name, and separators other than commas and semicolons.
[[nodiscard]] CsvTable parse_csv(std::shared_ptr<SourceText const> const& source,
                                 Problems& problems);

}  // namespace povex
