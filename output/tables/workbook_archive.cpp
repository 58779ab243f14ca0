#include "output/tables/workbook_archive.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <zlib.h>

namespace povex {
namespace {

constexpr std::size_t end_size = 22, entry_size = 46, header_size = 30;  // without names [bytes]

/// A little-endian number.
std::size_t number(std::string_view bytes, std::size_t at, std::size_t size) {
    std::size_t value = 0;
    for (std::size_t i = size; i-- > 0;) {
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

bool has(std::string_view bytes, std::size_t at, std::size_t size, std::string_view signature) {
    return at <= bytes.size() && size <= bytes.size() - at &&
           bytes.substr(at, signature.size()) == signature;
}

/// Unpack what "deflate" packed.
std::optional<std::string> unpacked(std::string_view packed, std::size_t size) {
    std::string text(size, '\0');
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return std::nullopt;
    stream.next_in =
        reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // NOLINT: its type
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());  // NOLINT: its type
    stream.avail_out = static_cast<uInt>(size);
    int const result = inflate(&stream, Z_FINISH);
    bool const whole = result == Z_STREAM_END && stream.total_out == size;
    inflateEnd(&stream);
    if (!whole) return std::nullopt;
    return text;
}

/// Whether a document ends with the end of its outermost element.
bool has_end(std::string_view xml) {
    while (!xml.empty() && (xml.back() == '\n' || xml.back() == '\r')) xml.remove_suffix(1);
    std::size_t start = xml.find('<');
    while (start != std::string_view::npos && start + 1 < xml.size() && xml[start + 1] == '?') {
        start = xml.find('<', start + 1);  // after the declaration
    }
    if (start == std::string_view::npos) return false;
    std::size_t const after = xml.find_first_of(" />\r\n\t", start + 1);
    if (after == std::string_view::npos) return false;
    std::string_view const name = xml.substr(start + 1, after - start - 1);
    return xml.ends_with("</" + std::string(name) + ">") ||
           (xml.ends_with("/>") && xml.find('>', start) + 1 == xml.size());
}

/// Whether the part that an entry of the directory describes is whole.
bool is_whole_part(std::string_view bytes, std::size_t entry) {
    constexpr std::size_t deflated = 8;
    std::size_t const packed = number(bytes, entry + 20, 4), size = number(bytes, entry + 24, 4);
    std::size_t const header = number(bytes, entry + 42, 4);
    if (number(bytes, entry + 10, 2) != deflated) return false;
    if (!has(bytes, header, header_size, "PK\x03\x04")) return false;
    std::size_t const start =
        header + header_size + number(bytes, header + 26, 2) + number(bytes, header + 28, 2);
    if (!has(bytes, start, packed, "")) return false;
    auto const text = unpacked(bytes.substr(start, packed), size);
    if (!text) return false;
    auto const* data = reinterpret_cast<Bytef const*>(text->data());  // NOLINT: its type
    return crc32(0, data, static_cast<uInt>(size)) == number(bytes, entry + 16, 4) &&
           has_end(*text);
}

}  // namespace

bool is_whole_archive(std::string_view bytes) {
    if (bytes.size() < end_size) return false;
    std::size_t const end = bytes.size() - end_size;
    if (!has(bytes, end, end_size, "PK\x05\x06")) return false;
    std::size_t const parts = number(bytes, end + 10, 2);
    std::size_t entry = number(bytes, end + 16, 4);
    for (std::size_t i = 0; i < parts; ++i) {
        if (!has(bytes, entry, entry_size, "PK\x01\x02") || !is_whole_part(bytes, entry)) {
            return false;
        }
        entry += entry_size + number(bytes, entry + 28, 2) + number(bytes, entry + 30, 2) +
                 number(bytes, entry + 32, 2);
    }
    return parts > 0 && entry == end;
}

}  // namespace povex
