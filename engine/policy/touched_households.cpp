#include "engine/policy/touched_households.hpp"

#include <algorithm>
#include <bit>
#include <type_traits>
#include <utility>

namespace povex {

TouchedHouseholds::TouchedHouseholds(Setting const& setting, Participation& participation,
                                     Projection& projection)
    : setting_(&setting),
      participation_(&participation),
      out_(&projection),
      reviews_(setting.years.reviews()),
      nature_stream_(setting.seed, Module::nature, setting.replicate),
      is_touched_(setting.households->households() / 64 + 1, 0),
      row_of_followed_(setting.course.followed.size(), -1) {
    make_room();
}

/// Columns grow by many rows at once; what is too much is left out when they are delivered.
void TouchedHouseholds::make_room() {
    auto const listed = setting_->listed.size();
    room_ = std::max({std::size_t{64}, listed + listed / 4, 2 * room_});
    out_->income.resize(room_ * reviews_);
    out_->statuses.resize(room_ * reviews_);
    out_->true_statuses.resize(room_ * reviews_);
    out_->deprivations.resize(room_ * reviews_);
    out_->touched.reserve(room_);
    profile_.reserve(room_);
    universal_.reserve(room_);
    followed_.reserve(room_);
    known_.reserve(room_);
}

std::size_t TouchedHouseholds::touch(Profile const& who, std::size_t t) {
    auto const h = who.household;
    if (contains(h)) return static_cast<std::size_t>(row_of(h));
    auto const row = out_->touched.size();
    if (row == room_) make_room();
    auto const followed = setting_->course.followed.place(h);
    (followed >= 0 ? row_of_followed_[static_cast<std::size_t>(followed)] : row_of_others_[h]) =
        static_cast<std::int32_t>(row);
    is_touched_[h / 64] |= std::uint64_t{1} << (h % 64);
    out_->touched.push_back(h);
    profile_.push_back(who);
    followed_.push_back(followed);
    universal_.push_back(universal_income(*setting_, h));
    participation_->add_household();
    copy_past(row, t);
    return row;
}

/// What it was until year t.
void TouchedHouseholds::copy_past(std::size_t row, std::size_t t) {
    Setting const& s = *setting_;
    auto const to = at(row, 0);
    if (followed_[row] < 0) {
        auto const h = out_->touched[row];
        for (std::size_t u = 0; u < t; ++u) {
            out_->income[to + u] = untouched_income(s, h, u, universal_[row]);
        }
        out_->deprivations[to] = s.base->deprivations[h];
        known_.push_back(1);
        return;
    }
    auto const from = static_cast<std::size_t>(followed_[row]) * reviews_;
    for (std::size_t u = 0; u < t; ++u) {
        out_->income[to + u] = s.income[from + u];
        out_->statuses[to + u] = s.statuses[from + u];
        out_->true_statuses[to + u] = s.true_statuses[from + u];
    }
    for (std::size_t u = 0; u <= t; ++u) {
        out_->deprivations[to + u] = s.course.deprivations[from + u];
    }
    known_.push_back(static_cast<std::uint16_t>(t + 1));
}

std::span<Statuses const> TouchedHouseholds::statuses(std::size_t h) const {
    auto const row = row_of(h);
    return row < 0 ? setting_->statuses_of(h) : statuses_in_row(static_cast<std::size_t>(row));
}

double TouchedHouseholds::income(std::size_t h, std::size_t t) const {
    auto const row = row_of(h);
    return row < 0 ? untouched_income(*setting_, h, t)
                   : out_->income[at(static_cast<std::size_t>(row), t)];
}

std::vector<Bits> TouchedHouseholds::deprivations(std::span<std::uint32_t const> households,
                                                  std::size_t t) {
    auto bits = untouched_deprivations(*setting_, households, t);
    for (std::size_t i = 0; i < households.size(); ++i) {
        auto const row = row_of(households[i]);
        if (row >= 0) bits[i] = deprivations_in_row(static_cast<std::size_t>(row), t);
    }
    return bits;
}

Bits TouchedHouseholds::deprivations_in_row(std::size_t row, std::size_t t) {
    for (auto& known = known_[row]; known <= t; ++known) {
        auto const now = at(row, known);
        out_->deprivations[now] = next_deprivations(row, known, out_->deprivations[now - 1]);
    }
    return out_->deprivations[at(row, t)];
}

void TouchedHouseholds::deliver_in_order() {
    std::vector<std::uint32_t> order;
    order.reserve(out_->touched.size());
    for (std::size_t word = 0; word < is_touched_.size(); ++word) {
        for (auto bits = is_touched_[word]; bits != 0; bits &= bits - 1) {
            auto const h = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
            order.push_back(static_cast<std::uint32_t>(row_of(h)));
        }
    }
    auto const sort = [&](auto& column, std::size_t width) {
        auto sorted = std::remove_reference_t<decltype(column)>();
        sorted.reserve(order.size() * width);
        for (auto const row : order) {
            auto const first = column.begin() + static_cast<std::ptrdiff_t>(row * width);
            sorted.insert(sorted.end(), first, first + static_cast<std::ptrdiff_t>(width));
        }
        column = std::move(sorted);
    };
    sort(out_->touched, 1);
    sort(out_->income, reviews_);
    sort(out_->statuses, reviews_);
    sort(out_->true_statuses, reviews_);
    sort(out_->deprivations, reviews_);
}

Bits TouchedHouseholds::next_deprivations(std::size_t row, std::size_t t, Bits before) const {
    Setting const& s = *setting_;
    bool const follows = followed_[row] >= 0;
    dense::Moves free{};
    if (follows) free = s.course.moves_at(static_cast<std::size_t>(followed_[row]), t);
    // what a hold keeps out would have entered without it
    if (follows && (free.enters & ~before) == 0) return free.after(before);
    auto const holds = participation_->holds_on(row, t);
    if (!holds && follows) return free.after(before);
    auto const h = out_->touched[row];
    auto chain =
        s.base->models[s.households->place[h]].deprivation.chain(double{s.base->factor[h]});
    for (std::size_t j = 0; holds && j < max_indicators; ++j) {
        chain.entry[j] *= static_cast<float>((*holds)[j]);
    }
    return s.nature->step_deprivations(*s.households, *s.base, s.course.locality_shocks, h, t,
                                       before, chain, nature_stream_);
}

}  // namespace povex
