#include "engine/base/unicode.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace povex {

namespace {

utf8proc_uint8_t const* bytes_of(std::string_view text) {
    return reinterpret_cast<utf8proc_uint8_t const*>(text.data());
}

}  // namespace

FirstCharacter first_character(std::string_view text) {
    utf8proc_int32_t code = no_character;
    auto const length =
        utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &code);
    if (length <= 0) return {};
    return {code, static_cast<std::size_t>(length)};
}

bool is_control_or_format(std::int32_t code) {
    auto const category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF;
}

std::size_t columns_of_character(std::int32_t code) {
    return code == no_character ? 1 : static_cast<std::size_t>(utf8proc_charwidth(code));
}

std::string composed(std::string_view text) {
    auto const is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(text.begin(), text.end(), is_ascii)) return std::string(text);
    utf8proc_uint8_t* made = nullptr;
    auto const length =
        utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &made,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> const owner(made, &std::free);
    if (length < 0) return std::string(text);
    return {reinterpret_cast<char const*>(made), static_cast<std::size_t>(length)};
}

}  // namespace povex
