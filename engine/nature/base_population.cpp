#include "engine/nature/base_population.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <span>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/base/elementary.hpp"
#include "engine/base/error.hpp"
#include "engine/nature/dense_base_population.hpp"
#include "engine/nature/listed_households.hpp"
#include "engine/nature/year_address.hpp"
#include "engine/population/allotment.hpp"
#include "engine/random/purpose.hpp"
#include "engine/random/sampling.hpp"

namespace povex {

namespace dense {

POVEX_BY_TARGET(DrawHouseholds, draw_households);
POVEX_BY_TARGET(DrawLottery, draw_lottery);

}  // namespace dense

namespace {

/// Distance from the score of the line that listed and other households keep [1]. Rounding never
/// moves a household across the line, so official counts are exact.
constexpr double clearance = 1e-9;

/// The same for log income [1], which is kept in single precision, as is its exponential. Above the
/// line it must exceed what still counts as at the line, see at_or_below().
constexpr double log_clearance = 1e-6;
constexpr double log_clearance_above = 2e-6;

float single(double x) {
    return static_cast<float>(x);
}

/// The smallest number of single precision above x, and the largest below x.
float single_above(double x) {
    float const rounded = single(x);
    return double{rounded} > x ? rounded
                               : std::nextafter(rounded, std::numeric_limits<float>::infinity());
}
float single_below(double x) {
    return -single_above(-x);
}

/// The parts of a household's score at the base review, each standard normal; see ScoreModel.
struct Scores {
    double factor;          ///< f of the deprivations
    double permanent;       ///< A
    double autoregressive;  ///< Z_0
    double transitory;      ///< E_0
    double review;          ///< H
    double review_passing;  ///< eta_0
};

/// Draws the scores of listed households, of which more is known than of others, in double
/// precision. Those of all others are drawn by dense::draw_households from the same distribution.
class ScoreDraw {
public:
    ScoreDraw(NatureModel const& model, Stream const& stream);

    /// Correlation of q and f.
    [[nodiscard]] double correlation() const { return kappa_ * permanent_; }

    /// Parts given f and q. Parts drawn given f alone, with score q', move by linear conditioning:
    /// each by Cov(part, q | f) (q - q') / Var(q | f).
    [[nodiscard]] Scores given_q(std::uint64_t key, double factor, double score) const;

    /// The score without the review error, scaled to be standard normal again.
    [[nodiscard]] double true_q(Scores const& s) const;

    [[nodiscard]] double uniform(std::uint64_t key, std::uint32_t draw) const;

    /// The same distribution for the kernels, without what differs by place.
    [[nodiscard]] dense::PlaceScores in_single_precision() const;

private:
    [[nodiscard]] Scores prior(std::uint64_t key, double factor) const;
    [[nodiscard]] double q(Scores const& s) const;

