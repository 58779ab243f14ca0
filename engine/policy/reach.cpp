#include "engine/policy/reach.hpp"

#include "engine/policy/works.hpp"

namespace povex {

Reach::Reach(Scenario const& scenario, Register const& r, Reach const* like)
    : lists_(scenario.programmes.size()) {
    for (std::size_t p = 0; p < lists_.size(); ++p) {
        Programme const& programme = scenario.programmes[p];
        Scope const& scope = scopes_.emplace_back(programme, r);
        if (!scenario.runs[p] || !programme.open_to_unlisted() || is_works(programme)) continue;
        if (like != nullptr && p < like->lists_.size() && like->lists_[p] != nullptr &&
            like->scopes_[p] == scope) {
            lists_[p] = like->lists_[p];
            continue;
        }
        List list;
        for (std::size_t h = 0; h < r.households(); ++h) {
            if (scope.includes(profile_of(r, h), Standing::other)) {
                list.push_back(static_cast<std::uint32_t>(h));
            }
        }
        list.shrink_to_fit();
        lists_[p] = std::make_shared<List const>(std::move(list));
    }
}

std::span<std::uint32_t const> Reach::of(std::size_t p) const {
    if (lists_[p] == nullptr) return {};
    return *lists_[p];
}

}  // namespace povex
