#include "output/words/terminal_page.hpp"

#include <gtest/gtest.h>

#include "output/words/plain_text.hpp"

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
    table.row({"", "", std::string(61, 'z')});
    std::string const text = printed(table);
    EXPECT_NE(text.find("\nxxxxxxx… yyyyyyyy… "), std::string::npos) << text;
}

TEST(TextTable, PutsColumnsWithoutPlaceBelow) {
    TextTable table({{"place", is_text, 40, 10}, {"a"}, {"b"}, {"c"}}, 2);
    std::string const number(30, '7');
    table.heading("all");
    table.row({"Hạ Long", number, number, number});
    table.remark(3, "of it");
    EXPECT_EQ(printed(table), "  place" + std::string(32, ' ') + "a" + std::string(30, ' ') +
                                  "b\n" + "  all\n  Hạ Long " + number + " " + number + "\n\n" +
                                  "  place" + std::string(32, ' ') + "c\n  all\n  Hạ Long " +
                                  number + "\n" + std::string(12, ' ') + "of it\n");
}

TEST(TextTable, FitsThePageWhateverItHolds) {
    for (std::size_t const width : {1U, 10U, 39U, 79U, 81U, 200U}) {
        TextTable table({{"a", is_text, 80, 12}, {"b"}, {"c"}, {"d", is_text}}, 2);
        TextTable rigid({{"a", is_text}, {"b"}}, 2);
        std::string text;
        for (std::size_t i = 0; i < width; ++i) text += i % 2 == 0 ? "ạ" : "o\u0302";
        table.row({text, text, text, text});
        table.remark(2, text);
        rigid.row({text, text});
        std::string lines = printed(table) + printed(rigid);
        for (std::size_t end; (end = lines.find('\n')) != std::string::npos;) {
            EXPECT_LE(columns_of(lines.substr(0, end)), page_columns) << width;
            lines.erase(0, end + 1);
        }
    }
}

TEST(Page, BreaksLinesAndWords) {
    Page page;
    page.prose("  head       ", "one " + std::string(70, 'x') + " " + std::string(100, 'y'), 13);
    std::string const indent(13, ' ');
    EXPECT_EQ(page.take(), "  head       one\n" + indent + std::string(67, 'x') + "\n" + indent +
                               "xxx\n" + indent + std::string(67, 'y') + "\n" + indent +
                               std::string(33, 'y') + "\n");
}

TEST(Page, SpeaksALanguage) {
    Page const vi(Language::vi);
    EXPECT_EQ(vi.number(1234.6), "1.235");
    EXPECT_EQ(vi.change(12.5), "+12,5");
    EXPECT_EQ(vi.title({"Long \x1B[31m", ""}, "x"), "Long \uFFFD[31m");
    EXPECT_EQ(vi.title({"Bay", "Vịnh"}, "x"), "Vịnh");
    EXPECT_EQ(Page().title({"Bay", "Vịnh"}, "x"), "Bay");
    EXPECT_EQ(Page().title({}, "x\u202E"), "x\uFFFD");
}

}  // namespace
}  // namespace povex
