#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace povex {

inline constexpr std::size_t page_columns = 80;

/// A page for a terminal as it grows, line by line.
class Page {
public:
    void line(std::string_view text = "");
    /// Words of running text, broken into lines; all of them, or all but the first, are indented.
    void prose(std::string_view text, std::size_t indent = 0, bool indent_first = false);

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

/// A column of a table: numbers stand at the right of theirs, texts at the left.
struct TableColumn {
    std::string heading;
    bool is_number = true;
    std::size_t most = page_columns;   ///< longer texts are always shortened
    std::size_t least = page_columns;  ///< to what they are shortened if the page is too narrow
};

/// A table whose columns are as wide as what is in them.
///
/// Where that is more than the page, the columns stand closer; then the last column that may be
/// shortened is, then the one before it, until the table fits.
class TextTable {
public:
    explicit TextTable(std::vector<TableColumn> columns, std::size_t indent = 0);

    /// A row of one printable text for each column.
    void row(std::vector<std::string> cells);
    /// A line between the rows, shortened to the page; it begins two after where a column does.
    void remark(std::size_t column, std::string text);
    /// A line between the rows, from the edge of the table.
    void heading(std::string text);

    void print(Page& page) const;

private:
    struct Line {
        std::vector<std::string> cells;  ///< of a row, else one text
        bool is_row = true;
        std::size_t column = 0;
        std::size_t indent = 0;
    };
    struct Layout {
        std::vector<std::size_t> width;
        std::size_t gap = 2;

        [[nodiscard]] std::size_t start(std::size_t column) const;
    };
    [[nodiscard]] Layout layout() const;
    [[nodiscard]] std::string laid_out(std::vector<std::string> const& cells,
                                       Layout const& layout) const;

    std::vector<TableColumn> columns_;
    std::size_t indent_;
    std::vector<Line> lines_;
};

}  // namespace povex
