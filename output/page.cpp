#include "output/page.hpp"

#include <algorithm>

#include "output/plain_text.hpp"

namespace povex {

void Page::line(std::string_view text) {
    std::size_t const end = text.find_last_not_of(' ');
    text_ += text.substr(0, end == std::string_view::npos ? 0 : end + 1);
    text_ += '\n';
}

void Page::prose(std::string_view text, std::size_t indent, bool indent_first) {
    std::string current;
    std::size_t words = 0;
    bool is_first = !indent_first;
    auto const start_line = [&] {
        current = std::string(is_first ? 0 : indent, ' ');
        is_first = false;
        words = 0;
    };
    start_line();
    while (!text.empty()) {
        std::size_t const end = std::min(text.find(' '), text.size());
        std::string const word = shortened(text.substr(0, end), page_columns - indent);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        bool const fits = columns_of(current) + 1 + columns_of(word) <= page_columns;
        if (words > 0 && !fits) {
            line(current);
            start_line();
        }
        current += (words++ > 0 ? " " : "") + word;
    }
    line(current);
}

TextTable::TextTable(std::vector<TableColumn> columns, std::size_t indent)
    : columns_(std::move(columns)), indent_(indent) {
    std::vector<std::string> headings;
    for (TableColumn const& column : columns_) headings.push_back(column.heading);
    row(std::move(headings));
}

void TextTable::row(std::vector<std::string> cells) {
    cells.resize(columns_.size());
    lines_.push_back({std::move(cells)});
}

void TextTable::remark(std::size_t column, std::string text) {
    lines_.push_back({{std::move(text)}, false, column, 2});
}

void TextTable::heading(std::string text) {
    lines_.push_back({{std::move(text)}, false});
}

std::size_t TextTable::Layout::start(std::size_t column) const {
    std::size_t columns = 0;
    for (std::size_t c = 0; c < column; ++c) columns += width[c] + gap;
    return columns;
}

TextTable::Layout TextTable::layout() const {
    Layout made;
    made.width.resize(columns_.size());
    for (Line const& line : lines_) {
        for (std::size_t c = 0; line.is_row && c < columns_.size(); ++c) {
            std::size_t const wanted = std::min(columns_of(line.cells[c]), columns_[c].most);
            made.width[c] = std::max(made.width[c], wanted);
        }
    }
    auto const excess = [&] {
        std::size_t const all = indent_ + made.start(columns_.size()) - made.gap;
        return all > page_columns ? all - page_columns : 0;
    };
    if (excess() > 0) made.gap = 1;
    for (std::size_t c = columns_.size(); c-- > 0;) {
        std::size_t const least = std::min(columns_[c].least, made.width[c]);
        made.width[c] -= std::min(excess(), made.width[c] - least);
    }
    return made;
}

std::string TextTable::laid_out(std::vector<std::string> const& cells, Layout const& layout) const {
    std::string text(indent_, ' ');
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        std::size_t const width = layout.width[c];
        std::string const cell = shortened(cells[c], width);
        text += columns_[c].is_number ? padded_left(cell, width) : padded_right(cell, width);
        text += std::string(layout.gap, ' ');
    }
    return text;
}

void TextTable::print(Page& page) const {
    Layout const made = layout();
    for (Line const& line : lines_) {
        if (line.is_row) {
            page.line(laid_out(line.cells, made));
            continue;
        }
        std::size_t const indent = indent_ + made.start(line.column) + line.indent;
        page.line(std::string(indent, ' ') + shortened(line.cells[0], page_columns - indent));
    }
}

}  // namespace povex
