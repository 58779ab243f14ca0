#include "output/tables/workbook_archive.hpp"

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "output/file/target_path.hpp"
#include "output/tables/workbook.hpp"
#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

std::string workbook() {
    auto const path = fake::folder() / "r.xlsx";
    write_workbook(checked_target(path, true), {"A title", "Charts", {}});
    return fake::text_of(path);
}

std::string little(std::uint32_t number, int size) {
    std::string bytes;
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFFU);
    return bytes;
}

std::uint32_t checksum(std::string const& text) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (char const c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

/// A sound archive of one part, which holds the text in one block of "deflate" that packs nothing.
std::string archive_of(std::string const& text) {
    auto const size = static_cast<std::uint32_t>(text.size());
    std::string const packed = "\x01" + little(size, 2) + little(~size & 0xFFFFU, 2) + text;
    std::string const about = little(20, 2) + little(0, 2) + little(8, 2) + little(0, 4) +
                              little(checksum(text), 4) +
                              little(static_cast<std::uint32_t>(packed.size()), 4) +
                              little(size, 4) + little(1, 2) + little(0, 2);
    std::string const part = "PK\x03\x04" + about + "p" + packed;
    std::string const entry = "PK\x01\x02" + little(20, 2) + about + std::string(14, '\0') + "p";
    return part + entry + "PK\x05\x06" + little(0, 4) + little(1, 2) + little(1, 2) +
           little(static_cast<std::uint32_t>(entry.size()), 4) +
           little(static_cast<std::uint32_t>(part.size()), 4) + little(0, 2);
}

TEST(WorkbookArchive, ADocumentWithoutAnEndIsNoticedInASoundArchive) {
    std::string const document =
        "<?xml version=\"1.0\"?>\n<sheet xmlns=\"x\"><row>1</row><row>2</row></sheet>";
    EXPECT_TRUE(is_whole_archive(archive_of(document)));
    EXPECT_TRUE(is_whole_archive(archive_of(document + "\n")));
    EXPECT_TRUE(is_whole_archive(archive_of("<sheet a=\"1\"/>")));
    for (std::size_t size = 0; size < document.size(); ++size) {
        EXPECT_FALSE(is_whole_archive(archive_of(document.substr(0, size)))) << size;
    }
}

TEST(WorkbookArchive, AWorkbookIsWhole) {
    EXPECT_TRUE(is_whole_archive(workbook()));
}

TEST(WorkbookArchive, ACutOneIsNot) {
    std::string const whole = workbook();
    for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 500) {
        EXPECT_FALSE(is_whole_archive(whole.substr(0, size))) << size;
    }
}

TEST(WorkbookArchive, ADamagedPartIsNoticed) {
    std::string const whole = workbook();
    std::size_t const first = whole.find("PK\x03\x04");
    std::size_t const data = first + 30 + static_cast<unsigned char>(whole[first + 26]);
    for (std::size_t i = 0; i < 100; ++i) {
        std::string damaged = whole;
        damaged[data + i] = static_cast<char>(damaged[data + i] ^ 0x10);
        EXPECT_FALSE(is_whole_archive(damaged)) << i;
    }
}

}  // namespace
}  // namespace povex
