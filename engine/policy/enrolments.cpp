#include "engine/policy/enrolments.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/elementary.hpp"
#include "engine/nature/deprivation_model.hpp"

namespace povex {

Enrolments::Enrolments(Scenario const& scenario) : scenario_(&scenario) {
    for (Programme const& programme : scenario.programmes) {
        unsigned bits = 0;
        for (std::size_t j = 0; j < programme.effect.clears.size(); ++j) {
            if (programme.effect.clears[j] > 0.0) bits |= 1U << j;
        }
        clears_.push_back(static_cast<Bits>(bits));
    }
}

void Enrolments::add_household() {
    first_hold_.push_back(none);
    financed_.emplace_back();
}

void Enrolments::enrol(std::size_t row, std::size_t p, std::size_t t, bool succeeds) {
    auto const programmes = clears_.size();
    ranges_.resize(std::max(ranges_.size(), (t + 1) * programmes));
    auto const place = static_cast<std::uint32_t>(enrolments_.size());
    Range& those = ranges_[t * programmes + p];
    if (those.count == 0) those.first = place;
    ++those.count;
    enrolments_.push_back({.row = static_cast<std::uint32_t>(row), .succeeds = succeeds});
    if (!scenario_->programmes[p].effect.holds.empty()) {
        hold(row, {place, static_cast<std::uint16_t>(p), static_cast<std::uint16_t>(t), none});
    }
    if (clears_[p] == 0) return;
    auto const year = static_cast<std::uint16_t>(t);
    financed_[row] = {year, static_cast<Bits>(financed(row, t) | clears_[p])};
    financed_by_any_ = {year, static_cast<Bits>(financed_by_any(t) | clears_[p])};
}

void Enrolments::hold(std::size_t row, Hold const& one) {
    auto* after = &first_hold_[row];
    while (*after != none && holds_[*after].programme <= one.programme) {
        after = &holds_[*after].next;
    }
    auto const next = *after;
    *after = static_cast<std::uint32_t>(holds_.size());
    holds_.push_back(one);
    holds_.back().next = next;
}

Enrolments::Range Enrolments::range(std::size_t p, std::size_t year) const {
    auto const place = year * clears_.size() + p;
    return place < ranges_.size() ? ranges_[place] : Range{};
}

std::span<Enrolment> Enrolments::of(std::size_t p, std::size_t year) {
    auto const [first, count] = range(p, year);
    return std::span(enrolments_).subspan(first, count);
}

std::span<Enrolment const> Enrolments::of(std::size_t p, std::size_t year) const {
    auto const [first, count] = range(p, year);
    return std::span(enrolments_).subspan(first, count);
}

bool Enrolments::in_force(std::size_t p, std::size_t year, std::size_t t) const {
    Programme const& programme = scenario_->programmes[p];
    auto const age = static_cast<int>(t) - static_cast<int>(year);
    return age >= programme.effect.lag && age - programme.effect.lag < programme.effect.duration;
}

std::span<std::uint8_t const> Enrolments::had_recently(std::size_t p, std::size_t t) {
    Programme const& programme = scenario_->programmes[p];
    bool any = false;
    for (std::size_t year = 1; year < t; ++year) {
        if (!programme.eligibility.once &&
            t - year >= static_cast<std::size_t>(programme.eligibility.every))
            continue;
        auto const those = std::as_const(*this).of(p, year);
        if (those.empty()) continue;
        if (!any) had_recently_.assign(financed_.size(), 0);
        any = true;
        for (Enrolment const& e : those) had_recently_[e.row] = 1;
    }
    return any ? std::span<std::uint8_t const>(had_recently_) : std::span<std::uint8_t const>{};
}

double Enrolments::effect(std::size_t p, std::size_t year, std::size_t t) const {
    Programme const& programme = scenario_->programmes[p];
    double effect = programme.effect.log_effect;
    for (int k = static_cast<int>(t) - static_cast<int>(year) - programme.effect.lag; k > 0; --k) {
        effect *= 1.0 - programme.effect.depreciation;
    }
    return effect;
}

void Enrolments::log_effects(std::size_t t, std::span<double> effects) const {
    std::fill(effects.begin(), effects.end(), 0.0);
    for (std::size_t p = 0; p < clears_.size(); ++p) {
        if (scenario_->programmes[p].effect.log_effect == 0.0) continue;
        for_those_in_force(p, t, [&](std::size_t year, auto those) {
            double const added = effect(p, year, t);
            for (Enrolment const& e : those) {
                if (e.succeeds && !e.is_lost(t)) effects[e.row] += added;
            }
        });
    }
    double const most = scenario_->rules.max_log_effect;
    if (!std::isfinite(most)) return;
    bool const diminishing = scenario_->rules.diminishing;
    for (double& sum : effects) {
        if (!(sum > 0.0)) continue;
        sum = diminishing ? -most * elementary::expm1(-sum / most) : std::min(sum, most);
    }
}

std::vector<bool> Enrolments::succeeded(std::size_t t) const {
    std::vector<bool> rows(financed_.size(), false);
    auto const& named = scenario_->spillover.programmes;
    for (std::size_t p = 0; p < named.size(); ++p) {
        bool const counts = named[p] && !scenario_->programmes[p].withdrawn;
        for (std::size_t year = 1; counts && year < t; ++year) {
            for (Enrolment const& e : of(p, year)) {
                if (e.succeeds && !e.is_lost(t)) rows[e.row] = true;
            }
        }
    }
    return rows;
}

std::optional<PerBit<double>> Enrolments::holds_on(std::size_t row, std::size_t t) const {
    std::optional<PerBit<double>> holds;
    for (auto i = first_hold_[row]; i != none; i = holds_[i].next) {
        Hold const& one = holds_[i];
        if (one.year >= t || !in_force(one.programme, one.year, t - 1) ||
            enrolments_[one.enrolment].is_lost(t - 1)) {
            continue;
        }
        if (!holds) holds = no_holds;
        auto const& factors = scenario_->programmes[one.programme].effect.holds;
        for (std::size_t j = 0; j < max_indicators; ++j) (*holds)[j] *= factors[j];
    }
    return holds;
}

Bits Enrolments::financed(std::size_t row, std::size_t t) const {
    return financed_[row].year == t ? financed_[row].bits : Bits{0};
}

Bits Enrolments::financed_by_any(std::size_t t) const {
    return financed_by_any_.year == t ? financed_by_any_.bits : Bits{0};
}

}  // namespace povex
