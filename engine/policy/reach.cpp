#include "engine/policy/reach.hpp"

#include <tuple>

#include "engine/policy/enrolment.hpp"
#include "engine/policy/works.hpp"

namespace povex {

namespace {

/// What is_meant_for() looks at.
auto scope(Programme const& p) {
    return std::tie(p.standing, p.in_locality, p.in_stratum, p.in_ethnicity, p.in_sector,
                    p.requires_member, p.unit);
}

}  // namespace

Reach::Reach(Scenario const& scenario, Register const& r, Reach const* like)
    : lists_(scenario.programmes.size()) {
    for (std::size_t p = 0; p < lists_.size(); ++p) {
        Programme const& programme = scenario.programmes[p];
        if (!scenario.runs[p] || !programme.for_everyone() || is_works(programme)) continue;
        if (like != nullptr && p < like->lists_.size() && like->lists_[p] != nullptr &&
            scope(like->lists_[p]->scope) == scope(programme)) {
            lists_[p] = like->lists_[p];
            continue;
        }
        auto list = std::make_shared<List>(List{programme, {}});
        for (std::size_t h = 0; h < r.households(); ++h) {
            if (is_meant_for(programme, r, h, Standing::other)) {
                list->households.push_back(static_cast<std::uint32_t>(h));
            }
        }
        lists_[p] = std::move(list);
    }
}

std::span<std::uint32_t const> Reach::of(std::size_t p) const {
    if (lists_[p] == nullptr) return {};
    return lists_[p]->households;
}

}  // namespace povex
