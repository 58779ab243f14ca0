#include "engine/policy/participation.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/nature/course.hpp"

namespace povex {

namespace {

double effect(Programme const& programme, Enrolment const& e, std::size_t t) {
    double effect = programme.log_effect;
    for (int k = static_cast<int>(t) - e.year - programme.lag; k > 0; --k) {
        effect *= 1.0 - programme.depreciation;
    }
    return effect;
}

}  // namespace

void Participation::add_household() {
    enrolments_.emplace_back();
    financed_.emplace_back(0, Bits{0});
}

void Participation::enrol(std::size_t row, Enrolment const& enrolment) {
    auto& mine = enrolments_[row];
    auto const after =
        std::upper_bound(mine.begin(), mine.end(), enrolment,
                         [](auto const& a, auto const& b) { return a.programme < b.programme; });
    mine.insert(after, enrolment);
}

void Participation::lose(std::size_t row, std::size_t place, std::size_t t) {
    enrolments_[row][place].lost = static_cast<std::uint16_t>(t);
}

bool Participation::in_force(Enrolment const& enrolment, std::size_t t) const {
    Programme const& programme = scenario_->programmes[enrolment.programme];
    auto const age = static_cast<int>(t) - enrolment.year;
    return age >= programme.lag && age - programme.lag < programme.duration;
}

int Participation::years_since(std::size_t row, std::size_t p, std::size_t t) const {
    int years = -1;
    for (Enrolment const& e : enrolments_[row]) {
        if (e.programme == p) years = static_cast<int>(t) - e.year;  // ascending by year
    }
    return years;
}

double Participation::log_effect(std::size_t row, std::size_t t) const {
    double sum = 0.0;
    for (Enrolment const& e : enrolments_[row]) {
        Programme const& programme = scenario_->programmes[e.programme];
        if (e.works && !e.is_lost(t) && programme.log_effect != 0.0 && in_force(e, t)) {
            sum += effect(programme, e, t);
        }
    }
    double const most = scenario_->rules.max_log_effect;
    return sum > 0.0 && std::isfinite(most) ? -most * elementary::expm1(-sum / most) : sum;
}

bool Participation::succeeded(std::size_t row, std::size_t t) const {
    auto const& named = scenario_->spillover.programmes;
    auto const& mine = enrolments_[row];
    return !named.empty() && std::any_of(mine.begin(), mine.end(), [&](Enrolment const& e) {
        return e.works && e.year < t && !e.is_lost(t) && named[e.programme];
    });
}

PerBit<double> Participation::holds_on(std::size_t row, std::size_t t) const {
    PerBit<double> holds = no_holds;
    for (Enrolment const& e : enrolments_[row]) {
        auto const& factors = scenario_->programmes[e.programme].holds;
        if (factors.empty() || e.year >= t || !in_force(e, t - 1) || e.is_lost(t - 1)) continue;
        for (std::size_t j = 0; j < max_indicators; ++j) holds[j] *= factors[j];
    }
    return holds;
}

double Participation::unprotected(std::size_t row, std::size_t t, std::size_t shock) const {
    double share = 1.0;
    Enrolment const* last = nullptr;  // two enrolments in one programme are not insured twice
    for (Enrolment const& e : enrolments_[row]) {
        auto const& protects = scenario_->programmes[e.programme].protects;
        if (protects.empty() || e.is_lost(t) || !in_force(e, t)) continue;
        if (last == nullptr || last->programme != e.programme) share *= 1.0 - protects[shock];
        last = &e;
    }
    return share;
}

Bits Participation::financed(std::size_t row, std::size_t t) const {
    auto const& [year, bits] = financed_[row];
    return year == t ? bits : Bits{0};
}

void Participation::note_financed(std::size_t row, std::size_t t, Programme const& programme) {
    unsigned bits = financed(row, t);
    for (std::size_t j = 0; j < programme.clears.size(); ++j) {
        if (programme.clears[j] > 0.0) bits |= 1U << j;
    }
    financed_[row] = {t, static_cast<Bits>(bits)};
}

}  // namespace povex
