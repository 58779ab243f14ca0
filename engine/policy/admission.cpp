#include "engine/policy/admission.hpp"

#include <algorithm>
#include <numeric>

#include "engine/policy/transfers.hpp"

namespace povex {

Admission::Admission(Counterfactual const& counterfactual, Scenario const& scenario,
                     ScenarioEligibility const& eligibility, AffectedHouseholds& households,
                     Enrolments& enrolments, HouseholdLog* log)
    : counterfactual_(&counterfactual),
      study_(counterfactual.study),
      scenario_(&scenario),
      eligibility_(&eligibility),
      households_(&households),
      enrolments_(&enrolments),
      log_(log),
      stream_(counterfactual.drawn->policy_stream()) {}

void Admission::Candidates::add(HouseholdProfile const& who, std::int32_t affected_row,
                                ListStatus now, Bits lacks, double last_income) {
    profile.push_back(who);
    affected.push_back(affected_row);
    status.push_back(now);
    deprivations.push_back(lacks);
    income.push_back(last_income);
}

/// Drop all but the first n.
void Admission::Candidates::keep_first(std::size_t n) {
    profile.resize(n);
    affected.resize(n);
    status.resize(n);
    deprivations.resize(n);
    income.resize(n);
}

void Admission::begin(std::size_t t) {
    t_ = t;
    caps_ = PayerCaps(*study_->payers, t);
    candidates_.keep_first(0);
    add_listed();
    listed_ = candidates_.count();
}

ListStatus Admission::status(std::span<Statuses const> official) const {
    return list_status_in(t_, official, *study_->targeting, scenario_->rules.grace_years);
}

void Admission::add_listed() {
    Counterfactual const& c = *counterfactual_;
    auto const reviews = c.reviews();
    for (EverListed const& one : c.listed) {
        if (one.since > t_ || households_->contains(one.profile.household)) continue;
        auto const row = one.followed * reviews;
        auto const now = status(std::span(c.statuses).subspan(row, reviews));
        if (now == ListStatus::other) continue;
        candidates_.add(one.profile, -1, now, c.course().deprivations[row + t_ - 1],
                        c.income[row + t_ - 1]);
    }
    for (std::size_t row = 0; row < households_->affected().size(); ++row) {
        auto const now = status(households_->statuses_in_row(row));
        if (now == ListStatus::other) continue;
        candidates_.add(households_->profile(row), static_cast<std::int32_t>(row), now,
                        households_->deprivations_in_row(row, t_ - 1),
                        households_->income_in_row(row, t_ - 1));
    }
}

std::vector<HouseholdProfile> Admission::listed() const {
    std::vector<HouseholdProfile> households;
    for (std::size_t i = 0; i < listed_; ++i) {
        if (candidates_.status[i] >= ListStatus::near_poor) {
            households.push_back(candidates_.profile[i]);
        }
    }
    return households;
}

Admission::Terms Admission::terms_of(std::size_t p) const {
    Programme const& programme = scenario_->programmes[p];
    Terms terms{
        &programme, p, {}, own_cash_share(programme.cost, scenario_->rules, *study_->payers)};
    for (std::size_t k = 0; k < study_->model->income.size(); ++k) {
        terms.unit_cost.push_back(
            yearly_cost(programme, *study_->rulers, t_, k, study_->smallest(k), 1));
    }
    return terms;
}

std::span<Served const> Admission::serve(std::size_t p) {
    served_.clear();
    Programme const& programme = scenario_->programmes[p];
    if (programme.kind == ProgrammeKind::area) return {};  // no household enrols
    auto const& universal = counterfactual_->transfers;
    if (universal && universal->include(p)) return {};  // paid already
    bool const closed = programme.capped() && programme.cost.budget[t_] == 0;
    if (closed && log_ == nullptr) return {};
    auto const terms = terms_of(p);
    bool const open = programme.eligibility.open_to_unlisted();
    Budget budget(programme.capped() ? programme.cost.budget[t_] : 0, programme.cost.funding,
                  caps_);
    if (open && programme.capped() && programme.cost.order == QueueOrder::lottery) {
        serve_by_lottery(terms, budget, !closed);
    } else {
        if (open) add_others(terms, unlisted(eligibility_->households(p)));
        choose(terms, 0);
        if (closed) {
            // also where it would cost nothing: no household enrols before the money is there
        } else if (programme.capped()) {
            serve_in_order(terms, budget);
        } else {
            serve_all(terms);
        }
        note_not_reached(terms);
    }
    candidates_.keep_first(listed_);
    return served_;
}

/// Households that are neither on the list nor lately off it.
std::vector<std::uint32_t> Admission::unlisted(std::span<std::uint32_t const> all) const {
    std::vector<std::uint32_t> others;
    for (auto const h : all) {
        if (status(households_->statuses(h)) == ListStatus::other) others.push_back(h);
    }
    return others;
}

/// Add unlisted households to the candidates of a programme, as far as they have the need.
/// \param households  register rows, ascending
void Admission::add_others(Terms const& terms, std::span<std::uint32_t const> households) {
    Programme const& programme = *terms.programme;
    EligibilityTable const& table = eligibility_->table(terms.p);
    bool const by_points = programme.capped() && programme.cost.order == QueueOrder::points;
    bool const with_bits = programme.eligibility.needs != 0 || by_points;
    bool const with_income = programme.capped() || terms.own > 0.0;
    std::vector<Bits> bits(with_bits ? 0 : households.size());
    if (with_bits) bits = households_->deprivations(households, t_ - 1);
    for (std::size_t i = 0; i < households.size(); ++i) {
        auto const h = households[i];
        if (!table.has_need(bits[i])) continue;
        candidates_.add(profile_of(*study_->households, h), households_->row_of(h),
                        ListStatus::other, bits[i],
                        with_income ? households_->income(h, t_ - 1) : 0.0);
    }
}

/// Choose the candidates, from `first` on, that pass every hurdle but that of the money.
void Admission::choose(Terms const& terms, std::size_t first) {
    chosen_.resize(candidates_.count() - first);
    std::iota(chosen_.begin(), chosen_.end(), static_cast<std::uint32_t>(first));
    eligibility_->table(terms.p).keep_passing(
        chosen_, [&](std::size_t, std::uint32_t candidate) { return applicant(candidate); });
    ask_history(terms);
    ask_take_up(terms);
    ask_own_share(terms);
}

/// Keep the chosen that still pass once more is known of them.
/// \param with_facts  called with the place among the chosen, the candidate there and what is known
///                    of it, which the function completes
void Admission::keep_passing(Terms const& terms, auto const& with_facts) {
    EligibilityTable const& table = eligibility_->table(terms.p);
    auto const completed = [&](std::size_t k, std::uint32_t candidate) {
        Applicant asks = applicant(candidate);
        with_facts(k, candidate, asks);
        return asks;
    };
    for (std::size_t k = 0; log_ != nullptr && k < chosen_.size(); ++k) {
        if (auto const hurdle = table.first_hurdle(completed(k, chosen_[k]))) {
            note(terms, chosen_[k], *hurdle);
        }
    }
    table.keep_passing(chosen_, completed);
}

/// Ask the chosen whether they had the programme too recently, and whether another programme of
/// the year has met their need.
void Admission::ask_history(Terms const& terms) {
    auto const had_it = enrolments_->had_recently(terms.p, t_);
    bool const met = (terms.programme->eligibility.needs & enrolments_->financed_by_any(t_)) != 0;
    if (had_it.empty() && !met) return;
    keep_passing(terms, [&](std::size_t, std::uint32_t i, Applicant& asks) {
        auto const before = candidates_.affected[i];  // affected in an earlier year
        if (before >= 0 && !had_it.empty()) {
            asks.had_it = had_it[static_cast<std::size_t>(before)] != 0;
        }
        if (!met) return;
        auto const row = households_->row_of(candidates_.profile[i].household);
        if (row >= 0) asks.financed = enrolments_->financed(static_cast<std::size_t>(row), t_);
    });
}

void Admission::ask_take_up(Terms const& terms) {
    double const take_up = terms.programme->eligibility.take_up;
    if (take_up >= 1.0) return;
    draw(Use::take_up, *terms.programme, study_->take_up_year(*terms.programme, t_));
    keep_passing(terms, [&](std::size_t k, std::uint32_t, Applicant& asks) {
        asks.takes_up = draws_[k] < take_up;
    });
}

void Admission::ask_own_share(Terms const& terms) {
    if (!(terms.own > 0.0)) return;
    keep_passing(terms, [&](std::size_t, std::uint32_t candidate, Applicant& asks) {
        asks.bears_share = bears_share(terms, candidate);
    });
}

/// Let the log know of the chosen that are not served.
void Admission::note_not_reached(Terms const& terms) {
    if (log_ == nullptr) return;
    std::vector<std::uint32_t> served;
    served.reserve(served_.size());
    for (Served const& one : served_) served.push_back(one.profile.household);
    std::sort(served.begin(), served.end());
    keep_passing(terms, [&](std::size_t, std::uint32_t candidate, Applicant& asks) {
        asks.reached = std::binary_search(served.begin(), served.end(),
                                          candidates_.profile[candidate].household);
    });
}

void Admission::note(Terms const& terms, std::uint32_t candidate, Hurdle hurdle) {
    if (terms.programme->withdrawn) return;
    log_->stopped.push_back({candidates_.profile[candidate].household,
                             static_cast<std::uint16_t>(terms.p), static_cast<std::uint16_t>(t_),
                             hurdle});
}

/// One uniform number for each of the chosen.
/// \param year  in the address
void Admission::draw(Use use, Programme const& programme, std::uint16_t year) {
    keys_.clear();
    for (auto const i : chosen_) keys_.push_back(candidates_.profile[i].key);
    draws_.resize(keys_.size());
    stream_.uniforms(keys_, year, purpose(use, programme.label.key), draws_);
}

void Admission::serve_all(Terms const& terms) {
    for (auto const i : chosen_) {
        served_.push_back({candidates_.profile[i], candidates_.status[i], cost_of(terms, i)});
    }
}

/// Serve the chosen as long as the money lasts.
/// \return whether it reaches all of them
bool Admission::serve_in_order(Terms const& terms, Budget& budget) {
    Programme const& programme = *terms.programme;
    queue_.clear();
    for (std::uint32_t k = 0; k < chosen_.size(); ++k) {
        queue_.push_back({0.0, 0.0, cost_of(terms, chosen_[k]), k});
    }
    auto const pay = [&](auto some) { return budget.pay(some); };
    bool const all = pay(std::span(queue_));  // then no household has to wait
    std::span<Waiting const> served = queue_;
    if (!all) {
        draw(Use::tie, programme, study_->calendar(t_));
        for (Waiting& one : queue_) {
            one.priority = priority_of(programme, chosen_[one.who]);
            one.lottery = draws_[one.who];
        }
        served = ServiceQueue(queue_, keys_).serve(pay);
    }
    for (Waiting const& one : served) {
        auto const i = chosen_[one.who];
        served_.push_back({candidates_.profile[i], candidates_.status[i], one.cost});
    }
    return all;
}

/// Serve a programme that is open to every status, by lottery alone: one batch after another until
/// the money ends.
void Admission::serve_by_lottery(Terms const& terms, Budget& budget, bool money) {
    auto const& list = eligibility_->list(terms.p);
    if (list == nullptr) return;
    for (std::size_t number = 0; money || log_ != nullptr; ++number) {
        auto const* batch = counterfactual_->lottery->batch(*terms.programme, t_, list, number);
        if (batch == nullptr) return;
        candidates_.keep_first(listed_);
        add_batch(terms, *batch);
        choose(terms, listed_);
        money = money && serve_in_order(terms, budget);
        note_not_reached(terms);
    }
}

void Admission::add_batch(Terms const& terms, Lottery::Batch const& batch) {
    EligibilityTable const& table = eligibility_->table(terms.p);
    bool const asks = terms.programme->eligibility.needs != 0;
    for (std::size_t i = 0; i < batch.household.size(); ++i) {
        auto const h = batch.household[i];
        auto const row = households_->row_of(h);
        Bits bits = 0;
        if (asks) {
            bits = row < 0
                       ? batch.deprivations[i]
                       : households_->deprivations_in_row(static_cast<std::size_t>(row), t_ - 1);
            if (!table.has_need(bits)) continue;
        }
        candidates_.add(profile_of(*study_->households, h), row, status(households_->statuses(h)),
                        bits, terms.own > 0.0 ? households_->income(h, t_ - 1) : 0.0);
    }
}

std::int64_t Admission::cost_of(Terms const& terms, std::size_t candidate) const {
    HouseholdProfile const& who = candidates_.profile[candidate];
    return terms.unit_cost[who.stratum] *
           study_->households->members(who.household, terms.programme->cost.unit);
}

/// Whether a household can pay its own share out of a year's income.
bool Admission::bears_share(Terms const& terms, std::size_t candidate) const {
    HouseholdProfile const& who = candidates_.profile[candidate];
    double const yearly_income = 12.0 * candidates_.income[candidate] *
                                 study_->smallest(who.stratum) * static_cast<double>(who.size);
    return terms.own * static_cast<double>(cost_of(terms, candidate)) <=
           scenario_->rules.kappa_own * yearly_income;
}

double Admission::priority_of(Programme const& programme, std::size_t candidate) const {
    if (programme.cost.order == QueueOrder::lottery) return 0.0;
    auto const& c = candidates_;
    auto const stratum = c.profile[candidate].stratum;
    auto const list = (*study_->targeting)[t_ - 1];
    return priority(programme.cost,
                    {c.status[candidate], c.deprivations[candidate], c.income[candidate],
                     &study_->rulers->at(list, t_ - 1, stratum)},
                    stratum);
}

}  // namespace povex
