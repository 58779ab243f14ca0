#include "engine/policy/loss_protection.hpp"

#include <algorithm>
#include <limits>

#include "engine/random/purpose.hpp"

namespace povex {

LossProtection::LossProtection(Counterfactual const& counterfactual, Scenario const& scenario)
    : counterfactual_(&counterfactual),
      study_(counterfactual.study),
      scenario_(&scenario),
      stream_(counterfactual.drawn->policy_stream()),
      nature_stream_(counterfactual.drawn->nature_stream()) {
    auto const positive = [](double share) { return share > 0.0; };
    auto const some = [&](std::vector<double> const& shares) {
        return std::any_of(shares.begin(), shares.end(), positive);
    };
    auto const& programmes = scenario.programmes;
    for (std::size_t p = 0; p < programmes.size(); ++p) {
        if (some(programmes[p].effect.lost_to)) destroyed_.push_back(p);
        if (some(programmes[p].effect.protects)) protecting_.push_back(p);
    }
    for (std::size_t k = 0; k < study_->model->shocks.size(); ++k) {
        if (std::any_of(protecting_.begin(), protecting_.end(),
                        [&](std::size_t p) { return programmes[p].effect.protects[k] > 0.0; })) {
            spares_.push_back(k);
        }
    }
}

void LossProtection::meet_hits(std::size_t t, std::span<std::uint32_t const> affected,
                               Enrolments& enrolments) {
    lose(t, affected, enrolments);
    stock_.resize(affected.size() * spares_.size(), 0.0);
    for (std::size_t i = 0; i < spares_.size(); ++i) {
        unprotected_.assign(affected.size(), 1.0);
        if (may_hit(spares_[i], t)) protect(spares_[i], t, enrolments);
        for (std::size_t row = 0; row < affected.size(); ++row) {
            double& stock = stock_[row * spares_.size() + i];
            stock *= study_->model->shocks[spares_[i]].decay;
            double const spared = 1.0 - unprotected_[row];
            if (!(spared > 0.0)) continue;
            if (auto const lost = loss(spares_[i], affected[row], t)) stock += spared * *lost;
        }
    }
}

void LossProtection::protect(std::size_t shock, std::size_t t, Enrolments const& enrolments) {
    constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    protector_.assign(unprotected_.size(), none);
    for (auto const p : protecting_) {
        auto const programme = static_cast<std::uint32_t>(p);
        enrolments.for_those_in_force(p, t, [&](std::size_t, auto in_force) {
            for (Enrolment const& e : in_force) {
                // two enrolments in one programme are not insured twice
                if (e.is_lost(t) || protector_[e.row] == programme) continue;
                unprotected_[e.row] *= 1.0 - scenario_->programmes[p].effect.protects[shock];
                protector_[e.row] = programme;
            }
        });
    }
}

double LossProtection::spared(std::size_t row) const {
    double sum = 0.0;
    if ((row + 1) * spares_.size() > stock_.size()) return sum;  // affected since the hits
    for (std::size_t i = 0; i < spares_.size(); ++i) sum += stock_[row * spares_.size() + i];
    return sum;
}

void LossProtection::lose(std::size_t t, std::span<std::uint32_t const> affected,
                          Enrolments& enrolments) const {
    for (auto const p : destroyed_) {
        Programme const& programme = scenario_->programmes[p];
        std::vector<std::size_t> shocks;  // that can destroy it this year
        for (std::size_t k = 0; k < programme.effect.lost_to.size(); ++k) {
            if (programme.effect.lost_to[k] > 0.0 && may_hit(k, t)) shocks.push_back(k);
        }
        if (shocks.empty()) continue;
        auto const meet = [&](Enrolment& e) {
            auto const h = affected[e.row];
            double kept = 1.0;
            for (auto const k : shocks) {
                if (loss(k, h, t)) kept *= 1.0 - programme.effect.lost_to[k];
            }
            if (kept < 1.0 &&
                stream_.uniform(study_->households->key[h], study_->calendar(t),
                                purpose(Use::lost, programme.label.key)) < 1.0 - kept) {
                e.lost = static_cast<std::uint16_t>(t);
            }
        };
        for (std::size_t year = 1; year <= t; ++year) {
            for (Enrolment& e : enrolments.of(p, year)) {
                if (!e.is_lost(t)) meet(e);
            }
        }
    }
}

bool LossProtection::may_hit(std::size_t shock, std::size_t t) const {
    return counterfactual_->drawn->nature->may_hit(shock, counterfactual_->course().locality_shocks,
                                                   t);
}

std::optional<double> LossProtection::loss(std::size_t shock, std::size_t h, std::size_t t) const {
    return counterfactual_->drawn->nature->loss_if_hit(shock, *study_->households,
                                                       counterfactual_->course().locality_shocks, h,
                                                       t, nature_stream_);
}

}  // namespace povex
