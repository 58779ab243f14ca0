#include "output/page.hpp"

#include <gtest/gtest.h>

namespace povex {
namespace {

constexpr bool is_text = false;

std::string printed(TextTable const& table) {
    Page page;
    table.print(page);
    return page.take();
}

TEST(TextTable, IsAsWideAsItsTexts) {
    TextTable table({{"year"}, {"place", is_text}, {"poor"}}, 2);
    table.row({"2022", "Cô Tô", "1,234"});
    table.heading("later");
    table.row({"2023", "Hạ Long"});
    table.remark(1, "of it");
    EXPECT_EQ(printed(table), R"(  year  place     poor
  2022  Cô Tô    1,234
  later
  2023  Hạ Long
          of it
)");
}

TEST(TextTable, ShortensTheLastColumnFirst) {
    TextTable table({{"a", is_text, 80, 8}, {"b", is_text, 80, 9}, {"c"}});
    table.row({std::string(30, 'x'), std::string(30, 'y'), std::string(30, 'z')});
    EXPECT_EQ(printed(table), "a" + std::string(30, ' ') + "b" + std::string(47, ' ') + "c\n" +
                                  std::string(30, 'x') + " " + std::string(17, 'y') + "… " +
                                  std::string(30, 'z') + "\n");
    table.row({"", "", std::string(70, 'z')});
    std::string const text = printed(table);
    EXPECT_NE(text.find("\nxxxxxxx… yyyyyyyy… "), std::string::npos) << text;
}

}  // namespace
}  // namespace povex
