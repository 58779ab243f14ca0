#include "engine/study/csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <string_view>

#include <fmt/format.h>

namespace povex {

namespace {

constexpr std::size_t most_columns = 1000;

/// How often each separator stands in a line outside double quotes.
struct Separators {
    std::size_t commas = 0, semicolons = 0, tabs = 0;

    explicit Separators(std::string_view line) {
        bool quoted = false;
        for (char const c : line) {
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            commas += c == ',' ? 1U : 0U;
            semicolons += c == ';' ? 1U : 0U;
            tabs += c == '\t' ? 1U : 0U;
        }
    }
};

bool is_empty(std::vector<CsvTable::Field> const& row, std::size_t from = 0) {
    return std::all_of(row.begin() + static_cast<std::ptrdiff_t>(std::min(from, row.size())),
                       row.end(), [](auto const& field) { return field.text.empty(); });
}

class CsvParser {
public:
    CsvParser(std::shared_ptr<SourceText const> source, Problems& problems)
        : source_(std::move(source)), text_(source_->text), problems_(problems) {}

    CsvTable parse() {
        while (at_ < text_.size()) {
            if (skip_line()) continue;
            bool const first = table_.header.empty();
            if (first && !choose_separator()) return table_;
            auto row = parse_row();
            if (is_empty(row) || row.front().text.starts_with('#')) continue;
            if (!first) {
                add(std::move(row));
            } else if (!begin(std::move(row))) {
                return table_;
            }
        }
        if (table_.header.empty()) {
            problems_.add({source_, 1, 1}, "empty file", "the first line names the columns");
        } else if (table_.rows.empty() && problems_.empty()) {
            problems_.warn({source_, 1, 1}, "no row below the names of the columns",
                           "was the file saved whole?");
        }
        return table_;
    }

private:
    [[nodiscard]] Where here() const { return {source_, line_, column_}; }
    [[nodiscard]] bool at_field_end() const {
        return at_ == text_.size() || text_[at_] == table_.separator || text_[at_] == '\n' ||
               text_[at_] == '\r';
    }

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
        auto const rest = std::string_view(text_).substr(at_, 6);
        bool const named = line_ == 1 && (rest.starts_with("sep=;") || rest.starts_with("sep=,"));
        if (c != '\n' && c != '\r' && c != '#' && !named) return false;
        for (int const line = line_; at_ < text_.size() && line_ == line;) next();
        return true;
    }

    /// From the line of the header; false after a problem.
    bool choose_separator() {
        auto const header = std::string_view(text_).substr(at_);
        Separators const found(header.substr(0, header.find_first_of("\r\n")));
        if (found.commas > 0 && found.semicolons > 0) {
            problems_.add(here(), "the header has commas and semicolons between its columns",
                          "use one of them throughout");
            return false;
        }
        if (found.tabs > 0 && found.commas + found.semicolons == 0) {
            problems_.add(here(), "the columns are separated by tabs",
                          "save the file as CSV: columns separated by commas or semicolons");
            return false;
        }
        table_.separator = found.semicolons > 0 ? ';' : ',';
        return true;
    }

    std::vector<CsvTable::Field> parse_row() {
        std::vector<CsvTable::Field> row;
        for (;;) {
            row.push_back(parse_field());
            if (at_ == text_.size()) return row;
            char const c = next();
            if (c == table_.separator) continue;
            if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') next();
            return row;
        }
    }

    CsvTable::Field parse_field() {
        CsvTable::Field field{{}, here()};
        if (at_ < text_.size() && text_[at_] == '"') {
            next();
            parse_quoted(field);
            if (!at_field_end()) {
                problems_.add(field.where, "text after the closing double quote",
                              "a double quote inside a quoted field is written twice");
            }
        }
        while (!at_field_end()) field.text += next();
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

    /// Take the header; false if the table cannot be one.
    bool begin(std::vector<CsvTable::Field> header) {
        while (header.back().text.empty()) header.pop_back();
        table_.header = std::move(header);
        auto const& names = table_.header;
        if (names.size() > most_columns) {
            problems_.add(names[0].where,
                          fmt::format("{} columns, at most {}", names.size(), most_columns),
                          "is it the right file?");
            return false;
        }
        for (std::size_t i = 0; i < names.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (names[i].text == names[j].text) {
                    problems_.add(names[i].where,
                                  fmt::format("the column \"{}\" occurs twice", names[i].text));
                }
            }
        }
        return true;
    }

    void add(std::vector<CsvTable::Field> row) {
        auto const width = table_.header.size();
        if (is_empty(row, width) && row.size() > width) {
            row.resize(width);
        } else if (table_.separator == ';') {
            while (row.size() < width) row.push_back({{}, row.back().where});
        }
        if (row.size() == width) {
            table_.rows.push_back(std::move(row));
            return;
        }
        problems_.add(row.front().where,
                      fmt::format("{} fields, but the header has {}", row.size(), width),
                      fmt::format("a {} inside a field needs double quotes around the field",
                                  table_.separator == ';' ? "semicolon" : "comma"));
    }

