#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/nature/dense_deprivations.hpp"
#include "engine/nature/nature.hpp"

namespace povex {

/// Draws how the deprivations of some households move in the years of one replicate.
///
/// It goes place by place, some hundred households at a time.
class Nature::DeprivationWalk {
public:
    /// \param years  how many, from the first projected one on
    DeprivationWalk(Nature const& nature, Register const& r, BasePopulation const& base,
                    std::size_t years, std::uint64_t seed, std::uint32_t replicate);

    /// See Nature::moves.
    [[nodiscard]] std::vector<dense::Moves> moves(LocalityShocks const& locality_shocks,
                                                  std::span<std::uint32_t const> households);

private:
    static constexpr std::size_t households_at_a_time = 512;

    /// Households [first, last) of the list, of one place and with the same upper half of the key.
    struct Part {
        std::size_t place, first, last;
        [[nodiscard]] std::size_t count() const { return last - first; }
    };

    [[nodiscard]] Part part_from(std::size_t first,
                                 std::span<std::uint32_t const> households) const;
    void draw_moves(Part const& part, std::span<std::uint32_t const> households,
                    dense::Moves* moves);
    [[nodiscard]] float const* holds_of(std::size_t place);
    /// Add to the moves of household h what its hits set, and take away what cannot apply to it.
    /// \param may_deprive  whether hits can set a bit, by projected year
    /// \param years        the moves of the household
    void add_hits(LocalityShocks const& locality_shocks, std::vector<bool> const& may_deprive,
                  std::size_t h, std::span<dense::Moves> years) const;

    Nature const* nature_;
    Register const* register_;
    BasePopulation const* base_;
    Stream stream_;
    std::size_t years_;
    // of the present part
    std::array<std::uint32_t, households_at_a_time> key_{};
    std::array<float, households_at_a_time> factor_{};
    std::vector<float> holds_;  ///< shape [years][16]
};

Nature::DeprivationWalk::DeprivationWalk(Nature const& nature, Register const& r,
                                         BasePopulation const& base, std::size_t years,
                                         std::uint64_t seed, std::uint32_t replicate)
    : nature_(&nature),
      register_(&r),
      base_(&base),
      stream_(seed, Module::nature, replicate),
      years_(years),
      holds_(max_indicators * years_) {}

std::vector<dense::Moves> Nature::DeprivationWalk::moves(
    LocalityShocks const& locality_shocks, std::span<std::uint32_t const> households) {
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
        add_hits(locality_shocks, may_deprive, households[i],
                 std::span(moves).subspan(i * years_, years_));
    }
    return moves;
}

Nature::DeprivationWalk::Part Nature::DeprivationWalk::part_from(
    std::size_t first, std::span<std::uint32_t const> households) const {
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

void Nature::DeprivationWalk::draw_moves(Part const& part,
                                         std::span<std::uint32_t const> households,
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

float const* Nature::DeprivationWalk::holds_of(std::size_t p) {
    PublicWorksEffects const& public_works = nature_->public_works_;
    if (public_works.holds.empty()) return nullptr;
    Place const& place = register_->places[p];
    for (std::size_t t = 1; t <= years_; ++t) {
        auto const& holds =
            public_works.holds[public_works.index(place.locality, place.stratum, t)];
        std::transform(holds.begin(), holds.end(),
                       holds_.begin() + static_cast<std::ptrdiff_t>(max_indicators * (t - 1)),
                       [](double hold) { return static_cast<float>(hold); });
    }
    return holds_.data();
}

// A bit that a hit sets is 1 whatever it was before.
void Nature::DeprivationWalk::add_hits(LocalityShocks const& locality_shocks,
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

std::vector<dense::Moves> Nature::moves(Register const& r, BasePopulation const& base,
                                        LocalityShocks const& locality_shocks,
                                        std::span<std::uint32_t const> households,
                                        std::size_t years, std::uint64_t seed,
                                        std::uint32_t replicate) const {
    return DeprivationWalk(*this, r, base, years, seed, replicate)
        .moves(locality_shocks, households);
}

}  // namespace povex
