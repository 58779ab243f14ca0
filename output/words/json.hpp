#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/error.hpp"

namespace povex {

/// A JSON value whose members keep the order in which they were added. This header is the only door
/// to nlohmann/json.
using Json = nlohmann::ordered_json;
/// A JSON value whose members are in the order of their names.
using SortedJson = nlohmann::json;

/// A JSON value as text for a terminal or a program: indented by two spaces, no line end after it.
/// Bytes that are not UTF-8 become U+FFFD; characters that could control a terminal are written as
/// \\uXXXX. A number that is not finite is null.
[[nodiscard]] std::string json_text(Json const& json);

/// Problems as a list of objects: file, line and column (null if unknown), what, hint.
[[nodiscard]] Json json_of_problems(std::vector<Problem> const& problems);

}  // namespace povex
