#include "output/tables/workbook.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "output/file/new_file.hpp"
#include "output/tables/workbook_archive.hpp"
#include "output/words/plain_text.hpp"

namespace povex {
namespace {

constexpr std::size_t longest_text = 8000;  ///< of a cell [characters]; Excel allows 32767 bytes
constexpr std::size_t narrowest = 11, widest = 90;         ///< of columns [characters]
constexpr std::size_t of_prose = 70;                       ///< of a column with longer texts
constexpr double line_height = 15.0, most_height = 405.0;  ///< of rows [1/72 inch]
constexpr std::size_t longest_name_below = 12;  ///< longer names of categories need horizontal bars
constexpr std::int64_t always_made = 946684800;  ///< date of every workbook: 1 January 2000

std::string cell_text(std::string const& text) {
    return shortened(printable(text), longest_text);
}

/// How many lines a text takes in a column. It is broken between words, or within a word that is
/// too long.
std::size_t lines_of(std::string const& text, std::size_t width) {
    std::size_t lines = 1, used = 0;
    std::string_view rest = text;
    while (!rest.empty()) {
        std::size_t const end = std::min(rest.find(' '), rest.size());
        std::size_t const word = columns_of(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (used > 0 && used + 1 + word > width) {
            ++lines;
            used = 0;
        }
        used += (used > 0 ? 1 : 0) + word;
        lines += (used - 1) / width;
        used -= (used - 1) / width * width;
    }
    return lines;
}

/// The cell formats of a workbook.
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
        format_set_indent(text, 1);
        make_cell(text);
        constexpr char const* codes[] = {"@",      "#,##0", "#,##0.0", "#,##0",
                                         "0.000%", "0",     "General"};
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = workbook_add_format(book);
            format_set_num_format(numbers[i], codes[i]);
            make_cell(numbers[i]);
        }
        format_set_align(of(Shown::year), LXW_ALIGN_CENTER);
    }

    [[nodiscard]] lxw_format* of(Shown shown) const {
        return numbers[static_cast<std::size_t>(shown)];
    }

    lxw_format* title;
    lxw_format* heading;
    lxw_format* text;
    std::array<lxw_format*, 7> numbers{};

private:
    static void make_cell(lxw_format* format) {
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, 0xC8CDD2);
    }
};

/// Fit the sheet to the width of A4 paper, whatever the fonts.
void lay_out_paper(lxw_worksheet* sheet) {
    constexpr std::uint8_t a4 = 9;
    worksheet_set_paper(sheet, a4);
    worksheet_set_landscape(sheet);
    worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.7);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&L&A&R&P/&N");
}

lxw_row_t heading_row_of(ReportTable const& table) {
    return static_cast<lxw_row_t>(table.notes.size()) + 2;
}

