#include "engine/nature/nature.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/elementary.hpp"
#include "engine/base/elementary_single.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace {

/// E[max(0, N(mean, deviation^2))].
double expected_loss(double mean, double deviation) {
    if (!(deviation > 0.0)) return std::max(0.0, mean);
    double const z = mean / deviation;
    return mean * elementary::normal_cdf(z) + deviation * elementary::normal_density(z);
}

}  // namespace

Nature::Nature(NatureModel const& model, Places const& places, std::vector<bool> const& happens,
               PublicWorksEffects public_works)
    : model_(&model), places_(&places), public_works_(std::move(public_works)) {
    for (std::size_t s = 0; s < places.strata.size(); ++s) {
        auto& gamma = growth_.emplace_back(model.years.reviews(), 0.0);
        for (std::size_t t = 1; t < gamma.size(); ++t) {
            gamma[t] = gamma[t - 1] + elementary::log1p(model.income[s].growth[t]);
        }
    }
    for (std::size_t k = 0; k < model.shocks.size(); ++k) {
        if (!happens[k]) continue;
        Shock const& shock = model.shocks[k];
        Yearly<double> expected(model.years.reviews(), 0.0);
        for (std::size_t t = 1; t < expected.size(); ++t) {
            expected[t] =
                shock.decay * expected[t - 1] + expected_loss(shock.loss, shock.loss_deviation);
        }
        shocks_.push_back({&shock, std::move(expected)});
    }
    ScoreModel const& s = model.scores;
    permanent_ = std::sqrt(s.share_permanent);
    autoregressive_ = std::sqrt(s.share_autoregressive);
    transitory_ = std::sqrt(s.share_transitory);
    review_ = std::sqrt(s.share_review * s.review_persistence);
    passing_ = std::sqrt(s.share_review * (1.0 - s.review_persistence));
    innovation_ = std::sqrt(1.0 - s.rho * s.rho);
    truth_ = s.share_review < 1.0 ? 1.0 / std::sqrt(1.0 - s.share_review) : 0.0;
}

LocalityShocks Nature::locality_shocks(std::uint64_t seed, std::uint32_t replicate) const {
    Stream const stream(seed, Module::nature, replicate);
    LocalityShocks locality_shocks{{}, model_->years.reviews(), places_->localities.size()};
    for (ActiveShock const& active : shocks_) {
        Shock const& shock = *active.shock;
        double const own = std::sqrt(1.0 - shock.common);
        for (std::size_t t = 0; t < locality_shocks.reviews; ++t) {
            for (std::size_t l = 0; l < locality_shocks.localities; ++l) {
                double p =
                    t > 0 && (shock.recurring || shock.happens[t]) ? shock.probability[l] : 0.0;
                if (p > 0.0 && shock.common > 0.0) {
                    double const c = stream.normal(places_->localities[l].label.key, calendar(t),
                                                   purpose(Use::common_shock, shock.label.key));
                    p = elementary::normal_cdf(
                        (elementary::normal_quantile(p) - std::sqrt(shock.common) * c) / own);
                }
                locality_shocks.probability.push_back(p);
            }
        }
    }
    return locality_shocks;
}

bool Nature::hits(std::size_t k, Register const& r, LocalityShocks const& locality_shocks,
                  std::size_t h, std::size_t t, Stream const& stream, Block& block) const {
    Shock const& shock = *shocks_[k].shock;
    if (!shock.hits_sector[static_cast<std::size_t>(r.sector[h])]) return false;
    auto const hit = locality_shocks.words_that_hit(k, t, r.cells[r.cell[h]].locality);
    if (hit == 0) return false;
    block = stream.block(r.key[h], calendar(t), purpose(Use::shock, shock.label.key));
    return block.word[0] < hit;
}

std::optional<float> Nature::loss(std::size_t k, Register const& r,
                                  LocalityShocks const& locality_shocks, std::size_t h,
                                  std::size_t t, Stream const& stream) const {
    Block block{};
    if (!hits(k, r, locality_shocks, h, t, stream, block)) return std::nullopt;
    Shock const& shock = *shocks_[k].shock;
    auto loss = static_cast<float>(shock.loss);
    if (shock.loss_deviation > 0.0) {
        loss += static_cast<float>(shock.loss_deviation) * elementary::normal_single(block.word[1]);
    }
    return std::max(0.0F, loss);
}

