#include "output/workbook.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "output/new_file.hpp"
#include "output/plain_text.hpp"

namespace povex {
namespace {

constexpr std::size_t longest_text = 8000;  ///< in characters; Excel has 32767 bytes for a cell
constexpr std::size_t widest = 50, narrowest = 11;
constexpr std::int64_t always_made = 946684800;  ///< the first of January 2000: no date of its own

std::string cell_text(std::string const& text) {
    return shortened(printable(text), longest_text);
}

/// The ways in which cells are shown, made once for a workbook.
struct Formats {
    explicit Formats(lxw_workbook* book)
        : title(workbook_add_format(book)),
          heading(workbook_add_format(book)),
          text(workbook_add_format(book)) {
        format_set_bold(title);
        format_set_font_size(title, 14);
        format_set_bold(heading);
        format_set_text_wrap(heading);
        format_set_align(heading, LXW_ALIGN_CENTER);
        format_set_align(heading, LXW_ALIGN_VERTICAL_CENTER);
        format_set_border(heading, LXW_BORDER_THIN);
        format_set_bg_color(heading, 0xDDE6F0);
        format_set_text_wrap(text);
        format_set_align(text, LXW_ALIGN_VERTICAL_TOP);
        constexpr char const* codes[] = {"@",      "#,##0", "#,##0.0", "#,##0",
                                         "0.000%", "0",     "General"};
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = workbook_add_format(book);
            format_set_num_format(numbers[i], codes[i]);
            format_set_align(numbers[i], LXW_ALIGN_VERTICAL_TOP);
        }
    }

    [[nodiscard]] lxw_format* of(Shown shown) const {
        return numbers[static_cast<std::size_t>(shown)];
    }

    lxw_format* title;
    lxw_format* heading;
    lxw_format* text;
    std::array<lxw_format*, 7> numbers{};
};

/// A sheet while it is filled.
class Sheet {
public:
    Sheet(lxw_workbook* book, Formats const& formats, ReportTable const& table)
        : book_(book),
          formats_(formats),
          table_(table),
          sheet_(workbook_add_worksheet(book, table.name.c_str())),
          heading_row_(static_cast<lxw_row_t>(table.notes.size()) + 2) {}

    void fill() {
        worksheet_set_landscape(sheet_);
        worksheet_fit_to_pages(sheet_, 1, 0);
        text(0, 0, table_.title, formats_.title);
        for (std::size_t n = 0; n < table_.notes.size(); ++n) {
            text(static_cast<lxw_row_t>(n) + 1, 0, table_.notes[n], nullptr);
        }
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            text(heading_row_, column(c), table_.columns[c].heading, formats_.heading);
            worksheet_set_column(sheet_, column(c), column(c), width_of(c), nullptr);
        }
        for (std::size_t r = 0; r < table_.rows.size(); ++r) {
            for (std::size_t c = 0; c < table_.columns.size(); ++c) cell(r, c);
        }
        worksheet_freeze_panes(sheet_, heading_row_ + 1, 0);
        worksheet_repeat_rows(sheet_, heading_row_, heading_row_);
        if (!table_.rows.empty()) {
            worksheet_autofilter(sheet_, heading_row_, 0, row(table_.rows.size() - 1),
                                 column(table_.columns.size() - 1));
        }
        for (std::size_t i = 0; i < table_.charts.size(); ++i) add_chart(table_.charts[i], i);
    }

private:
    [[nodiscard]] lxw_row_t row(std::size_t r) const {
        return heading_row_ + 1 + static_cast<lxw_row_t>(r);
    }
    [[nodiscard]] static lxw_col_t column(std::size_t c) { return static_cast<lxw_col_t>(c); }

    void text(lxw_row_t r, lxw_col_t c, std::string const& text, lxw_format* format) {
        if (!text.empty()) worksheet_write_string(sheet_, r, c, cell_text(text).c_str(), format);
    }

    void cell(std::size_t r, std::size_t c) {
        ReportCell const& cell = table_.rows[r][c];
        if (auto const* words = std::get_if<std::string>(&cell)) {
            text(row(r), column(c), *words, formats_.text);
        } else if (double const number = std::get<double>(cell); std::isfinite(number)) {
            worksheet_write_number(sheet_, row(r), column(c), number,
                                   formats_.of(table_.columns[c].shown));
        }
    }

    [[nodiscard]] double width_of(std::size_t c) const {
        std::size_t width = narrowest;
        for (auto const& cells : table_.rows) {
            auto const* words = std::get_if<std::string>(&cells[c]);
            if (words != nullptr) width = std::max(width, columns_of(*words) + 2);
        }
        if (table_.columns[c].shown == Shown::money) width = std::max<std::size_t>(width, 20);
        return static_cast<double>(std::min(width, widest));
    }

    /// Charts stand to the right of the table, one below the other.
    void add_chart(ReportChart const& plan, std::size_t position) {
        lxw_chart* chart =
            workbook_add_chart(book_, plan.is_line ? LXW_CHART_LINE : LXW_CHART_COLUMN);
        for (ChartSeries const& of : plan.series) {
            lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
            chart_series_set_categories(series, table_.name.c_str(), row(of.first_row),
                                        column(plan.category_column), row(of.last_row),
                                        column(plan.category_column));
            chart_series_set_values(series, table_.name.c_str(), row(of.first_row),
                                    column(of.column), row(of.last_row), column(of.column));
            bool const by_heading = of.name_column == ChartSeries::heading_names;
            chart_series_set_name_range(series, table_.name.c_str(),
                                        by_heading ? heading_row_ : row(of.first_row),
                                        column(by_heading ? of.column : of.name_column));
        }
        chart_title_set_name(chart, cell_text(plan.title).c_str());
        lxw_chart_options size{};
        size.x_scale = 1.6;
        size.y_scale = 1.4;
        auto const below = heading_row_ + static_cast<lxw_row_t>(22 * position);
        worksheet_insert_chart_opt(sheet_, below, column(table_.columns.size() + 1), chart, &size);
    }

    lxw_workbook* book_;
    Formats const& formats_;
    ReportTable const& table_;
    lxw_worksheet* sheet_;
    lxw_row_t heading_row_;
};

lxw_error written(std::filesystem::path const& path, std::string const& title,
                  std::vector<ReportTable> const& tables) {
    lxw_workbook* book = workbook_new(path.c_str());
    if (book == nullptr) return LXW_ERROR_MEMORY_MALLOC_FAILED;
    std::string name = cell_text(title), program = "povex";
    lxw_doc_properties properties{};
    properties.title = name.data();
    properties.company = program.data();
    properties.created = always_made;
    workbook_set_properties(book, &properties);
    Formats const formats(book);
    for (ReportTable const& table : tables) Sheet(book, formats, table).fill();
    return workbook_close(book);
}

}  // namespace

void write_workbook(std::filesystem::path const& target, std::string const& title,
                    std::vector<ReportTable> const& tables, bool force) {
    std::filesystem::path const path = checked_target(target, force);
    std::filesystem::path const temporary = temporary_beside(path);
    lxw_error const failure = written(temporary, title, tables);
    std::error_code error;
    if (failure == LXW_NO_ERROR) std::filesystem::rename(temporary, path, error);
    if (failure == LXW_NO_ERROR && !error) return;
    std::string const why = error ? error.message() : lxw_strerror(failure);
    std::filesystem::remove(temporary, error);
    refuse_file(target, fmt::format("the workbook cannot be written ({})", why), "");
}

}  // namespace povex
