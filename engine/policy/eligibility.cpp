#include "engine/policy/eligibility.hpp"

namespace povex {

namespace {

bool is_for_group(Eligibility const& rules, Cell const& cell, std::size_t sector) {
    return rules.in_locality[cell.locality] && rules.in_stratum[cell.stratum] &&
           rules.in_ethnicity[cell.ethnicity] && rules.in_sector[sector];
}

}  // namespace

EligibilityTable::EligibilityTable(Eligibility const& rules, Member unit, Register const& r)
    : required_(bit_of(unit)), needs_(rules.needs) {
    if (rules.requires_member != Member::nobody) required_ |= bit_of(rules.requires_member);
    unsigned statuses = 0;
    for (std::size_t s = 0; s < rules.status.size(); ++s) {
        if (rules.status[s]) statuses |= 1U << s;
    }
    for (Cell const& cell : r.cells) {
        for (std::size_t sector = 0; sector < sector_names.size(); ++sector) {
            bool const in = is_for_group(rules, cell, sector);
            statuses_.push_back(static_cast<std::uint8_t>(in ? statuses : 0));
        }
    }
}

ScenarioEligibility::ScenarioEligibility(Scenario const& scenario, Register const& r,
                                         ScenarioEligibility const* like)
    : lists_(scenario.programmes.size()) {
    for (std::size_t p = 0; p < lists_.size(); ++p) {
        Programme const& programme = scenario.programmes[p];
        EligibilityTable const& table =
            tables_.emplace_back(programme.eligibility, programme.cost.unit, r);
        if (!scenario.acts(p) || !programme.eligibility.open_to_unlisted() ||
            programme.kind == ProgrammeKind::area) {
            continue;
        }
        if (like != nullptr && p < like->lists_.size() && like->lists_[p] != nullptr &&
            like->tables_[p].has_same_groups(table)) {
            lists_[p] = like->lists_[p];
            continue;
        }
        constexpr Bits every_need = 0xFFFF;  // needs change from year to year
        List list;
        for (std::size_t h = 0; h < r.households(); ++h) {
            auto const who = profile_of(r, h);
            Applicant const unlisted{who.group, who.members, ListStatus::other, every_need};
            if (!table.first_hurdle(unlisted)) list.push_back(static_cast<std::uint32_t>(h));
        }
        list.shrink_to_fit();
        lists_[p] = std::make_shared<List const>(std::move(list));
    }
}

std::span<std::uint32_t const> ScenarioEligibility::households(std::size_t programme) const {
    if (lists_[programme] == nullptr) return {};
    return *lists_[programme];
}

ListStatus list_status_in(std::size_t t, std::span<Statuses const> official,
                          std::span<std::size_t const> targeting, int grace_years) {
    auto status = [&](std::size_t review) {
        return status_of(official[review], targeting[review]);
    };
    ListStatus const now = list_status_at_review(status(t - 1));
    if (now != ListStatus::other) return now;
    // off the list since the review after the last one at which it was listed
    auto const grace = static_cast<std::size_t>(grace_years);
    for (std::size_t back = 2; back <= t && back <= grace + 1; ++back) {
        if (status(t - back) >= Status::near_poor) return ListStatus::escaped;
    }
    return ListStatus::other;
}

}  // namespace povex