std::optional<double> Nature::loss_if_hit(std::size_t shock, Register const& r,
                                          LocalityShocks const& locality_shocks, std::size_t h,
                                          std::size_t t, Stream const& stream) const {
    for (std::size_t k = 0; k < shocks_.size(); ++k) {
        if (shocks_[k].shock != &model_->shocks[shock]) continue;
        if (auto const lost = loss(k, r, locality_shocks, h, t, stream)) return double{*lost};
    }
    return std::nullopt;
}

bool Nature::may_hit(std::size_t shock, LocalityShocks const& locality_shocks,
                     std::size_t t) const {
    for (std::size_t k = 0; k < shocks_.size(); ++k) {
        if (shocks_[k].shock == &model_->shocks[shock]) return locality_shocks.may_hit(k, t);
    }
    return false;
}

bool Nature::may_deprive(LocalityShocks const& locality_shocks, std::size_t t) const {
    for (std::size_t k = 0; k < shocks_.size(); ++k) {
        if (!shocks_[k].shock->deprives.empty() && locality_shocks.may_hit(k, t)) return true;
    }
    return false;
}

Bits Nature::set_by_hits(Register const& r, LocalityShocks const& locality_shocks, std::size_t h,
                         std::size_t t, Stream const& stream) const {
    unsigned result = 0;
    for (std::size_t k = 0; k < shocks_.size(); ++k) {
        Shock const& shock = *shocks_[k].shock;
        Block block{};
        if (shock.deprives.empty() || !hits(k, r, locality_shocks, h, t, stream, block)) continue;
        BitUniforms u(stream, r.key[h], calendar(t), purpose(Use::shock_deprives, shock.label.key));
        for (std::size_t j = 0; j < max_indicators; ++j) {
            if (shock.deprives[j] > 0.0 && u[j] < shock.deprives[j]) result |= 1U << j;
        }
    }
    return static_cast<Bits>(result);
}

Bits Nature::step_deprivations(Register const& r, BasePopulation const& base,
                               LocalityShocks const& locality_shocks, std::size_t h, std::size_t t,
                               Bits before, DeprivationModel::Chain const& chain,
                               Stream const& stream, Bits wanted) const {
    auto const mask = static_cast<Bits>(base.applicable[h] & wanted);
    Place const& place = r.places[r.place[h]];
    auto const moves = moves_of(public_works_.holds.empty()
                                    ? chain
                                    : public_works_.held(chain, place.locality, place.stratum, t),
                                stream, r.key[h], calendar(t));
    return static_cast<Bits>((moves.after(before) | set_by_hits(r, locality_shocks, h, t, stream)) &
                             mask);
}

Course Nature::run(Register const& r, BasePopulation const& base,
                   std::span<double const> wanted_below, std::uint64_t seed,
                   std::uint32_t replicate, std::span<std::uint32_t const> wanted_anyway) const {
    Course course;
    course.reviews = model_->years.reviews();
    course.households = r.households();
    course.locality_shocks = locality_shocks(seed, replicate);
    auto near = walk_incomes(r, base, wanted_below, seed, replicate, course);
    if (!wanted_anyway.empty()) near = united(near, wanted_anyway);
    course.followed = HouseholdSet(std::move(near), r.households());
    auto const years = model_->years.projected();
    course.moves =
        moves(r, base, course.locality_shocks, course.followed.rows(), years, seed, replicate);
    course.deprivations.reserve(course.followed.size() * course.reviews);
    for (std::size_t i = 0; i < course.followed.size(); ++i) {
        Bits bits = base.deprivations[course.followed[i]];
        course.deprivations.push_back(bits);
        for (std::size_t t = 0; t < years; ++t) {
            bits = course.moves[i * years + t].after(bits);
            course.deprivations.push_back(bits);
        }
    }
    return course;
}

}  // namespace povex
