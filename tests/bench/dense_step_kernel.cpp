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

POVEX_LANES void count(std::uint32_t* histogram, Floats<N> income, int live) {
    alignas(64) std::int32_t bin[N];
    lanes::store(bin, bin_of(income));
    if (live == N) {
        for (int i = 0; i < N; i += 2) {
            ++histogram[bin[i]];
            ++histogram[Found::bins + bin[i + 1]];
        }
    } else {
        for (int i = 0; i < live; ++i) ++histogram[bin[i]];
    }
}

POVEX_LANES void append(std::uint32_t* rows, std::uint32_t& n, std::uint32_t first,
                        std::uint32_t chosen) {
    for (; chosen != 0; chosen &= chosen - 1)
        rows[n++] = first + static_cast<std::uint32_t>(__builtin_ctz(chosen));
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
    for (std::size_t row = begin; row < end; row += N) {
        int const live = end - row < N ? static_cast<int>(end - row) : N;
        std::uint32_t const alive = live == N ? ~0U >> (32 - N) : (1U << live) - 1;
        auto const entity = lanes::load<Words<N>>(columns.key + row);
        auto const permanent = law.permanent * lanes::load<Floats<N>>(columns.permanent + row);
        auto const review = law.review * lanes::load<Floats<N>>(columns.review + row);
        auto z = lanes::load<Floats<N>>(columns.autoregressive + row);
        for (int t = 0; t < law.years; ++t) {
            auto const words = philox_words<N>(key, entity, law.second, law.replicate,
                                               law.year_purpose + static_cast<std::uint32_t>(t));
            z = law.rho * z + law.innovation * normal_of<N>(words.word[0]);
            Floats<N> const q =
                permanent + law.autoregressive * z + law.transitory * normal_of<N>(words.word[1]);
            Floats<N> const seen = q + (review + law.passing * normal_of<N>(words.word[2]));
            Floats<N> const measured = value_at<N>(x, seen) + law.growth[t];
            Floats<N> const income = exp_of<N>(value_at<N>(x, q * law.truth) + law.growth[t]);
            count(found.true_income + 2 * Found::bins * t, income, live);
            std::uint32_t const below = lanes::bits_of<N>(measured <= law.line[t]) & alive;
            append(found.below + found.capacity * static_cast<std::size_t>(t), found.below_count[t],
                   static_cast<std::uint32_t>(row), below);
        }
    }
}

}  // namespace POVEX_TARGET
}  // namespace povex::bench
