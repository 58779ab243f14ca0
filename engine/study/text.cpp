#include "engine/study/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <numeric>
#include <system_error>

#include <fmt/format.h>

#include "engine/base/unicode.hpp"

namespace povex {

namespace {

constexpr std::size_t most_problems = 1000;
constexpr std::size_t longest_line = 2000;  ///< that a message shows [bytes]

/// The first position that is not UTF-8 or is NUL, as line and column; line 0 if all is well.
Where first_bad_byte(std::string_view text) {
    int line = 1;
    int column = 1;
    for (std::size_t i = 0; i < text.size();) {
        auto const [code, bytes] = first_character(text.substr(i));
        if (code == no_character || code == 0) return {nullptr, line, column};
        if (text[i] == '\n') {
            ++line;
            column = 1;
        } else {
            ++column;
        }
        i += bytes;
    }
    return {};
}

constexpr char const* utf8_hint = "save the file as UTF-8; in a spreadsheet: \"CSV UTF-8\"";

/// Whether the text begins with UTF-16's byte order mark, or has Latin letters of two bytes.
bool is_utf16(std::string_view text) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
    return text.size() >= 4 && (text[0] == '\0') != (text[1] == '\0') &&
           (text[0] == '\0') == (text[2] == '\0') && (text[1] == '\0') == (text[3] == '\0');
}

Problem placed(Where const& where, std::string what, std::string hint) {
    Problem problem{{}, where.line, where.column, std::move(what), std::move(hint), {}};
    if (where.source) {
        problem.file = where.source->name;
        auto line = where.source->line(where.line);
        if (line.size() <= longest_line) problem.line_text = std::move(line);
    }
    return problem;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            std::size_t const replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string SourceText::line(int n) const {
    std::size_t begin = 0;
    for (int i = 1; i < n; ++i) {
        begin = text.find('\n', begin);
        if (begin == std::string::npos) return {};
        ++begin;
    }
    auto const end = text.find('\n', begin);
    auto line = text.substr(begin, end == std::string::npos ? end : end - begin);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

std::optional<double> number_of(std::string_view text) {
    double number = 0.0;
    auto const* end = text.data() + text.size();
    auto const [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || rest != end || !std::isfinite(number)) return std::nullopt;
    return number;
}

bool is_setting(Where const& where) {
    return where.source && where.source->name.starts_with(setting_name);
}

std::string source_name(Where const& where) {
    if (is_setting(where)) return setting_name;
    return where.source ? where.source->name : std::string{};
}

bool is_override(Where const& where) {
    return where.source && where.source->name == override_name;
}

void Problems::add(Where const& where, std::string what, std::string hint) {
    if (problems_.size() == most_problems) {
        ++more_;
        return;
    }
    add(placed(where, std::move(what), std::move(hint)));
}

void Problems::warn(Where const& where, std::string what, std::string hint) {
    auto warning = placed(where, std::move(what), std::move(hint));
    warning.is_warning = true;
    add(std::move(warning));
}

void Problems::add(Problem problem) {
    auto& list = problem.is_warning ? warnings_ : problems_;
    if (std::find(list.begin(), list.end(), problem) != list.end()) return;
    if (list.size() < most_problems) {
        list.push_back(std::move(problem));
    } else if (!problem.is_warning) {
        ++more_;
    }
}

void Problems::add(InputError const& error) {
    for (Problem const& problem : error.problems()) add(problem);
    for (Problem const& warning : error.warnings()) add(warning);
}

void Problems::throw_if_any() const {
    if (problems_.empty()) return;
    auto all = problems_;
    if (more_ > 0) all.push_back({{}, 0, 0, fmt::format("and {} more problems", more_), {}, {}});
    throw InputError(std::move(all), warnings_);
}

std::shared_ptr<SourceText const> read_text(std::filesystem::path const& path, std::string name,
                                            std::size_t limit, Problems& problems) {
    auto refuse = [&](std::string what, std::string hint) {
        problems.add({name, 0, 0, std::move(what), std::move(hint), {}});
        return nullptr;
    };
    std::error_code error;
    auto const status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) return refuse("no such file", "check the path");
    if (!std::filesystem::is_regular_file(status)) return refuse("not a file", "check the path");
    auto const size = std::filesystem::file_size(path, error);
    if (error) return refuse("cannot be read (" + error.message() + ")", "check its permissions");
    if (size > limit) {
        return refuse(fmt::format("too large ({} MiB, at most {})", size >> 20U, limit >> 20U),
                      "is it the right file?");
    }
    std::ifstream stream(path, std::ios::binary);
    SourceText read{name, std::string(std::istreambuf_iterator<char>(stream), {})};
    if (!stream) return refuse("cannot be read", "check its permissions");
    return checked_text(std::move(read), problems);
}

std::shared_ptr<SourceText const> checked_text(SourceText text, Problems& problems) {
    auto source = std::make_shared<SourceText>(std::move(text));
    if (source->text.starts_with("\xEF\xBB\xBF")) source->text.erase(0, 3);
    if (is_utf16(source->text)) {
        problems.add({source->name, 1, 1, "saved as UTF-16", utf8_hint, {}});
        return nullptr;
    }
    if (Where bad = first_bad_byte(source->text); bad.line > 0) {
        bad.source = source;
        problems.add(bad, "not UTF-8 text (NUL bytes, or a code page such as Windows-1258)",
                     utf8_hint);
        return nullptr;
    }
    source->text = composed(source->text);
    return source;
}

std::optional<std::string> nearest_name(std::string_view name,
                                        std::vector<std::string> const& known) {
    if (known.empty()) return std::nullopt;
    auto const best = std::min_element(known.begin(), known.end(), [&](auto& a, auto& b) {
        return edit_distance(name, a) < edit_distance(name, b);
    });
    auto const distance = edit_distance(name, *best);
    bool const is_near = distance < std::max(name.size(), best->size()) &&
                         distance <= std::max<std::size_t>(2, name.size() / 3);
    return is_near ? std::optional(*best) : std::nullopt;
}

std::string did_you_mean(std::string_view name) {
    return fmt::format("did you mean \"{}\"?", name);
}

std::string nearest_hint(std::string_view name, std::vector<std::string> const& known) {
    if (known.empty()) return {};
    if (auto const near = nearest_name(name, known)) return did_you_mean(*near);
    return fmt::format("known: {}", fmt::join(known, ", "));
}

}  // namespace povex
