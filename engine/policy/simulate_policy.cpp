#include "engine/policy/simulate_policy.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "engine/policy/admission.hpp"
#include "engine/policy/affected_review.hpp"
#include "engine/policy/job_spillover.hpp"
#include "engine/policy/loans.hpp"
#include "engine/policy/loss_protection.hpp"
#include "engine/policy/public_works.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace {

class Simulation {
public:
    Simulation(Counterfactual const& counterfactual, Scenario const& scenario,
               ScenarioEligibility const& eligibility, HouseholdLog* log)
        : counterfactual_(counterfactual),
          study_(*counterfactual.study),
          scenario_(scenario),
          log_(log),
          stream_(counterfactual.drawn->policy_stream()),
          ledger_(counterfactual.transfers ? counterfactual.transfers->ledger()
                                           : study_.empty_ledger(scenario.programmes.size())),
          enrolments_(scenario),
          households_(counterfactual, enrolments_),
          admission_(counterfactual, scenario, eligibility, households_, enrolments_, log),
          protection_(counterfactual, scenario),
          loans_(counterfactual, scenario, ledger_),
          job_market_(counterfactual, scenario.spillover),
          review_(counterfactual, scenario, households_) {
        book_public_works(scenario, *study_.households, study_.places->localities.size(), ledger_);
        for (Programme const& p : scenario.programmes) splits_.emplace_back(p.cost.funding);
    }

    Projection run() {
        bool const affect_all = study_.affect_all && study_.years.projected() > 0;
        for (std::size_t h = 0; affect_all && h < study_.households->households(); ++h) {
            households_.affect(profile_of(*study_.households, h), 1);
        }
        for (std::size_t t = 1; t < study_.years.reviews(); ++t) {
            admission_.begin(t);
            for (std::size_t p = 0; p < scenario_.programmes.size(); ++p) {
                if (scenario_.acts(p)) enrol(p, t, admission_.serve(p));
            }
            protection_.meet_hits(t, households_.affected(), enrolments_);
            loans_.fall_due(t);
            if (job_market_.opens()) open_jobs(t);
            book(t, review_.review(t, enrolments_, protection_, loans_, job_market_));
        }
        if (log_ != nullptr) note_losses();
        return {households_.take_in_order(), std::move(ledger_)};
    }

private:
    void enrol(std::size_t p, std::size_t t, std::span<Served const> served) {
        Programme const& programme = scenario_.programmes[p];
        Effect const& effect = programme.effect;
        draw_success(programme, t, served);
        for (std::size_t i = 0; i < served.size(); ++i) {
            auto const& [who, status, cost] = served[i];
            auto const row = households_.affect(who, t);
            bool const succeeds = effect.success >= 1.0 || draws_[i] < effect.success;
            enrolments_.enrol(row, p, t, succeeds);
            Bits const cleared =
                succeeds && !effect.clears.empty() ? clear(programme, row, t) : Bits{0};
            if (programme.withdrawn) continue;
            // what a top-up pays is known at the review
            auto const paid = programme.pays() && effect.amount[t].tops_up() ? 0 : cost;
            ledger_.enrol(p, t, who.locality, paid, splits_[p]);
            if (log_ != nullptr) {
                log_->enrolled.push_back({who.household, static_cast<std::uint16_t>(p),
                                          static_cast<std::uint16_t>(t), paid, succeeds, cleared});
            }
            loans_.lend(p, t, who, row, status);
        }
    }

    /// Book what top-ups pay in year t.
    void book(std::size_t t, std::span<ToppedUp const> payments) {
        for (ToppedUp const& one : payments) {
            HouseholdProfile const& who = households_.profile(one.row);
            ledger_.pay(one.programme, t, who.locality, one.money, splits_[one.programme]);
            if (log_ == nullptr) continue;
            auto const enrolled = std::find_if(log_->enrolled.rbegin(), log_->enrolled.rend(),
                                               [&](HouseholdLog::Enrolled const& e) {
                                                   return e.household == who.household &&
                                                          e.programme == one.programme;
                                               });
            enrolled->cost = one.money;
        }
    }

