#include "engine/nature/deprivation_walk.hpp"

#include <algorithm>

namespace povex {

DeprivationWalk::DeprivationWalk(Nature const& nature, Register const& r,
                                 BasePopulation const& base, std::uint64_t seed,
                                 std::uint32_t replicate)
    : nature_(&nature),
      register_(&r),
      base_(&base),
      stream_(seed, Module::nature, replicate),
      years_(nature.law_->years.projected()),
      moves_(households_at_a_time * years_),
      holds_(max_indicators * years_) {}

void DeprivationWalk::run(Course& course) {
    course.deprivations.resize(course.followed.size() * course.reviews);
    for (std::size_t first = 0; first < course.followed.size();) {
        Part const part = part_from(first, course);
        draw_moves(part, course.followed);
        walk(part, course);
        first = part.last;
    }
}

DeprivationWalk::Part DeprivationWalk::part_from(std::size_t first, Course const& course) const {
    auto const& followed = course.followed;
    auto const place = register_->place[followed[first]];
    auto const high = register_->key[followed[first]] >> 32;
    auto const end = std::min(followed.size(), first + households_at_a_time);
    auto last = first + 1;
    while (last < end && register_->place[followed[last]] == place &&
           register_->key[followed[last]] >> 32 == high) {
        ++last;
    }
    return {place, first, last};
}

void DeprivationWalk::draw_moves(Part const& part, std::span<std::uint32_t const> followed) {
    if (years_ == 0) return;
    for (std::size_t i = 0; i < part.count(); ++i) {
        auto const h = followed[part.first + i];
        key_[i] = static_cast<std::uint32_t>(register_->key[h]);
        factor_[i] = base_->factor[h];
    }
    auto const first_key = register_->key[followed[part.first]];
    dense::moves_of_years[best_target()](base_->laws[part.place].deprivation.in_single_precision(),
                                         moves_address(stream_, first_key, nature_->calendar(1)),
                                         {key_.data(), factor_.data(), part.count()},
                                         holds_of(part.place), years_, moves_.data());
}

float const* DeprivationWalk::holds_of(std::size_t p) {
    AreaTerms const& works = nature_->works_;
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

void DeprivationWalk::walk(Part const& part, Course& course) const {
    for (std::size_t i = 0; i < part.count(); ++i) {
        auto const h = course.followed[part.first + i];
        auto* bits = &course.deprivations[(part.first + i) * course.reviews];
        bits[0] = base_->deprivations[h];
        for (std::size_t t = 1; t <= years_; ++t) {
            Bits const after = moves_[i * years_ + t - 1].after(bits[t - 1]);
            bits[t] = static_cast<Bits>(
                nature_->set_by_hits(*register_, course.weather, h, t, after, stream_) &
                base_->applicable[h]);
        }
    }
}

}  // namespace povex