/// Fills the sheet of a table.
class Sheet {
public:
    Sheet(lxw_workbook* book, Formats const& formats, ReportTable const& table)
        : formats_(formats),
          table_(table),
          sheet_(workbook_add_worksheet(book, table.name.c_str())),
          heading_row_(heading_row_of(table)) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) width_.push_back(width_of(c));
    }

    void fill() {
        lay_out_paper(sheet_);
        worksheet_repeat_rows(sheet_, heading_row_, heading_row_);
        text(0, 0, table_.title, formats_.title);
        for (std::size_t n = 0; n < table_.notes.size(); ++n) {
            text(static_cast<lxw_row_t>(n) + 1, 0, table_.notes[n], nullptr);
        }
        std::vector<ReportCell> headings;
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            headings.emplace_back(table_.columns[c].heading);
            text(heading_row_, column(c), table_.columns[c].heading, formats_.heading);
            worksheet_set_column(sheet_, column(c), column(c), static_cast<double>(width_[c]),
                                 nullptr);
        }
        set_height(heading_row_, headings);
        for (std::size_t r = 0; r < table_.rows.size(); ++r) {
            set_height(row(r), table_.rows[r]);
            for (std::size_t c = 0; c < table_.columns.size(); ++c) cell(r, c);
        }
        worksheet_freeze_panes(sheet_, heading_row_ + 1, 0);
        if (!table_.rows.empty()) {
            worksheet_autofilter(sheet_, heading_row_, 0, row(table_.rows.size() - 1),
                                 column(table_.columns.size() - 1));
        }
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
        } else {
            worksheet_write_blank(sheet_, row(r), column(c), formats_.text);
        }
    }

    /// Make a row as high as its longest text needs.
    void set_height(lxw_row_t row, std::vector<ReportCell> const& cells) {
        std::size_t lines = 1;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            auto const* words = std::get_if<std::string>(&cells[c]);
            if (words != nullptr) lines = std::max(lines, lines_of(*words, width_[c] - 2));
        }
        if (lines == 1) return;
        worksheet_set_row(sheet_, row,
                          std::min(line_height * static_cast<double>(lines), most_height), nullptr);
    }

    /// The width that fits all texts of a column; if some are long, the width that fits nine in
    /// ten, and the others take several lines.
    [[nodiscard]] std::size_t width_of(std::size_t c) const {
        std::size_t const least = table_.columns[c].shown == Shown::money ? 18 : narrowest;
        std::vector<std::size_t> lengths{least};
        for (auto const& cells : table_.rows) {
            auto const* words = std::get_if<std::string>(&cells[c]);
            if (words != nullptr) lengths.push_back(std::max(least, columns_of(*words) + 3));
        }
        std::sort(lengths.begin(), lengths.end());
        if (lengths.back() <= of_prose) return lengths.back();
        std::size_t const most = lengths[(lengths.size() - 1) * 9 / 10];
        return most <= widest ? most : of_prose;
    }

    Formats const& formats_;
    ReportTable const& table_;
    lxw_worksheet* sheet_;
    lxw_row_t heading_row_;
    std::vector<std::size_t> width_;  ///< of columns, in characters
};

/// The sheet of all charts, two in a row, four on a sheet of paper. Their numbers are in the sheets
/// of the tables.
class ChartSheet {
public:
    ChartSheet(lxw_workbook* book, Formats const& formats, std::string const& name)
        : book_(book), sheet_(workbook_add_worksheet(book, name.c_str())) {
        lay_out_paper(sheet_);
        worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
        worksheet_write_string(sheet_, 0, 0, name.c_str(), formats.title);
    }

    void add(ReportTable const& table) {
        for (ReportChart const& plan : table.charts) add(table, plan);
    }

    void break_pages() {
        std::vector<lxw_row_t> breaks;
        for (std::size_t c = per_page; c < charts_; c += per_page) breaks.push_back(row_of(c));
        breaks.push_back(0);
        worksheet_set_h_pagebreaks(sheet_, breaks.data());
    }

private:
    static constexpr std::size_t abreast = 2, per_page = 4;

    [[nodiscard]] static lxw_row_t row_of(std::size_t chart) {
        constexpr std::size_t rows = 21;
        return static_cast<lxw_row_t>(2 + chart / abreast * rows);
    }

    [[nodiscard]] static bool has_long_names(ReportTable const& table, ReportChart const& plan) {
        return std::any_of(table.rows.begin(), table.rows.end(), [&](auto const& cells) {
            auto const* words = std::get_if<std::string>(&cells[plan.category_column]);
            return words != nullptr && columns_of(*words) > longest_name_below;
        });
    }

    void add_series(lxw_chart* chart, ReportTable const& table, ReportChart const& plan) {
        auto const column = [](std::size_t c) { return static_cast<lxw_col_t>(c); };
        auto const row = [&](std::size_t r) {
            return heading_row_of(table) + 1 + static_cast<lxw_row_t>(r);
        };
        char const* sheet = table.name.c_str();
        for (ChartSeries const& of : plan.series) {
            lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
            chart_series_set_categories(series, sheet, row(of.first_row),
                                        column(plan.category_column), row(of.last_row),
                                        column(plan.category_column));
            chart_series_set_values(series, sheet, row(of.first_row), column(of.column),
                                    row(of.last_row), column(of.column));
            bool const by_heading = of.name_column == ChartSeries::heading_names;
            chart_series_set_name_range(series, sheet,
                                        by_heading ? heading_row_of(table) : row(of.first_row),
                                        column(by_heading ? of.column : of.name_column));
        }
    }

