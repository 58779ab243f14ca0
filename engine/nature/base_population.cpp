#include "engine/nature/base_population.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/base/elementary.hpp"
#include "engine/base/error.hpp"
#include "engine/nature/listed_law.hpp"
#include "engine/population/allotment.hpp"
#include "engine/random/purpose.hpp"
#include "engine/random/sampling.hpp"
#include "engine/stats/root.hpp"

namespace povex {

namespace {

/// Distance kept from the score of the line [1], so that rounding never moves a household across
/// it: an official count is exact.
constexpr double clearance = 1e-9;

/// The parts of a household's score at the base year.
struct Scores {
    double factor, permanent, autoregressive, transitory, review, review_passing;
};

/// Draws scores, given what is known of a household.
class ScoreDraw {
public:
    ScoreDraw(NatureLaw const& law, Stream const& stream) : stream_(stream), law_(law.scores) {
        kappa_ = law.kappa_alpha;
        rest_ = std::sqrt(1.0 - kappa_ * kappa_);
        permanent_ = std::sqrt(law_.share_permanent);
        autoregressive_ = law_.stationary_start ? std::sqrt(law_.share_autoregressive) : 0.0;
        transitory_ = std::sqrt(law_.share_transitory);
        review_ = std::sqrt(law_.share_review * law_.review_persistence);
        passing_ = std::sqrt(law_.share_review * (1.0 - law_.review_persistence));
        variance_given_factor_ = 1.0 - law_.share_permanent * kappa_ * kappa_;
    }

    [[nodiscard]] double correlation() const { return kappa_ * permanent_; }

    /// From the law itself, given f: the prior.
    [[nodiscard]] Scores prior(std::uint64_t key, double factor) const {
        auto normal = [&](std::uint32_t draw) {
            return stream_.normal(key, 0, purpose(Use::score), draw);
        };
        return {factor,   kappa_ * factor + rest_ * normal(2), normal(3), normal(4), normal(5),
                normal(6)};
    }

    [[nodiscard]] double q(Scores const& s) const {
        return permanent_ * s.permanent + autoregressive_ * s.autoregressive +
               transitory_ * s.transitory + review_ * s.review + passing_ * s.review_passing;
    }

    /// The prior, moved by linear conditioning so that the score is q: each part moves by
    /// Cov(part, q | f) (q - q') / Var(q | f).
    [[nodiscard]] Scores given_q(std::uint64_t key, double factor, double score) const {
        Scores s = prior(key, factor);
        double const move = (score - q(s)) / variance_given_factor_;
        s.permanent += permanent_ * rest_ * rest_ * move;
        s.autoregressive += autoregressive_ * move;
        s.review += review_ * move;
        s.review_passing += passing_ * move;
        s.transitory += transitory_ * move;
        return s;
    }

    /// The score without the review error, standard normal again.
    [[nodiscard]] double true_q(Scores const& s) const {
        return (q(s) - review_ * s.review - passing_ * s.review_passing) /
               std::sqrt(1.0 - law_.share_review);
    }

    [[nodiscard]] double uniform(std::uint64_t key, std::uint32_t draw) const {
        return stream_.uniform(key, 0, purpose(Use::score), draw);
    }

private:
    Stream stream_;
    ScoreLaw law_;
    double kappa_, rest_, permanent_, autoregressive_, transitory_, review_, passing_;
    double variance_given_factor_;
};

/// One synthetic population in the making.
class Draw {
public:
    Draw(Register const& r, Places const& places, NatureLaw const& law, std::uint64_t seed,
         std::uint32_t population)
        : register_(r),
          places_(places),
          law_(law),
          stream_(seed, Module::synthesis, population),
          scores_(law, stream_) {
        auto const n = r.households();
        for (auto* column : {&out_.permanent, &out_.autoregressive, &out_.review, &out_.factor}) {
            column->resize(n);
        }
        out_.log_income.resize(n);
        if (law.scores.has_review_error()) out_.true_log_income.resize(n);
        out_.deprivations.resize(n);
        out_.applicable.resize(n);
        for (std::size_t h = 0; h < n; ++h) {
            out_.applicable[h] = applicable(law.indicators, r, h);
        }
        if (law.counts) {
            allotment_ = allot(r, places, law.counts->poor, law.counts->near_poor,
                               law.counts->concentration, seed, population);
        }
    }

