#include "engine/nature/course.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"
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

Nature::Nature(NatureLaw const& law, Places const& places, std::vector<bool> const& event)
    : law_(&law), places_(&places) {
    for (std::size_t s = 0; s < places.strata.size(); ++s) {
        auto& gamma = growth_.emplace_back(law.years.reviews(), 0.0);
        for (std::size_t t = 1; t < gamma.size(); ++t) {
            gamma[t] = gamma[t - 1] + elementary::log1p(law.income[s].growth[t]);
        }
    }
    for (std::size_t k = 0; k < law.shocks.size(); ++k) {
        if (!event[k]) continue;
        Shock const& shock = law.shocks[k];
        Yearly<double> expected(law.years.reviews(), 0.0);
        for (std::size_t t = 1; t < expected.size(); ++t) {
            expected[t] =
                shock.decay * expected[t - 1] + expected_loss(shock.loss, shock.loss_deviation);
        }
        shocks_.push_back({&shock, std::move(expected)});
    }
    ScoreLaw const& s = law.scores;
    permanent_ = std::sqrt(s.share_permanent);
    autoregressive_ = std::sqrt(s.share_autoregressive);
    transitory_ = std::sqrt(s.share_transitory);
    review_ = std::sqrt(s.share_review * s.review_persistence);
    passing_ = std::sqrt(s.share_review * (1.0 - s.review_persistence));
    innovation_ = std::sqrt(1.0 - s.rho * s.rho);
    truth_ = s.share_review < 1.0 ? 1.0 / std::sqrt(1.0 - s.share_review) : 0.0;
}

Weather Nature::weather(std::uint64_t seed, std::uint32_t replicate) const {
    Stream const stream(seed, Module::nature, replicate);
    Weather weather{{}, law_->years.reviews(), places_->localities.size()};
    for (ActiveShock const& active : shocks_) {
        Shock const& shock = *active.shock;
        double const own = std::sqrt(1.0 - shock.common);
        for (std::size_t t = 0; t < weather.reviews; ++t) {
            for (std::size_t l = 0; l < weather.localities; ++l) {
                double p =
                    t > 0 && (shock.recurring || shock.happens[t]) ? shock.probability[l] : 0.0;
                if (p > 0.0 && shock.common > 0.0) {
                    double const c = stream.normal(places_->localities[l].label.key, calendar(t),
                                                   purpose(Use::common_shock, shock.label.key));
                    p = elementary::normal_cdf(
                        (elementary::normal_quantile(p) - std::sqrt(shock.common) * c) / own);
                }
                weather.probability.push_back(p);
            }
        }
    }
    return weather;
}

bool Nature::hits(std::size_t k, Register const& r, Weather const& weather, std::size_t h,
                  std::size_t t, Stream const& stream, Block& block) const {
    Shock const& shock = *shocks_[k].shock;
    if (!shock.hits_sector[static_cast<std::size_t>(r.sector[h])]) return false;
    double const p = weather.at(k, t, r.cells[r.cell[h]].locality);
    if (!(p > 0.0)) return false;
    block = stream.block(r.key[h], calendar(t), purpose(Use::shock, shock.label.key));
    return block.uniform(0) < p;
}

std::optional<double> Nature::loss(std::size_t k, Register const& r, Weather const& weather,
                                   std::size_t h, std::size_t t, Stream const& stream) const {
    Block block{};
    if (!hits(k, r, weather, h, t, stream, block)) return std::nullopt;
    Shock const& shock = *shocks_[k].shock;
    double loss = shock.loss;
    if (shock.loss_deviation > 0.0) {
        loss += shock.loss_deviation * elementary::normal_quantile(block.uniform(1));
    }
    return std::max(0.0, loss);
}

std::optional<double> Nature::loss_if_hit(std::size_t shock, Register const& r,
                                          Weather const& weather, std::size_t h, std::size_t t,
                                          Stream const& stream) const {
    for (std::size_t k = 0; k < shocks_.size(); ++k) {
        if (shocks_[k].shock == &law_->shocks[shock]) return loss(k, r, weather, h, t, stream);
    }
    return std::nullopt;
}

void Nature::shock_losses(Register const& r, Weather const& weather, std::size_t h,
                          Stream const& stream, std::span<double> losses) const {
    auto const locality = r.cells[r.cell[h]].locality;
    std::fill(losses.begin(), losses.end(), 0.0);
    for (std::size_t k = 0; k < shocks_.size(); ++k) {
        Shock const& shock = *shocks_[k].shock;
        if (!shock.hits_sector[static_cast<std::size_t>(r.sector[h])]) continue;
        double stock = 0.0;
        for (std::size_t t = 1; t < losses.size(); ++t) {
            stock *= shock.decay;
            if (auto const lost = loss(k, r, weather, h, t, stream)) stock += *lost;
            double const usual =
                shock.recurring ? shock.probability[locality] * shocks_[k].expected[t] : 0.0;
            losses[t] += stock - usual;
        }
    }
}