    Stream stream_;
    double kappa_, rest_;  ///< correlation of A and f, and sqrt(1 - kappa^2)
    // square roots of the shares: s_P, s_Z, s_E, s_R r_m and s_R (1 - r_m)
    double permanent_, autoregressive_, transitory_, review_, passing_;
    double variance_given_factor_;  ///< Var(q | f)
    double truth_;                  ///< 1 / sqrt(1 - s_R)
};

ScoreDraw::ScoreDraw(NatureModel const& model, Stream const& stream) : stream_(stream) {
    ScoreModel const& s = model.scores;
    kappa_ = model.kappa_alpha;
    rest_ = std::sqrt(1.0 - kappa_ * kappa_);
    permanent_ = std::sqrt(s.share_permanent);
    autoregressive_ = s.stationary_start ? std::sqrt(s.share_autoregressive) : 0.0;
    transitory_ = std::sqrt(s.share_transitory);
    review_ = std::sqrt(s.share_review * s.review_persistence);
    passing_ = std::sqrt(s.share_review * (1.0 - s.review_persistence));
    variance_given_factor_ = 1.0 - s.share_permanent * kappa_ * kappa_;
    truth_ = s.share_review < 1.0 ? 1.0 / std::sqrt(1.0 - s.share_review) : 0.0;
}

Scores ScoreDraw::prior(std::uint64_t key, double factor) const {
    auto normal = [&](std::uint32_t draw) {
        return stream_.normal(key, 0, purpose(Use::score), draw);
    };
    return {factor,   kappa_ * factor + rest_ * normal(2), normal(3), normal(4), normal(5),
            normal(6)};
}

double ScoreDraw::q(Scores const& s) const {
    return permanent_ * s.permanent + autoregressive_ * s.autoregressive +
           transitory_ * s.transitory + review_ * s.review + passing_ * s.review_passing;
}

Scores ScoreDraw::given_q(std::uint64_t key, double factor, double score) const {
    Scores s = prior(key, factor);
    double const move = (score - q(s)) / variance_given_factor_;
    s.permanent += permanent_ * rest_ * rest_ * move;
    s.autoregressive += autoregressive_ * move;
    s.review += review_ * move;
    s.review_passing += passing_ * move;
    s.transitory += transitory_ * move;
    return s;
}

double ScoreDraw::true_q(Scores const& s) const {
    return (permanent_ * s.permanent + autoregressive_ * s.autoregressive +
            transitory_ * s.transitory) *
           truth_;
}

double ScoreDraw::uniform(std::uint64_t key, std::uint32_t draw) const {
    return stream_.uniform(key, 0, purpose(Use::score), draw);
}

dense::PlaceScores ScoreDraw::in_single_precision() const {
    auto const single = [](double x) { return static_cast<float>(x); };
    dense::PlaceScores place;
    place.permanent = single(permanent_);
    place.autoregressive = single(autoregressive_);
    place.transitory = single(transitory_);
    place.review = single(review_);
    place.passing = single(passing_);
    place.truth = single(truth_);
    place.kappa = single(kappa_);
    place.kappa_rest = single(rest_);
    place.correlation = single(correlation());
    place.correlation_rest = single(std::sqrt(1.0 - correlation() * correlation()));
    place.per_variance = single(1.0 / variance_given_factor_);
    return place;
}

/// Draws one synthetic population, place by place.
class Draw {
public:
    Draw(Register const& r, Places const& places, NatureModel const& model, std::uint64_t seed,
         std::uint32_t population)
        : register_(r),
          places_(places),
          model_(model),
          stream_(seed, Module::synthesis, population),
          scores_(model, stream_) {
        auto const n = r.households();
        for (auto* column : {&out_.permanent, &out_.autoregressive, &out_.review, &out_.factor}) {
            column->resize(n);
        }
        out_.log_income.resize(n);
        if (model.scores.has_review_error()) out_.true_log_income.resize(n);
        out_.deprivations.resize(n);
        out_.applicable = applicable(model.indicators, r);
        if (model.counts) {
            allotment_ = allot(r, places, model.counts->poor, model.counts->near_poor,
                               model.counts->concentration, seed, population);
        }
    }

    BasePopulation run() {
        for (std::size_t p = 0; p < register_.places.size(); ++p) {
            if (model_.counts) {
                draw_listed_place(p);
            } else {
                draw_free_place(p);
            }
        }
        return std::move(out_);
    }

private:
    /// The line in a place: as log income and as score.
    struct Line {
        double log_income;
        double score;
    };

    [[nodiscard]] double log_ratio(double income, std::size_t stratum) const {
        return elementary::log(income / model_.income[stratum].mean);
    }

    [[nodiscard]] IncomeDistribution income_distribution(std::size_t p) const {
        Place const& place = register_.places[p];
        StratumIncome const& income = model_.income[place.stratum];
        if (!income.anchored) return IncomeDistribution::lognormal(income.sigma);
        std::vector<IncomeDistribution::Knot> knots;
        knots.reserve(income.anchors.size());
        for (Anchor const& anchor : income.anchors) {
            knots.push_back({elementary::normal_quantile(anchor.share),
                             log_ratio(anchor.income, place.stratum)});
        }
        if (knots.empty()) {
            auto const n = static_cast<double>(place.households());
            auto const listed = static_cast<double>(allotment_.listed[p]);
            double const share = listed > 0.0 ? listed / n : 0.5 / (n + 1.0);
            knots.push_back({elementary::normal_quantile(share),
                             log_ratio(model_.counts->line[place.stratum], place.stratum)});
        }
        try {
            return IncomeDistribution::anchored(knots, income.sigma, model_.sigma_low,
                                                model_.slope_above);
        } catch (InputError const& error) {
            Problem const& problem = error.problems().front();
            throw InputError(
                fmt::format("stratum {} in {}: {}", places_.strata[place.stratum].label.id,
                            places_.localities[place.locality].label.id, problem.what),
                problem.hint);
        }
    }

