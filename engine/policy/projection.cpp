#include "engine/policy/projection.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "engine/policy/accounts.hpp"
#include "engine/policy/cost.hpp"
#include "engine/policy/enrolment.hpp"
#include "engine/policy/loans.hpp"
#include "engine/policy/participation.hpp"
#include "engine/policy/protection.hpp"
#include "engine/policy/works.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace {

class Pass {
public:
    Pass(Setting const& setting, Scenario const& scenario, Reach const& reach)
        : s_(setting),
          scenario_(scenario),
          reach_(reach),
          reviews_(setting.years.reviews()),
          stream_(setting.seed, Module::policy, setting.replicate),
          nature_stream_(setting.seed, Module::nature, setting.replicate),
          list_(setting.list_rules, setting.rulers->standards(), *setting.targeting, setting.years,
                setting.seed, setting.replicate),
          job_market_(setting, scenario.spillover),
          slot_(setting.households->households(), untouched),
          out_(setting.universal ? setting.universal->accounts() : Projection{}),
          participation_(scenario),
          protection_(setting, scenario),
          accounts_(setting, scenario, out_),
          loans_(setting, scenario, accounts_) {
        book_works(scenario, *s_.households, s_.places->localities.size(), out_.spending);
    }

    Projection run() {
        for (std::size_t h = 0; s_.touch_all && h < slot_.size(); ++h) touch(h, 1);
        for (std::size_t t = 1; t < reviews_; ++t) {
            auto const listed = listed_candidates(t);
            purses_ = Purses(*s_.payers, t);
            for (std::size_t p = 0; p < scenario_.programmes.size(); ++p) {
                if (scenario_.runs[p]) run_programme(p, t, listed);
            }
            protection_.meet_hits(t, out_.touched, participation_);
            loans_.fall_due(t);
            if (job_market_.opens()) open_jobs(t, listed);
            review_touched(t);
        }
        return std::move(out_);
    }

private:
    static constexpr std::int32_t untouched = -1;

    /// A place in a queue that lots alone decide.
    struct Lot {
        double lot;
        std::uint64_t key;
        std::uint32_t household;
        Candidate const* known;  ///< null: not on the list
        bool operator<(Lot const& other) const {
            return std::tie(lot, key) < std::tie(other.lot, other.key);
        }
    };

    // a household as the scenario has it, touched or not

    [[nodiscard]] Statuses statuses(std::size_t h, std::size_t t) const {
        return slot_[h] == untouched ? s_.statuses_of(h)[t] : out_.statuses[at(h, t)];
    }
    /// \param wanted  bits that matter to who asks
    [[nodiscard]] Bits deprivations(std::size_t h, std::size_t t, Bits wanted = 0xFFFF) {
        if (slot_[h] != untouched) return touched_deprivations(h, t);
        if (s_.course.follows(h)) return s_.course.deprivations_of(h)[t];
        // asked for rarely: only by programmes that are open to everybody
        auto const chain = chain_of(h);
        Bits bits = s_.base->deprivations[h];
        for (std::size_t u = 1; u <= t; ++u) bits = step(h, u, bits, chain, wanted);
        return bits;
    }
    [[nodiscard]] double income(std::size_t h, std::size_t t) const {
        return slot_[h] == untouched ? untouched_income(s_, h, t) : out_.income[at(h, t)];
    }
    [[nodiscard]] std::size_t at(std::size_t h, std::size_t t) const {
        return row_of(h) * reviews_ + t;
    }
    /// Place of a touched household among the touched.
    [[nodiscard]] std::size_t row_of(std::size_t h) const {
        return static_cast<std::size_t>(slot_[h]);
    }

    [[nodiscard]] Standing standing(std::size_t h, std::size_t t) const {
        auto official = [&](std::size_t review) {
            return status_of(statuses(h, review), (*s_.targeting)[review]);
        };
        Standing const now = standing_at_review(official(t - 1));
        if (now != Standing::other) return now;
        // off the list since the review after the last one at which it was listed
        auto const grace = static_cast<std::size_t>(scenario_.rules.grace_years);
        for (std::size_t back = 2; back <= t && back <= grace + 1; ++back) {
            if (official(t - back) >= Status::near_poor) return Standing::escaped;
        }
        return Standing::other;
    }

    [[nodiscard]] Candidate candidate(std::size_t h, Standing standing_now, std::size_t t,
                                      Bits wanted) {
        return {static_cast<std::uint32_t>(h), standing_now,
                wanted != 0 ? deprivations(h, t - 1, wanted) : Bits{0}, income(h, t - 1),
                &s_.rulers->at((*s_.targeting)[t - 1], t - 1, s_.stratum_of(h))};
    }

