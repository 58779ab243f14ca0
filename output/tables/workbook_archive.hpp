#pragma once

#include <string_view>

namespace povex {

/// Whether the bytes are a workbook of which nothing is missing: a ZIP archive in which each part
/// can be unpacked, has the checksum that the archive says, and is an XML document with an end.
/// (libxlsxwriter does not notice when its temporary files cannot be written.)
///
/// Source of the format: PKWARE, APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
[[nodiscard]] bool is_whole_archive(std::string_view bytes);

}  // namespace povex
