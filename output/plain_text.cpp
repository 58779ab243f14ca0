#include "output/plain_text.hpp"

#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace povex {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::uint32_t no_character = 0xFFFFFFFFU;

/// The first character of a text and the bytes it takes; a byte of none is `no_character`.
struct Character {
    std::uint32_t code = no_character;
    std::size_t bytes = 1;
};

std::size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    if (lead >= 0xF0 && lead < 0xF5) return 4;
    return 0;
}

Character first_character(std::string_view text) {
    auto const lead = static_cast<unsigned char>(text[0]);
    std::size_t const length = sequence_length(lead);
    if (length == 1) return {lead, 1};
    if (length == 0 || length > text.size()) return {};
    std::uint32_t code = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        auto const byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != 0x80U) return {};
        code = code << 6U | (byte & 0x3FU);
    }
    bool const overlong = (length == 3 && code < 0x800U) || (length == 4 && code < 0x10000U);
    bool const surrogate = code >= 0xD800U && code < 0xE000U;
    if (overlong || surrogate || code > 0x10FFFFU) return {};
    return {code, length};
}

bool is_blank_control(std::uint32_t code) {
    return code == '\t' || code == '\n' || code == '\r' || code == 0x2028U || code == 0x2029U;
}

bool is_harmful(std::uint32_t code) {
    bool const control = code < 0x20U || (code >= 0x7FU && code < 0xA0U);
    bool const direction = code == 0x200EU || code == 0x200FU || code == 0x061CU ||
                           (code >= 0x202AU && code <= 0x202EU) ||
                           (code >= 0x2066U && code <= 0x2069U);
    return control || direction || code == no_character;
}

bool takes_no_column(std::uint32_t code) {
    return (code >= 0x300U && code < 0x370U) || code == 0x200BU || code == 0xFEFFU;
}

template <class Visit>
void for_each_character(std::string_view text, Visit visit) {
    while (!text.empty()) {
        Character const character = first_character(text);
        visit(character.code, text.substr(0, character.bytes));
        text.remove_prefix(character.bytes);
    }
}

}  // namespace

std::string valid_utf8(std::string_view text) {
    std::string valid;
    for_each_character(text, [&](std::uint32_t code, std::string_view bytes) {
        valid += code == no_character ? replacement : bytes;
    });
    return valid;
}

std::string printable(std::string_view text) {
    std::string line;
    for_each_character(text, [&](std::uint32_t code, std::string_view bytes) {
        if (is_blank_control(code)) {
            line += ' ';
        } else {
            line += is_harmful(code) ? replacement : bytes;
        }
    });
    return line;
}

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for_each_character(text, [&](std::uint32_t code, std::string_view) {
        if (!takes_no_column(code)) ++columns;
    });
    return columns;
}

std::string shortened(std::string_view text, std::size_t columns) {
    if (columns_of(text) <= columns) return std::string(text);
    std::string start;
    std::size_t used = 1;  // the ellipsis
    for_each_character(text, [&](std::uint32_t code, std::string_view bytes) {
        if (!takes_no_column(code)) ++used;
        if (used <= columns) start += bytes;
    });
    return start + "…";
}

std::string padded_right(std::string_view text, std::size_t columns) {
    std::size_t const width = columns_of(text);
    return std::string(text) + std::string(width < columns ? columns - width : 0, ' ');
}

std::string padded_left(std::string_view text, std::size_t columns) {
    std::size_t const width = columns_of(text);
    return std::string(width < columns ? columns - width : 0, ' ') + std::string(text);
}

std::string readable(double value) {
    if (std::isnan(value)) return "-";
    if (!std::isfinite(value)) return value > 0 ? "inf" : "-inf";
    double const rounded = std::round(value);
    bool const whole = std::abs(value) >= 99.95 || rounded == value;
    if (!whole) return fmt::format("{:.3g}", value);
    std::string digits = fmt::format("{:.0f}", std::abs(rounded));
    for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
    return (rounded < 0 ? "-" : "") + digits;
}

}  // namespace povex
