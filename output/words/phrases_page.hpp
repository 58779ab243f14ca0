#pragma once

#include <array>

#include "output/words/phrase.hpp"

namespace povex {

/// Phrases of the page of a report: its answer, and its parts.
inline constexpr auto phrases_of_page = std::to_array<Phrase>({
    // the answer of a page
    {"answer.interval", "{} ({}–{})", "{} ({}–{})"},
    {"answer.signed_interval", "{} ({} to {})", "{} (từ {} đến {})"},
    {"answer.baseline",
     "Under {}, by the review, “{}” leaves {} poor households at the end of {}; at the end of {} "
     "there were {}.",
     "Theo {}, qua rà soát, kịch bản “{}” còn {} hộ nghèo vào cuối năm {}; cuối năm {} có {} hộ "
     "nghèo."},
    {"answer.truth",
     "In truth, without errors of the review and rules of the list, an estimated {} households are "
     "poor then.",
     "Trên thực tế, nếu không có sai sót khi rà soát và quy tắc lập danh sách, ước tính khi đó có "
     "{} hộ nghèo."},
    {"answer.against",
     "Under {}, by the review, compared with “{}”:", "Theo {}, qua rà soát, so với kịch bản “{}”:"},
    {"answer.package", "“{}” leaves {} poor households at the end of {}, {}{}.",
     "Kịch bản “{}” còn {} hộ nghèo vào cuối năm {}, {}{}."},
    {"answer.fewer", "{} fewer", "ít hơn {} hộ"},
    {"answer.more", "{} more", "nhiều hơn {} hộ"},
    {"answer.for_more", ", for {} more over all years", ", kinh phí cả giai đoạn tăng thêm {}"},
    {"answer.for_less", ", for {} less over all years", ", kinh phí cả giai đoạn giảm {}"},
    {"answer.same_cost", ", at the same cost", ", kinh phí không đổi"},
    {"answer.chance", "Chance alone could make this difference.",
     "Chênh lệch này có thể chỉ do ngẫu nhiên."},
    {"answer.turn", "At the end of {} it leaves {}.", "Đến cuối năm {} lại {}."},
    {"answer.averts", "From {} to {} it averts {} household-years of poverty.",
     "Từ năm {} đến năm {} tránh được {} năm nghèo (cộng số năm của các hộ)."},
    {"answer.adds", "From {} to {} it adds {} household-years of poverty.",
     "Từ năm {} đến năm {} làm tăng thêm {} năm nghèo (cộng số năm của các hộ)."},
    {"answer.sweep",
     "Under {}, by the review, over the {} points of the sweep “{}” leaves between {} and {} poor "
     "households (means) at the end of {}.",
     "Theo {}, qua rà soát, trên {} phương án giả định, kịch bản “{}” còn từ {} đến {} hộ nghèo "
     "(giá trị trung bình) vào cuối năm {}."},
    {"answer.fixed_caveat",
     "In brackets and bands stands where 90 % of the {} replicates lie. They differ by chance "
     "alone: doubt "
     "about the assumptions is not in it, and may be several times as large.",
     "Trong ngoặc và dải màu là khoảng dự báo 90 % của {} lần mô phỏng. Các lần mô phỏng chỉ khác "
     "nhau do "
     "ngẫu nhiên: khoảng này chưa tính độ bất định của các giả định, vốn có thể lớn gấp nhiều "
     "lần."},
    {"answer.drawn_caveat",
     "In brackets and bands stands where 90 % of the {} replicates lie. They differ by chance and "
     "in the "
     "uncertain assumptions.",
     "Trong ngoặc và dải màu là khoảng dự báo 90 % của {} lần mô phỏng. Các lần mô phỏng khác nhau "
     "do ngẫu "
     "nhiên và do các giả định chưa chắc chắn."},
    {"answer.held_out",
     "Review figures that were used nowhere in the projection: {}; of them inside its 90 % "
     "interval: {}.",
     "Số liệu rà soát không dùng để lập dự báo: {}; trong đó nằm trong khoảng dự báo 90 %: {}."},
    {"answer.too_high",
     "The others all lie below it: read the projected levels as too high. Differences between "
     "scenarios, which meet the same luck, are surer.",
     "Các số liệu còn lại đều thấp hơn dự báo: mức dự báo nên hiểu là còn cao. Chênh lệch giữa các "
     "kịch bản, vốn chịu cùng yếu tố ngẫu nhiên, đáng tin cậy hơn."},
    {"answer.too_low",
     "The others all lie above it: read the projected levels as too low. Differences between "
     "scenarios, which meet the same luck, are surer.",
     "Các số liệu còn lại đều cao hơn dự báo: mức dự báo nên hiểu là còn thấp. Chênh lệch giữa các "
     "kịch bản, vốn chịu cùng yếu tố ngẫu nhiên, đáng tin cậy hơn."},
    {"answer.assumptions",
     "{} of the {} numbers of the study are assumptions (grade C); each is listed below with its "
     "source.",
     "{} trong {} số liệu đầu vào là giả định (mức C); tất cả được liệt kê dưới đây kèm nguồn."},

    // the parts of a page
    {"page.answer", "The answer", "Kết quả chính"},
    {"page.caveats", "What to think of it", "Lưu ý khi sử dụng"},
    {"page.by_year", "Poor and near-poor households by year", "Hộ nghèo, hộ cận nghèo theo năm"},
    {"page.by_year_reading",
     "Lines are means of the replicates, bands hold 90 % of them. Marks are review figures: what "
     "the projection starts from, what its defaults were fitted to, and what was used nowhere.",
     "Đường là giá trị trung bình của các lần mô phỏng, dải màu là khoảng dự báo 90 %. Các dấu là "
     "số liệu rà soát: số liệu đầu vào, số liệu dùng để hiệu chỉnh, và số liệu dùng để kiểm "
     "chứng."},
    {"page.flows", "Out of poverty and into it", "Thoát nghèo, tái nghèo, phát sinh nghèo"},
    {"page.flows_reading",
     "Above the line: households that are poor at this review and were not at the last one; below "
     "it: those that left, near-poor ones among them.",
     "Phía trên trục: hộ nghèo ở kỳ rà soát này mà kỳ trước không nghèo; phía dưới: hộ thoát "
     "nghèo, gồm cả hộ chuyển sang cận nghèo."},
    {"page.summary", "What each scenario averts, and what it costs",
     "Hiệu quả và kinh phí của từng kịch bản"},
    {"page.summary_reading",
     "Household-years of poverty averted against the baseline over all years, with 90 % intervals, "
     "and extra spending of all payers together. To the left of the line: more poverty.",
     "Số năm nghèo tránh được so với kịch bản gốc trong cả giai đoạn, kèm khoảng dự báo 90 %, và "
     "kinh phí tăng thêm của mọi nguồn vốn. Bên trái vạch 0: nghèo nhiều hơn."},
    {"page.differences", "Each scenario against the baseline, by year",
     "So sánh từng kịch bản với kịch bản gốc theo năm"},
    {"page.differences_reading",
     "Poor households under the scenario less those under the baseline. To the left of the line: "
     "fewer poor.",
     "Số hộ nghèo theo kịch bản trừ số hộ nghèo theo kịch bản gốc. Bên trái vạch 0: ít hộ nghèo "
     "hơn."},
    {"page.paired",
     "Differences are taken within each replicate: both scenarios meet the same luck. Relieved: "
     "not "
     "poor here, poor under the baseline; displaced: the reverse.",
     "Chênh lệch tính trong từng lần mô phỏng: hai kịch bản chịu cùng yếu tố ngẫu nhiên. Hộ bớt "
     "nghèo: không nghèo ở đây nhưng nghèo theo kịch bản gốc; hộ nghèo thêm: ngược lại."},
    {"page.costs", "What each programme costs, and who pays", "Kinh phí và nguồn vốn"},
    {"page.costs_reading", "Spending over all years, mean of the replicates.",
     "Kinh phí cả giai đoạn, trung bình các lần mô phỏng."},
    {"page.enrolled", "Households supported", "Hộ được hỗ trợ"},
    {"page.enrolled_reading",
     "Households newly enrolled in each programme, mean of the replicates.",
     "Số hộ mới được hỗ trợ theo từng chương trình, trung bình các lần mô phỏng."},
    {"page.places", "By locality", "Theo địa bàn"},
    {"page.places_reading",
     "One tile for each locality, in the order of the study: tiles are no map. The shade is the "
     "share of the locality's households. How the official list is shared among localities is "
     "drawn anew in each population where it was not published: intervals are wide.",
     "Mỗi ô là một địa bàn, xếp theo thứ tự trong dữ liệu, không theo vị trí hay diện tích. Độ đậm "
     "là tỷ lệ trên tổng số hộ của địa bàn. Khi số liệu từng địa bàn chưa được công bố, danh sách "
     "hộ được phân bổ ngẫu nhiên nên khoảng dự báo rộng."},
    {"page.classified", "Where two standards disagree", "Khác biệt giữa hai chuẩn nghèo"},
    {"page.classified_reading",
     "Households that two standards class differently at the same review. What changes with the "
     "standard is the ruler: it is no progress.",
     "Số hộ được hai chuẩn nghèo xếp loại khác nhau trong cùng kỳ rà soát. Thay đổi do thay chuẩn "
     "nghèo không phải là kết quả giảm nghèo."},
    {"page.classified_note", "Under “{}”; the first standard is {}.",
     "Theo kịch bản “{}”; chuẩn thứ nhất là {}."},
    {"page.actuals", "Projected and counted", "Dự báo và số liệu rà soát"},
    {"page.actuals_reading",
     "Every review figure beside what the baseline projects for it, with its 90 % interval.",
     "Từng số liệu rà soát bên cạnh dự báo theo kịch bản gốc, kèm khoảng dự báo 90 %."},
    {"page.sweep", "What the outcome depends on", "Kết quả khi thay đổi giả định"},
    {"page.sweep_reading",
     "Poor households by the review, under the national standard, at each point of the sweep: "
     "means "
     "and where 90 % of the replicates lie.",
     "Số hộ nghèo qua rà soát theo chuẩn của Trung ương ở từng phương án giả định: trung bình và "
     "khoảng dự báo 90 %."},
    {"page.same_luck", "Every point meets the same luck.",
     "Mọi phương án chịu cùng yếu tố ngẫu nhiên."},
    {"page.some_points", "{} of {} points are shown, evenly chosen.",
     "Hiển thị {} trong {} phương án, chọn cách đều."},
    {"page.assumptions", "Every assumption, with grade and source",
     "Toàn bộ giả định, kèm mức tin cậy và nguồn"},
    {"page.assumptions_reading",
     "Grade A: two sources or an official text; B: one source; C: inferred or assumed.",
     "Mức A: hai nguồn hoặc văn bản chính thức; B: một nguồn; C: suy ra hoặc giả định."},
    {"page.left_out", "What the model leaves out", "Những yếu tố mô hình không xét đến"},
    {"page.left_out.register",
     "Births, deaths, households that form, split or move: the register of households is fixed.",
     "Sinh, tử, việc tách hộ, lập hộ, chuyển cư: danh sách hộ được giữ cố định."},
    {"page.left_out.careers",
     "Careers, prices, and a household's own answer to a line: nobody works less to stay on the "
     "list.",
     "Quá trình nghề nghiệp, giá cả và phản ứng của hộ trước chuẩn nghèo: không hộ nào cố ý giảm "
     "thu nhập để ở lại danh sách."},
    {"page.left_out.within", "Inequality within households.", "Bất bình đẳng trong nội bộ hộ."},
    {"page.left_out.targets",
     "Targets as such: counts come from people who have one. Rules that empty a list are off "
     "unless "
     "the study sets them.",
     "Chỉ tiêu giảm nghèo: số liệu rà soát do người có chỉ tiêu lập. Quy tắc đưa hộ khỏi danh sách "
     "theo chỉ tiêu không được dùng, trừ khi nghiên cứu quy định."},
    {"page.left_out.effects",
     "It does not estimate what a programme does: effects are put in, with their sources, and what "
     "follows from them comes out.",
     "Mô hình không ước lượng tác động của chương trình: tác động là số liệu đầu vào có nguồn, kết "
     "quả là hệ quả của chúng."},
    {"page.repeat", "How to repeat this run", "Cách chạy lại"},
    {"page.repeat_reading",
     "The same command, study and version give the same numbers to the last digit, on any machine.",
     "Cùng lệnh, cùng dữ liệu và phiên bản cho kết quả giống hệt đến chữ số cuối cùng trên mọi "
     "máy."},
    {"page.apparatus", "Annex: how sure the numbers are", "Phụ lục: độ tin cậy của các con số"},
    {"page.apparatus_reading",
     "An interval is from the 5 % to the 95 % quantile of the replicates, each one of their "
     "values. "
     "The standard error says how surely the mean is known from so many replicates; the spread "
     "says "
     "how far apart they lie, by chance and, where parameters are drawn, by what is not known of "
     "them.",
     "Khoảng dự báo là từ phân vị 5 % đến phân vị 95 % của các lần mô phỏng. Sai số chuẩn cho biết "
     "giá trị trung bình chính xác đến đâu với số lần mô phỏng này; độ phân tán cho biết các lần "
     "mô "
     "phỏng khác nhau bao nhiêu, do ngẫu nhiên và, nếu giả định được rút ngẫu nhiên, do giả định "
     "chưa chắc chắn."},
    {"page.standard", "Standard", "Chuẩn nghèo"},
    {"page.other_standard", "Compared with", "So với"},
    {"page.measure", "Shown", "Chỉ tiêu"},
    {"page.year", "Year", "Năm"},
    {"page.scenario", "Scenario", "Kịch bản"},
    {"page.scenarios", "Scenarios", "Kịch bản"},
    {"page.factor", "Varied", "Giả định thay đổi"},
    {"page.contents", "On this page", "Nội dung"},
    {"page.data", "The numbers as a table", "Bảng số liệu"},
    {"page.language", "Tiếng Việt", "English"},
    {"page.skip", "To the content", "Đến nội dung"},
    {"page.share_of_households", "Share of households", "Tỷ lệ trên tổng số hộ"},
    {"page.share_from", "{} and more", "từ {} trở lên"},
    {"page.share_below", "below {}", "dưới {}"},
    {"page.none", "none", "không có"},
    {"page.counted_projected", "counted {}, projected {}", "rà soát {}, dự báo {}"},
    {"page.counted", "Review figure", "Số liệu rà soát"},
    {"page.alt", "{}. {} The numbers stand in the table below.",
     "{}. {} Số liệu có trong bảng bên dưới."},
    {"page.alt_series", "{}: {} in {}, {} in {}.", "{}: {} năm {}, {} năm {}."},
    {"page.alt_row", "{}: {}.", "{}: {}."},
    {"page.found_pair", "{} by the first, {} by the other",
     "{} theo chuẩn thứ nhất, {} theo chuẩn kia"},
    {"page.table_of", "Table: {}", "Bảng: {}"},
    {"page.rows", "{} rows", "{} dòng"},
    {"page.replicates", "Replicates", "Số lần mô phỏng"},
    {"page.seed", "Seed", "Số khởi tạo"},
    {"page.settings", "Changed values", "Giá trị thay đổi"},
    {"page.as_of", "Nothing published later than", "Không dùng số liệu công bố sau"},
    {"page.program", "Program", "Chương trình máy tính"},
    {"page.made_on", "Run on", "Ngày chạy"},
});

}  // namespace povex