    void add(ReportTable const& table, ReportChart const& plan) {
        bool const lies = !plan.is_line && has_long_names(table, plan);
        auto const type = lies ? LXW_CHART_BAR : LXW_CHART_COLUMN;
        lxw_chart* chart = workbook_add_chart(book_, plan.is_line ? LXW_CHART_LINE : type);
        add_series(chart, table, plan);
        lxw_chart_font font{};
        font.size = 12;
        chart_title_set_name(chart, cell_text(plan.title).c_str());
        chart_title_set_name_font(chart, &font);
        // for horizontal bars the library calls the axis of the names y
        lxw_chart_axis* names = lies ? chart->y_axis : chart->x_axis;
        lxw_chart_axis* values = lies ? chart->x_axis : chart->y_axis;
        chart_axis_set_num_format(values, "#,##0");
        lxw_chart_font small{};
        small.size = 9;
        for (lxw_chart_axis* axis : {names, values}) chart_axis_set_num_font(axis, &small);
        // names are clear of bars below zero, and the first one is at the top
        chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
        if (lies) {
            chart_axis_set_reverse(names);
            chart_axis_set_label_position(values, LXW_CHART_AXIS_LABEL_POSITION_HIGH);
        }
        chart_legend_set_position(
            chart, plan.series.size() > 1 ? LXW_CHART_LEGEND_RIGHT : LXW_CHART_LEGEND_NONE);
        lxw_chart_options size{};
        size.x_scale = 1.3;  // of 480 and 288 pixels, less than ten columns and the rows above
        size.y_scale = 1.4;
        auto const column = static_cast<lxw_col_t>(10 * (charts_ % abreast));
        worksheet_insert_chart_opt(sheet_, row_of(charts_), column, chart, &size);
        ++charts_;
    }

    lxw_workbook* book_;
    lxw_worksheet* sheet_;
    std::size_t charts_ = 0;
};

/// Write a workbook to a path that the library opens itself.
lxw_error written(std::string const& path, WorkbookPlan const& plan) {
    lxw_workbook* book = workbook_new(path.c_str());
    if (book == nullptr) return LXW_ERROR_MEMORY_MALLOC_FAILED;
    std::string name = cell_text(plan.title), program = "povex";
    lxw_doc_properties properties{};
    properties.title = name.data();
    properties.company = program.data();
    properties.created = always_made;
    workbook_set_properties(book, &properties);
    Formats const formats(book);
    std::optional<ChartSheet> charts;
    for (ReportTable const& table : plan.tables) {
        Sheet(book, formats, table).fill();
        if (!charts) charts.emplace(book, formats, plan.charts);
        charts->add(table);
    }
    if (charts) charts->break_pages();
    return workbook_close(book);
}

/// A file in memory, which the library opens by its path.
class MemoryFile {
public:
    MemoryFile() : descriptor_(memfd_create("workbook", MFD_CLOEXEC)) {
        if (descriptor_ < 0) throw std::bad_alloc();
    }
    MemoryFile(MemoryFile const&) = delete;
    MemoryFile& operator=(MemoryFile const&) = delete;
    ~MemoryFile() { close(descriptor_); }

    [[nodiscard]] std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }
    [[nodiscard]] std::string bytes() const {
        off_t const size = lseek(descriptor_, 0, SEEK_END);
        std::string all(static_cast<std::size_t>(size), '\0');
        ssize_t const got = pread(descriptor_, all.data(), all.size(), 0);
        if (got != size) throw std::bad_alloc();
        return all;
    }

private:
    int descriptor_;
};

std::string why_not_made(lxw_error failure, int system_failure) {
    if (failure == LXW_NO_ERROR) return "it is not whole; is the disk of temporary files full?";
    if (failure == LXW_ERROR_ZIP_FILE_OPERATION && system_failure != 0) {
        return why_not_written(system_failure);
    }
    return lxw_strerror(failure);
}

}  // namespace

void write_workbook(OutputPath const& target, WorkbookPlan const& plan) {
    MemoryFile const memory;
    errno = 0;
    lxw_error const failure = written(memory.path(), plan);
    int const system_failure = errno;
    std::string const bytes = failure == LXW_NO_ERROR ? memory.bytes() : std::string();
    if (!is_whole_archive(bytes)) {
        refuse_file(
            target.named,
            fmt::format("the workbook cannot be made ({})", why_not_made(failure, system_failure)),
            "the environment variable TMPDIR names a folder for temporary files");
    }
    NewFile file(target);
    file.write(bytes);
    file.finish();
}

}  // namespace povex
