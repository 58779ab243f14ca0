#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "engine/base/label.hpp"

namespace povex {

enum class Language { en, vi };

/// Words that a report shows, in both languages; "{}" stands for what is put in.
struct Phrase {
    std::string_view key;
    std::string_view en;
    std::string_view vi;
};

/// Every phrase that a workbook or a page shows, one line each: Vietnamese as the departments that
/// file the yearly review write it.
inline constexpr Phrase phrases[] = {
    // tables
    {"table.summary", "Summary", "Tổng quan"},
    {"table.charts", "Charts", "Biểu đồ"},
    {"table.poor_form", "Review form, poor", "Biểu rà soát hộ nghèo"},
    {"table.near_poor_form", "Review form, near-poor", "Biểu rà soát hộ cận nghèo"},
    {"table.deprivation", "Deprivation", "Mức độ thiếu hụt"},
    {"table.by_year", "By year", "Theo năm"},
    {"table.by_locality", "By locality", "Theo địa bàn"},
    {"table.costs", "Programmes and costs", "Chương trình và kinh phí"},
    {"table.enrolled", "Households supported", "Hộ được hỗ trợ"},
    {"table.actuals", "Projected and actual", "So với số liệu rà soát"},
    {"table.assumptions", "Assumptions", "Giả định"},

    // what stands above them
    {"title.summary", "Scenarios against the baseline \"{}\" ({})",
     "So sánh các kịch bản với kịch bản gốc \"{}\" ({})"},
    {"title.poor_form", "Changes in poor households, projected under \"{}\"",
     "Tổng hợp diễn biến hộ nghèo, dự báo theo kịch bản \"{}\""},
    {"title.near_poor_form", "Changes in near-poor households, projected under \"{}\"",
     "Tổng hợp diễn biến hộ cận nghèo, dự báo theo kịch bản \"{}\""},
    {"title.deprivation",
     "Poor and near-poor households deprived of basic social services, projected under \"{}\"",
     "Hộ nghèo, hộ cận nghèo thiếu hụt các dịch vụ xã hội cơ bản, dự báo theo kịch bản \"{}\""},
    {"title.by_year", "Poor and near-poor households of the province by year and scenario",
     "Số hộ nghèo, hộ cận nghèo toàn tỉnh theo năm và kịch bản"},
    {"title.by_locality", "Poor and near-poor households by locality, projected under \"{}\"",
     "Số hộ nghèo, hộ cận nghèo theo địa bàn, dự báo theo kịch bản \"{}\""},
    {"title.costs", "Spending by programme and payer ({}), mean of the replicates",
     "Kinh phí theo chương trình và nguồn vốn ({}), trung bình các lần mô phỏng"},
    {"title.enrolled", "Households newly enrolled in programmes, mean of the replicates",
     "Số hộ mới được hỗ trợ theo chương trình, trung bình các lần mô phỏng"},
    {"title.actuals", "Review figures beside the projection under \"{}\"",
     "Số liệu rà soát và kết quả dự báo theo kịch bản \"{}\""},
    {"title.assumptions", "Every number of the study, with its source",
     "Toàn bộ số liệu đầu vào và giả định, kèm nguồn"},

    // notes
    {"note.run", "{}: {} replicates, seed {}. Replicates differ by chance alone.",
     "{}: {} lần mô phỏng, số khởi tạo {}. Các lần mô phỏng chỉ khác nhau do ngẫu nhiên."},
    {"note.drawn",
     "{}: {} replicates, seed {}. Replicates differ by chance and in uncertain parameters.",
     "{}: {} lần mô phỏng, số khởi tạo {}. Các lần mô phỏng khác nhau do ngẫu nhiên và do các giả "
     "định chưa chắc chắn."},
    {"note.as_of", "What was published after {} is not used ({} counts).",
     "Không sử dụng số liệu công bố sau ngày {} ({} số liệu)."},
    {"note.interval", "Low and high are a 90 % prediction interval.",
     "Cận dưới và cận trên là khoảng dự báo 90 %."},
    {"note.no_interval", "One replicate says nothing of chance: there are no intervals.",
     "Chỉ có một lần mô phỏng nên không có khoảng dự báo."},
    {"note.form",
     "Whole households of one replicate (number {}), the nearest to the mean of all, so that every "
     "row and column adds up; means and intervals are in the other tables.",
     "Số hộ của một lần mô phỏng (lần thứ {}) gần nhất với trung bình, nên mọi hàng, cột đều khớp; "
     "trung bình và khoảng dự báo ở các biểu khác."},
    {"note.poor_form",
     "At the end = at the start - out + back + newly arisen. Rates are of the households of the "
     "register. Ethnic minority by locality and by area is not in the results.",
     "Cuối năm = đầu năm - thoát nghèo + tái nghèo + phát sinh. Tỷ lệ tính trên tổng số hộ mô "
     "phỏng. Kết quả không có số hộ dân tộc thiểu số theo từng địa bàn, khu vực."},
    {"note.near_poor_form",
     "At the end = at the start - fallen into poverty + risen from poverty + other change. Out, "
     "back and newly arisen of near-poverty are not told apart in the results.",
     "Cuối năm = đầu năm - rơi vào hộ nghèo + từ hộ nghèo chuyển lên + biến động khác. Kết quả "
     "không tách số hộ thoát, tái và phát sinh cận nghèo."},
    {"note.spending", "\"{}\": {} in all years, payers and programmes.",
     "\"{}\": {} cho tất cả các năm, nguồn vốn và chương trình."},
    {"note.actuals",
     "A verdict is given on fit and held-out figures only. An empty cell: the results do not have "
     "what was counted.",
     "Chỉ đánh giá số liệu hiệu chỉnh và số liệu kiểm chứng. Ô trống: kết quả không có chỉ tiêu "
     "được rà soát."},
    {"note.grade", "Grade A: two sources or an official text; B: one source; C: an assumption.",
     "Mức A: hai nguồn hoặc văn bản chính thức; B: một nguồn; C: giả định."},

    // columns
    {"column.scenario", "Scenario", "Kịch bản"},
    {"column.standard", "Standard", "Chuẩn nghèo"},
    {"column.year", "Year", "Năm"},
    {"column.unit_of_review", "Area, locality", "Khu vực, địa bàn"},
    {"column.locality", "Locality", "Địa bàn"},
    {"column.group", "Group", "Nhóm hộ"},
    {"column.households", "Households", "Tổng số hộ"},
    {"column.poor_at_start", "Poor at the start of the year", "Số hộ nghèo đầu năm"},
    {"column.rate_at_start", "Rate at the start", "Tỷ lệ đầu năm"},
    {"column.out", "Out of poverty", "Số hộ thoát nghèo"},
    {"column.back", "Back in poverty", "Số hộ tái nghèo"},
    {"column.newly_arisen", "Newly arisen", "Số hộ nghèo phát sinh"},
    {"column.poor_at_end", "Poor at the end of the year", "Số hộ nghèo cuối năm"},
    {"column.rate_at_end", "Rate at the end", "Tỷ lệ cuối năm"},
    {"column.near_poor_at_start", "Near-poor at the start of the year", "Số hộ cận nghèo đầu năm"},
    {"column.fallen", "Fallen into poverty", "Số hộ cận nghèo rơi vào hộ nghèo"},
    {"column.risen", "Risen from poverty", "Số hộ nghèo chuyển lên cận nghèo"},
    {"column.other_change", "Other change, net", "Biến động khác (thuần)"},
    {"column.near_poor_at_end", "Near-poor at the end of the year", "Số hộ cận nghèo cuối năm"},
    {"column.indicator", "Indicator", "Chỉ số thiếu hụt"},
    {"column.poor", "Poor households", "Hộ nghèo"},
    {"column.poor_low", "Poor, low", "Hộ nghèo, cận dưới"},
    {"column.poor_high", "Poor, high", "Hộ nghèo, cận trên"},
    {"column.poor_in_truth", "Poor, estimated in truth", "Hộ nghèo thực tế (ước tính)"},
    {"column.near_poor", "Near-poor households", "Hộ cận nghèo"},
    {"column.near_poor_low", "Near-poor, low", "Hộ cận nghèo, cận dưới"},
    {"column.near_poor_high", "Near-poor, high", "Hộ cận nghèo, cận trên"},
    {"column.rate", "Poor rate", "Tỷ lệ hộ nghèo"},
    {"column.poor_in", "Poor households in {}", "Hộ nghèo năm {}"},
    {"column.averted", "Years of poverty averted", "Số năm nghèo tránh được"},
    {"column.extra_spending", "Extra spending ({})", "Kinh phí tăng thêm ({})"},
    {"column.low", "Low", "Cận dưới"},
    {"column.high", "High", "Cận trên"},
    {"column.programme", "Programme", "Chương trình, chính sách"},
    {"column.payer", "Payer", "Nguồn vốn"},
    {"column.total", "Total", "Tổng cộng"},
    {"column.date", "Date", "Thời điểm"},
    {"column.what", "What", "Chỉ tiêu"},
    {"column.actual", "Actual", "Số liệu rà soát"},
    {"column.projected", "Projected", "Dự báo"},
    {"column.difference", "Projected less actual", "Chênh lệch"},
    {"column.inside", "In the interval", "Trong khoảng dự báo"},
    {"column.role", "Role", "Vai trò"},
    {"column.source", "Source", "Nguồn"},
    {"column.grade", "Grade", "Mức tin cậy"},
    {"column.known_on", "Published on", "Ngày công bố"},
    {"column.note", "Note", "Ghi chú"},
    {"column.key", "Key", "Mã"},
    {"column.value", "Value", "Giá trị"},
    {"column.unit", "Unit", "Đơn vị tính"},
    {"column.range", "Range", "Khoảng giá trị"},

    // charts
    {"chart.poor_by_year", "Poor households, {}", "Số hộ nghèo, {}"},
    {"chart.poor_by_locality", "Poor households by locality, {}", "Số hộ nghèo theo địa bàn, {}"},
    {"chart.averted", "Years of poverty averted", "Số năm nghèo tránh được"},
    {"chart.actuals", "Review figures and projection", "Số liệu rà soát và dự báo"},

    // words in cells
    {"word.yes", "yes", "có"},
    {"word.no", "no", "không"},
    {"word.baseline", "{} (baseline)", "{} (kịch bản gốc)"},
    {"word.of_which", "of which: {}", "trong đó: {}"},
    {"word.untitled", "Study without a title", "Nghiên cứu chưa có tên"},
    {"group.province", "The province", "Toàn tỉnh"},
    {"group.area:urban", "Urban", "Khu vực thành thị"},
    {"group.area:rural", "Rural", "Khu vực nông thôn"},
    {"group.area:all", "All areas", "Tất cả khu vực"},
    {"group.ethnicity:all", "All ethnicities", "Tất cả các dân tộc"},
    {"group.ethnicity:kinh", "Kinh", "Hộ dân tộc Kinh"},
    {"group.ethnicity:minority", "Ethnic minority", "Hộ dân tộc thiểu số"},
    {"role.built-in", "built in", "đã dùng làm đầu vào"},
    {"role.fit", "fit", "hiệu chỉnh"},
    {"role.held-out", "held out", "kiểm chứng"},
    {"role.information", "information", "tham khảo"},
    {"what.poor", "poor households", "hộ nghèo"},
    {"what.near_poor", "near-poor households", "hộ cận nghèo"},
    {"what.exits", "households out of poverty", "hộ thoát nghèo"},
    {"what.entries", "households entering poverty", "hộ tái nghèo và phát sinh"},
    {"what.households", "households", "số hộ"},
    {"unit.households", "households", "hộ"},
    {"unit.persons", "persons", "người"},
    {"unit.years", "years", "năm"},
    {"unit.1/year", "1/year", "1/năm"},
    {"unit.reviews", "reviews", "kỳ rà soát"},
    {"unit.deprivations", "deprivations", "chỉ số thiếu hụt"},
    {"unit.VND", "VND", "đồng"},
    {"unit.VND/month", "VND/month", "đồng/tháng"},
    {"unit.VND/year", "VND/year", "đồng/năm"},
    {"unit.VND/month per job", "VND/month per job", "đồng/tháng/việc làm"},
    {"unit.jobs/producer/year", "jobs/producer/year", "việc làm/cơ sở/năm"},
    {"unit.log income", "log income", "lôga thu nhập"},
    {"scale.thousand", "thousand", "nghìn"},
    {"scale.million", "million", "triệu"},
    {"scale.billion", "billion", "tỷ"},
    {"currency.VND", "VND", "đồng"},
};

/// A phrase by its key. In the text of the program: a key that is not there does not compile.
class PhraseKey {
public:
    consteval PhraseKey(char const* key) : phrase_(find(key)) {}

