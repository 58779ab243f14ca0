// Households at the base review that are not on the official list. Compiled once for each Target;
// see engine/base/lanes.hpp.
//
// The scores of N households share a register. Deprivations are drawn household by household, with
// the sixteen indicators of one in a register, as in later years.

#include "engine/nature/dense_base_population.hpp"
#include "engine/nature/indicator_lanes.hpp"
#include "engine/nature/row_lanes.hpp"
#include "engine/random/philox_lanes.hpp"

namespace povex::dense {
inline namespace POVEX_TARGET {

namespace {

constexpr int N = width;

/// The parts of N scores.
struct Scores {
    Floats<N> q, factor, permanent, autoregressive, transitory, review, passing;
};

/// A part of the scores of N households; 0 if the model does not have it.
POVEX_LANES Floats<N> normal_if(bool has, Words<N> word) {
    return has ? normal_of<N>(word) : Floats<N>{};
}

/// Condition the parts on the score q. They were drawn independently of it and give the score q'
/// (`prior`); each moves by Cov(part, q | f) (q - q') / Var(q | f).
POVEX_LANES void condition(Scores& s, PlaceScores const& place, Floats<N> prior) {
    Floats<N> const move = (s.q - prior) * place.per_variance;
    s.permanent += place.permanent * place.kappa_rest * place.kappa_rest * move;
    s.autoregressive += place.autoregressive * move;
    s.transitory += place.transitory * move;
    s.review += place.review * move;
    s.passing += place.passing * move;
}

POVEX_LANES Scores scores_of(PlaceScores const& place, WordBlock<N> const& first,
                             WordBlock<N> const& second) {
    Scores s;
    s.factor = normal_of<N>(first.word[0]);
    bool const given = place.first_word > 0;
    if (given) {
        s.q = normal_of<N>(philox_word_from<N>(first.word[1], place.first_word));
        s.q = s.q < place.lowest_score ? Floats<N>{} + place.lowest_score : s.q;
        s.factor = place.correlation * s.q + place.correlation_rest * s.factor;
    }
    s.permanent = place.kappa * s.factor + place.kappa_rest * normal_of<N>(first.word[2]);
    s.autoregressive = normal_if(place.autoregressive > 0.0F, first.word[3]);
    s.transitory = normal_if(place.transitory > 0.0F, second.word[0]);
    s.review = normal_if(place.review > 0.0F, second.word[1]);
    s.passing = normal_if(place.passing > 0.0F, second.word[2]);
    Floats<N> const q = place.permanent * s.permanent + place.autoregressive * s.autoregressive +
                        place.transitory * s.transitory + place.review * s.review +
                        place.passing * s.passing;
    if (given) {
        condition(s, place, q);
    } else {
        s.q = q;
    }
    return s;
}

POVEX_LANES void store_scores(Scores const& s, PlaceScores const& place, PiecewiseLinear const& map,
                              Drawn const& rows, std::size_t row, std::size_t live) {
    store_live(rows.factor + row, s.factor, live);
    store_live(rows.permanent + row, s.permanent, live);
    store_live(rows.autoregressive + row, s.autoregressive, live);
    store_live(rows.review + row, s.review, live);
    Floats<N> x = value_at<N>(map, s.q);
    if (place.first_word > 0) {
        x = x < place.lowest_log_income ? Floats<N>{} + place.lowest_log_income : x;
    }
    store_live(rows.log_income + row, x, live);
    if (rows.true_log_income != nullptr) {
        Floats<N> const truth = place.permanent * s.permanent +
                                place.autoregressive * s.autoregressive +
                                place.transitory * s.transitory;
        store_live(rows.true_log_income + row, value_at<N>(map, truth * place.truth), live);
    }
}

/// Deprivations of N households, N / 4 at a time.
POVEX_LANES void draw_bits(PlaceBits const& model, PhiloxKey const& key, YearAddress const& at,
                           Words<N> entities, Floats<N> factors, Drawn const& rows, std::size_t row,
                           std::size_t live) {
    constexpr std::size_t at_once = N / 4;
    ByBit const level_at = load_bits(model.level_at);
    ByBit const slope = load_bits(model.slope);
    for (std::size_t first = 0; first < live; first += at_once) {
        Words<N> entity;
        for (std::size_t i = 0; i < N; ++i) entity[i] = entities[first + i / 4];
        auto const words =
            philox_bit_words<N>(key, entity, at.second, at.replicate, Words<N>{} + at.first_year);
        for (std::size_t i = first; i < first + at_once && i < live; ++i) {
            ByBit const levels = curve(level_at, slope, factors[i]);
            ByBit const shares = shares_of(words.word + (i - first) * ByBit::parts);
            rows.deprivations[row + i] =
                static_cast<std::uint16_t>(taken(shares, levels) & rows.applicable[row + i]);
        }
    }
}

}  // namespace

void draw_households_by(PlaceScores const& place, PlaceBits const& model, YearAddress const& scores,
                        YearAddress const& bits, Drawn const& rows) {
    PhiloxKey const key = philox_key(scores.seed);
    PiecewiseLinear const map = map_of(place.income);
    for (std::size_t row = 0; row < rows.count; row += N) {
        std::size_t const live = live_at(row, rows.count);
        auto const entity = load_live<Words<N>>(rows.key + row, live);
        auto const first =
            philox_words<N>(key, entity, scores.second, scores.replicate, scores.first_year);
        auto const second = philox_words<N>(key, entity, scores.second + (1U << 24),
                                            scores.replicate, scores.first_year);
        Scores const s = scores_of(place, first, second);
        store_scores(s, place, map, rows, row, live);
        draw_bits(model, key, bits, entity, s.factor, rows, row, live);
    }
}

void draw_lottery_by(YearAddress const& at, std::uint32_t const* key, std::size_t count,
                     std::uint32_t* numbers) {
    PhiloxKey const philox = philox_key(at.seed);
    for (std::size_t row = 0; row < count; row += N) {
        std::size_t const live = live_at(row, count);
        auto const words = philox_words<N>(philox, load_live<Words<N>>(key + row, live), at.second,
                                           at.replicate, at.first_year)
                               .word[0];
        for (std::size_t i = 0; i < live; ++i) numbers[row + i] = words[i];
    }
}

}  // namespace POVEX_TARGET
}  // namespace povex::dense
