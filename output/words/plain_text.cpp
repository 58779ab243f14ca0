#include "output/words/plain_text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

namespace povex {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr utf8proc_int32_t no_character = -1;

/// Visit each character of a text together with its bytes. A byte that is not part of a character
/// is visited as `no_character`.
template <class Visit>
void for_each_character(std::string_view text, Visit visit) {
    while (!text.empty()) {
        utf8proc_int32_t code = no_character;
        auto const* bytes = reinterpret_cast<utf8proc_uint8_t const*>(text.data());
        auto const length =
            utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code);
        std::size_t const taken = length > 0 ? static_cast<std::size_t>(length) : 1;
        visit(length > 0 ? code : no_character, text.substr(0, taken));
        text.remove_prefix(taken);
    }
}

bool is_blank_control(utf8proc_int32_t code) {
    return code == '\t' || code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029;
}

/// Control characters and format characters, e.g. those that change the direction of writing.
bool is_harmful(utf8proc_int32_t code) {
    if (code == no_character) return true;
    auto const category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF;
}

/// How many columns a character takes: 0 for a combining mark, 2 for a wide one, 1 for a byte that
/// is not part of a character.
std::size_t columns_of_character(utf8proc_int32_t code) {
    return code == no_character ? 1 : static_cast<std::size_t>(utf8proc_charwidth(code));
}

}  // namespace

std::string valid_utf8(std::string_view text) {
    std::string valid;
    for_each_character(text, [&](utf8proc_int32_t code, std::string_view bytes) {
        valid += code == no_character ? replacement : bytes;
    });
    return valid;
}

std::string printable(std::string_view text) {
    std::string line;
    for_each_character(text, [&](utf8proc_int32_t code, std::string_view bytes) {
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
    for_each_character(json, [&](utf8proc_int32_t code, std::string_view bytes) {
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
    for_each_character(text, [&](utf8proc_int32_t code, std::string_view) {
        columns += columns_of_character(code);
    });
    return columns;
}

std::string_view first_columns(std::string_view text, std::size_t columns) {
    std::size_t used = 0;
    std::size_t bytes_taken = 0;
    bool full = false;
    for_each_character(text, [&](utf8proc_int32_t code, std::string_view bytes) {
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

std::string padded_right(std::string_view text, std::size_t columns) {
    std::size_t const width = columns_of(text);
    return std::string(text) + std::string(width < columns ? columns - width : 0, ' ');
}

std::string padded_left(std::string_view text, std::size_t columns) {
    std::size_t const width = columns_of(text);
    return std::string(width < columns ? columns - width : 0, ' ') + std::string(text);
}

}  // namespace povex
