#include "engine/policy/protection.hpp"

#include <algorithm>
#include <limits>

#include "engine/random/purpose.hpp"

namespace povex {

Protection::Protection(Setting const& setting, Scenario const& scenario)
    : setting_(&setting),
      scenario_(&scenario),
      stream_(setting.seed, Module::policy, setting.replicate),
      nature_stream_(setting.seed, Module::nature, setting.replicate) {
    auto const positive = [](double share) { return share > 0.0; };
    auto const some = [&](std::vector<double> const& shares) {
        return std::any_of(shares.begin(), shares.end(), positive);
    };
    auto const& programmes = scenario.programmes;
    for (std::size_t p = 0; p < programmes.size(); ++p) {
        if (some(programmes[p].lost_to)) destroyed_.push_back(p);
        if (some(programmes[p].protects)) protecting_.push_back(p);
    }
    for (std::size_t k = 0; k < setting.model->shocks.size(); ++k) {
        if (std::any_of(protecting_.begin(), protecting_.end(),
                        [&](std::size_t p) { return programmes[p].protects[k] > 0.0; })) {
            spares_.push_back(k);
        }
    }
}

void Protection::meet_hits(std::size_t t, std::span<std::uint32_t const> touched,
                           Participation& participation) {
    lose(t, touched, participation);
    stock_.resize(touched.size() * spares_.size(), 0.0);
    for (std::size_t i = 0; i < spares_.size(); ++i) {
        unprotected_.assign(touched.size(), 1.0);
        if (may_hit(spares_[i], t)) protect(spares_[i], t, participation);
        for (std::size_t row = 0; row < touched.size(); ++row) {
            double& stock = stock_[row * spares_.size() + i];
            stock *= setting_->model->shocks[spares_[i]].decay;
            double const spared = 1.0 - unprotected_[row];
            if (!(spared > 0.0)) continue;
            if (auto const lost = loss(spares_[i], touched[row], t)) stock += spared * *lost;
        }
    }
}

void Protection::protect(std::size_t shock, std::size_t t, Participation const& participation) {
    constexpr auto nobody = std::numeric_limits<std::uint32_t>::max();
    protector_.assign(unprotected_.size(), nobody);
    for (auto const p : protecting_) {
        auto const programme = static_cast<std::uint32_t>(p);
        participation.for_those_in_force(p, t, [&](std::size_t, auto enrolments) {
            for (Enrolment const& e : enrolments) {
                // two enrolments in one programme are not insured twice
                if (e.is_lost(t) || protector_[e.row] == programme) continue;
                unprotected_[e.row] *= 1.0 - scenario_->programmes[p].protects[shock];
                protector_[e.row] = programme;
            }
        });
    }
}

double Protection::spared(std::size_t row) const {
    double sum = 0.0;
    if ((row + 1) * spares_.size() > stock_.size()) return sum;  // touched since the hits
    for (std::size_t i = 0; i < spares_.size(); ++i) sum += stock_[row * spares_.size() + i];
    return sum;
}

void Protection::lose(std::size_t t, std::span<std::uint32_t const> touched,
                      Participation& participation) const {
    for (auto const p : destroyed_) {
        Programme const& programme = scenario_->programmes[p];
        std::vector<std::size_t> shocks;  // that can destroy it this year
        for (std::size_t k = 0; k < programme.lost_to.size(); ++k) {
            if (programme.lost_to[k] > 0.0 && may_hit(k, t)) shocks.push_back(k);
        }
        if (shocks.empty()) continue;
        auto const meet = [&](Enrolment& e) {
            auto const h = touched[e.row];
            double kept = 1.0;
            for (auto const k : shocks) {
                if (loss(k, h, t)) kept *= 1.0 - programme.lost_to[k];
            }
            if (kept < 1.0 &&
                stream_.uniform(setting_->households->key[h], setting_->calendar(t),
                                purpose(Use::lost, programme.label.key)) < 1.0 - kept) {
                e.lost = static_cast<std::uint16_t>(t);
            }
        };
        for (std::size_t year = 1; year <= t; ++year) {
            for (Enrolment& e : participation.of(p, year)) {
                if (!e.is_lost(t)) meet(e);
            }
        }
    }
}

bool Protection::may_hit(std::size_t shock, std::size_t t) const {
    return setting_->nature->may_hit(shock, setting_->course.locality_shocks, t);
}

std::optional<double> Protection::loss(std::size_t shock, std::size_t h, std::size_t t) const {
    return setting_->nature->loss_if_hit(shock, *setting_->households,
                                         setting_->course.locality_shocks, h, t, nature_stream_);
}

}  // namespace povex
