#include "output/words/plain_text.hpp"

#include <cstdint>

#include <fmt/format.h>

#include "engine/base/unicode.hpp"

namespace povex {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Visit each character of a text together with its bytes. A byte that is not part of a character
/// is visited as `no_character`.
template <class Visit>
void for_each_character(std::string_view text, Visit visit) {
    while (!text.empty()) {
        auto const [code, bytes] = first_character(text);
        visit(code, text.substr(0, bytes));
        text.remove_prefix(bytes);
    }
}

bool is_blank_control(std::int32_t code) {
    return code == '\t' || code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029;
}

/// Control characters and format characters, e.g. those that change the direction of writing.
bool is_harmful(std::int32_t code) {
    return code == no_character || is_control_or_format(code);
}

}  // namespace

std::string valid_utf8(std::string_view text) {
    std::string valid;
    for_each_character(text, [&](std::int32_t code, std::string_view bytes) {
        valid += code == no_character ? replacement : bytes;
    });
    return valid;
}

std::string printable(std::string_view text) {
    std::string line;
    for_each_character(text, [&](std::int32_t code, std::string_view bytes) {
        if (is_blank_control(code)) {
            line += ' ';
        } else {
            line += is_harmful(code) ? replacement : bytes;
        }
    });
    return line;
}

std::string printable_json(std::string_view json) {
    std::string lines;
    for_each_character(json, [&](std::int32_t code, std::string_view bytes) {
        if (code == '\n' || !is_harmful(code)) {
            lines += bytes;
        } else if (code < 0x10000) {
            lines += fmt::format("\\u{:04x}", code);
        } else {
            lines +=
                fmt::format("\\u{:04x}\\u{:04x}", 0xD7C0 + (code >> 10), 0xDC00 + (code & 0x3FF));
        }
    });
    return lines;
}

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for_each_character(
        text, [&](std::int32_t code, std::string_view) { columns += columns_of_character(code); });
    return columns;
}

std::string_view first_columns(std::string_view text, std::size_t columns) {
    std::size_t used = 0;
    std::size_t bytes_taken = 0;
    bool full = false;
    for_each_character(text, [&](std::int32_t code, std::string_view bytes) {
        used += columns_of_character(code);
        full = full || (used > columns && bytes_taken > 0);
        if (!full) bytes_taken += bytes.size();
    });
    return text.substr(0, bytes_taken);
}

std::string shortened(std::string_view text, std::size_t columns) {
    if (columns_of(text) <= columns) return std::string(text);
    return std::string(columns > 1 ? first_columns(text, columns - 1) : "") + "…";
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string padded_right(std::string_view text, std::size_t columns) {
    std::size_t const width = columns_of(text);
    return std::string(text) + std::string(width < columns ? columns - width : 0, ' ');
}

std::string padded_left(std::string_view text, std::size_t columns) {
    std::size_t const width = columns_of(text);
    return std::string(width < columns ? columns - width : 0, ' ') + std::string(text);
}

}  // namespace povex
