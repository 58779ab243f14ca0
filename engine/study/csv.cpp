#include "engine/study/csv.hpp"

#include <fmt/format.h>

namespace povex {

namespace {

constexpr std::size_t most_columns = 1000;

class CsvParser {
public:
    CsvParser(std::shared_ptr<SourceText const> source, Problems& problems)
        : source_(std::move(source)), text_(source_->text), problems_(problems) {}

    CsvTable parse() {
        CsvTable table;
        while (at_ < text_.size()) {
            if (skip_line()) continue;
            auto row = parse_row();
            if (table.header.empty()) {
                table.header = std::move(row);
                if (!check_header(table)) return table;
            } else if (row.size() != table.header.size()) {
                problems_.add(row.front().where,
                              fmt::format("{} fields, but the header has {}", row.size(),
                                          table.header.size()),
                              "a comma inside a field needs double quotes around the field");
            } else {
                table.rows.push_back(std::move(row));
            }
        }
        if (table.header.empty()) {
            problems_.add({source_, 1, 1}, "empty file", "the first line names the columns");
        }
        return table;
    }

private:
    [[nodiscard]] Where here() const { return {source_, line_, column_}; }

    char next() {
        char const c = text_[at_++];
        bool const old_end = c == '\r' && (at_ == text_.size() || text_[at_] != '\n');
        if (c == '\n' || old_end) {
            ++line_;
            column_ = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++column_;  // characters, not bytes
        }
        return c;
    }

    bool skip_line() {
        char const c = text_[at_];
        if (c != '\n' && c != '\r' && c != '#') return false;
        for (int const line = line_; at_ < text_.size() && line_ == line;) next();
        return true;
    }

    std::vector<CsvTable::Field> parse_row() {
        std::vector<CsvTable::Field> row;
        for (;;) {
            row.push_back(parse_field());
            if (at_ == text_.size()) return row;
            char const c = next();
            if (c == ',') continue;
            if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') next();
            return row;
        }
    }

    CsvTable::Field parse_field() {
        CsvTable::Field field{{}, here()};
        if (at_ < text_.size() && text_[at_] == '"') {
            next();
            parse_quoted(field);
            if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' &&
                text_[at_] != '\r') {
                problems_.add(field.where, "text after the closing double quote",
                              "a double quote inside a quoted field is written twice");
            }
        }
        while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' &&
               text_[at_] != '\r') {
            field.text += next();
        }
        return field;
    }

    void parse_quoted(CsvTable::Field& field) {
        while (at_ < text_.size()) {
            char const c = next();
            if (c != '"') {
                field.text += c;
            } else if (at_ < text_.size() && text_[at_] == '"') {
                field.text += next();
            } else {
                return;
            }
        }
        problems_.add(field.where, "a double quote is not closed", "quotes come in pairs");
    }

    /// False if the table cannot be one.
    bool check_header(CsvTable const& table) {
        if (table.header.size() > most_columns) {
            problems_.add(table.header[0].where,
                          fmt::format("{} columns, at most {}", table.header.size(), most_columns),
                          "is it the right file?");
            return false;
        }
        if (table.header.size() == 1 && table.header[0].text.find(';') != std::string::npos) {
            problems_.add(table.header[0].where, "the columns are separated by semicolons",
                          "save with commas between columns and points in numbers");
        }
        for (std::size_t i = 0; i < table.header.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (table.header[i].text == table.header[j].text) {
                    problems_.add(
                        table.header[i].where,
                        fmt::format("the column \"{}\" occurs twice", table.header[i].text));
                }
            }
        }
        return true;
    }

    std::shared_ptr<SourceText const> source_;
    std::string const& text_;
    Problems& problems_;
    std::size_t at_ = 0;
    int line_ = 1;
    int column_ = 1;
};

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string const& name) const {
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i].text == name) return i;
    }
    return std::nullopt;
}

CsvTable parse_csv(std::shared_ptr<SourceText const> const& source, Problems& problems) {
    return CsvParser(source, problems).parse();
}

std::optional<double> csv_number(CsvTable::Field const& field, Problems& problems) {
    auto const number = number_of(field.text);
    if (!number) {
        problems.add(field.where, fmt::format("\"{}\" is not a number", field.text),
                     "digits with a decimal point, no separators of thousands");
    }
    return number;
}

}  // namespace povex
