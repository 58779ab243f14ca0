#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/words/speaker.hpp"

namespace povex {

/// How wide a page is [columns].
inline constexpr std::size_t page_columns = 80;

/// A page for a terminal, written line by line. Its sentences are English; titles from the study
/// and numbers are those of the given language.
class Page {
public:
    explicit Page(Language language = Language::en) : say_(language) {}

    [[nodiscard]] Speaker const& say() const { return say_; }
    /// A number with as many digits as people can use, see Speaker::readable().
    [[nodiscard]] std::string number(double value) const { return say_.readable(value); }
    /// The same with its sign, e.g. +18.
    [[nodiscard]] std::string change(double value) const;
    /// A title from the study, printable; `otherwise` if it has none.
    [[nodiscard]] std::string title(Text const& title, std::string const& otherwise) const;

    /// Add one line, without the spaces at its end.
    void line(std::string_view text = "");
    /// Add running text, broken into lines of at most `page_columns`. A word longer than a line is
    /// broken too. All lines are indented, or all but the first.
    void prose(std::string_view text, std::size_t indent = 0, bool indent_first = false);
    /// The same, with a head at the start of the first line, as wide as the indent of the others.
    void prose(std::string head, std::string_view text, std::size_t indent);

    /// The text of the page. The page is empty afterwards.
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    Speaker say_;
    std::string text_;
};

/// A column of a table. Numbers are aligned to the right, texts to the left.
struct TableColumn {
    std::string heading;
    bool is_number = true;
    std::size_t most = page_columns;   ///< longer texts are always shortened to this
    std::size_t least = page_columns;  ///< texts are shortened to this if the page is too narrow
};

/// A table for a terminal; each column is as wide as its widest cell.
///
/// If the table is wider than the page, first the gaps between columns shrink; then columns that
/// may be shortened are, from the last to the first, until the table fits. Columns that still do
/// not fit move to a further table below, which repeats the first column.
class TextTable {
public:
    explicit TextTable(std::vector<TableColumn> columns, std::size_t indent = 0);

    /// Add a row: one printable text for each column.
    void row(std::vector<std::string> cells);
    /// Add a line of text between the rows, two columns to the right of where a column starts. It
    /// is cut if it does not fit on the page.
    void remark(std::size_t column, std::string text);
    /// Add a line of text between the rows, from the left edge of the table.
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
