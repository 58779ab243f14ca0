#include "engine/policy/protection.hpp"

#include <algorithm>

#include "engine/random/purpose.hpp"

namespace povex {

Protection::Protection(Setting const& setting, Scenario const& scenario)
    : setting_(&setting),
      scenario_(&scenario),
      stream_(setting.seed, Module::policy, setting.replicate),
      nature_stream_(setting.seed, Module::nature, setting.replicate) {
    for (std::size_t k = 0; k < setting.law->shocks.size(); ++k) {
        auto const some = [&](std::vector<double> Programme::*shares) {
            auto const& programmes = scenario.programmes;
            return std::any_of(programmes.begin(), programmes.end(), [&](Programme const& one) {
                return !(one.*shares).empty() && (one.*shares)[k] > 0.0;
            });
        };
        if (some(&Programme::protects)) spares_.push_back(k);
        destroyed_ = destroyed_ || some(&Programme::lost_to);
    }
}

void Protection::meet_hits(std::size_t t, std::span<std::uint32_t const> touched,
                           Participation& participation) {
    stock_.resize(touched.size() * spares_.size(), 0.0);
    for (std::size_t row = 0; row < touched.size(); ++row) {
        if (destroyed_) lose(row, touched[row], t, participation);
        for (std::size_t i = 0; i < spares_.size(); ++i) {
            double& stock = stock_[row * spares_.size() + i];
            stock *= setting_->law->shocks[spares_[i]].decay;
            double const spared = 1.0 - participation.unprotected(row, t, spares_[i]);
            if (!(spared > 0.0)) continue;
            if (auto const lost = loss(spares_[i], touched[row], t)) stock += spared * *lost;
        }
    }
}

double Protection::spared(std::size_t row) const {
    double sum = 0.0;
    if ((row + 1) * spares_.size() > stock_.size()) return sum;  // touched since the hits
    for (std::size_t i = 0; i < spares_.size(); ++i) sum += stock_[row * spares_.size() + i];
    return sum;
}

void Protection::lose(std::size_t row, std::size_t h, std::size_t t,
                      Participation& participation) const {
    auto const& enrolments = participation.of(row);
    for (std::size_t place = 0; place < enrolments.size(); ++place) {
        Programme const& programme = scenario_->programmes[enrolments[place].programme];
        if (programme.lost_to.empty() || enrolments[place].is_lost(t)) continue;
        double kept = 1.0;
        for (std::size_t k = 0; k < programme.lost_to.size(); ++k) {
            if (programme.lost_to[k] > 0.0 && loss(k, h, t)) kept *= 1.0 - programme.lost_to[k];
        }
        if (kept < 1.0 && stream_.uniform(setting_->households->key[h], setting_->calendar(t),
                                          purpose(Use::lost, programme.label.key)) < 1.0 - kept) {
            participation.lose(row, place, t);
        }
    }
}

std::optional<double> Protection::loss(std::size_t shock, std::size_t h, std::size_t t) const {
    return setting_->nature->loss_if_hit(shock, *setting_->households, setting_->course.weather, h,
                                         t, nature_stream_);
}

}  // namespace povex