    /// One uniform number for each household served, if success is not certain.
    void draw_success(Programme const& programme, std::size_t t, std::span<Served const> served) {
        if (programme.effect.success >= 1.0) return;
        keys_.clear();
        for (Served const& one : served) keys_.push_back(one.profile.key);
        draws_.resize(served.size());
        stream_.uniforms(keys_, study_.calendar(t), purpose(Use::success, programme.label.key),
                         draws_);
    }

    /// \return the deprivations that it ended
    Bits clear(Programme const& programme, std::size_t row, std::size_t t) {
        BitUniforms u(stream_, households_.profile(row).key, study_.calendar(t),
                      purpose(Use::clearing, programme.label.key));
        Bits const before = households_.deprivations_in_row(row, t);
        auto const& clears = programme.effect.clears;
        unsigned bits = before;
        for (std::size_t j = 0; j < max_indicators; ++j) {
            if (clears[j] > 0.0 && u[j] < clears[j]) bits &= ~(1U << j);
        }
        households_.set_deprivations(row, t, static_cast<Bits>(bits));
        return static_cast<Bits>(before & ~bits);
    }

    /// Enrolments that shocks have destroyed: the log has them in the order of enrolments.
    void note_losses() {
        auto enrolled = log_->enrolled.begin();
        for (std::size_t t = 1; t < study_.years.reviews(); ++t) {
            for (std::size_t p = 0; p < scenario_.programmes.size(); ++p) {
                if (scenario_.programmes[p].withdrawn) continue;
                for (Enrolment const& e : enrolments_.of(p, t)) (enrolled++)->lost = e.lost;
            }
        }
    }

    void open_jobs(std::size_t t) {
        std::vector<HouseholdProfile> candidates;
        for (auto const& who : admission_.listed()) {
            auto const row = households_.row_of(who.household);
            bool const employed =
                row >= 0 && job_market_.is_employed(static_cast<std::size_t>(row), t);
            if (!employed) candidates.push_back(who);
        }
        for (auto const& who : job_market_.fill(t, producers(t), candidates, ledger_)) {
            job_market_.hire(households_.affect(who, t), t);
            if (log_ != nullptr) {
                log_->hired.push_back({who.household, static_cast<std::uint16_t>(t)});
            }
        }
    }

    [[nodiscard]] std::vector<HouseholdProfile> producers(std::size_t t) const {
        std::vector<HouseholdProfile> found;
        auto judge = [&](HouseholdProfile const& who, std::span<Statuses const> official,
                         bool succeeded, double last_income) {
            if (job_market_.may_be_producer(who.key, t, official, succeeded) &&
                job_market_.is_above_median(who.place, t - 1, last_income)) {
                found.push_back(who);
            }
        };
        auto const succeeded = enrolments_.succeeded(t);
        for (std::size_t row = 0; row < households_.affected().size(); ++row) {
            judge(households_.profile(row), households_.statuses_in_row(row), succeeded[row],
                  households_.income_in_row(row, t - 1));
        }
        for (EverListed const& one : counterfactual_.listed) {
            if (!job_market_.without_programme() || one.since > t) continue;
            if (households_.contains(one.profile.household)) continue;
            auto const reviews = counterfactual_.reviews();
            auto const row = one.followed * reviews;
            judge(one.profile, std::span(counterfactual_.statuses).subspan(row, reviews), false,
                  counterfactual_.income[row + t - 1]);
        }
        return found;
    }

    Counterfactual const& counterfactual_;
    StudyTables const& study_;
    Scenario const& scenario_;
    HouseholdLog* log_;
    Stream stream_;
    Ledger ledger_;
    Enrolments enrolments_;
    AffectedHouseholds households_;
    Admission admission_;
    LossProtection protection_;
    LoanBook loans_;
    JobMarket job_market_;
    AffectedReview review_;
    std::vector<CostSplit> splits_;  ///< [programme]
    // of the programme at hand
    std::vector<std::uint64_t> keys_;
    std::vector<double> draws_;
};

}  // namespace

Projection simulate_policy(Counterfactual const& counterfactual, Scenario const& scenario,
                           ScenarioEligibility const& eligibility, HouseholdLog* log) {
    return Simulation(counterfactual, scenario, eligibility, log).run();
}

}  // namespace povex