    /// Those on last year's list, or off it within the years of grace.
    [[nodiscard]] std::vector<Candidate> listed_candidates(std::size_t t) {
        std::vector<Candidate> candidates;
        auto add = [&](std::size_t h) {
            Standing const now = standing(h, t);
            if (now != Standing::other) candidates.push_back(candidate(h, now, t, 0xFFFF));
        };
        for (auto h : s_.listed_before[t]) {
            if (slot_[h] == untouched) add(h);
        }
        for (auto h : out_.touched) add(h);
        return candidates;
    }

    void touch(std::size_t h, std::size_t t) {
        if (slot_[h] != untouched) return;
        bool const followed = s_.course.follows(h);
        auto const before = s_.true_statuses_of(h);
        for (std::size_t u = 0; u < reviews_; ++u) {
            out_.income.push_back(u < t ? income(h, u) : 0.0);
            out_.statuses.push_back(u < t ? statuses(h, u) : 0);
            out_.true_statuses.push_back(u < t ? before[u] : 0);
            out_.deprivations.push_back(u == 0               ? s_.base->deprivations[h]
                                        : followed && u <= t ? s_.course.deprivations_of(h)[u]
                                                             : Bits{0});
        }
        slot_[h] = static_cast<std::int32_t>(out_.touched.size());
        out_.touched.push_back(static_cast<std::uint32_t>(h));
        known_.push_back(static_cast<std::uint16_t>(followed ? t + 1 : 1));
        participation_.add_household();
    }

    [[nodiscard]] DeprivationLaw::Chain chain_of(std::size_t h) const {
        return s_.base->laws[s_.households->place[h]].deprivation.chain(double{s_.base->factor[h]});
    }

    [[nodiscard]] Bits step(std::size_t h, std::size_t t, Bits before,
                            DeprivationLaw::Chain const& chain, Bits wanted = 0xFFFF) const {
        return s_.nature->step_deprivations(*s_.households, *s_.base, s_.course.weather, h, t,
                                            before, chain, nature_stream_, wanted);
    }

    /// Deprivations of a touched household, moved on as far as year t when somebody asks: most
    /// touched households are far above the lines, where nobody does.
    Bits touched_deprivations(std::size_t h, std::size_t t) {
        auto& known = known_[row_of(h)];
        if (known > t) return out_.deprivations[at(h, t)];
        auto const chain = chain_of(h);
        for (; known <= t; ++known) {
            auto held = chain;
            auto const holds = participation_.holds_on(row_of(h), known);
            for (std::size_t j = 0; j < max_indicators; ++j)
                held.entry[j] *= static_cast<float>(holds[j]);
            out_.deprivations[at(h, known)] =
                step(h, known, out_.deprivations[at(h, known - 1U)], held);
        }
        return out_.deprivations[at(h, t)];
    }

    void run_programme(std::size_t p, std::size_t t, std::vector<Candidate> const& listed) {
        Programme const& programme = scenario_.programmes[p];
        if (is_works(programme)) return;                       // nobody enrols
        if (s_.universal && s_.universal->include(p)) return;  // paid already
        bool const costs = !programme.unit_cost.empty() && programme.unit_cost[t] > 0;
        if (programme.capped() && programme.budget[t] == 0 && costs) return;  // nobody would fit
        bool const by_lot = programme.capped() && programme.queue == Queue::lottery;
        auto const served = by_lot && programme.for_everyone() ? served_by_lot(p, t, listed)
                                                               : served_of_all(p, t, listed);
        for (Applicant const& applicant : served) enrol(p, t, applicant);
    }

    [[nodiscard]] std::vector<Applicant> served_of_all(std::size_t p, std::size_t t,
                                                       std::vector<Candidate> const& listed) {
        Programme const& programme = scenario_.programmes[p];
        std::vector<Applicant> applicants;
        for (Candidate const& one : listed) apply(p, t, one, applicants);
        bool const by_points = programme.capped() && programme.queue == Queue::points;
        auto const wanted = by_points ? Bits{0xFFFF} : programme.needs;
        for (auto h : reach_.of(p)) {
            if (standing(h, t) != Standing::other) continue;
            apply(p, t, candidate(h, Standing::other, t, wanted), applicants);
        }
        if (programme.capped()) {
            keep_within(programme.budget[t], programme.funding, purses_, applicants);
        }
        return applicants;
    }

