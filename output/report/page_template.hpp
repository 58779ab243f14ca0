#pragma once

#include <span>
#include <string_view>

namespace povex {

/// The page of a report without what it says, in pieces: HTML with style and script in it, and
/// {{language}}, {{title}} and {{document}} where the report belongs. Bundled from output/page/
/// when the program is built.
[[nodiscard]] std::span<std::string_view const> report_page_template();

}  // namespace povex
