#include "engine/policy/projection.hpp"

#include <span>

#include "engine/policy/intake.hpp"
#include "engine/policy/loans.hpp"
#include "engine/policy/participation.hpp"
#include "engine/policy/protection.hpp"
#include "engine/policy/touched_households.hpp"
#include "engine/policy/touched_review.hpp"
#include "engine/policy/works.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace {

class Pass {
public:
    Pass(Setting const& setting, Scenario const& scenario, Reach const& reach, Diary* diary)
        : s_(setting),
          scenario_(scenario),
          diary_(diary),
          stream_(setting.seed, Module::policy, setting.replicate),
          participation_(scenario),
          households_(setting, participation_, out_),
          intake_(setting, scenario, reach, households_, participation_, diary),
          protection_(setting, scenario),
          loans_(setting, scenario, out_.ledger),
          job_market_(setting, scenario.spillover),
          review_(setting, scenario, households_, out_) {
        out_.ledger = setting.universal ? setting.universal->ledger()
                                        : Ledger(ledger_shape(setting, scenario));
        book_works(scenario, *s_.households, s_.places->localities.size(), out_.ledger);
        for (Programme const& p : scenario.programmes) splits_.emplace_back(p.funding);
    }

    Projection run() {
        bool const touch_all = s_.touch_all && s_.years.projected() > 0;
        for (std::size_t h = 0; touch_all && h < s_.households->households(); ++h) {
            households_.touch(profile_of(*s_.households, h), 1);
        }
        for (std::size_t t = 1; t < s_.years.reviews(); ++t) {
            intake_.begin(t);
            for (std::size_t p = 0; p < scenario_.programmes.size(); ++p) {
                if (scenario_.runs[p]) enrol(p, t, intake_.serve(p));
            }
            protection_.meet_hits(t, out_.touched, participation_);
            loans_.fall_due(t);
            if (job_market_.opens()) open_jobs(t);
            review_.review(t, participation_, protection_, loans_, job_market_);
        }
        if (diary_ != nullptr) note_losses();
        households_.deliver_in_order();
        return std::move(out_);
    }

private:
    void enrol(std::size_t p, std::size_t t, std::span<Served const> served) {
        Programme const& programme = scenario_.programmes[p];
        draw_success(programme, t, served);
        for (std::size_t i = 0; i < served.size(); ++i) {
            auto const& [who, standing, cost] = served[i];
            auto const row = households_.touch(who, t);
            bool const works = programme.success >= 1.0 || luck_[i] < programme.success;
            participation_.enrol(row, p, t, works);
            Bits const cleared =
                works && !programme.clears.empty() ? clear(programme, row, t) : Bits{0};
            out_.ledger.enrol(p, t, who.locality, cost, splits_[p]);
            if (diary_ != nullptr) {
                diary_->enrolled.push_back({who.household, static_cast<std::uint16_t>(p),
                                            static_cast<std::uint16_t>(t), cost, works, cleared});
            }
            loans_.lend(p, t, who, row, standing);
        }
    }

    /// One uniform number for each of those served, if success is not certain.
    void draw_success(Programme const& programme, std::size_t t, std::span<Served const> served) {
        if (programme.success >= 1.0) return;
        keys_.clear();
        for (Served const& one : served) keys_.push_back(one.profile.key);
        luck_.resize(served.size());
        stream_.uniforms(keys_, s_.calendar(t), purpose(Use::success, programme.label.key), luck_);
    }

    /// \return what it ended
    Bits clear(Programme const& programme, std::size_t row, std::size_t t) {
        BitUniforms u(stream_, households_.profile(row).key, s_.calendar(t),
                      purpose(Use::clearing, programme.label.key));
        Bits const before = households_.deprivations_in_row(row, t);
        unsigned bits = before;
        for (std::size_t j = 0; j < max_indicators; ++j) {
            if (programme.clears[j] > 0.0 && u[j] < programme.clears[j]) bits &= ~(1U << j);
        }
        households_.set_deprivations(row, t, static_cast<Bits>(bits));
        return static_cast<Bits>(before & ~bits);
    }

    /// Enrolments that shocks have destroyed: the diary has them in the order of participation.
    void note_losses() {
        auto enrolled = diary_->enrolled.begin();
        for (std::size_t t = 1; t < s_.years.reviews(); ++t) {
            for (std::size_t p = 0; p < scenario_.programmes.size(); ++p) {
                for (Enrolment const& e : participation_.of(p, t)) (enrolled++)->lost = e.lost;
            }
        }
    }

    void open_jobs(std::size_t t) {
        std::vector<Profile> candidates;
        for (auto const& who : intake_.listed()) {
            auto const row = households_.row_of(who.household);
            bool const employed =
                row >= 0 && job_market_.is_employed(static_cast<std::size_t>(row), t);
            if (!employed) candidates.push_back(who);
        }
        for (auto const& who : job_market_.fill(t, producers(t), candidates, out_.ledger)) {
            job_market_.hire(households_.touch(who, t), t);
            if (diary_ != nullptr) {
                diary_->hired.push_back({who.household, static_cast<std::uint16_t>(t)});
            }
        }
    }

    [[nodiscard]] std::vector<Profile> producers(std::size_t t) const {
        std::vector<Profile> found;
        auto judge = [&](Profile const& who, std::span<Statuses const> official, bool succeeded,
                         double last_income) {
            if (job_market_.may_be_producer(who.key, t, official, succeeded) &&
                job_market_.is_above_median(who.place, t - 1, last_income)) {
                found.push_back(who);
            }
        };
        auto const succeeded = participation_.succeeded(t);
        for (std::size_t row = 0; row < out_.touched.size(); ++row) {
            judge(households_.profile(row), households_.statuses_in_row(row), succeeded[row],
                  households_.income_in_row(row, t - 1));
        }
        for (EverListed const& one : s_.listed) {
            if (!job_market_.without_programme() || one.since > t) continue;
            if (households_.contains(one.profile.household)) continue;
            auto const reviews = s_.years.reviews();
            auto const row = one.followed * reviews;
            judge(one.profile, std::span(s_.statuses).subspan(row, reviews), false,
                  s_.income[row + t - 1]);
        }
        return found;
    }

    Setting const& s_;
    Scenario const& scenario_;
    Diary* diary_;
    Stream stream_;
    Projection out_;
    Participation participation_;
    TouchedHouseholds households_;  ///< of out_
    Intake intake_;
    Protection protection_;
    std::vector<CostSplit> splits_;  ///< [programme]
    LoanBook loans_;
    JobMarket job_market_;
    TouchedReview review_;
    // of the programme at hand
    std::vector<std::uint64_t> keys_;
    std::vector<double> luck_;
};

}  // namespace

Projection project(Setting const& setting, Scenario const& scenario, Reach const& reach,
                   Diary* diary) {
    return Pass(setting, scenario, reach, diary).run();
}

Projection project(Setting const& setting, Scenario const& scenario) {
    return project(setting, scenario, Reach(scenario, *setting.households));
}

}  // namespace povex