    /// The same where lots alone decide and everybody may come: households are looked at in the
    /// order of their lots, so that nobody is who stands behind the end of the queue.
    [[nodiscard]] std::vector<Applicant> served_by_lot(std::size_t p, std::size_t t,
                                                       std::vector<Candidate> const& listed) {
        Programme const& programme = scenario_.programmes[p];
        std::vector<Lot> lots;
        auto add = [&](std::uint32_t h, Candidate const* known) {
            lots.push_back({lot(programme, h, t), s_.households->key[h], h, known});
        };
        for (Candidate const& one : listed) add(one.household, &one);
        for (auto h : reach_.of(p)) {
            if (standing(h, t) == Standing::other) add(h, nullptr);
        }
        std::vector<Applicant> served;
        auto budget = programme.budget[t];
        auto next = lots.begin();
        for (std::ptrdiff_t some = 1024; next != lots.end(); some *= 4) {
            auto const end = next + std::min(some, lots.end() - next);
            std::partial_sort(next, end, lots.end());
            for (; next != end; ++next) {
                auto const before = served.size();
                apply(p, t,
                      next->known != nullptr
                          ? *next->known
                          : candidate(next->household, Standing::other, t, programme.needs),
                      served);
                if (served.size() == before) continue;
                if (serve(served.back(), budget, programme.funding, purses_)) continue;
                served.pop_back();
                return served;
            }
        }
        return served;
    }

    /// Add the household to the applicants if it may and wants to take part, and can bear its
    /// share.
    void apply(std::size_t p, std::size_t t, Candidate const& one,
               std::vector<Applicant>& applicants) const {
        Programme const& programme = scenario_.programmes[p];
        auto const h = one.household;
        if (!is_eligible(programme, *s_.households, one)) return;
        bool const known = slot_[h] != untouched;
        Bits const financed = known ? participation_.financed(row_of(h), t) : Bits{0};
        if (programme.needs != 0 && (programme.needs & one.deprivations & ~financed) == 0) return;
        int const since = known ? participation_.years_since(row_of(h), p, t) : -1;
        if (since >= 0 && (programme.once || since < programme.every)) return;
        auto const key = s_.households->key[h];
        auto const number = programme.label.key;
        if (programme.take_up < 1.0 &&
            !(stream_.uniform(key, s_.calendar(t), purpose(Use::take_up, number)) <
              programme.take_up)) {
            return;
        }
        std::int64_t const cost = cost_of(programme, h, t);
        if (!can_bear(programme, h, cost, one.income)) return;
        Applicant applicant{h, key, cost, 0.0, 0.0, one.standing};
        if (programme.capped()) {
            applicant.priority = priority(programme, one, s_.stratum_of(h));
            applicant.tie = lot(programme, h, t);
        }
        applicants.push_back(applicant);
    }

    /// Who comes first among equals.
    [[nodiscard]] double lot(Programme const& programme, std::size_t h, std::size_t t) const {
        return stream_.uniform(s_.households->key[h], s_.calendar(t),
                               purpose(Use::tie, programme.label.key));
    }

    [[nodiscard]] double amount(Programme const& programme, std::size_t h, std::size_t t) const {
        return monthly_amount(programme, *s_.rulers, t, s_.stratum_of(h), s_.unit_of(h));
    }

    [[nodiscard]] std::int64_t cost_of(Programme const& programme, std::size_t h,
                                       std::size_t t) const {
        return yearly_cost(programme, *s_.rulers, t, s_.stratum_of(h), s_.unit_of(h),
                           s_.households->members(h, programme.unit));
    }

    [[nodiscard]] bool can_bear(Programme const& programme, std::size_t h, std::int64_t cost,
                                double last_income) const {
        if (programme.own_covered || std::isinf(scenario_.rules.kappa_own)) return true;
        double own = 0.0;
        for (std::size_t payer = 0; payer < s_.payers->size(); ++payer) {
            if ((*s_.payers)[payer].own) own += programme.funding[payer];
        }
        double const yearly_income =
            12.0 * last_income * s_.unit_of(h) * static_cast<double>(s_.households->size[h]);
        return programme.own_cash * own * static_cast<double>(cost) <=
               scenario_.rules.kappa_own * yearly_income;
    }

    void enrol(std::size_t p, std::size_t t, Applicant const& applicant) {
        Programme const& programme = scenario_.programmes[p];
        auto const h = applicant.household;
        auto const key = applicant.key;
        auto const number = programme.label.key;
        touch(h, t);
        participation_.note_financed(row_of(h), t, programme);
        bool const works =
            programme.success >= 1.0 ||
            stream_.uniform(key, s_.calendar(t), purpose(Use::success, number)) < programme.success;
        participation_.enrol(row_of(h),
                             {static_cast<std::uint16_t>(p), static_cast<std::uint16_t>(t), works});
        if (works && !programme.clears.empty()) clear(programme, h, t);
        accounts_.enrol(p, t, h, applicant.cost);
        loans_.lend(p, t, h, row_of(h), applicant.standing);
    }

    void clear(Programme const& programme, std::size_t h, std::size_t t) {
        BitUniforms u(stream_, s_.households->key[h], s_.calendar(t),
                      purpose(Use::clearing, programme.label.key));
        unsigned bits = touched_deprivations(h, t);
        for (std::size_t j = 0; j < max_indicators; ++j) {
            if (programme.clears[j] > 0.0 && u[j] < programme.clears[j]) bits &= ~(1U << j);
        }
        out_.deprivations[at(h, t)] = static_cast<Bits>(bits);
    }