    BasePopulation run() {
        for (std::size_t p = 0; p < register_.places.size(); ++p) {
            if (law_.counts) {
                draw_listed_place(p);
            } else {
                draw_free_place(p);
            }
        }
        return std::move(out_);
    }

private:
    using Masks = std::map<Bits, std::size_t>;  ///< applicable bits -> households

    [[nodiscard]] double log_ratio(double income, std::size_t stratum) const {
        return elementary::log(income / law_.income[stratum].mean);
    }

    [[nodiscard]] IncomeLaw income_law(std::size_t p) const {
        Place const& place = register_.places[p];
        StratumIncome const& income = law_.income[place.stratum];
        if (!income.anchored) return IncomeLaw::lognormal(income.sigma);
        std::vector<IncomeLaw::Knot> knots;
        for (Anchor const& anchor : income.anchors) {
            knots.push_back({elementary::normal_quantile(anchor.share),
                             log_ratio(anchor.income, place.stratum)});
        }
        if (knots.empty()) {
            auto const n = static_cast<double>(place.households());
            auto const listed = static_cast<double>(allotment_.listed[p]);
            double const share = listed > 0.0 ? listed / n : 0.5 / (n + 1.0);
            knots.push_back({elementary::normal_quantile(share),
                             log_ratio(law_.counts->line[place.stratum], place.stratum)});
        }
        try {
            return IncomeLaw::anchored(knots, income.sigma, law_.sigma_low, law_.slope_above);
        } catch (InputError const& error) {
            Problem const& problem = error.problems().front();
            throw InputError(
                fmt::format("stratum {} in {}: {}", places_.strata[place.stratum].label.id,
                            places_.localities[place.locality].label.id, problem.what),
                problem.hint);
        }
    }

    void set_scores(std::size_t h, Scores const& s, IncomeLaw const& income, double q) {
        if (!out_.true_log_income.empty()) {
            out_.true_log_income[h] = static_cast<float>(income(scores_.true_q(s)));
        }
        out_.factor[h] = static_cast<float>(s.factor);
        out_.permanent[h] = static_cast<float>(s.permanent);
        out_.autoregressive[h] =
            law_.scores.stationary_start ? static_cast<float>(s.autoregressive) : 0.0F;
        out_.review[h] = static_cast<float>(s.review);
        out_.log_income[h] = income(q);
    }

    [[nodiscard]] std::array<double, max_indicators> bit_uniforms(std::size_t h) const {
        BitUniforms uniforms(stream_, register_.key[h], 0, purpose(Use::deprivation));
        std::array<double, max_indicators> u{};
        for (Indicator const& indicator : law_.indicators) {
            u[indicator.label.key] = uniforms[indicator.label.key];
        }
        return u;
    }

    /// Bits from the law given f, nothing else known.
    [[nodiscard]] Bits free_bits(std::size_t h, PerBit<double> const& levels) const {
        auto const u = bit_uniforms(h);
        unsigned bits = 0;
        for (std::size_t j = 0; j < max_indicators; ++j) {
            if (u[j] < levels[j]) bits |= 1U << j;
        }
        return static_cast<Bits>(bits & out_.applicable[h]);
    }

    void draw_free_place(std::size_t p) {
        Place const& place = register_.places[p];
        out_.laws.push_back({income_law(p), DeprivationLaw(law_.indicators, place.stratum, 0.0)});
        PlaceLaw const& place_law = out_.laws.back();
        for (std::size_t h = place.first; h < place.last; ++h) {
            auto const key = register_.key[h];
            double const f = elementary::normal_quantile(scores_.uniform(key, 0));
            Scores const s = scores_.prior(key, f);
            set_scores(h, s, place_law.income, scores_.q(s));
            out_.deprivations[h] = free_bits(h, place_law.deprivation.levels(f));
        }
    }

