#pragma once

#include <array>
#include <string_view>

namespace povex {

/// A language in which reports can be read.
enum class Language { en, vi };

/// Something that a report says, in both languages. "{}" marks where a text is filled in.
struct Phrase {
    std::string_view key;
    std::string_view en;
    std::string_view vi;
};

/// The catalogue of phrases: everything that a workbook, a page or a replayed household says. The
/// Vietnamese is that of the departments that file the yearly review.
inline constexpr auto phrases = std::to_array<Phrase>({
    // The workbook: its tables and charts, and the words in their cells. The page shows them too.

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
     "So sánh các kịch bản với kịch bản cơ sở \"{}\" ({})"},
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
    {"title.actuals", "Review figures and the projection under \"{}\"",
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
    {"note.interval", "Intervals go from the 5th to the 95th percentile of the {} replicates.",
     "Khoảng giá trị là từ phân vị 5 % đến phân vị 95 % của {} lần mô phỏng."},
    {"note.no_interval", "With one replicate there are no intervals.",
     "Chỉ có một lần mô phỏng nên không có khoảng giá trị."},
    {"note.form",
     "Households of one replicate (number {}), the one nearest to the mean of all, so that every "
     "row and column adds up. Means and percentiles are in the other tables.",
     "Số hộ của một lần mô phỏng (lần thứ {}), là lần gần nhất với trung bình, nên mọi hàng, cột "
     "đều khớp. Trung bình và phân vị có ở các biểu khác."},
    {"note.takes_over",
     "At the review of {}, the standard “{}” takes over the list of “{}”. Exits, returns and new "
     "cases of that review are missing, because the new list has no earlier one to compare with.",
     "Tại kỳ rà soát năm {}, chuẩn “{}” tiếp nhận danh sách của chuẩn “{}”. Kỳ này không có số "
     "liệu thoát nghèo, tái nghèo và phát sinh, vì danh sách mới chưa có danh sách kỳ trước để so "
     "sánh."},
    {"note.cost_per_year",
     "Cost of a household-year averted: extra spending divided by household-years averted, with "
     "Fieller's 95 % interval. “No difference”: the 95 % interval of the mean number of years "
     "averted holds 0.",
     "Kinh phí cho một năm-hộ tránh được: kinh phí tăng thêm chia cho số năm-hộ tránh được, kèm "
     "khoảng tin cậy 95 % (Fieller). “Không khác biệt”: khoảng tin cậy 95 % của số năm-hộ tránh "
     "được trung bình chứa số 0."},
    {"note.cost_per_year_drawn",
     "Cost of a household-year averted: extra spending divided by household-years averted, with "
     "the 5th to the 95th percentile over the draws of the assumptions; without an interval if "
     "some draws avert none. “No difference”: the 95 % interval of the mean number of years "
     "averted holds 0.",
     "Kinh phí cho một năm-hộ tránh được: kinh phí tăng thêm chia cho số năm-hộ tránh được, kèm "
     "phân vị 5 % đến 95 % theo các bộ giả định; không có khoảng nếu ở một số bộ giả định không "
     "tránh được năm-hộ nào. “Không khác biệt”: khoảng tin cậy 95 % của số năm-hộ tránh được trung "
     "bình chứa số 0."},
    {"note.averted",
     "Household-years averted are summed over the projected years: on the list, fewer households "
     "on the official list; in poverty, fewer households poor in truth, whatever the list says.",
     "Số năm-hộ tránh được là tổng qua các năm dự báo: theo danh sách là số hộ nghèo trong danh "
     "sách giảm đi; trên thực tế là số hộ thực sự nghèo giảm đi, bất kể danh sách."},
    {"note.poor_form",
     "At the end = at the start - out + back + newly arisen. Rates are shares of the households of "
     "the register. The results do not have ethnic-minority households by locality or area.",
     "Cuối năm = đầu năm - thoát nghèo + tái nghèo + phát sinh. Tỷ lệ tính trên tổng số hộ của mô "
     "hình. Kết quả không có số hộ dân tộc thiểu số theo từng địa bàn, khu vực."},
    {"note.near_poor_form",
     "At the end = at the start - fallen into poverty + risen from poverty + other change. The "
     "results do not tell exits from near-poverty, returns to it and new cases apart.",
     "Cuối năm = đầu năm - trở thành hộ nghèo + hộ nghèo trở thành hộ cận nghèo + biến động khác. "
     "Kết quả không tách riêng số hộ thoát cận nghèo, tái cận nghèo và phát sinh cận nghèo."},
    {"note.spending", "\"{}\": {} in all years, payers and programmes.",
     "\"{}\": {} cho tất cả các năm, nguồn vốn và chương trình."},
    {"note.actuals",
     "Only fit and held-out figures get a verdict. An empty cell means that the results do not "
     "have this figure.",
     "Chỉ đánh giá số liệu hiệu chỉnh và số liệu kiểm chứng. Ô trống: kết quả mô phỏng không có "
     "chỉ tiêu này."},
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
    {"column.fallen", "Fallen into poverty", "Số hộ cận nghèo trở thành hộ nghèo"},
    {"column.risen", "Risen from poverty", "Số hộ nghèo trở thành hộ cận nghèo"},
    {"column.other_change", "Other change, net", "Biến động khác (tăng trừ giảm)"},
    {"column.near_poor_at_end", "Near-poor at the end of the year", "Số hộ cận nghèo cuối năm"},
    {"column.indicator", "Indicator", "Chỉ số thiếu hụt"},
    {"column.poor", "Poor households on the list", "Hộ nghèo trong danh sách"},
    {"column.poor_low", "Poor, 5th percentile", "Hộ nghèo, phân vị 5 %"},
    {"column.poor_high", "Poor, 95th percentile", "Hộ nghèo, phân vị 95 %"},
    {"column.poor_in_truth", "Poor, estimated in truth", "Hộ nghèo thực tế (ước tính)"},
    {"column.near_poor", "Near-poor households", "Hộ cận nghèo"},
    {"column.near_poor_low", "Near-poor, 5th percentile", "Hộ cận nghèo, phân vị 5 %"},
    {"column.near_poor_high", "Near-poor, 95th percentile", "Hộ cận nghèo, phân vị 95 %"},
    {"column.rate", "Poor rate (of the register)", "Tỷ lệ hộ nghèo (trên tổng số hộ mô phỏng)"},
    {"column.poor_in", "Poor households in {}", "Hộ nghèo năm {}"},
    {"column.averted", "Household-years on the list averted",
     "Số năm-hộ nghèo theo danh sách tránh được"},
    {"column.averted_in_truth", "Household-years in poverty averted (in truth)",
     "Số năm-hộ nghèo thực tế tránh được"},
    {"column.cost_per_year", "Cost of each on the list ({})",
     "Kinh phí cho mỗi năm-hộ theo danh sách ({})"},
    {"column.cost_per_year_in_truth", "Cost of each in poverty ({})",
     "Kinh phí cho mỗi năm-hộ nghèo thực tế ({})"},
    {"column.interval_low", "95 % interval, low", "Khoảng tin cậy 95 %, cận dưới"},
    {"column.interval_high", "95 % interval, high", "Khoảng tin cậy 95 %, cận trên"},
    {"column.extra_spending", "Extra spending ({})", "Kinh phí tăng thêm ({})"},
    {"column.low", "5th percentile", "Phân vị 5 %"},
    {"column.high", "95th percentile", "Phân vị 95 %"},
    {"column.programme", "Programme", "Chương trình, chính sách"},
    {"column.payer", "Payer", "Nguồn vốn"},
    {"column.total", "Total", "Tổng cộng"},
    {"column.date", "Date", "Thời điểm"},
    {"column.what", "What", "Chỉ tiêu"},
    {"column.actual", "Actual", "Số liệu rà soát"},
    {"column.projected", "Projected", "Dự báo"},
    {"column.difference", "Projected less actual", "Chênh lệch"},
    {"column.inside", "In the interval", "Trong khoảng phân vị 5–95 %"},
    {"column.role", "Role", "Vai trò"},
    {"column.source", "Source", "Nguồn"},
    {"column.grade", "Grade", "Mức tin cậy"},
    {"column.known_on", "Published on", "Ngày công bố"},
    {"column.note", "Note", "Ghi chú"},
    {"column.key", "Key", "Mã"},
    {"column.value", "Value", "Giá trị"},
    {"column.unit", "Unit", "Đơn vị tính"},
    {"column.range", "Range", "Khoảng giá trị"},
    {"column.out_low", "Out, 5th percentile", "Thoát nghèo, phân vị 5 %"},
    {"column.out_high", "Out, 95th percentile", "Thoát nghèo, phân vị 95 %"},
    {"column.out_to_near_poor", "Out, to near-poor", "Thoát nghèo, trở thành hộ cận nghèo"},
    {"column.back_low", "Back, 5th percentile", "Tái nghèo, phân vị 5 %"},
    {"column.back_high", "Back, 95th percentile", "Tái nghèo, phân vị 95 %"},
    {"column.newly_arisen_low", "Newly arisen, 5th percentile", "Phát sinh, phân vị 5 %"},
    {"column.newly_arisen_high", "Newly arisen, 95th percentile", "Phát sinh, phân vị 95 %"},
    {"column.poor_less_baseline", "Poor on the list, less the baseline",
     "Hộ nghèo trong danh sách so với kịch bản cơ sở"},
    {"column.poor_less_baseline_low", "Difference, 5th percentile", "Chênh lệch, phân vị 5 %"},
    {"column.poor_less_baseline_high", "Difference, 95th percentile", "Chênh lệch, phân vị 95 %"},
    {"column.true_less_baseline", "Poor in truth, less the baseline",
     "Hộ nghèo thực tế so với kịch bản cơ sở"},
    {"column.true_less_baseline_low", "Difference in truth, 5th percentile",
     "Chênh lệch thực tế, phân vị 5 %"},
    {"column.true_less_baseline_high", "Difference in truth, 95th percentile",
     "Chênh lệch thực tế, phân vị 95 %"},
    {"column.relieved", "Relieved", "Hộ bớt nghèo"},
    {"column.displaced", "Displaced", "Hộ nghèo thêm"},
    {"column.other_standard", "Other standard", "Chuẩn kia"},
    {"column.class", "By the first standard", "Theo chuẩn thứ nhất"},
    {"column.class_by_other", "By the other", "Theo chuẩn kia"},
    {"column.households_low", "5th percentile", "Phân vị 5 %"},
    {"column.households_high", "95th percentile", "Phân vị 95 %"},
    {"column.standard_error", "Standard error of the mean", "Sai số chuẩn của trung bình"},
    {"column.q05", "5th percentile", "Phân vị 5 %"},
    {"column.q25", "25th percentile", "Phân vị 25 %"},
    {"column.q50", "Median", "Trung vị"},
    {"column.q75", "75th percentile", "Phân vị 75 %"},
    {"column.q95", "95th percentile", "Phân vị 95 %"},
    {"column.process_sd", "Spread by chance", "Độ phân tán do ngẫu nhiên"},
    {"column.parameter_sd", "Spread by parameters", "Độ phân tán do giả định"},
    {"column.point", "Point", "Phương án"},

    // charts
    {"chart.poor_by_year", "Poor households, {}", "Số hộ nghèo, {}"},
    {"chart.poor_by_locality", "Poor households by locality, {}", "Số hộ nghèo theo địa bàn, {}"},
    {"chart.averted", "Household-years on the list averted",
     "Số năm-hộ nghèo theo danh sách tránh được"},
    {"chart.actuals", "Review figures and projection", "Số liệu rà soát và dự báo"},

    // words in cells
    {"word.yes", "yes", "có"},
    {"word.no", "no", "không"},
    {"word.missing", "missing", "không có số liệu"},
    {"cost.no difference", "no difference", "không khác biệt"},
    {"cost.more poverty", "more poverty", "nghèo nhiều hơn"},
    {"cost.saves money", "saves money", "tiết kiệm kinh phí"},
    {"cost.unknown", "missing", "không có số liệu"},
    {"cost.draws_without", "{} ({} of {} draws avert none)",
     "{} ({}/{} bộ giả định không tránh được năm-hộ nào)"},
    {"word.baseline", "{} (baseline)", "{} (kịch bản cơ sở)"},
    {"word.range", "{} to {}", "{} đến {}"},
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
    {"class.poor", "poor", "hộ nghèo"},
    {"class.near_poor", "near-poor", "hộ cận nghèo"},
    {"class.not", "neither", "không nghèo"},
    {"unit.1", "none", "không có"},
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
    {"unit.log income", "log income", "logarit thu nhập"},
    {"scale.thousand", "thousand", "nghìn"},
    {"scale.million", "million", "triệu"},
    {"scale.billion", "billion", "tỷ"},
    {"currency.VND", "VND", "đồng"},

    // The page of a report: its answer, and its parts.

    // the answer of a page
    {"answer.interval", "{} ({}–{})", "{} ({}–{})"},
    {"answer.signed_interval", "{} ({} to {})", "{} (từ {} đến {})"},
    {"answer.baseline",
     "Under {}, “{}” leaves {} poor households on the official list at the end of {}; at the end "
     "of {} there were {}.",
     "Theo {}, kịch bản “{}” còn {} hộ nghèo trong danh sách vào cuối năm {}; cuối năm {} có {} hộ "
     "nghèo."},
    {"answer.truth",
     "In truth, without review errors and without the rules of the list, an estimated {} "
     "households are poor then.",
     "Trên thực tế, nếu không có sai sót khi rà soát và quy tắc lập danh sách, ước tính khi đó có "
     "{} hộ nghèo."},
    {"answer.against", "Under {}, on the official list, compared with “{}”:",
     "Theo {}, tính theo danh sách hộ nghèo, so với kịch bản “{}”:"},
    {"answer.package", "“{}” leaves {} poor households at the end of {}, {}{}.",
     "Kịch bản “{}” còn {} hộ nghèo vào cuối năm {}, {}{}."},
    {"answer.fewer", "{} fewer", "ít hơn {} hộ"},
    {"answer.more", "{} more", "nhiều hơn {} hộ"},
    {"answer.for_more", ", for {} more over all years", ", kinh phí cả giai đoạn tăng thêm {}"},
    {"answer.for_less", ", for {} less over all years", ", kinh phí cả giai đoạn giảm {}"},
    {"answer.same_cost", ", at the same cost", ", kinh phí không đổi"},
    {"answer.chance", "Some replicates have the opposite sign or no difference.",
     "Có lần mô phỏng cho kết quả ngược lại hoặc không khác biệt."},
    {"answer.averts", "From {} to {} it averts {} household-years on the list",
     "Từ năm {} đến năm {} tránh được {} năm-hộ nghèo theo danh sách"},
    {"answer.adds", "From {} to {} it adds {} household-years on the list",
     "Từ năm {} đến năm {} làm tăng thêm {} năm-hộ nghèo theo danh sách"},
    {"answer.averts_in_truth", " and averts {} household-years in poverty (in truth).",
     " và tránh được {} năm-hộ nghèo thực tế."},
    {"answer.adds_in_truth", " and adds {} household-years in poverty (in truth).",
     " và làm tăng thêm {} năm-hộ nghèo thực tế."},
    {"answer.cost_on_list", "A household-year on the list averted: {}.",
     "Một năm-hộ nghèo theo danh sách tránh được: {}."},
    {"answer.cost_in_truth", "A household-year in poverty averted: {}.",
     "Một năm-hộ nghèo thực tế tránh được: {}."},
    {"answer.costs", "costs {}", "tốn {}"},
    {"answer.costs_between", "costs {} ({} to {})", "tốn {} (từ {} đến {})"},
    {"answer.sweep",
     "Under {}, on the official list, over the {} points of the sweep “{}” leaves between {} and "
     "{} poor households (means) at the end of {}.",
     "Theo {}, tính theo danh sách hộ nghèo, trên {} phương án giả định, kịch bản “{}” còn từ {} "
     "đến {} hộ nghèo (giá trị trung bình) vào cuối năm {}."},
    {"answer.fixed_caveat",
     "Brackets and bands go from the 5th to the 95th percentile of the {} replicates. They differ "
     "by chance alone: uncertainty about the assumptions is not included, and may be several times "
     "as large.",
     "Số trong ngoặc và dải màu là từ phân vị 5 % đến phân vị 95 % của {} lần mô phỏng. Các lần mô "
     "phỏng chỉ khác nhau do ngẫu nhiên: khoảng này chưa tính sự chưa chắc chắn của các giả định, "
     "vốn có thể lớn gấp nhiều lần."},
    {"answer.drawn_caveat",
     "Brackets and bands go from the 5th to the 95th percentile of the {} replicates. They differ "
     "by chance and in the uncertain assumptions.",
     "Số trong ngoặc và dải màu là từ phân vị 5 % đến phân vị 95 % của {} lần mô phỏng. Các lần mô "
     "phỏng khác nhau do ngẫu nhiên và do các giả định chưa chắc chắn."},
    {"answer.held_out",
     "Review figures that the projection did not use: {}; of them between the 5th and 95th "
     "percentile of the replicates: {}.",
     "Số liệu rà soát không dùng để lập dự báo: {}; trong đó nằm giữa phân vị 5 % và phân vị 95 % "
     "của các lần mô phỏng: {}."},
    {"answer.too_high",
     "The others all lie below it: the projected levels are probably too high. Differences between "
     "scenarios, which use the same random draws, are more reliable.",
     "Các số liệu còn lại đều thấp hơn dự báo: mức dự báo có thể cao hơn thực tế. Chênh lệch giữa "
     "các kịch bản, vốn chịu cùng yếu tố ngẫu nhiên, đáng tin cậy hơn."},
    {"answer.too_low",
     "The others all lie above it: the projected levels are probably too low. Differences between "
     "scenarios, which use the same random draws, are more reliable.",
     "Các số liệu còn lại đều cao hơn dự báo: mức dự báo có thể thấp hơn thực tế. Chênh lệch giữa "
     "các kịch bản, vốn chịu cùng yếu tố ngẫu nhiên, đáng tin cậy hơn."},
    {"answer.assumptions",
     "{} of the {} numbers of the study are assumptions (grade C); each is listed below with its "
     "source.",
     "{} trong {} số liệu đầu vào là giả định (mức C); tất cả được liệt kê dưới đây kèm nguồn."},

    // the parts of a page
    {"page.answer", "The answer", "Kết quả chính"},
    {"page.caveats", "How to use these results", "Lưu ý khi sử dụng"},
    {"page.by_year", "Poor and near-poor households by year", "Hộ nghèo, hộ cận nghèo theo năm"},
    {"page.by_year_reading",
     "Lines are means of the replicates; bands go from their 5th to their 95th percentile. Marks "
     "are review figures: figures that the projection starts from, figures that its defaults were "
     "fitted to, and figures that it did not use.",
     "Đường là giá trị trung bình của các lần mô phỏng, dải màu là từ phân vị 5 % đến phân vị 95 "
     "%. Các điểm đánh dấu là số liệu rà soát: số liệu đầu vào, số liệu dùng để hiệu chỉnh và số "
     "liệu dùng để kiểm chứng."},
    {"page.flows", "Out of poverty and into it", "Thoát nghèo, tái nghèo, phát sinh nghèo"},
    {"page.flows_reading",
     "Above the line: households that are poor on the list at this review and were not at the last "
     "one. Below it: households that left poverty, including those that became near-poor. Where a "
     "standard takes over the list of another, nothing is shown.",
     "Phía trên trục: hộ nghèo trong danh sách ở kỳ rà soát này mà kỳ trước không nghèo. Phía dưới "
     "trục: hộ thoát nghèo, gồm cả hộ trở thành hộ cận nghèo. Kỳ mà một chuẩn tiếp nhận danh sách "
     "của chuẩn khác không có số liệu."},
    {"page.summary", "What each scenario averts, and what it costs",
     "Hiệu quả và kinh phí của từng kịch bản"},
    {"page.summary_reading",
     "Household-years averted against the baseline over all projected years, on the list and in "
     "truth, with the 5th to the 95th percentile of the replicates; extra spending of all payers "
     "together; and what a household-year averted costs. To the left of the line: more poverty.",
     "Số năm-hộ nghèo tránh được so với kịch bản cơ sở trong cả giai đoạn dự báo, theo danh sách "
     "và trên thực tế, kèm phân vị 5 % đến 95 % của các lần mô phỏng; kinh phí tăng thêm của mọi "
     "nguồn vốn; và kinh phí cho một năm-hộ tránh được. Bên trái vạch 0: nghèo nhiều hơn."},
    {"page.differences", "Each scenario against the baseline, by year",
     "So sánh từng kịch bản với kịch bản cơ sở theo năm"},
    {"page.differences_reading",
     "Poor households under the scenario less those under the baseline, on the list and in truth. "
     "To the left of the line: fewer poor.",
     "Số hộ nghèo theo kịch bản trừ số hộ nghèo theo kịch bản cơ sở, trong danh sách và trên thực "
     "tế. Bên trái vạch 0: ít hộ nghèo hơn."},
    {"page.paired",
     "Differences are taken within each replicate: both scenarios use the same random draws. "
     "Relieved: not poor here, poor under the baseline; displaced: the reverse.",
     "Chênh lệch tính trong từng lần mô phỏng: hai kịch bản chịu cùng yếu tố ngẫu nhiên. Hộ bớt "
     "nghèo: không nghèo ở đây nhưng nghèo theo kịch bản cơ sở; hộ nghèo thêm: ngược lại."},
    {"page.costs", "What each programme costs, and who pays", "Kinh phí và nguồn vốn"},
    {"page.costs_reading", "Spending over all years, mean of the replicates.",
     "Kinh phí cả giai đoạn, trung bình các lần mô phỏng."},
    {"page.enrolled", "Households supported", "Hộ được hỗ trợ"},
    {"page.enrolled_reading",
     "Households newly enrolled in each programme, mean of the replicates.",
     "Số hộ mới được hỗ trợ theo từng chương trình, trung bình các lần mô phỏng."},
    {"page.places", "By locality", "Theo địa bàn"},
    {"page.places_reading",
     "One tile for each locality, in the order of the study: the tiles are not a map. The shade is "
     "the share of the locality's households. Where the official list of a locality was not "
     "published, its part of the list is drawn anew in each population, so the replicates lie far "
     "apart.",
     "Mỗi ô là một địa bàn, xếp theo thứ tự trong dữ liệu, không theo vị trí hay diện tích. Độ đậm "
     "là tỷ lệ trên tổng số hộ của địa bàn. Khi số liệu của từng địa bàn chưa được công bố, danh "
     "sách hộ được phân bổ ngẫu nhiên nên các lần mô phỏng khác nhau nhiều."},
    {"page.classified", "Where two standards disagree", "Khác biệt giữa hai chuẩn nghèo"},
    {"page.classified_reading",
     "Households that two standards classify differently at the same review. A change of standard "
     "changes the measurement; it is not progress.",
     "Số hộ được hai chuẩn nghèo xếp loại khác nhau trong cùng kỳ rà soát. Thay đổi do chuẩn nghèo "
     "thay đổi không phải là kết quả giảm nghèo."},
    {"page.classified_note", "Under “{}”; the first standard is {}.",
     "Theo kịch bản “{}”; chuẩn thứ nhất là {}."},
    {"page.actuals", "Projected and counted", "Dự báo và số liệu rà soát"},
    {"page.actuals_reading",
     "Every review figure next to the projection of the baseline, with the 5th to the 95th "
     "percentile of the replicates.",
     "Từng số liệu rà soát bên cạnh dự báo theo kịch bản cơ sở, kèm phân vị 5 % đến 95 % của các "
     "lần mô phỏng."},
    {"page.sweep", "What the outcome depends on", "Kết quả khi thay đổi giả định"},
    {"page.sweep_reading",
     "Poor households on the official list, under the national standard, at each point of the "
     "sweep: means, and the 5th to the 95th percentile of the replicates.",
     "Số hộ nghèo trong danh sách theo chuẩn của Trung ương ở từng phương án giả định: trung bình "
     "và phân vị 5 % đến 95 % của các lần mô phỏng."},
    {"page.same_draws", "Every point uses the same random draws.",
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
     "Births, deaths, and households that form, split or move: the register of households is "
     "fixed.",
     "Sinh, tử, tách hộ, lập hộ, chuyển nơi cư trú: danh sách hộ được giữ cố định."},
    {"page.left_out.careers",
     "Careers, prices, and how households react to a poverty line: nobody works less to stay on "
     "the list.",
     "Quá trình nghề nghiệp, giá cả và phản ứng của hộ trước chuẩn nghèo: không hộ nào cố ý giảm "
     "thu nhập để ở lại danh sách."},
    {"page.left_out.within", "Inequality within households.",
     "Bất bình đẳng giữa các thành viên trong hộ."},
    {"page.left_out.targets",
     "Targets themselves: the people who count have a target to meet. Rules that empty a list are "
     "off unless the study sets them.",
     "Chỉ tiêu giảm nghèo: số liệu rà soát do cơ quan được giao chỉ tiêu lập. Quy tắc đưa hộ ra "
     "khỏi danh sách theo chỉ tiêu không được áp dụng, trừ khi nghiên cứu quy định."},
    {"page.left_out.effects",
     "The model does not estimate what a programme does: effects are inputs, with their sources, "
     "and the results follow from them.",
     "Mô hình không ước lượng tác động của chương trình: tác động là số liệu đầu vào có nguồn, còn "
     "kết quả suy ra từ các số liệu đó."},
    {"page.repeat", "How to repeat this run", "Cách chạy lại"},
    {"page.repeat_reading",
     "The same command, study and version give the same numbers to the last digit, on any machine.",
     "Cùng câu lệnh, cùng dữ liệu và cùng phiên bản cho kết quả giống hệt đến chữ số cuối cùng "
     "trên mọi máy."},
    {"page.apparatus", "Annex: how precise the numbers are", "Phụ lục: độ chính xác của số liệu"},
    {"page.apparatus_reading",
     "Each percentile is the value of one replicate. The standard error says how precisely the "
     "mean is known: replicates that share a synthetic population or a draw of the parameters "
     "count as one, so more replicates of the same populations do not lower it below a floor. The "
     "spread says how far apart the replicates lie, by chance and, where parameters are drawn, by "
     "parameter uncertainty.",
     "Mỗi phân vị là giá trị của một lần mô phỏng. Sai số chuẩn cho biết giá trị trung bình chính "
     "xác đến đâu: các lần mô phỏng dùng chung một quần thể giả lập hoặc một bộ giả định chỉ tính "
     "là một, nên tăng số lần mô phỏng trên cùng các quần thể không làm sai số nhỏ hơn một mức "
     "sàn. Độ phân tán cho biết các lần mô phỏng khác nhau bao nhiêu, do ngẫu nhiên và, nếu giả "
     "định được lấy ngẫu nhiên, do giả định chưa chắc chắn."},
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
    {"page.alt", "{}. {} The table below has the numbers.",
     "{}. {} Số liệu có trong bảng bên dưới."},
    {"page.alt_series", "{}: {} in {}, {} in {}.", "{}: {} năm {}, {} năm {}."},
    {"page.alt_row", "{}: {}.", "{}: {}."},
    {"page.class_pair", "{} by the first, {} by the other",
     "{} theo chuẩn thứ nhất, {} theo chuẩn kia"},
    {"page.table_of", "Table: {}", "Bảng: {}"},
    {"page.rows", "{} rows", "{} dòng"},
    {"page.replicates", "Replicates", "Số lần mô phỏng"},
    {"page.seed", "Seed", "Số khởi tạo"},
    {"page.settings", "Changed values", "Giá trị thay đổi"},
    {"page.as_of", "Nothing published later than", "Không dùng số liệu công bố sau"},
    {"page.program", "Program", "Phần mềm"},
    {"page.made_on", "Run on", "Ngày chạy"},

    // Households that are replayed year by year.

    {"page.households", "Three households, year by year", "Ba hộ gia đình qua từng năm"},
    {"page.households_reading",
     "Households of the simulation, replayed under the baseline; each has the middle income among "
     "the households with the same story. They are synthetic: no such household was ever surveyed.",
     "Các hộ trong mô phỏng, tái hiện từng năm theo kịch bản cơ sở; mỗi hộ có thu nhập ở mức giữa "
     "trong số các hộ có cùng diễn biến. Đây là hộ giả lập, không phải hộ có thật."},
    {"page.income", "Income per person and month", "Thu nhập bình quân đầu người/tháng"},
    {"page.line", "Income line", "Mức chuẩn thu nhập"},
    {"page.status", "On the list", "Trong danh sách"},
    {"page.events", "What happened", "Diễn biến"},
    {"page.synthetic", "Synthetic household {}", "Hộ giả lập {}"},
    {"page.role.leaves", "One that leaves poverty", "Hộ thoát nghèo"},
    {"page.role.falls_back", "One that falls back", "Hộ tái nghèo"},
    {"page.role.left_behind", "One that is left behind", "Hộ vẫn nghèo"},
    {"replay.synthetic", "Synthetic household {}: no real household",
     "Hộ giả lập {}, không phải hộ có thật"},
    {"replay.run", "Scenario {}, replicate {}, seed {}",
     "Kịch bản {}, lần mô phỏng {}, số khởi tạo {}"},
    {"replay.place", "{}, {}", "{}, {}"},
    {"replay.people", "Ethnicity: {}", "Dân tộc: {}"},
    {"replay.members", "Members: {}", "Số nhân khẩu: {}"},
    {"replay.child", "children: {}", "trẻ em: {}"},
    {"replay.worker", "workers: {}", "lao động: {}"},
    {"replay.elderly", "elderly: {}", "người cao tuổi: {}"},
    {"replay.disabled", "disabled: {}", "người khuyết tật: {}"},
    {"sector.wage", "Lives on wages", "Thu nhập chính từ tiền lương, tiền công"},
    {"sector.farm", "Lives on farming, forestry or fishing",
     "Thu nhập chính từ nông, lâm nghiệp và thủy sản"},
    {"sector.business", "Lives on a business of its own",
     "Thu nhập chính từ sản xuất, kinh doanh, dịch vụ"},
    {"sector.transfers", "Lives on transfers", "Thu nhập chính từ trợ cấp"},
    {"replay.income", "Income ({}/month per person)", "Thu nhập ({}/người/tháng)"},
    {"replay.truth", "In truth", "Thực tế"},
    {"replay.in_truth", "In truth: {}", "Thực tế: {}"},
    {"replay.lacks", "Lacks: {}", "Thiếu hụt: {}"},
    {"replay.shock", "{}: {} % of its income lost", "{}: mất {} % thu nhập"},
    {"replay.enrolled", "Enrolled in {} ({})", "Được hưởng {} ({})"},
    {"replay.clears", "{}; it ends the lack of {}", "{}; hết thiếu hụt {}"},
    {"replay.fails", "{}; without effect", "{}; không có hiệu quả"},
    {"replay.lost", "Lost to a shock: {}", "Không còn hiệu quả do rủi ro: {}"},
    {"hurdle.not_meant", "Not meant for households like it", "Không dành cho loại hộ này"},
    {"hurdle.not_listed", "Not entitled by its status", "Không thuộc diện được hưởng"},
    {"hurdle.no_need", "No need of", "Không thiếu hụt nên không thuộc diện"},
    {"hurdle.had_it", "Already had", "Đã được hưởng trước đó"},
    {"hurdle.need_met", "Need met by another programme",
     "Nhu cầu đã được chương trình khác đáp ứng"},
    {"hurdle.declined", "Did not take", "Không tham gia"},
    {"hurdle.own_share", "Could not bear its own share", "Không đủ khả năng đóng góp phần đối ứng"},
    {"hurdle.no_money", "Waited, but the money ran out", "Chờ đến lượt nhưng hết kinh phí"},
    {"replay.hired", "A job with a neighbour who became a producer",
     "Có việc làm tại cơ sở sản xuất của hộ cùng địa bàn"},
    {"cause.income", "Changed status by its income", "Thay đổi diện hộ do thu nhập"},
    {"cause.deprivations", "Changed status by its deprivations",
     "Thay đổi diện hộ do mức độ thiếu hụt"},
    {"cause.both", "Changed status by its income and deprivations",
     "Thay đổi diện hộ do thu nhập và mức độ thiếu hụt"},
    {"cause.line", "Changed status as the standard changed",
     "Thay đổi diện hộ do chuẩn nghèo thay đổi"},
    {"cause.list", "Changed status by the rules of the list",
     "Thay đổi diện hộ do quy trình lập danh sách"},
});

/// A phrase of the catalogue, named by its key. The key is looked up when the program is compiled:
/// a key that the catalogue lacks does not compile.
class PhraseKey {
public:
    consteval PhraseKey(char const* key) : phrase_(find(key)) {}

    [[nodiscard]] std::string_view in(Language language) const {
        return language == Language::vi ? phrase_->vi : phrase_->en;
    }
    [[nodiscard]] std::string_view key() const { return phrase_->key; }

private:
    static constexpr Phrase const* find(std::string_view key) {
        for (Phrase const& phrase : phrases) {
            if (phrase.key == key) return &phrase;
        }
        throw "no such phrase";
    }

    Phrase const* phrase_;
};

}  // namespace povex