    /// \param listed  candidates of programmes; those on last year's list are those of jobs
    void open_jobs(std::size_t t, std::vector<Candidate> const& listed) {
        std::vector<std::uint32_t> producers;
        std::vector<Status> official(t);
        auto judge = [&](std::uint32_t h) {
            for (std::size_t u = 0; u < t; ++u) {
                official[u] = status_of(statuses(h, u), (*s_.targeting)[u]);
            }
            bool const succeeded = slot_[h] != untouched && participation_.succeeded(row_of(h), t);
            if (job_market_.is_producer(h, t, official, income(h, t - 1), succeeded)) {
                producers.push_back(h);
            }
        };
        for (auto h : out_.touched) judge(h);
        if (job_market_.without_programme()) {
            for (auto h : s_.listed_before[t]) {
                if (slot_[h] == untouched) judge(h);
            }
        }
        std::vector<std::uint32_t> candidates;
        for (Candidate const& one : listed) {
            if (one.standing >= Standing::near_poor) candidates.push_back(one.household);
        }
        for (auto h : job_market_.hire(t, producers, candidates, out_.jobs)) touch(h, t);
    }

    void review_touched(std::size_t t) {
        for (std::size_t i = 0; i < out_.touched.size(); ++i) {
            auto const h = out_.touched[i];
            double const person_months = 12.0 * static_cast<double>(s_.households->size[h]);
            double const interest = static_cast<double>(loans_.interest(i)) / person_months;
            double added = job_market_.pay(h, t) - interest / s_.unit_of(h);
            if (auto const universal = universal_income(s_, h); !universal.empty()) {
                added += universal[t];
            }
            double at_least = s_.floor_of(h);
            for (Enrolment const& e : participation_.of(i)) {
                Programme const& programme = scenario_.programmes[e.programme];
                if (programme.amount.empty() || !participation_.in_force(e, t)) continue;
                transfer(programme, h, t, added, at_least);
            }
            double const log_effect = participation_.log_effect(i, t) + protection_.spared(i);
            review_household(h, t, log_effect, added, at_least);
        }
    }

    /// What a transfer does to income: money adds what it is above the base year's; a line lifts
    /// income to the share of the line that belongs to those entitled.
    void transfer(Programme const& programme, std::size_t h, std::size_t t, double& added,
                  double& at_least) const {
        double const share = static_cast<double>(s_.households->members(h, programme.unit)) /
                             static_cast<double>(s_.households->size[h]);
        if (auto const& line_of = programme.amount[t].line_of) {
            double const line = s_.rulers->at(*line_of, t, s_.stratum_of(h)).line;
            at_least = std::max(at_least, line * share);
        } else {
            double const base = amount(programme, h, 0);
            added += (amount(programme, h, t) - base) * share / s_.unit_of(h);
        }
    }

    void review_household(std::size_t h, std::size_t t, double log_effect, double added,
                          double at_least) {
        auto const stratum = s_.stratum_of(h);
        double const highest = s_.rulers->highest_line(t, stratum);
        auto compose = [&](float x) { return compose_income(x, log_effect, added, at_least); };
        double const income = compose(s_.course.log_income_at(h, t));
        double const truth = compose(s_.course.true_log_income_at(h, t));
        bool const matter = s_.all_deprivations || income <= highest || truth <= highest;
        Bits const bits = matter ? touched_deprivations(h, t) : Bits{0};
        auto const found = on_lists(review(*s_.rulers, t, stratum, income, bits));
        auto const row = at(h, t);
        out_.income[row] = income;
        out_.statuses[row] = list_.at(t, s_.households->key[h], out_.statuses[row - 1], found);
        out_.true_statuses[row] = true_review(s_, h, t, truth, bits);
    }

    Setting const& s_;
    Scenario const& scenario_;
    Reach const& reach_;
    std::size_t reviews_;
    Stream stream_;
    Stream nature_stream_;
    OfficialList list_;
    JobMarket job_market_;
    std::vector<std::int32_t> slot_;    ///< row of a touched household, or untouched
    std::vector<std::uint16_t> known_;  ///< reviews whose deprivations are known, shape [touched]
    Projection out_;
    Participation participation_;
    Protection protection_;
    Accounts accounts_;  ///< of out_
    LoanBook loans_;
    Purses purses_;  ///< of this year
};

}  // namespace

Projection project(Setting const& setting, Scenario const& scenario, Reach const& reach) {
    return Pass(setting, scenario, reach).run();
}

Projection project(Setting const& setting, Scenario const& scenario) {
    return project(setting, scenario, Reach(scenario, *setting.households));
}

}  // namespace povex
