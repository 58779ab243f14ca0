#include "engine/policy/intake.hpp"

#include <algorithm>

#include "engine/policy/works.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

Intake::Intake(Setting const& setting, Scenario const& scenario, Reach const& reach,
               TouchedHouseholds& households, Participation& participation, Diary* diary)
    : setting_(&setting),
      scenario_(&scenario),
      reach_(&reach),
      households_(&households),
      participation_(&participation),
      diary_(diary),
      stream_(setting.seed, Module::policy, setting.replicate) {}

void Intake::begin(std::size_t t) {
    t_ = t;
    purses_ = Purses(*setting_->payers, t);
    candidates_.keep_first(0);
    add_listed();
    listed_ = candidates_.count();
}

Standing Intake::standing(std::span<Statuses const> official) const {
    return standing_in(t_, official, *setting_->targeting, scenario_->rules.grace_years);
}

void Intake::add_listed() {
    auto const reviews = setting_->years.reviews();
    for (EverListed const& one : setting_->listed) {
        if (one.since > t_ || households_->contains(one.profile.household)) continue;
        auto const row = one.followed * reviews;
        auto const now = standing(std::span(setting_->statuses).subspan(row, reviews));
        if (now == Standing::other) continue;
        candidates_.add(one.profile, -1, now, setting_->course.deprivations[row + t_ - 1],
                        setting_->income[row + t_ - 1]);
    }
    for (std::size_t row = 0; row < households_->touched().size(); ++row) {
        auto const now = standing(households_->statuses_in_row(row));
        if (now == Standing::other) continue;
        candidates_.add(households_->profile(row), static_cast<std::int32_t>(row), now,
                        households_->deprivations_in_row(row, t_ - 1),
                        households_->income_in_row(row, t_ - 1));
    }
}

std::vector<Profile> Intake::listed() const {
    std::vector<Profile> households;
    for (std::size_t i = 0; i < listed_; ++i) {
        if (candidates_.standing[i] >= Standing::near_poor) {
            households.push_back(candidates_.profile[i]);
        }
    }
    return households;
}

Intake::Terms Intake::terms_of(std::size_t p) const {
    Setting const& s = *setting_;
    Programme const& programme = scenario_->programmes[p];
    Terms terms{&programme, p, {}, own_cash_share(programme, scenario_->rules, *s.payers)};
    for (std::size_t k = 0; k < s.model->income.size(); ++k) {
        terms.unit_cost.push_back(
            yearly_cost(programme, *s.rulers, t_, k, s.model->income[k].mean, 1));
    }
    return terms;
}

std::span<Served const> Intake::serve(std::size_t p) {
    served_.clear();
    Programme const& programme = scenario_->programmes[p];
    if (is_works(programme)) return {};                                     // nobody enrols
    if (setting_->universal && setting_->universal->include(p)) return {};  // paid already
    bool const closed = programme.capped() && programme.budget[t_] == 0;
    if (closed && diary_ == nullptr) return {};
    auto const terms = terms_of(p);
    Budget budget(programme.capped() ? programme.budget[t_] : 0, programme.funding, purses_);
    if (programme.open_to_unlisted() && programme.capped() && programme.queue == Queue::lottery) {
        serve_by_lot(terms, budget, !closed);
    } else {
        if (programme.open_to_unlisted()) add_others(terms, unlisted(reach_->of(p)));
        choose(terms, 0);
        if (closed) {
            // also where it would cost nothing: nobody is to have it before its money is there
        } else if (programme.capped()) {
            serve_in_order(terms, budget);
        } else {
            serve_all(terms);
        }
        note_unserved(terms);
    }
    candidates_.keep_first(listed_);
    return served_;
}

/// Those who are neither on the list nor lately off it.
std::vector<std::uint32_t> Intake::unlisted(std::span<std::uint32_t const> all) const {
    std::vector<std::uint32_t> others;
    for (auto const h : all) {
        if (standing(households_->statuses(h)) == Standing::other) others.push_back(h);
    }
    return others;
}