    void draw_listed_place(std::size_t p) {
        Place const& place = register_.places[p];
        IncomeLaw const income = income_law(p);
        double const cut =
            income.score_at(log_ratio(law_.counts->line[place.stratum], place.stratum));
        if (!std::isfinite(cut)) {
            throw InputError(fmt::format("stratum {} has no spread of income, so nobody can be "
                                         "drawn at or below the line",
                                         places_.strata[place.stratum].label.id),
                             "a sigma above 0, or no [counts]");
        }
        ListedLaw const listed_law(cut, scores_.correlation());
        Masks masks;
        for (std::size_t h = place.first; h < place.last; ++h) {
            ++masks[static_cast<Bits>(out_.applicable[h] & law_.counts->indicators)];
        }
        double const shift = calibrated_shift(place, listed_law, masks);
        out_.laws.push_back({income, DeprivationLaw(law_.indicators, place.stratum, shift)});

        auto const listing = pick(p, listed_law, masks);
        std::map<std::pair<Bits, Listing>, ListedLaw::FactorTable> tables;
        for (std::size_t h = place.first; h < place.last; ++h) {
            Listing const status = listing[h - place.first];
            if (status == Listing::unlisted) {
                draw_unlisted(h, out_.laws.back(), cut);
                continue;
            }
            auto const counted = static_cast<Bits>(out_.applicable[h] & law_.counts->indicators);
            auto [entry, fresh] = tables.try_emplace({counted, status});
            if (fresh) {
                entry->second =
                    listed_law.factor_table(out_.laws.back().deprivation, counted,
                                            law_.counts->cutoff, status == Listing::poor);
            }
            draw_listed(h, out_.laws.back(), cut, status, counted, entry->second);
        }
    }

    void draw_unlisted(std::size_t h, PlaceLaw const& place_law, double cut) {
        auto const key = register_.key[h];
        double const r = scores_.correlation();
        double const q =
            std::max(truncated_normal_above(scores_.uniform(key, 1), cut), cut + clearance);
        double const f =
            r * q + std::sqrt(1.0 - r * r) * elementary::normal_quantile(scores_.uniform(key, 0));
        set_scores(h, scores_.given_q(key, f, q), place_law.income, q);
        out_.deprivations[h] = free_bits(h, place_law.deprivation.levels(f));
    }

    void draw_listed(std::size_t h, PlaceLaw const& place_law, double cut, Listing status,
                     Bits counted, ListedLaw::FactorTable const& table) {
        auto const key = register_.key[h];
        double const r = scores_.correlation();
        double const scale = std::sqrt(1.0 - r * r);
        double const f = table.draw(scores_.uniform(key, 0));
        double const q = std::min(
            r * f + scale * truncated_normal_below(scores_.uniform(key, 1), (cut - r * f) / scale),
            cut - clearance);
        set_scores(h, scores_.given_q(key, f, q), place_law.income, q);
        if (place_law.income(q) >= place_law.income(cut)) {
            throw std::logic_error("a listed household was drawn above the line");
        }

        auto const levels = place_law.deprivation.levels(f);
        auto const ruled = only(levels, counted);
        int const cutoff = law_.counts->cutoff;
        auto const tails = count_tails(ruled, cutoff);
        auto const u = bit_uniforms(h);
        Bits conditional = 0;
        try {
            conditional = status == Listing::poor ? draw_given_at_least(cutoff, ruled, tails, u)
                                                  : draw_given_less(cutoff, ruled, tails, u);
        } catch (std::invalid_argument const&) {
            throw InputError("a listed household cannot be drawn with its number of deprivations",
                             "levels of indicators close to 0 or 1 leave no room for the counts");
        }
        Bits const others = free_bits(h, levels);
        out_.deprivations[h] = static_cast<Bits>(conditional | (others & ~law_.counts->indicators));
    }

    /// The constant on the normal scale that makes poor / (poor + near-poor) come out in this
    /// place, averaged over its households' applicable bits. Solved by place, not by stratum:
    /// otherwise places with many listed would drift against those with few.
    [[nodiscard]] double calibrated_shift(Place const& place, ListedLaw const& listed_law,
                                          Masks const& masks) const {
        OfficialCounts const& counts = *law_.counts;
        if (counts.cutoff == 0 || counts.poor == 0 || counts.near_poor == 0) return 0.0;
        double const target =
            static_cast<double>(counts.poor) / static_cast<double>(counts.poor + counts.near_poor);
        auto excess = [&](double shift) {
            DeprivationLaw const law(law_.indicators, place.stratum, shift);
            double sum = 0.0;
            for (auto [mask, households] : masks) {
                sum += static_cast<double>(households) *
                       listed_law.poor_share(law, mask, counts.cutoff);
            }
            return sum / static_cast<double>(place.households()) - target;
        };
        try {
            return find_root(excess, -4.0, 4.0, 1e-7);
        } catch (std::invalid_argument const&) {
            throw InputError(
                fmt::format("no shift of the calibrated deprivation levels makes {:.1f} % of "
                            "the listed poor in stratum {} of {}",
                            100.0 * target, places_.strata[place.stratum].label.id,
                            places_.localities[place.locality].label.id),
                "see the levels of the indicators, and which are calibrated");
        }
    }