    [[nodiscard]] std::array<double, max_indicators> bit_uniforms(std::size_t h) const {
        BitUniforms uniforms(stream_, register_.key[h], 0, purpose(Use::deprivation));
        std::array<double, max_indicators> u{};
        for (Indicator const& indicator : model_.indicators) {
            u[indicator.label.key] = uniforms[indicator.label.key];
        }
        return u;
    }

    void draw_free_place(std::size_t p) {
        Place const& place = register_.places[p];
        out_.models.push_back(
            {income_distribution(p), DeprivationModel(model_.indicators, place.stratum, 0.0)});
        draw_all(p, scores_.in_single_precision());
    }

    void draw_listed_place(std::size_t p) {
        Place const& place = register_.places[p];
        IncomeDistribution const income = income_distribution(p);
        Line const line = line_in(place, income);
        ListedDistribution const distribution(line.score, scores_.correlation());
        auto const applicable = std::span{out_.applicable}.subspan(place.first, place.households());
        auto const masks = masks_of(applicable, model_.counts->indicators);
        double const shift = shift_in(place, distribution, masks);
        out_.models.push_back({income, DeprivationModel(model_.indicators, place.stratum, shift)});

        auto scores = scores_.in_single_precision();
        scores.first_word =
            std::max(1U, static_cast<std::uint32_t>(elementary::normal_cdf(line.score) * 0x1p32));
        scores.lowest_score = single_above(line.score + clearance);
        scores.lowest_log_income = single_above(line.log_income + log_clearance_above);
        draw_all(p, scores);
        draw_listed(pick(p, distribution, masks), out_.models.back(), line, distribution);
    }

    [[nodiscard]] Line line_in(Place const& place, IncomeDistribution const& income) const {
        double const log_line = log_ratio(model_.counts->line[place.stratum], place.stratum);
        double const score = income.score_at(log_line);
        if (!std::isfinite(score)) {
            throw InputError(fmt::format("stratum {} has no spread of income, so nobody can be "
                                         "drawn at or below the line",
                                         places_.strata[place.stratum].label.id),
                             "a sigma above 0, or no [counts]");
        }
        return {log_line, score};
    }

    /// Draw all households of a place as if none were listed. Listed households are drawn again
    /// later.
    void draw_all(std::size_t p, dense::PlaceScores scores) {
        Place const& place = register_.places[p];
        PlaceModel const& model = out_.models.back();
        scores.income = model.income.in_single_precision();
        key_low_.resize(place.households());
        for (std::size_t i = 0; i < key_low_.size(); ++i) {
            key_low_[i] = static_cast<std::uint32_t>(register_.key[place.first + i]);
        }
        for (std::size_t h = place.first; h < place.last;) {
            auto const last = dense::end_of_rows(register_.key, h, place.last);
            auto address = [&](Use use) {
                return dense::year_address(stream_.counter(register_.key[h], 0, purpose(use)));
            };
            dense::draw_households[best_target()](
                scores, model.deprivation.in_single_precision(), address(Use::score),
                address(Use::deprivation),
                {&key_low_[h - place.first], &out_.applicable[h], last - h, &out_.permanent[h],
                 &out_.autoregressive[h], &out_.review[h], &out_.factor[h], &out_.log_income[h],
                 out_.true_log_income.empty() ? nullptr : &out_.true_log_income[h],
                 &out_.deprivations[h]});
            h = last;
        }
    }

    void draw_listed(std::vector<ListedHousehold> const& listed, PlaceModel const& model,
                     Line const& line, ListedDistribution const& distribution) {
        if (listed.empty()) return;
        auto const levels = LevelGrid::in_single_precision(model.deprivation, LevelGrid::fine);
        std::map<Bits, ListedDistribution::FactorTables> tables;
        for (auto [h, status] : listed) {
            auto const counted = static_cast<Bits>(out_.applicable[h] & model_.counts->indicators);
            auto [entry, fresh] = tables.try_emplace(counted);
            if (fresh) {
                entry->second = distribution.factor_tables(levels, counted, model_.counts->cutoff);
            }
            auto const& table =
                status == Listing::poor ? entry->second.poor : entry->second.near_poor;
            double const f = table.draw(scores_.uniform(register_.key[h], 0));
            draw_listed_scores(h, f, model.income, line);
            draw_listed_bits(h, f, model.deprivation, status, counted);
        }
    }