void Nature::walk_income(Register const& r, BasePopulation const& base, std::size_t h,
                         Stream const& stream, std::span<double> income,
                         std::span<double> true_income) const {
    using elementary::normal_quantile;
    ScoreLaw const& law = law_->scores;
    IncomeLaw const& x = base.laws[r.place[h]].income;
    auto const& gamma = growth_[r.places[r.place[h]].stratum];
    double const permanent = permanent_ * double{base.permanent[h]};
    double const lasting_error = review_ * double{base.review[h]};
    double z = double{base.autoregressive[h]};
    double zeta = 0.0;
    double const sigma = law_->sigma_permanent;
    income[0] = base.log_income[h];
    if (!true_income.empty()) true_income[0] = double{base.true_log_income[h]};
    for (std::size_t t = 1; t < income.size(); ++t) {
        double q = permanent;
        double error = lasting_error;
        if (autoregressive_ > 0.0 || transitory_ > 0.0) {
            Block const block = stream.block(r.key[h], calendar(t), purpose(Use::score_step), 0);
            z = law.rho * z + innovation_ * normal_quantile(block.uniform(0));
            q += autoregressive_ * z;
            if (transitory_ > 0.0) q += transitory_ * normal_quantile(block.uniform(1));
        }
        if (passing_ > 0.0 || sigma > 0.0) {
            Block const block = stream.block(r.key[h], calendar(t), purpose(Use::score_step), 1);
            error += passing_ * normal_quantile(block.uniform(0));
            if (sigma > 0.0) {
                zeta += sigma * normal_quantile(block.uniform(1)) - 0.5 * sigma * sigma;
            }
        }
        income[t] = x(q + error) + gamma[t] + zeta;
        if (!true_income.empty()) true_income[t] = x(q * truth_) + gamma[t] + zeta;
    }
}

Bits Nature::set_by_hits(Register const& r, Weather const& weather, std::size_t h, std::size_t t,
                         Bits bits, Stream const& stream) const {
    unsigned result = bits;
    for (std::size_t k = 0; k < shocks_.size(); ++k) {
        Shock const& shock = *shocks_[k].shock;
        Block block{};
        if (shock.deprives.empty() || !hits(k, r, weather, h, t, stream, block)) continue;
        BitUniforms u(stream, r.key[h], calendar(t), purpose(Use::shock_deprives, shock.label.key));
        for (std::size_t j = 0; j < max_indicators; ++j) {
            if (shock.deprives[j] > 0.0 && u[j] < shock.deprives[j]) result |= 1U << j;
        }
    }
    return static_cast<Bits>(result);
}

Bits Nature::step_deprivations(Register const& r, BasePopulation const& base,
                               Weather const& weather, std::size_t h, std::size_t t, Bits before,
                               PerBit<double> const& holds, Stream const& stream) const {
    auto chain = base.laws[r.place[h]].deprivation.chain(double{base.factor[h]});
    for (std::size_t j = 0; j < max_indicators; ++j) chain.entry[j] *= holds[j];
    return step_deprivations(r, base, weather, h, t, before, chain, stream);
}

Bits Nature::step_deprivations(Register const& r, BasePopulation const& base,
                               Weather const& weather, std::size_t h, std::size_t t, Bits before,
                               DeprivationLaw::Chain const& chain, Stream const& stream,
                               Bits wanted) const {
    auto const mask = static_cast<Bits>(base.applicable[h] & wanted);
    Bits const after =
        step(before, mask, chain,
             BitUniforms(stream, r.key[h], calendar(t), purpose(Use::deprivation_step)));
    return static_cast<Bits>(set_by_hits(r, weather, h, t, after, stream) & mask);
}

Course Nature::run(Register const& r, BasePopulation const& base,
                   std::span<double const> wanted_below, std::uint64_t seed,
                   std::uint32_t replicate) const {
    Stream const stream(seed, Module::nature, replicate);
    Course course;
    course.reviews = law_->years.reviews();
    course.weather = weather(seed, replicate);
    course.log_income.resize(r.households() * course.reviews);
    course.deprivations.resize(r.households() * course.reviews);
    if (law_->scores.has_review_error()) course.true_log_income.resize(course.log_income.size());
    auto const strata = growth_.size();
    course.followed.resize(r.households());
    course.chain.resize(r.households());
    std::vector<double> losses(course.reviews);
    for (std::size_t h = 0; h < r.households(); ++h) {
        auto const row = h * course.reviews;
        std::span<double> const x(&course.log_income[row], course.reviews);
        std::span<double> const truth = course.true_log_income.empty()
                                            ? std::span<double>{}
                                            : std::span(&course.true_log_income[row], x.size());
        std::span<Bits> const bits(&course.deprivations[row], course.reviews);
        walk_income(r, base, h, stream, x, truth);
        if (!shocks_.empty()) {
            shock_losses(r, course.weather, h, stream, losses);
            for (std::size_t t = 1; t < x.size(); ++t) x[t] -= losses[t];
            for (std::size_t t = 1; t < truth.size(); ++t) truth[t] -= losses[t];
        }
        bits[0] = base.deprivations[h];
        auto const stratum = r.places[r.place[h]].stratum;
        bool wanted = false;
        for (std::size_t t = 0; t < course.reviews; ++t) {
            double const bound = wanted_below[t * strata + stratum];
            wanted = wanted || x[t] <= bound || (!truth.empty() && truth[t] <= bound);
        }
        course.followed[h] = wanted;
        if (!wanted) continue;
        course.chain[h] = static_cast<std::uint32_t>(course.chains.size());
        course.chains.push_back(base.laws[r.place[h]].deprivation.chain(double{base.factor[h]}));
        auto const& chain = course.chains.back();
        for (std::size_t t = 1; t < course.reviews; ++t) {
            bits[t] = step_deprivations(r, base, course.weather, h, t, bits[t - 1], chain, stream);
        }
    }
    return course;
}

}  // namespace povex
