#include "engine/policy/touched_households.hpp"

#include <algorithm>
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
      row_of_(setting.households->households(), -1) {
    auto const likely = setting.listed.size() + setting.listed.size() / 4;
    out_->touched.reserve(likely);
    out_->income.reserve(likely * reviews_);
    out_->statuses.reserve(likely * reviews_);
    out_->true_statuses.reserve(likely * reviews_);
    out_->deprivations.reserve(likely * reviews_);
    profile_.reserve(likely);
    universal_.reserve(likely);
    known_.reserve(likely);
}

std::size_t TouchedHouseholds::touch(Profile const& who, std::size_t t) {
    auto const h = who.household;
    if (contains(h)) return static_cast<std::size_t>(row_of_[h]);
    auto const row = out_->touched.size();
    row_of_[h] = static_cast<std::int32_t>(row);
    out_->touched.push_back(h);
    profile_.push_back(who);
    universal_.push_back(
        setting_->course.follows(h)
            ? setting_->universal_of_followed[static_cast<std::size_t>(setting_->course.slot[h])]
            : universal_income(*setting_, h));
    participation_->add_household();
    out_->income.resize((row + 1) * reviews_, 0.0);
    out_->statuses.resize((row + 1) * reviews_, 0);
    out_->true_statuses.resize((row + 1) * reviews_, 0);
    out_->deprivations.resize((row + 1) * reviews_, 0);
    copy_past(row, t);
    return row;
}

/// What it was until year t.
void TouchedHouseholds::copy_past(std::size_t row, std::size_t t) {
    Setting const& s = *setting_;
    auto const h = out_->touched[row];
    auto const to = static_cast<std::ptrdiff_t>(at(row, 0));
    bool const followed = s.course.follows(h);
    std::copy_n(s.statuses_of(h).begin(), t, out_->statuses.begin() + to);
    std::copy_n(s.true_statuses_of(h).begin(), t, out_->true_statuses.begin() + to);
    if (followed) {
        auto const from =
            static_cast<std::ptrdiff_t>(s.course.slot[h]) * static_cast<std::ptrdiff_t>(reviews_);
        std::copy_n(s.income.begin() + from, t, out_->income.begin() + to);
        std::copy_n(s.course.deprivations.begin() + from, t + 1, out_->deprivations.begin() + to);
    } else {
        for (std::size_t u = 0; u < t; ++u) {
            out_->income[at(row, u)] = untouched_income(s, h, u, universal_[row]);
        }
        out_->deprivations[at(row, 0)] = s.base->deprivations[h];
    }
    known_.push_back(static_cast<std::uint16_t>(followed ? t + 1 : 1));
}

std::span<Statuses const> TouchedHouseholds::statuses(std::size_t h) const {
    auto const row = row_of_[h];
    return row < 0 ? setting_->statuses_of(h) : statuses_in_row(static_cast<std::size_t>(row));
}

double TouchedHouseholds::income(std::size_t h, std::size_t t) const {
    auto const row = row_of_[h];
    return row < 0 ? untouched_income(*setting_, h, t)
                   : out_->income[at(static_cast<std::size_t>(row), t)];
}

std::vector<Bits> TouchedHouseholds::deprivations(std::span<std::uint32_t const> households,
                                                  std::size_t t) {
    auto bits = untouched_deprivations(*setting_, households, t);
    for (std::size_t i = 0; i < households.size(); ++i) {
        auto const row = row_of_[households[i]];
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
    for (auto const row : row_of_) {
        if (row >= 0) order.push_back(static_cast<std::uint32_t>(row));
    }
    auto const sort = [&](auto& column, std::size_t width) {
        auto sorted = std::remove_reference_t<decltype(column)>();
        sorted.reserve(column.size());
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
    auto const h = out_->touched[row];
    if (s.course.follows(h)) {
        auto const& free = s.course.moves_of(h, t);
        // what a hold keeps out would have entered without it
        if ((free.enters & ~before) == 0) return free.after(before);
    }
    auto const holds = participation_->holds_on(row, t);
    if (!holds && s.course.follows(h)) return s.course.moves_of(h, t).after(before);
    auto chain = s.base->laws[s.households->place[h]].deprivation.chain(double{s.base->factor[h]});
    for (std::size_t j = 0; holds && j < max_indicators; ++j) {
        chain.entry[j] *= static_cast<float>((*holds)[j]);
    }
    return s.nature->step_deprivations(*s.households, *s.base, s.course.weather, h, t, before,
                                       chain, nature_stream_);
}

}  // namespace povex
