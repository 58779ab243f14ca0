#include "engine/nature/deprivation_walk.hpp"

#include <algorithm>

namespace povex {

DeprivationWalk::DeprivationWalk(Nature const& nature, Register const& r,
                                 BasePopulation const& base, std::size_t years, std::uint64_t seed,
                                 std::uint32_t replicate)
    : nature_(&nature),
      register_(&r),
      base_(&base),
      stream_(seed, Module::nature, replicate),
      years_(years),
      holds_(max_indicators * years_) {}

std::vector<dense::Moves> DeprivationWalk::moves(LocalityShocks const& locality_shocks,
                                                 std::span<std::uint32_t const> households) {
    std::vector<dense::Moves> moves(households.size() * years_);
    if (years_ == 0) return moves;
    for (std::size_t first = 0; first < households.size();) {
        Part const part = part_from(first, households);
        draw_moves(part, households, &moves[part.first * years_]);
        first = part.last;
    }
    std::vector<bool> may_deprive;
    for (std::size_t t = 1; t <= years_; ++t) {
        may_deprive.push_back(nature_->may_deprive(locality_shocks, t));
    }
    for (std::size_t i = 0; i < households.size(); ++i) {
        meet_hits(locality_shocks, may_deprive, households[i],
                  std::span(moves).subspan(i * years_, years_));
    }
    return moves;
}

DeprivationWalk::Part DeprivationWalk::part_from(std::size_t first,
                                                 std::span<std::uint32_t const> households) const {
    auto const place = register_->place[households[first]];
    auto const high = register_->key[households[first]] >> 32;
    auto const end = std::min(households.size(), first + households_at_a_time);
    auto last = first + 1;
    while (last < end && register_->place[households[last]] == place &&
           register_->key[households[last]] >> 32 == high) {
        ++last;
    }
    return {place, first, last};
}

void DeprivationWalk::draw_moves(Part const& part, std::span<std::uint32_t const> households,
                                 dense::Moves* moves) {
    for (std::size_t i = 0; i < part.count(); ++i) {
        auto const h = households[part.first + i];
        key_[i] = static_cast<std::uint32_t>(register_->key[h]);
        factor_[i] = base_->factor[h];
    }
    auto const first_key = register_->key[households[part.first]];
    dense::moves_of_years[best_target()](
        base_->models[part.place].deprivation.in_single_precision(),
        moves_address(stream_, first_key, nature_->calendar(1)),
        {key_.data(), factor_.data(), part.count()}, holds_of(part.place), years_, moves);
}

float const* DeprivationWalk::holds_of(std::size_t p) {
    PublicWorksEffects const& works = nature_->works_;
    if (works.holds.empty()) return nullptr;
    Place const& place = register_->places[p];
    for (std::size_t t = 1; t <= years_; ++t) {
        auto const& holds = works.holds[works.index(place.locality, place.stratum, t)];
        std::transform(holds.begin(), holds.end(),
                       holds_.begin() + static_cast<std::ptrdiff_t>(max_indicators * (t - 1)),
                       [](double hold) { return static_cast<float>(hold); });
    }
    return holds_.data();
}

/// What hits set is had whatever was before; what cannot apply is not.
void DeprivationWalk::meet_hits(LocalityShocks const& locality_shocks,
                                std::vector<bool> const& may_deprive, std::size_t h,
                                std::span<dense::Moves> years) const {
    auto const applicable = base_->applicable[h];
    for (std::size_t t = 1; t <= years.size(); ++t) {
        auto& [enters, stays] = years[t - 1];
        auto const set = may_deprive[t - 1]
                             ? nature_->set_by_hits(*register_, locality_shocks, h, t, stream_)
                             : Bits{0};
        enters = static_cast<Bits>((enters | set) & applicable);
        stays = static_cast<Bits>((stays | set) & applicable);
    }
}

}  // namespace povex
