#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace povex {

/// The text as valid UTF-8. Each byte that is not part of a character becomes U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// The text on one line, safe for a terminal. It is valid UTF-8; tabs and ends of lines and
/// paragraphs become spaces; other control and format characters (Unicode's categories Cc and Cf,
/// e.g. escapes and changes of the writing direction) become U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// The same JSON text, with characters that could control a terminal written as \\uXXXX.
[[nodiscard]] std::string printable_json(std::string_view json);

/// How many columns a printable text takes on a terminal. A combining mark takes none, a wide East
/// Asian character two.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// The longest start of a text that fits into `columns`, but at least one character.
[[nodiscard]] std::string_view first_columns(std::string_view text, std::size_t columns);

/// The text, cut to fit into `columns`. A text that is cut ends in an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t columns);

/// A number of things in English: "1 locality", "3 localities".
[[nodiscard]] std::string counted(std::size_t number, std::string_view one, std::string_view many);

/// The text padded with spaces at its right (left) end to `columns`.
[[nodiscard]] std::string padded_right(std::string_view text, std::size_t columns);
[[nodiscard]] std::string padded_left(std::string_view text, std::size_t columns);

}  // namespace povex
