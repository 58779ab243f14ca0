#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace povex {

/// The text as valid UTF-8: each byte that belongs to no character becomes U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// The text made harmless for a terminal: valid UTF-8 in one line, tabs and ends of lines and
/// paragraphs replaced by a space, other control and format characters (Unicode's categories Cc and
/// Cf: escapes, and what turns the direction of writing) by U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// The same JSON text with characters that would steer a terminal written as \\uXXXX.
[[nodiscard]] std::string printable_json(std::string_view json);

/// Columns that printable text takes on a terminal: none for a combining mark, two for a wide
/// character of East Asia.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// The start of a text that takes at most so many columns, at least one character.
[[nodiscard]] std::string_view first_columns(std::string_view text, std::size_t columns);

/// The text shortened to at most so many columns, its end then replaced by an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t columns);

/// The text with spaces after it (before it) up to so many columns.
[[nodiscard]] std::string padded_right(std::string_view text, std::size_t columns);
[[nodiscard]] std::string padded_left(std::string_view text, std::size_t columns);

}  // namespace povex
