#include "output/words/terminal_page.hpp"

#include <algorithm>

#include "output/words/plain_text.hpp"

namespace povex {

std::string Page::change(double value) const {
    return (value > 0 ? "+" : "") + number(value);
}

std::string Page::title(Text const& title, std::string const& otherwise) const {
    return printable(say_.title(title, otherwise));
}

void Page::line(std::string_view text) {
    std::size_t const end = text.find_last_not_of(' ');
    text_ += text.substr(0, end == std::string_view::npos ? 0 : end + 1);
    text_ += '\n';
}

void Page::prose(std::string_view text, std::size_t indent, bool indent_first) {
    prose(std::string(indent_first ? indent : 0, ' '), text, indent);
}

void Page::prose(std::string head, std::string_view text, std::size_t indent) {
    std::string current = std::move(head);
    std::size_t words = 0;
    while (!text.empty()) {
        std::size_t const end = std::min(text.find(' '), text.size());
        std::string_view const word = first_columns(text.substr(0, end), page_columns - indent);
        text.remove_prefix(std::min(word.size() + (word.size() == end ? 1 : 0), text.size()));
        if (word.empty()) continue;
        bool const fits = columns_of(current) + 1 + columns_of(word) <= page_columns;
        if (words > 0 && !fits) {
            line(current);
            current = std::string(indent, ' ');
            words = 0;
        }
        current += words++ > 0 ? " " : "";
        current += word;
    }
    line(current);
}

TextTable::TextTable(std::vector<TableColumn> columns, std::size_t indent)
    : columns_(std::move(columns)), indent_(indent) {
    std::vector<std::string> headings;
    headings.reserve(columns_.size());
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
        std::size_t all = indent_;
        for (std::size_t const width : made.width) all += width + made.gap;
        return all > page_columns + made.gap ? all - made.gap - page_columns : 0;
    };
    if (excess() > 0) made.gap = 1;
    for (std::size_t c = columns_.size(); c-- > 0;) {
        std::size_t const least = std::min(columns_[c].least, made.width[c]);
        made.width[c] -= std::min(excess(), made.width[c] - least);
    }
    return made;
}

std::vector<TextTable::Block> TextTable::blocks(Layout const& layout) const {
    std::vector<Block> blocks;
    std::size_t used = page_columns + 1;  // no room: the first column begins a block
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        std::size_t const width = layout.width[c] + layout.gap;
        if (used + width > page_columns + layout.gap) {
            std::size_t const first = indent_ + layout.width[0] + layout.gap;
            bool const beside = c > 0 && first + width <= page_columns + layout.gap;
            blocks.push_back(beside ? Block{0} : Block{});
            used = beside ? first : indent_;
        }
        used += width;
        blocks.back().push_back(c);
    }
    return blocks;
}

void TextTable::print_line(Page& page, Line const& line, Block const& block,
                           Layout const& layout) const {
    std::string text(indent_, ' ');
    std::size_t at = indent_;     // where the next column stands
    std::size_t start = indent_;  // and the line's
    for (std::size_t const c : block) {
        std::size_t const width = std::min(layout.width[c], page_columns - at);
        if (c == line.column) start = at;
        at += width + layout.gap;
        if (!line.is_row) continue;
        std::string const cell = shortened(line.cells[c], width);
        text += columns_[c].is_number ? padded_left(cell, width) : padded_right(cell, width);
        text += std::string(layout.gap, ' ');
    }
    if (line.is_row) {
        page.line(text);
    } else if (std::count(block.begin(), block.end(), line.column) > 0) {
        start += line.indent;
        page.line(std::string(start, ' ') + shortened(line.cells[0], page_columns - start));
    }
}

void TextTable::print(Page& page) const {
    Layout const made = layout();
    bool first = true;
    for (Block const& block : blocks(made)) {
        if (!first) page.line();
        for (Line const& line : lines_) print_line(page, line, block, made);
        first = false;
    }
}

}  // namespace povex
