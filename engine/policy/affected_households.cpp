#include "engine/policy/affected_households.hpp"

#include <algorithm>
#include <bit>
#include <type_traits>
#include <utility>

#include "engine/policy/counterfactual_incomes.hpp"

namespace povex {

AffectedHouseholds::AffectedHouseholds(Counterfactual const& counterfactual, Enrolments& enrolments)
    : counterfactual_(&counterfactual),
      enrolments_(&enrolments),
      reviews_(counterfactual.reviews()),
      nature_stream_(counterfactual.drawn->nature_stream()),
      is_affected_(counterfactual.study->households->households() / 64 + 1, 0),
      row_of_followed_(counterfactual.course().followed.size(), -1) {
    make_room();
}

/// Columns grow by many rows at once; what is too much is left out by take_in_order().
void AffectedHouseholds::make_room() {
    auto const listed = counterfactual_->listed.size();
    room_ = std::max({std::size_t{64}, listed + listed / 4, 2 * room_});
    rows_.income.resize(room_ * reviews_);
    rows_.statuses.resize(room_ * reviews_);
    rows_.true_statuses.resize(room_ * reviews_);
    rows_.deprivations.resize(room_ * reviews_);
    rows_.household.reserve(room_);
    profile_.reserve(room_);
    transfers_.reserve(room_);
    followed_.reserve(room_);
    known_.reserve(room_);
}

std::size_t AffectedHouseholds::affect(HouseholdProfile const& who, std::size_t t) {
    auto const h = who.household;
    if (contains(h)) return static_cast<std::size_t>(row_of(h));
    auto const row = rows_.household.size();
    if (row == room_) make_room();
    auto const followed = counterfactual_->course().followed.place(h);
    (followed >= 0 ? row_of_followed_[static_cast<std::size_t>(followed)] : row_of_others_[h]) =
        static_cast<std::int32_t>(row);
    is_affected_[h / 64] |= std::uint64_t{1} << (h % 64);
    rows_.household.push_back(h);
    profile_.push_back(who);
    followed_.push_back(followed);
    transfers_.push_back(counterfactual_->transfers_to(h));
    enrolments_->add_household();
    copy_past(row, t);
    return row;
}

/// What it was until year t.
void AffectedHouseholds::copy_past(std::size_t row, std::size_t t) {
    Counterfactual const& c = *counterfactual_;
    auto const to = at(row, 0);
    if (followed_[row] < 0) {
        auto const h = rows_.household[row];
        for (std::size_t u = 0; u < t; ++u) {
            rows_.income[to + u] = counterfactual_income(*c.drawn, h, u, transfers_[row]);
        }
        rows_.deprivations[to] = c.base().deprivations[h];
        known_.push_back(1);
        return;
    }
    auto const from = static_cast<std::size_t>(followed_[row]) * reviews_;
    for (std::size_t u = 0; u < t; ++u) {
        rows_.income[to + u] = c.income[from + u];
        rows_.statuses[to + u] = c.statuses[from + u];
        rows_.true_statuses[to + u] = c.true_statuses[from + u];
    }
    for (std::size_t u = 0; u <= t; ++u) {
        rows_.deprivations[to + u] = c.course().deprivations[from + u];
    }
    known_.push_back(static_cast<std::uint16_t>(t + 1));
}

std::span<Statuses const> AffectedHouseholds::statuses(std::size_t h) const {
    auto const row = row_of(h);
    return row < 0 ? counterfactual_->statuses_of(h)
                   : statuses_in_row(static_cast<std::size_t>(row));
}

double AffectedHouseholds::income(std::size_t h, std::size_t t) const {
    auto const row = row_of(h);
    return row < 0 ? counterfactual_income(*counterfactual_->drawn, h, t,
                                           counterfactual_->transfers_to(h))
                   : rows_.income[at(static_cast<std::size_t>(row), t)];
}

std::vector<Bits> AffectedHouseholds::deprivations(std::span<std::uint32_t const> households,
                                                   std::size_t t) {
    auto bits = counterfactual_->drawn->deprivations(households, t);
    for (std::size_t i = 0; i < households.size(); ++i) {
        auto const row = row_of(households[i]);
        if (row >= 0) bits[i] = deprivations_in_row(static_cast<std::size_t>(row), t);
    }
    return bits;
}

Bits AffectedHouseholds::deprivations_in_row(std::size_t row, std::size_t t) {
    for (auto& known = known_[row]; known <= t; ++known) {
        auto const now = at(row, known);
        rows_.deprivations[now] = next_deprivations(row, known, rows_.deprivations[now - 1]);
    }
    return rows_.deprivations[at(row, t)];
}

AffectedRows AffectedHouseholds::take_in_order() {
    std::vector<std::uint32_t> order;
    order.reserve(rows_.household.size());
    for (std::size_t word = 0; word < is_affected_.size(); ++word) {
        for (auto bits = is_affected_[word]; bits != 0; bits &= bits - 1) {
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
    sort(rows_.household, 1);
    sort(rows_.income, reviews_);
    sort(rows_.statuses, reviews_);
    sort(rows_.true_statuses, reviews_);
    sort(rows_.deprivations, reviews_);
    return std::move(rows_);
}

Bits AffectedHouseholds::next_deprivations(std::size_t row, std::size_t t, Bits before) const {
    NatureDraw const& drawn = *counterfactual_->drawn;
    bool const follows = followed_[row] >= 0;
    dense::Moves free{};
    if (follows) free = drawn.course.moves_at(static_cast<std::size_t>(followed_[row]), t);
    // what a hold keeps out would have entered without it
    if (follows && (free.enters & ~before) == 0) return free.after(before);
    auto const holds = enrolments_->holds_on(row, t);
    if (!holds && follows) return free.after(before);
    auto const h = rows_.household[row];
    Register const& households = *drawn.study->households;
    auto chain =
        drawn.base->models[households.place[h]].deprivation.chain(double{drawn.base->factor[h]});
    for (std::size_t j = 0; holds && j < max_indicators; ++j) {
        chain.entry[j] *= static_cast<float>((*holds)[j]);
    }
    return drawn.nature->step_deprivations(households, *drawn.base, drawn.course.locality_shocks, h,
                                           t, before, chain, nature_stream_);
}

}  // namespace povex
