#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace povex {

/// The text as valid UTF-8: each byte that belongs to no character becomes U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// The text made harmless for a terminal: valid UTF-8 in one line, each control character (of
/// Unicode's categories Cc, line and paragraph separators, and the marks that turn the direction
/// of writing) replaced by U+FFFD, tabs and line ends by a space.
[[nodiscard]] std::string printable(std::string_view text);

/// Columns that printable text takes on a terminal: its characters without combining marks.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// The text shortened to at most so many columns, its end then replaced by an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t columns);

/// The text with spaces after it (before it) up to so many columns.
[[nodiscard]] std::string padded_right(std::string_view text, std::size_t columns);
[[nodiscard]] std::string padded_left(std::string_view text, std::size_t columns);

/// A number for people: 1,268; -12.5; 0.0671. From 100 on rounded to whole; below, three digits.
/// NaN is "-".
[[nodiscard]] std::string readable(double value);

}  // namespace povex
