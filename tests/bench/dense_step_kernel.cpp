#include "engine/base/elementary_lanes.hpp"
#include "engine/random/philox_lanes.hpp"
#include "tests/bench/dense_step.hpp"

namespace povex::bench {
inline namespace POVEX_TARGET {

namespace {

constexpr int N = width;

/// Bin of an income: the leading bits of its floating-point number are its rounded logarithm.
POVEX_LANES Ints<N> bin_of(Floats<N> income) {
    constexpr int dropped = 23 - Found::bins_per_octave_log2;
    constexpr int lowest = (127 - Found::octaves / 2) << Found::bins_per_octave_log2;
    Ints<N> bin = (lanes::as<Ints<N>>(income) >> dropped) - lowest;
    bin = bin < 0 ? Ints<N>{} : bin;
    return bin > Found::bins - 1 ? Ints<N>{} + (Found::bins - 1) : bin;
}

/// N households on their way through the years.
struct Walkers {
    Floats<N> permanent;  ///< weighted part of the score
    Floats<N> review;     ///< weighted lasting error
    Floats<N> z;          ///< autoregressive part, of the last year done
};

/// What the years of N households leave for the counts.
struct Seen {
    alignas(64) std::int32_t bin[PlaceLaw::most_years][N];
    std::uint32_t below[PlaceLaw::most_years];  ///< bits by lane
};

POVEX_LANES void simulate_year(Walkers& w, WordBlock<N> const& words, PlaceLaw const& law,
                               PiecewiseLinear const& x, int t, Seen& seen) {
    w.z = law.rho * w.z + law.innovation * normal_of<N>(words.word[0]);
    Floats<N> const q =
        w.permanent + law.autoregressive * w.z + law.transitory * normal_of<N>(words.word[1]);
    Floats<N> const error = w.review + law.passing * normal_of<N>(words.word[2]);
    Floats<N> const measured = value_at<N>(x, q + error) + law.growth[t];
    Floats<N> const income = exp_of<N>(value_at<N>(x, q * law.truth) + law.growth[t]);
    lanes::store(seen.bin[t], bin_of(income));
    seen.below[t] = lanes::bits_of<N>(measured <= law.line[t]);
}

/// After all years, lane by lane and the years inside: neighbouring increments then go to
/// different histograms and none waits for the one before it.
POVEX_LANES void count(Seen const& seen, int years, int live, std::uint32_t row, Found& found) {
    for (int t = 0; t < years; ++t) {
        std::uint32_t const alive = live == N ? ~0U : (1U << live) - 1;
        lanes::append_chosen<N>(found.below + found.capacity * static_cast<std::size_t>(t),
                                found.below_count[t], row, seen.below[t] & alive);
    }
    for (int i = 0; i < live; ++i) {
        std::uint32_t* histogram = found.true_income;
        for (int t = 0; t < years; ++t, histogram += Found::bins) ++histogram[seen.bin[t][i]];
    }
}

POVEX_LANES PiecewiseLinear map_of(PlaceLaw const& law) {
    PiecewiseLinear map{.knots = law.knots, .level = law.level, .slope = law.slope};
    for (int k = 0; k < PlaceLaw::most_knots; ++k) {
        map.knot[k] = law.knot[k];
        map.bend[k] = law.bend[k];
    }
    return map;
}

}  // namespace

void dense_step(PlaceLaw const& law, Columns const& columns, std::size_t begin, std::size_t end,
                Found& found) {
    PhiloxKey const key = philox_key(law.seed);
    PiecewiseLinear const x = map_of(law);
    Seen seen;
    for (std::size_t row = begin; row < end; row += N) {
        auto const entity = lanes::load<Words<N>>(columns.key + row);
        Walkers w{law.permanent * lanes::load<Floats<N>>(columns.permanent + row),
                  law.review * lanes::load<Floats<N>>(columns.review + row),
                  lanes::load<Floats<N>>(columns.autoregressive + row)};
        int t = 0;
        for (; t + 1 < law.years; t += 2) {
            std::uint32_t const year = law.year_purpose + static_cast<std::uint32_t>(t);
            auto const words =
                two_philox_words<N>(key, entity, law.second, law.replicate, year, year + 1);
            simulate_year(w, words.first, law, x, t, seen);
            simulate_year(w, words.second, law, x, t + 1, seen);
        }
        if (t < law.years) {
            std::uint32_t const year = law.year_purpose + static_cast<std::uint32_t>(t);
            simulate_year(w, philox_words<N>(key, entity, law.second, law.replicate, year), law, x,
                          t, seen);
        }
        auto const first = static_cast<std::uint32_t>(row);
        if (end - row >= N) {
            count(seen, law.years, N, first, found);
        } else {
            count(seen, law.years, static_cast<int>(end - row), first, found);
        }
    }
}

}  // namespace POVEX_TARGET
}  // namespace povex::bench