/// Add households to the candidates of a programme, as far as they have the need.
/// \param households  those not listed, ascending
void Intake::add_others(Terms const& terms, std::span<std::uint32_t const> households) {
    Programme const& programme = *terms.programme;
    bool const with_bits =
        programme.needs != 0 || (programme.capped() && programme.queue == Queue::points);
    bool const with_income = programme.capped() || terms.own > 0.0;
    std::vector<Bits> bits(with_bits ? 0 : households.size());
    if (with_bits) bits = households_->deprivations(households, t_ - 1);
    for (std::size_t i = 0; i < households.size(); ++i) {
        auto const h = households[i];
        if (!programme.is_needed(bits[i])) continue;
        candidates_.add(profile_of(*setting_->households, h), households_->row_of(h),
                        Standing::other, bits[i],
                        with_income ? households_->income(h, t_ - 1) : 0.0);
    }
}

/// Choose those, from a candidate on, who may have the programme and want it.
void Intake::choose(Terms const& terms, std::size_t first) {
    auto const& c = candidates_;
    Scope const& scope = reach_->scope(terms.p);
    chosen_.resize(c.count() - first);
    std::size_t chosen = 0;
    for (auto i = first; i < c.count(); ++i) {
        bool const in_need = terms.programme->is_needed(c.deprivations[i]);
        chosen_[chosen] = static_cast<std::uint32_t>(i);
        chosen += static_cast<std::size_t>(
            static_cast<unsigned>(scope.includes(c.profile[i], c.standing[i])) &
            static_cast<unsigned>(in_need));
    }
    chosen_.resize(chosen);
    pass(terms, Hurdle::had_it, &Intake::keep_who_may_enrol);
    pass(terms, Hurdle::need_met, &Intake::keep_whose_need_is_open);
    pass(terms, Hurdle::declined, &Intake::keep_who_wants);
}

/// Of the chosen, those who pass a hurdle.
void Intake::pass(Terms const& terms, Hurdle hurdle, void (Intake::*keep)(Terms const&)) {
    auto const before = diary_ == nullptr ? std::vector<std::uint32_t>{} : chosen_;
    (this->*keep)(terms);
    auto kept = chosen_.begin();
    for (auto const i : before) {
        kept != chosen_.end() && *kept == i ? void(++kept) : note(terms, i, hurdle);
    }
}

/// Let the diary know of the chosen who are not served.
void Intake::note_unserved(Terms const& terms) {
    if (diary_ == nullptr) return;
    std::vector<std::uint32_t> served;
    served.reserve(served_.size());
    for (Served const& one : served_) served.push_back(one.profile.household);
    std::sort(served.begin(), served.end());
    for (auto const i : chosen_) {
        if (std::binary_search(served.begin(), served.end(), candidates_.profile[i].household)) {
            continue;
        }
        bool const bears = can_bear(terms, i, cost_of(terms, i));
        note(terms, i, bears ? Hurdle::no_money : Hurdle::own_share);
    }
}

void Intake::note(Terms const& terms, std::uint32_t candidate, Hurdle hurdle) {
    diary_->stopped.push_back({candidates_.profile[candidate].household,
                               static_cast<std::uint16_t>(terms.p), static_cast<std::uint16_t>(t_),
                               hurdle});
}

/// Of the chosen, those who did not have the programme too lately.
void Intake::keep_who_may_enrol(Terms const& terms) {
    auto const kept_out = participation_->kept_out(terms.p, t_);
    if (!kept_out.empty()) {
        std::erase_if(chosen_, [&](std::uint32_t i) {
            auto const row = candidates_.touched[i];
            return row >= 0 && kept_out[static_cast<std::size_t>(row)] != 0;
        });
    }
}

/// Of the chosen, those whose need none has met yet this year.
void Intake::keep_whose_need_is_open(Terms const& terms) {
    auto const needs = terms.programme->needs;
    if ((needs & participation_->financed_by_anybody(t_)) == 0) return;
    std::erase_if(chosen_, [&](std::uint32_t i) {
        auto const row = households_->row_of(candidates_.profile[i].household);
        if (row < 0) return false;
        auto const financed = participation_->financed(static_cast<std::size_t>(row), t_);
        return (needs & candidates_.deprivations[i] & ~financed) == 0;
    });
}

/// One uniform number for each of some candidates.
void Intake::draw(Use use, Programme const& programme, std::span<std::uint32_t const> candidates) {
    keys_.clear();
    for (auto const i : candidates) keys_.push_back(candidates_.profile[i].key);
    numbers_.resize(keys_.size());
    stream_.uniforms(keys_, setting_->calendar(t_), purpose(use, programme.label.key), numbers_);
}

