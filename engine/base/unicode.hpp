#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace povex {

/// The code of a byte that is not part of a character.
inline constexpr std::int32_t no_character = -1;

/// The first character of a text.
struct FirstCharacter {
    std::int32_t code = no_character;
    std::size_t bytes = 1;  ///< that it takes
};
/// \param text  not empty; UTF-8, or anything else
[[nodiscard]] FirstCharacter first_character(std::string_view text);

/// Whether a character is a control or a format character, such as one that changes the direction
/// of writing.
[[nodiscard]] bool is_control_or_format(std::int32_t code);

/// Columns that a character takes on a terminal: 0 for a combining mark, 2 for a wide one, 1 for a
/// byte that is not part of a character.
[[nodiscard]] std::size_t columns_of_character(std::int32_t code);

/// The text in Unicode's composed normal form (NFC), in which "é" is one character and not a letter
/// with a mark. Names are compared in this form, because programs that write the same name may use
/// different ones. A text that is not UTF-8 is left as it is.
/// Source: Unicode Standard Annex 15.
[[nodiscard]] std::string composed(std::string_view text);

}  // namespace povex
