#include "output/tables/workbook_archive.hpp"

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
