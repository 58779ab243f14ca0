// The yearly incomes of all households. Compiled once for each Target; see engine/base/lanes.hpp.
//
// N households share a register. They go through all their years before the next N begin, so what
// a household carries from year to year (Z, zeta, the stock of a shock) stays in registers. Memory
// is read once for the scores and written once for the incomes.

#include "engine/base/elementary_lanes.hpp"
#include "engine/nature/dense_incomes.hpp"
#include "engine/nature/row_lanes.hpp"
#include "engine/random/philox_lanes.hpp"

namespace povex::dense {
inline namespace POVEX_TARGET {

namespace {

constexpr int N = width;

/// N households on their way through the years.
struct Walkers {
    Floats<N> permanent;  ///< sqrt(s_P) A
    Floats<N> error;      ///< sqrt(s_R r_m) H, the lasting part of the review error
    Floats<N> z;          ///< Z of the last year done
    Floats<N> zeta;       ///< sum of the permanent shocks so far
};

/// One year further. Parts that the model does not have cost nothing.
POVEX_LANES void walk_year(Walkers& w, WordBlock<N> const& words, PlaceYears const& place,
                           PiecewiseLinear const& x, std::size_t t, LogIncomes const& incomes,
                           std::size_t row, std::size_t live) {
    Floats<N> q = w.permanent;
    if (place.autoregressive > 0.0F) {
        w.z = place.rho * w.z + place.innovation * normal_of<N>(words.word[0]);
        q += place.autoregressive * w.z;
    }
    if (place.transitory > 0.0F) q += place.transitory * normal_of<N>(words.word[1]);
    Floats<N> error = w.error;
    if (place.passing > 0.0F) error += place.passing * normal_of<N>(words.word[2]);
    if (place.sigma > 0.0F) {
        w.zeta += place.sigma * normal_of<N>(words.word[3]) - 0.5F * place.sigma * place.sigma;
    }
    Floats<N> const shift = w.zeta + place.shift[t];
    std::size_t const at = t * incomes.stride + row;
    store_live(incomes.measured + at, value_at<N>(x, q + error) + shift, live);
    if (incomes.truth != nullptr) {
        store_live(incomes.truth + at, value_at<N>(x, q * place.truth) + shift, live);
    }
}

/// What a shock takes from N households in one year, not counting what is left of earlier years.
POVEX_LANES Floats<N> losses(ShockYears const& shock, YearAddress const& at, PhiloxKey const& key,
                             Words<N> entity, Ints<N> exposed, std::size_t t) {
    if (shock.hit_below[t] == 0) return Floats<N>{};
    auto const words = philox_words<N>(key, entity, at.second, at.replicate,
                                       at.first_year + static_cast<std::uint32_t>(t));
    auto const last_that_hits = static_cast<std::uint32_t>(shock.hit_below[t] - 1);
    Ints<N> const hit = exposed & (words.word[0] <= last_that_hits);
    if (lanes::bits_of<N>(hit) == 0) return Floats<N>{};
    Floats<N> loss = Floats<N>{} + shock.loss;
    if (shock.deviation > 0.0F) loss += shock.deviation * normal_of<N>(words.word[1]);
    loss = loss > 0.0F ? loss : Floats<N>{};
    return hit ? loss : Floats<N>{};
}

POVEX_LANES void subtract_live(float* from, Floats<N> v, std::size_t live) {
    store_live(from, load_live<Floats<N>>(from, live) - v, live);
}

}  // namespace

void walk_incomes_by(PlaceYears const& place, YearAddress const& at, Rows const& rows,
                     LogIncomes const& incomes) {
    PhiloxKey const key = philox_key(at.seed);
    PiecewiseLinear const x = map_of(place.income);
    for (std::size_t row = 0; row < rows.count; row += N) {
        std::size_t const live = live_at(row, rows.count);
        auto const entity = load_live<Words<N>>(rows.key + row, live);
        Walkers w{place.permanent * load_live<Floats<N>>(rows.permanent + row, live),
                  place.review * load_live<Floats<N>>(rows.review + row, live),
                  load_live<Floats<N>>(rows.autoregressive + row, live), Floats<N>{}};
        std::size_t t = 0;
        for (; t + 1 < place.years; t += 2) {
            std::uint32_t const year = at.first_year + static_cast<std::uint32_t>(t);
            auto const two =
                two_philox_words<N>(key, entity, at.second, at.replicate, year, year + 1);
            walk_year(w, two.first, place, x, t, incomes, row, live);
            walk_year(w, two.second, place, x, t + 1, incomes, row, live);
        }
        if (t < place.years) {
            std::uint32_t const year = at.first_year + static_cast<std::uint32_t>(t);
            auto const one = philox_words<N>(key, entity, at.second, at.replicate, year);
            walk_year(w, one, place, x, t, incomes, row, live);
        }
    }
}

void take_losses_by(ShockYears const& shock, YearAddress const& at, std::uint32_t const* key,
                    std::uint8_t const* sector, std::size_t count, LogIncomes const& incomes) {
    PhiloxKey const philox = philox_key(at.seed);
    for (std::size_t row = 0; row < count; row += N) {
        std::size_t const live = live_at(row, count);
        auto const entity = load_live<Words<N>>(key + row, live);
        std::int32_t hits[N] = {};
        for (std::size_t i = 0; i < live; ++i) hits[i] = shock.hits_sector[sector[row + i]];
        auto const exposed = lanes::load<Ints<N>>(hits);
        Floats<N> stock{};
        for (std::size_t t = 0; t < shock.years; ++t) {
            stock = shock.decay * stock + losses(shock, at, philox, entity, exposed, t);
            Floats<N> const usual = exposed ? Floats<N>{} + shock.usual[t] : Floats<N>{};
            Floats<N> const lost = stock - usual;
            std::size_t const place = t * incomes.stride + row;
            subtract_live(incomes.measured + place, lost, live);
            if (incomes.truth != nullptr) subtract_live(incomes.truth + place, lost, live);
        }
    }
}

std::uint32_t list_near_by(float const* base, float const* true_base, LogIncomes const& incomes,
                           float const* bound, std::size_t years, std::size_t count,
                           std::uint32_t first, std::uint32_t* list) {
    std::uint32_t length = 0;
    for (std::size_t row = 0; row < count; row += N) {
        std::size_t const live = live_at(row, count);
        Ints<N> near = load_live<Floats<N>>(base + row, live) <= bound[0];
        if (true_base != nullptr) {
            near |= load_live<Floats<N>>(true_base + row, live) <= bound[0];
        }
        for (std::size_t t = 0; t < years; ++t) {
            std::size_t const place = t * incomes.stride + row;
            near |= load_live<Floats<N>>(incomes.measured + place, live) <= bound[t + 1];
            if (incomes.truth != nullptr) {
                near |= load_live<Floats<N>>(incomes.truth + place, live) <= bound[t + 1];
            }
        }
        std::uint32_t const there = live == N ? ~0U : (1U << live) - 1;
        lanes::append_chosen<N>(list, length, first + static_cast<std::uint32_t>(row),
                                lanes::bits_of<N>(near) & there);
    }
    return length;
}

}  // namespace POVEX_TARGET
}  // namespace povex::dense