    void draw_listed_scores(std::size_t h, double f, IncomeDistribution const& income,
                            Line const& line) {
        auto const key = register_.key[h];
        double const r = scores_.correlation();
        double const scale = std::sqrt(1.0 - r * r);
        double const rest =
            truncated_normal_below(scores_.uniform(key, 1), (line.score - r * f) / scale);
        double const q = std::min(r * f + scale * rest, line.score - clearance);
        double const x = income(q);
        if (x >= income(line.score)) {
            throw std::logic_error("a listed household was drawn above the line");
        }
        Scores const s = scores_.given_q(key, f, q);
        out_.log_income[h] = std::min(single(x), single_below(line.log_income - log_clearance));
        if (!out_.true_log_income.empty()) {
            out_.true_log_income[h] = single(income(scores_.true_q(s)));
        }
        out_.factor[h] = single(s.factor);
        out_.permanent[h] = single(s.permanent);
        out_.autoregressive[h] = model_.scores.stationary_start ? single(s.autoregressive) : 0.0F;
        out_.review[h] = single(s.review);
    }

    /// Draw the counted bits given how many the status asks for, and the others from the model.
    void draw_listed_bits(std::size_t h, double f, DeprivationModel const& model, Listing status,
                          Bits counted) {
        auto const levels = model.levels(f);
        auto const ruled = only(levels, counted);
        int const cutoff = model_.counts->cutoff;
        auto const tails = count_tails(ruled, cutoff);
        auto const u = bit_uniforms(h);
        unsigned bits = 0;
        try {
            bits = status == Listing::poor ? draw_given_at_least(cutoff, ruled, tails, u)
                                           : draw_given_less(cutoff, ruled, tails, u);
        } catch (std::invalid_argument const&) {
            throw InputError("a listed household cannot be drawn with its number of deprivations",
                             "levels of indicators close to 0 or 1 leave no room for the counts");
        }
        auto const others = static_cast<Bits>(out_.applicable[h] & ~model_.counts->indicators);
        for (std::size_t j = 0; j < max_indicators; ++j) {
            if (has(others, j) && u[j] < levels[j]) bits |= 1U << j;
        }
        out_.deprivations[h] = static_cast<Bits>(bits);
    }

    [[nodiscard]] double shift_in(Place const& place, ListedDistribution const& distribution,
                                  Masks const& masks) const {
        try {
            return calibrated_shift(model_, place.stratum, distribution, masks);
        } catch (std::invalid_argument const&) {
            OfficialCounts const& counts = *model_.counts;
            throw InputError(
                fmt::format("no shift of the calibrated deprivation levels makes {:.1f} % of "
                            "the listed poor in stratum {} of {}",
                            100.0 * static_cast<double>(counts.poor) /
                                static_cast<double>(counts.poor + counts.near_poor),
                            places_.strata[place.stratum].label.id,
                            places_.localities[place.locality].label.id),
                "see the levels of the indicators, and which are calibrated");
        }
    }

    [[nodiscard]] std::vector<ListedHousehold> pick(std::size_t p,
                                                    ListedDistribution const& distribution,
                                                    Masks const& masks) const {
        Place const& place = register_.places[p];
        auto const n = place.households();
        PlaceList const list{place.first, std::span{register_.key}.subspan(place.first, n),
                             std::span{out_.applicable}.subspan(place.first, n),
                             allotment_.listed[p], allotment_.poor[p]};
        try {
            return pick_listed(list, *model_.counts, out_.models.back().deprivation, distribution,
                               masks, stream_);
        } catch (std::invalid_argument const&) {
            throw InputError(
                fmt::format("{} poor households cannot be drawn in stratum {} of {} (too "
                            "few can have enough deprivations)",
                            allotment_.poor[p], places_.strata[place.stratum].label.id,
                            places_.localities[place.locality].label.id),
                "see the needs of the indicators");
        }
    }

    Register const& register_;
    Places const& places_;
    NatureModel const& model_;
    Stream stream_;
    ScoreDraw scores_;
    Allotment allotment_;
    BasePopulation out_;
    std::vector<std::uint32_t> key_low_;  ///< of the present place
};

}  // namespace

BasePopulation draw_base_population(Register const& r, Places const& places,
                                    NatureModel const& model, std::uint64_t seed,
                                    std::uint32_t population) {
    return Draw(r, places, model, seed, population).run();
}

}  // namespace povex