    /// Who is listed (a simple random sample of the place), and who of them is poor: systematic
    /// sampling in the order of the lots, with probability proportional to P(K >= cutoff) given
    /// the bits that can apply to the household.
    [[nodiscard]] std::vector<Listing> pick(std::size_t p, ListedLaw const& listed_law,
                                            Masks const& masks) const;

    Register const& register_;
    Places const& places_;
    NatureLaw const& law_;
    Stream stream_;
    ScoreDraw scores_;
    Allotment allotment_;
    BasePopulation out_;
};

/// Inclusion probabilities proportional to `weights`, adding to `wanted`, none above 1.
std::vector<double> inclusion_probabilities(std::vector<double> weights, double wanted) {
    for (;;) {
        double certain = 0.0;
        double rest = 0.0;
        for (double w : weights) (w < 0.0 ? certain : rest) += w < 0.0 ? 1.0 : w;
        double const scale = rest > 0.0 ? (wanted - certain) / rest : 0.0;
        bool changed = false;
        for (double& w : weights) {
            if (w >= 0.0 && w * scale > 1.0) {
                w = -1.0;  // certain
                changed = true;
            }
        }
        if (changed) continue;
        for (double& w : weights) w = w < 0.0 ? 1.0 : w * scale;
        return weights;
    }
}

std::vector<Listing> Draw::pick(std::size_t p, ListedLaw const& listed_law,
                                Masks const& masks) const {
    Place const& place = register_.places[p];
    std::vector<Listing> listing(place.households(), Listing::unlisted);
    auto const listed = static_cast<std::size_t>(allotment_.listed[p]);
    auto const poor = static_cast<double>(allotment_.poor[p]);
    if (listed == 0) return listing;

    std::vector<std::pair<double, std::size_t>> lots(place.households());
    for (std::size_t i = 0; i < lots.size(); ++i) {
        auto const key = register_.key[place.first + i];
        lots[i] = {stream_.uniform(key, 1, purpose(Use::listing)), i};
    }
    std::partial_sort(lots.begin(), lots.begin() + static_cast<std::ptrdiff_t>(listed), lots.end());
    lots.resize(listed);

    std::map<Bits, double> poor_share;
    for (auto [mask, households] : masks) {
        poor_share[mask] =
            listed_law.poor_share(out_.laws.back().deprivation, mask, law_.counts->cutoff);
    }
    std::vector<double> weights;
    for (auto [lot, i] : lots) {
        weights.push_back(poor_share[static_cast<Bits>(out_.applicable[place.first + i] &
                                                       law_.counts->indicators)]);
    }
    auto const probabilities = inclusion_probabilities(std::move(weights), poor);
    double const start = stream_.uniform(register_.key[place.first], 2, purpose(Use::listing));
    double cumulative = 0.0;
    std::int64_t chosen = 0;
    for (std::size_t i = 0; i < listed; ++i) {
        cumulative += probabilities[i];
        bool const is_poor =
            chosen < allotment_.poor[p] && static_cast<double>(chosen) + start < cumulative;
        if (is_poor) ++chosen;
        listing[lots[i].second] = is_poor ? Listing::poor : Listing::near_poor;
    }
    if (chosen != allotment_.poor[p]) {
        throw InputError(fmt::format("{} poor households cannot be drawn in stratum {} of {} (too "
                                     "few can have enough deprivations)",
                                     allotment_.poor[p], places_.strata[place.stratum].label.id,
                                     places_.localities[place.locality].label.id),
                         "see the needs of the indicators");
    }
    return listing;
}

}  // namespace

BasePopulation draw_base_population(Register const& r, Places const& places, NatureLaw const& law,
                                    std::uint64_t seed, std::uint32_t population) {
    return Draw(r, places, law, seed, population).run();
}

}  // namespace povex
