#pragma once

#include "engine/base/lanes.hpp"

/// The random words at several addresses at once: the words of Block (engine/random/address.hpp),
/// one lane for each household.
///
/// One round of Philox4x32 turns the counter (a, b, c, d) with the round's key (k, l) into
///
///     (high(M1 c) ^ b ^ k,  low(M1 c),  high(M0 a) ^ d ^ l,  low(M0 a)),
///
/// where high and low are the halves of a 64-bit product. The vector multiplication reads the low
/// half of a 64-bit lane and ignores the high half. So each word sits in a 64-bit lane whose high
/// half may hold anything. The low word of a product is then the product itself, and the words
/// need not be packed together until after the last round.
namespace povex {
inline namespace POVEX_TARGET {

/// The ten round keys of a seed, widened to 64 bits.
struct PhiloxKey {
    static constexpr int rounds = 10;
    std::uint64_t low[rounds];
    std::uint64_t high[rounds];
};

POVEX_LANES PhiloxKey philox_key(std::uint64_t seed) {
    PhiloxKey key{};
    auto low = static_cast<std::uint32_t>(seed);
    auto high = static_cast<std::uint32_t>(seed >> 32);
    for (int r = 0; r < PhiloxKey::rounds; ++r, low += 0x9E3779B9U, high += 0xBB67AE85U) {
        key.low[r] = low;
        key.high[r] = high;
    }
    return key;
}

/// Four words in each lane: the blocks at N addresses.
template <int N>
struct WordBlock {
    Words<N> word[4];
};

namespace philox {

/// N words in the low halves of 64-bit lanes: even-numbered and odd-numbered words apart.
template <int N>
struct Spread {
    static constexpr int half = N == 1 ? 1 : N / 2;
    using Wide [[gnu::vector_size(8 * half)]] = std::uint64_t;
    Wide even;
    Wide odd;
};

/// A word that is the same in all lanes stays a plain number, and so does everything computed from
/// such words alone.
using Uniform = std::uint64_t;

template <class Wide>
POVEX_LANES Wide product(Wide a, std::uint32_t b) {
    if constexpr (sizeof(Wide) == 8) {
        return (a & 0xffffffffU) * b;
    } else {
#if defined(__AVX512F__)
        return lanes::as<Wide>(
            _mm512_mul_epu32(lanes::as<__m512i>(a), _mm512_set1_epi64(std::int64_t{b})));
#elif defined(__AVX2__)
        return lanes::as<Wide>(
            _mm256_mul_epu32(lanes::as<__m256i>(a), _mm256_set1_epi64x(std::int64_t{b})));
#else
        return lanes::as<Wide>(
            _mm_mul_epu32(lanes::as<__m128i>(a), _mm_set1_epi64x(std::int64_t{b})));
#endif
    }
}

template <int N>
POVEX_LANES Spread<N> times(Spread<N> a, std::uint32_t b) {
    return {product(a.even, b), product(a.odd, b)};
}
POVEX_LANES Uniform times(Uniform a, std::uint32_t b) {
    return (a & 0xffffffffU) * b;
}

/// high(p) ^ a ^ k
template <int N>
POVEX_LANES Spread<N> mixed(Spread<N> p, Spread<N> a, std::uint64_t k) {
    return {(p.even >> 32) ^ (a.even ^ k), (p.odd >> 32) ^ (a.odd ^ k)};
}
template <int N>
POVEX_LANES Spread<N> mixed(Spread<N> p, Uniform a, std::uint64_t k) {
    Uniform const both = a ^ k;
    return {(p.even >> 32) ^ both, (p.odd >> 32) ^ both};
}
template <int N>
POVEX_LANES Spread<N> mixed(Uniform p, Spread<N> a, std::uint64_t k) {
    Uniform const both = (p >> 32) ^ k;
    return {a.even ^ both, a.odd ^ both};
}
POVEX_LANES Uniform mixed(Uniform p, Uniform a, std::uint64_t k) {
    return (p >> 32) ^ a ^ k;
}

template <int N>
POVEX_LANES Spread<N> spread(Words<N> words) {
    using Wide = typename Spread<N>::Wide;
    if constexpr (N == 1) {
        return {Wide{words[0]}, Wide{}};
    } else {
        auto const wide = lanes::as<Wide>(words);
        return {wide, wide >> 32};
    }
}

template <int N>
POVEX_LANES Words<N> gathered(Spread<N> s) {
    if constexpr (N == 1) {
        return Words<N>{static_cast<std::uint32_t>(s.even[0])};
    } else {
        return lanes::as<Words<N>>((s.even & 0xffffffffU) | (s.odd << 32));
    }
}

/// Two blocks at a time. A chain of rounds has to wait for each product; the second block's work
/// fills these waits. Words that both blocks share are computed once.
template <class T>
struct Two {
    T first;
    T second;
};
template <class T>
Two(T, T) -> Two<T>;

template <class T>
POVEX_LANES auto times(Two<T> a, std::uint32_t b) {
    return Two{times(a.first, b), times(a.second, b)};
}
template <class T, class U>
POVEX_LANES auto mixed(Two<T> p, Two<U> a, std::uint64_t k) {
    return Two{mixed(p.first, a.first, k), mixed(p.second, a.second, k)};
}
template <class T, class U>
POVEX_LANES auto mixed(T p, Two<U> a, std::uint64_t k) {
    return Two{mixed(p, a.first, k), mixed(p, a.second, k)};
}
template <class T, class U>
POVEX_LANES auto mixed(Two<T> p, U a, std::uint64_t k) {
    return Two{mixed(p.first, a, k), mixed(p.second, a, k)};
}

/// The four words after the last round, not yet packed together.
template <class A, class B, class C, class D>
struct FourWords {
    A a;
    B b;
    C c;
    D d;
};
template <class A, class B, class C, class D>
FourWords(A, B, C, D) -> FourWords<A, B, C, D>;

template <int Round, class A, class B, class C, class D>
POVEX_LANES auto from_round(A a, B b, C c, D d, PhiloxKey const& key) {
    if constexpr (Round == PhiloxKey::rounds) {
        return FourWords{a, b, c, d};
    } else {
        auto const p = times(a, 0xD2511F53U);
        auto const q = times(c, 0xCD9E8D57U);
        return from_round<Round + 1>(mixed(q, b, key.low[Round]), q, mixed(p, d, key.high[Round]),
                                     p, key);
    }
}

template <int N>
using SpreadWords = FourWords<Spread<N>, Spread<N>, Spread<N>, Spread<N>>;
template <int N>
using TwoSpreadWords = FourWords<Two<Spread<N>>, Two<Spread<N>>, Two<Spread<N>>, Two<Spread<N>>>;

template <int N>
POVEX_LANES WordBlock<N> block_of(SpreadWords<N> s) {
    return {{gathered<N>(s.a), gathered<N>(s.b), gathered<N>(s.c), gathered<N>(s.d)}};
}
template <int N>
POVEX_LANES Two<WordBlock<N>> block_of(TwoSpreadWords<N> s) {
    return {block_of<N>(SpreadWords<N>{s.a.first, s.b.first, s.c.first, s.d.first}),
            block_of<N>(SpreadWords<N>{s.a.second, s.b.second, s.c.second, s.d.second})};
}

template <int N>
using Doubles [[gnu::vector_size(8 * Spread<N>::half)]] = double;

/// N numbers in (0, 1), in the same lanes as their entities.
template <int N>
struct Uniforms {
    Doubles<N> even;
    Doubles<N> odd;
};

/// As uniform_of in engine/random/address.hpp. The bits become the fraction of a number in [1, 2);
/// the subtraction and addition that follow are exact.
template <int N>
POVEX_LANES Doubles<N> uniform_of(typename Spread<N>::Wide high, typename Spread<N>::Wide low) {
    auto const bits = (high << 32) | (low & 0xffffffffU);
    return lanes::as<Doubles<N>>((bits >> 12) | 0x3ff0000000000000U) - 1.0 + 0x1p-53;
}

}  // namespace philox

/// The words at N addresses that differ only in the low 32 bits of the entity.
///
/// \param entity_low  first word of the counter, by lane
/// \param second      its second word: entity high 16 bits, module, block
/// \param replicate   its third word
/// \param last        its fourth word: year, purpose
template <int N>
POVEX_LANES WordBlock<N> philox_words(PhiloxKey const& key, Words<N> entity_low,
                                      std::uint32_t second, std::uint32_t replicate,
                                      std::uint32_t last) {
    using philox::Uniform;
    return philox::block_of<N>(philox::from_round<0>(philox::spread<N>(entity_low), Uniform{second},
                                                     Uniform{replicate}, Uniform{last}, key));
}

/// As above, for addresses that also differ in the second word.
template <int N>
POVEX_LANES WordBlock<N> philox_words(PhiloxKey const& key, Words<N> entity_low, Words<N> second,
                                      std::uint32_t replicate, std::uint32_t last) {
    using philox::Uniform;
    return philox::block_of<N>(philox::from_round<0>(philox::spread<N>(entity_low),
                                                     philox::spread<N>(second), Uniform{replicate},
                                                     Uniform{last}, key));
}

/// As above, for addresses that also differ in the last word.
template <int N>
POVEX_LANES WordBlock<N> philox_words(PhiloxKey const& key, Words<N> entity_low, Words<N> second,
                                      std::uint32_t replicate, Words<N> last) {
    using philox::Uniform;
    return philox::block_of<N>(philox::from_round<0>(philox::spread<N>(entity_low),
                                                     philox::spread<N>(second), Uniform{replicate},
                                                     philox::spread<N>(last), key));
}

/// The random words of 16 indicators, as BitUniforms gives them, at N / 4 addresses: indicator j
/// uses word j mod 4 of block j / 4. Four lanes, one for each block, belong to an address.
///
/// \param second  second word of the counter, for block 0
/// \return four registers; read one after the other, word j of address g is at place 16 g + j
template <int N>
POVEX_LANES WordBlock<N> philox_bit_words(PhiloxKey const& key, Words<N> entity_low,
                                          std::uint32_t second, std::uint32_t replicate,
                                          Words<N> last) {
    Words<N> const block = lanes::counting<N>() & 3U;
    auto words = philox_words<N>(key, entity_low, second + (block << 24), replicate, last);
    lanes::turn_fours<N>(words.word);
    return words;
}

/// Words uniform over [first, 2^32), from words uniform over [0, 2^32); rising with them:
/// first + floor(word (2^32 - first) 2^-32).
/// \param first  at least 1
template <int N>
POVEX_LANES Words<N> philox_word_from(Words<N> word, std::uint32_t first) {
    auto const p = philox::times(philox::spread<N>(word), 0U - first);
    return first + philox::gathered<N>({p.even >> 32, p.odd >> 32});
}

/// The words at 2 N addresses: those of philox_words(), and those with `other_last` in place of
/// `last`, e.g. for another year. Faster than two calls.
template <int N>
POVEX_LANES philox::Two<WordBlock<N>> two_philox_words(PhiloxKey const& key, Words<N> entity_low,
                                                       std::uint32_t second,
                                                       std::uint32_t replicate, std::uint32_t last,
                                                       std::uint32_t other_last) {
    using philox::Uniform;
    return philox::block_of<N>(
        philox::from_round<0>(philox::spread<N>(entity_low), Uniform{second}, Uniform{replicate},
                              philox::Two{Uniform{last}, Uniform{other_last}}, key));
}

/// Uniform numbers in (0, 1) with 52 random bits: Block::uniform(0) at N addresses.
///
/// \param entities  all 48 bits, N / 2 in `even`, N / 2 in `odd`; so are the numbers returned
/// \param second    second word of the counter without the entity's bits: module, block
template <int N>
POVEX_LANES typename philox::Uniforms<N> philox_uniforms(PhiloxKey const& key,
                                                         philox::Spread<N> entities,
                                                         std::uint32_t second,
                                                         std::uint32_t replicate,
                                                         std::uint32_t last) {
    using philox::Uniform;
    philox::Spread<N> const high{(entities.even >> 32) | second, (entities.odd >> 32) | second};
    auto const words =
        philox::from_round<0>(entities, high, Uniform{replicate}, Uniform{last}, key);
    return {philox::uniform_of<N>(words.a.even, words.b.even),
            philox::uniform_of<N>(words.a.odd, words.b.odd)};
}

}  // namespace POVEX_TARGET
}  // namespace povex