    [[nodiscard]] std::string_view in(Language language) const {
        return language == Language::vi ? phrase_->vi : phrase_->en;
    }

private:
    static constexpr Phrase const* find(std::string_view key) {
        for (Phrase const& phrase : phrases) {
            if (phrase.key == key) return &phrase;
        }
        throw "no such phrase";
    }

    Phrase const* phrase_;
};

/// Says things in one language.
class Speaker {
public:
    explicit Speaker(Language language) : language_(language) {}

    [[nodiscard]] std::string say(PhraseKey key) const { return std::string(key.in(language_)); }
    /// The phrase with each "{}" in it replaced by the next of the texts.
    [[nodiscard]] std::string say(PhraseKey key, std::initializer_list<std::string> texts) const;
    /// The phrase KIND.NAME where there is one, else the name: what a study's author may add to.
    [[nodiscard]] std::string name(std::string_view kind, std::string const& name) const;
    /// A title of the study: in this language, else in the other, else what names it.
    [[nodiscard]] std::string title(Text const& title, std::string const& otherwise) const;

    /// 1,268.5 or 1.268,5
    [[nodiscard]] std::string number(double value, int decimals = 0) const;
    /// A number in so many digits as people read: 1,268; -12.5; 0.0671, or 1.268; -12,5; 0,0671.
    /// Rounded to `digits`, but never before the point. NaN is "-".
    [[nodiscard]] std::string readable(double value, int digits = 3) const;
    /// 2022-12-31 as 31 December 2022 or 31/12/2022; what is no date stays as it is.
    [[nodiscard]] std::string date(std::string const& date) const;
    /// 1.5e9 as 1.5 billion VND or 1,5 tỷ đồng
    [[nodiscard]] std::string money(double value, std::string const& currency) const;

private:
    Language language_;
};

}  // namespace povex