void Intake::keep_who_wants(Terms const& terms) {
    double const take_up = terms.programme->take_up;
    if (take_up >= 1.0) return;
    draw(Use::take_up, *terms.programme, chosen_);
    std::size_t kept = 0;
    for (std::size_t k = 0; k < chosen_.size(); ++k) {
        chosen_[kept] = chosen_[k];
        kept += static_cast<std::size_t>(numbers_[k] < take_up);
    }
    chosen_.resize(kept);
}

void Intake::serve_all(Terms const& terms) {
    for (auto const i : chosen_) {
        auto const cost = cost_of(terms, i);
        if (!can_bear(terms, i, cost)) continue;
        served_.push_back({candidates_.profile[i], candidates_.standing[i], cost});
    }
}

/// Serve the chosen as long as the money lasts.
/// \return whether it reaches everybody
bool Intake::serve_in_order(Terms const& terms, Budget& budget) {
    Programme const& programme = *terms.programme;
    bearing_.clear();
    queue_.clear();
    for (auto const i : chosen_) {
        auto const cost = cost_of(terms, i);
        if (!can_bear(terms, i, cost)) continue;
        queue_.push_back({0.0, 0.0, cost, static_cast<std::uint32_t>(bearing_.size())});
        bearing_.push_back(i);
    }
    auto const pay = [&](auto some) { return budget.pay(some); };
    bool const all = pay(std::span(queue_));  // then nobody has to wait
    std::span<Waiting const> served = queue_;
    if (!all) {
        draw(Use::tie, programme, bearing_);
        for (Waiting& one : queue_) {
            one.priority = priority_of(programme, bearing_[one.who]);
            one.lot = numbers_[one.who];
        }
        served = ServiceQueue(queue_, keys_).serve(pay);
    }
    for (Waiting const& one : served) {
        auto const i = bearing_[one.who];
        served_.push_back({candidates_.profile[i], candidates_.standing[i], one.cost});
    }
    return all;
}

/// Where lots alone decide and everybody may come: band by band until the money ends.
void Intake::serve_by_lot(Terms const& terms, Budget& budget, bool money) {
    auto const& everybody = reach_->list(terms.p);
    if (everybody == nullptr) return;
    for (std::size_t number = 0; money || diary_ != nullptr; ++number) {
        auto const* band =
            setting_->lotteries->band(*setting_, *terms.programme, t_, everybody, number);
        if (band == nullptr) return;
        candidates_.keep_first(listed_);
        add_band(terms, *band);
        choose(terms, listed_);
        money = money && serve_in_order(terms, budget);
        note_unserved(terms);
    }
}

void Intake::add_band(Terms const& terms, Lotteries::Band const& band) {
    auto const needs = terms.programme->needs;
    for (std::size_t i = 0; i < band.household.size(); ++i) {
        auto const h = band.household[i];
        auto const row = households_->row_of(h);
        Bits bits = 0;
        if (needs != 0) {
            bits = row < 0
                       ? band.deprivations[i]
                       : households_->deprivations_in_row(static_cast<std::size_t>(row), t_ - 1);
            if ((needs & bits) == 0) continue;
        }
        candidates_.add(profile_of(*setting_->households, h), row,
                        standing(households_->statuses(h)), bits,
                        terms.own > 0.0 ? households_->income(h, t_ - 1) : 0.0);
    }
}

std::int64_t Intake::cost_of(Terms const& terms, std::size_t candidate) const {
    Profile const& who = candidates_.profile[candidate];
    return terms.unit_cost[who.stratum] *
           setting_->households->members(who.household, terms.programme->unit);
}

bool Intake::can_bear(Terms const& terms, std::size_t candidate, std::int64_t cost) const {
    if (!(terms.own > 0.0)) return true;
    Profile const& who = candidates_.profile[candidate];
    double const yearly_income = 12.0 * candidates_.income[candidate] *
                                 setting_->model->income[who.stratum].mean *
                                 static_cast<double>(who.size);
    return terms.own * static_cast<double>(cost) <= scenario_->rules.kappa_own * yearly_income;
}

double Intake::priority_of(Programme const& programme, std::size_t candidate) const {
    if (programme.queue == Queue::lottery) return 0.0;
    auto const& c = candidates_;
    Profile const& who = c.profile[candidate];
    auto const list = (*setting_->targeting)[t_ - 1];
    return priority(programme,
                    {who.household, c.standing[candidate], c.deprivations[candidate],
                     c.income[candidate], &setting_->rulers->at(list, t_ - 1, who.stratum)},
                    who.stratum);
}

}  // namespace povex
