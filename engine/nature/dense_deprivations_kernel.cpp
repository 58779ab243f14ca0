// The chains of deprivations. Compiled once for each Target; see engine/base/lanes.hpp.
//
// The random draws of a year do not depend on what a household lacks. So which bits it would gain
// and which it would keep is known for all years before the first step is taken.

#include "engine/nature/dense_deprivations.hpp"
#include "engine/nature/indicator_lanes.hpp"
#include "engine/random/philox_lanes.hpp"

namespace povex::dense {
inline namespace POVEX_TARGET {

namespace {

constexpr int N = width;
constexpr std::size_t years_at_once = N / 4;

struct Chain {
    ByBit entry;
    ByBit stay;
};

POVEX_LANES Chain chain_of(PlaceBits const& place, float factor) {
    ByBit const slope = load_bits(place.slope);
    ByBit const scale = load_bits(place.scale);
    ByBit const entered = curve(load_bits(place.entry_at), slope, factor);
    ByBit const stayed = place.one_curve ? entered : curve(load_bits(place.stay_at), slope, factor);
    return {sum(load_bits(place.entry), scale, entered), sum(load_bits(place.stay), scale, stayed)};
}

POVEX_LANES Moves moves_by(Chain const& chain, ByBit const& shares) {
    return {taken(shares, chain.entry), taken(shares, chain.stay)};
}

/// The words of all bits in the years_at_once years from t on.
POVEX_LANES WordBlock<N> words_from(PhiloxKey const& key, YearAddress const& at,
                                    std::uint32_t entity, std::size_t t) {
    Words<N> const year =
        (lanes::counting<N>() >> 2) + (at.first_year + static_cast<std::uint32_t>(t));
    return philox_bit_words<N>(key, Words<N>{} + entity, at.second, at.replicate, year);
}

}  // namespace

void levels_at_by(PlaceBits const& place, float factor, float* levels) {
    store_bits(levels, curve(load_bits(place.level_at), load_bits(place.slope), factor));
}

void chain_at_by(PlaceBits const& place, float factor, float* entry, float* stay) {
    Chain const chain = chain_of(place, factor);
    store_bits(entry, chain.entry);
    store_bits(stay, chain.stay);
}

Moves moves_of_by(float const* entry, float const* stay, YearAddress const& at, std::uint32_t key) {
    auto const words = words_from(philox_key(at.seed), at, key, 0);
    return moves_by({load_bits(entry), load_bits(stay)}, shares_of(words.word));
}

void moves_of_years_by(PlaceBits const& place, YearAddress const& at, Followed const& households,
                       float const* holds, std::size_t years, Moves* moves) {
    PhiloxKey const key = philox_key(at.seed);
    for (std::size_t i = 0; i < households.count; ++i) {
        Chain const free = chain_of(place, households.factor[i]);
        for (std::size_t t = 0; t < years; t += years_at_once) {
            auto const words = words_from(key, at, households.key[i], t);
            for (std::size_t g = 0; g < years_at_once && t + g < years; ++g) {
                Chain chain = free;
                if (holds != nullptr) {
                    ByBit const hold = load_bits(holds + 16 * (t + g));
                    chain = {product(chain.entry, hold), product(chain.stay, hold)};
                }
                moves[i * years + t + g] =
                    moves_by(chain, shares_of(words.word + g * ByBit::parts));
            }
        }
    }
}

}  // namespace POVEX_TARGET
}  // namespace povex::dense
