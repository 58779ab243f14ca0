#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/words/speaker.hpp"

namespace povex {

inline constexpr std::size_t page_columns = 80;

/// A page for a terminal as it grows, line by line; its words are English, the titles of the study
/// and the numbers those of a language.
class Page {
public:
    explicit Page(Language language = Language::en) : say_(language) {}

    [[nodiscard]] Speaker const& say() const { return say_; }
    /// A number for people, see Speaker::readable().
    [[nodiscard]] std::string number(double value) const { return say_.readable(value); }
    /// The same with its sign, +18.
    [[nodiscard]] std::string change(double value) const;
    /// A title of the study, printable; `otherwise` if there is none.
    [[nodiscard]] std::string title(Text const& title, std::string const& otherwise) const;

    void line(std::string_view text = "");
    /// Words of running text, broken into lines, as are words longer than one; all lines, or all
    /// but the first, are indented.
    void prose(std::string_view text, std::size_t indent = 0, bool indent_first = false);
    /// The same behind a head of as many columns as the other lines are indented.
    void prose(std::string head, std::string_view text, std::size_t indent);

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    Speaker say_;
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
/// shortened is, then the one before it, until the table fits. Columns that still find no place
/// stand in a further table below, beside the first column again.
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
    };
    /// The columns of one table of those below each other.
    using Block = std::vector<std::size_t>;

    [[nodiscard]] Layout layout() const;
    [[nodiscard]] std::vector<Block> blocks(Layout const& layout) const;
    void print_line(Page& page, Line const& line, Block const& block, Layout const& layout) const;

    std::vector<TableColumn> columns_;
    std::size_t indent_;
    std::vector<Line> lines_;
};

}  // namespace povex
