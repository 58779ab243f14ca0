#pragma once

#include <array>

#include "output/words/phrase.hpp"

namespace povex {

/// Phrases of households that are replayed year by year.
inline constexpr auto phrases_of_households = std::to_array<Phrase>({
    {"page.households", "Three households, year by year", "Ba hộ gia đình qua từng năm"},
    {"page.households_reading",
     "Households of the simulation, replayed under the baseline; each by its income in the middle "
     "of those whose story it tells. They are synthetic: no such household was ever surveyed.",
     "Các hộ trong mô phỏng, tái hiện từng năm theo kịch bản gốc; mỗi hộ có thu nhập ở mức giữa "
     "trong số các hộ có cùng diễn biến. Đây là hộ giả lập, không phải hộ có thật."},
    {"page.income", "Income per person and month", "Thu nhập bình quân đầu người/tháng"},
    {"page.line", "Income line", "Mức chuẩn thu nhập"},
    {"page.status", "By the review", "Kết quả rà soát"},
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
     "Thu nhập chính từ nông, lâm nghiệp, thủy sản"},
    {"sector.business", "Lives on a business of its own",
     "Thu nhập chính từ sản xuất, kinh doanh, dịch vụ"},
    {"sector.transfers", "Lives on transfers", "Thu nhập chính từ trợ cấp, hỗ trợ"},
    {"replay.income", "Income ({}/month per person)", "Thu nhập ({}/người/tháng)"},
    {"replay.truth", "In truth", "Thực tế"},
    {"replay.in_truth", "In truth: {}", "Thực tế: {}"},
    {"replay.lacks", "Lacks: {}", "Thiếu hụt: {}"},
    {"replay.shock", "{}: {} % of its income lost", "{}: mất {} % thu nhập"},
    {"replay.enrolled", "Enrolled in {} ({})", "Được hưởng {} ({})"},
    {"replay.clears", "{}; it ends the lack of {}", "{}; hết thiếu hụt {}"},
    {"replay.fails", "{}; without effect", "{}; không có tác dụng"},
    {"replay.lost", "Lost to a shock: {}", "Mất tác dụng do rủi ro: {}"},
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

}  // namespace povex