    std::shared_ptr<SourceText const> source_;
    std::string const& text_;
    Problems& problems_;
    CsvTable table_;
    std::size_t at_ = 0;
    int line_ = 1;
    int column_ = 1;
};

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The text without spaces, non-breaking ones included.
std::string without_spaces(std::string text) {
    for (std::string_view const space : {" ", "\u00A0", "\u202F", "\u2009"}) {
        for (auto at = text.find(space); at != std::string::npos; at = text.find(space)) {
            text.erase(at, space.size());
        }
    }
    return text;
}

/// The whole number that a text is; -1 if it is none.
int digits_of(std::string_view text) {
    int number = -1;
    if (all_digits(text)) std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// A date with its parts in this order; empty if there is none.
std::string iso_date(std::string_view year, std::string_view month, std::string_view day) {
    if (year.size() != 4 || month.size() > 2 || day.size() > 2) return {};
    auto const y = digits_of(year);
    auto const m = digits_of(month);
    auto const d = digits_of(day);
    if (y < 0 || m < 0 || d < 0) return {};
    std::chrono::year_month_day const date{std::chrono::year(y),
                                           std::chrono::month(static_cast<unsigned>(m)),
                                           std::chrono::day(static_cast<unsigned>(d))};
    return date.ok() ? fmt::format("{:04}-{:02}-{:02}", y, m, d) : std::string{};
}

/// The three parts of a text between two marks; empty ones if it has another number of them.
std::array<std::string_view, 3> three_parts(std::string_view text, char mark) {
    auto const first = text.find(mark);
    auto const last = text.rfind(mark);
    if (first == last || std::count(text.begin(), text.end(), mark) != 2) return {};
    return {text.substr(0, first), text.substr(first + 1, last - first - 1), text.substr(last + 1)};
}

}  // namespace

std::optional<std::string> with_decimal_point(std::string_view text) {
    auto const end = std::min(text.find_first_of(",eE"), text.size());
    auto whole = text.substr(0, end);
    auto const fraction = text.substr(end);
    if (fraction.find('.') != std::string_view::npos) return std::nullopt;
    std::string number;
    if (whole.starts_with('-')) {
        number = "-";
        whole.remove_prefix(1);
    }
    for (auto point = whole.find('.'); point != std::string_view::npos; point = whole.find('.')) {
        auto const group = whole.substr(0, point);
        auto const next = whole.substr(point + 1, whole.find('.', point + 1) - point - 1);
        bool const leads = number.empty() || number == "-";
        bool const lead_fits = !group.empty() && group.size() <= 3 && group[0] != '0';
        if (!all_digits(group) || (leads && !lead_fits) || next.size() != 3) return std::nullopt;
        number += group;
        whole.remove_prefix(point + 1);
    }
    number += whole;
    number += fraction;
    std::replace(number.begin(), number.end(), ',', '.');
    return number;
}

std::optional<std::size_t> CsvTable::column(std::string const& name) const {
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i].text == name) return i;
    }
    return std::nullopt;
}

std::optional<double> CsvTable::number(Field const& field, Problems& problems) const {
    bool const commas = separator == ';';
    auto const written = commas ? with_decimal_point(field.text) : field.text;
    if (auto const number = written ? number_of(*written) : std::nullopt) return number;
    auto const what = number_of(without_spaces(field.text))
                          ? fmt::format("\"{}\" is not a number: it has a space in it", field.text)
                          : fmt::format("\"{}\" is not a number", field.text);
    problems.add(field.where, what,
                 commas ? "between semicolons: digits with a decimal comma, points only between "
                          "groups of three digits, as 1.234,5"
                        : "between commas: digits with a decimal point, no separators of "
                          "thousands, as 1234.5");
    return std::nullopt;
}

std::string CsvTable::date(Field const& field, Problems& problems) const {
    if (field.text.empty()) return {};
    auto const iso = three_parts(field.text, '-');
    auto date = field.text.size() == 10 ? iso_date(iso[0], iso[1], iso[2]) : std::string{};
    if (auto const day_first = three_parts(field.text, '/'); date.empty() && separator == ';') {
        date = iso_date(day_first[2], day_first[1], day_first[0]);
    }
    if (date.empty()) {
        problems.add(field.where, fmt::format("\"{}\" is not a date", field.text),
                     separator == ';' ? "2022-12-31, or day first: 31/12/2022"
                                      : "2022-12-31; day/month/year only between semicolons");
    }
    return date;
}

bool is_date(std::string_view text) {
    auto const parts = three_parts(text, '-');
    return text.size() == 10 && !iso_date(parts[0], parts[1], parts[2]).empty();
}

int year_of(std::string const& date) {
    return digits_of(std::string_view(date).substr(0, 4));
}

int days_from(std::string const& date, std::string const& other) {
    auto const day = [](std::string_view text) {
        auto const number = [&](std::size_t from, std::size_t digits) {
            return digits_of(text.substr(from, digits));
        };
        return std::chrono::sys_days(std::chrono::year(number(0, 4)) /
                                     std::chrono::month(static_cast<unsigned>(number(5, 2))) /
                                     std::chrono::day(static_cast<unsigned>(number(8, 2))));
    };
    return static_cast<int>((day(other) - day(date)).count());
}

bool DifferentRows::add(std::string const& about, Where const& where) {
    auto const [first, is_new] = lines_.emplace(about, where.line);
    if (!is_new) {
        problems_.add(where,
                      fmt::format("{} is given twice, here and in line {}", about, first->second),
                      "one row for each; drop one of the two");
    }
    return is_new;
}

CsvTable parse_csv(std::shared_ptr<SourceText const> const& source, Problems& problems) {
    return CsvParser(source, problems).parse();
}

}  // namespace povex
