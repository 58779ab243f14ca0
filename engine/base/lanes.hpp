#pragma once

/// Computing for several households at a time: their numbers lie side by side in the lanes of one
/// vector register, and one instruction works on all of them.
///
/// Each *_kernel.cpp is compiled once for each Target and uses as many lanes as that target's
/// registers have. Every lane goes through the same IEEE operations whatever the number of lanes.
/// So all targets give the same bits, and so does a single lane (N = 1).
///
/// The linker must never take a function compiled for one target for that of another. So everything
/// here is in an inline namespace named after the target and always inlined, and a kernel calls no
/// inline function of the standard library (tests/kernel_symbols.cmake).

#include <cstddef>
#include <cstdint>

#include <immintrin.h>

#if defined(__AVX512F__)
#define POVEX_TARGET avx512
#elif defined(__AVX2__)
#define POVEX_TARGET avx2
#else
#define POVEX_TARGET baseline
#endif

/// Goes in front of every function on lanes.
#define POVEX_LANES [[gnu::always_inline]] inline

namespace povex {
inline namespace POVEX_TARGET {

/// Number of 32-bit lanes in a register of the target.
#if defined(__AVX512F__)
inline constexpr int width = 16;
#elif defined(__AVX2__)
inline constexpr int width = 8;
#else
inline constexpr int width = 4;
#endif

namespace lanes {

template <int N>
struct Of {
    static_assert(N == 1 || N == width);
    using Float [[gnu::vector_size(4 * N)]] = float;
    using Int [[gnu::vector_size(4 * N)]] = std::int32_t;
    using Word [[gnu::vector_size(4 * N)]] = std::uint32_t;
};

/// A register has half as many 64-bit lanes.
template <int N>
struct WideOf {
    static_assert(N == 1 || N == width / 2);
    using Double [[gnu::vector_size(8 * N)]] = double;
    using Long [[gnu::vector_size(8 * N)]] = std::int64_t;
    using Float [[gnu::vector_size(4 * N)]] = float;
    using Int [[gnu::vector_size(4 * N)]] = std::int32_t;
    using Byte [[gnu::vector_size(N)]] = std::uint8_t;
};

}  // namespace lanes

/// N numbers of 32 bits; N is 1 or `width`. Operators and `mask ? a : b` work lane by lane. Where a
/// comparison holds, its lane is -1, else 0. A plain number stands for N equal lanes.
template <int N>
using Floats = typename lanes::Of<N>::Float;
template <int N>
using Ints = typename lanes::Of<N>::Int;
template <int N>
using Words = typename lanes::Of<N>::Word;

/// N numbers of 64 bits; N is 1 or `width / 2`.
template <int N>
using Doubles = typename lanes::WideOf<N>::Double;
template <int N>
using Longs = typename lanes::WideOf<N>::Long;

namespace lanes {

/// The same bits, seen as another type of the same size.
template <class To, class From>
POVEX_LANES To as(From from) {
    return __builtin_bit_cast(To, from);
}

template <class Vector, class Number>
POVEX_LANES Vector load(Number const* from) {
    Vector v;
    __builtin_memcpy(&v, from, sizeof v);
    return v;
}

template <class Vector, class Number>
POVEX_LANES void store(Number* to, Vector v) {
    __builtin_memcpy(to, &v, sizeof v);
}

/// Square root, correctly rounded.
template <int N>
POVEX_LANES Floats<N> square_root(Floats<N> x) {
    if constexpr (N == 1) {
        return Floats<N>{_mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x[0])))};
    } else {
#if defined(__AVX512F__)
        return as<Floats<N>>(_mm512_sqrt_ps(as<__m512>(x)));
#elif defined(__AVX2__)
        return as<Floats<N>>(_mm256_sqrt_ps(as<__m256>(x)));
#else
        return as<Floats<N>>(_mm_sqrt_ps(as<__m128>(x)));
#endif
    }
}

/// One bit for each lane: bit i is set if lane i is true (-1).
template <int N>
POVEX_LANES std::uint32_t bits_of(Ints<N> truth) {
    if constexpr (N == 1) {
        return static_cast<std::uint32_t>(truth[0]) & 1U;
    } else {
#if defined(__AVX512F__)
        return _mm512_movepi32_mask(as<__m512i>(truth));
#elif defined(__AVX2__)
        return static_cast<std::uint32_t>(_mm256_movemask_ps(as<__m256>(truth)));
#else
        return static_cast<std::uint32_t>(_mm_movemask_ps(as<__m128>(truth)));
#endif
    }
}

/// The numbers 0, 1, ... N - 1.
template <int N>
POVEX_LANES Words<N> counting() {
    Words<N> v{};
    for (int i = 0; i < N; ++i) v[i] = static_cast<std::uint32_t>(i);
    return v;
}

/// Transposes four registers in blocks of four lanes: when the registers are read one after the
/// other, lane 4 g + b of register w moves to place 16 g + 4 b + w.
template <int N>
POVEX_LANES void turn_fours(Words<N> (&w)[4]) {
    static_assert(N == width);
#if defined(__AVX512F__)
    auto const a = _mm512_unpacklo_epi32(as<__m512i>(w[0]), as<__m512i>(w[1]));
    auto const b = _mm512_unpacklo_epi32(as<__m512i>(w[2]), as<__m512i>(w[3]));
    auto const c = _mm512_unpackhi_epi32(as<__m512i>(w[0]), as<__m512i>(w[1]));
    auto const d = _mm512_unpackhi_epi32(as<__m512i>(w[2]), as<__m512i>(w[3]));
    auto const t0 = _mm512_unpacklo_epi64(a, b);
    auto const t1 = _mm512_unpackhi_epi64(a, b);
    auto const t2 = _mm512_unpacklo_epi64(c, d);
    auto const t3 = _mm512_unpackhi_epi64(c, d);
    auto const first = _mm512_shuffle_i32x4(t0, t1, 0x44);
    auto const second = _mm512_shuffle_i32x4(t2, t3, 0x44);
    auto const third = _mm512_shuffle_i32x4(t0, t1, 0xEE);
    auto const fourth = _mm512_shuffle_i32x4(t2, t3, 0xEE);
    w[0] = as<Words<N>>(_mm512_shuffle_i32x4(first, second, 0x88));
    w[1] = as<Words<N>>(_mm512_shuffle_i32x4(first, second, 0xDD));
    w[2] = as<Words<N>>(_mm512_shuffle_i32x4(third, fourth, 0x88));
    w[3] = as<Words<N>>(_mm512_shuffle_i32x4(third, fourth, 0xDD));
#elif defined(__AVX2__)
    auto const a = _mm256_unpacklo_epi32(as<__m256i>(w[0]), as<__m256i>(w[1]));
    auto const b = _mm256_unpacklo_epi32(as<__m256i>(w[2]), as<__m256i>(w[3]));
    auto const c = _mm256_unpackhi_epi32(as<__m256i>(w[0]), as<__m256i>(w[1]));
    auto const d = _mm256_unpackhi_epi32(as<__m256i>(w[2]), as<__m256i>(w[3]));
    auto const t0 = _mm256_unpacklo_epi64(a, b);
    auto const t1 = _mm256_unpackhi_epi64(a, b);
    auto const t2 = _mm256_unpacklo_epi64(c, d);
    auto const t3 = _mm256_unpackhi_epi64(c, d);
    w[0] = as<Words<N>>(_mm256_permute2x128_si256(t0, t1, 0x20));
    w[1] = as<Words<N>>(_mm256_permute2x128_si256(t2, t3, 0x20));
    w[2] = as<Words<N>>(_mm256_permute2x128_si256(t0, t1, 0x31));
    w[3] = as<Words<N>>(_mm256_permute2x128_si256(t2, t3, 0x31));
#else
    auto const a = _mm_unpacklo_epi32(as<__m128i>(w[0]), as<__m128i>(w[1]));
    auto const b = _mm_unpacklo_epi32(as<__m128i>(w[2]), as<__m128i>(w[3]));
    auto const c = _mm_unpackhi_epi32(as<__m128i>(w[0]), as<__m128i>(w[1]));
    auto const d = _mm_unpackhi_epi32(as<__m128i>(w[2]), as<__m128i>(w[3]));
    w[0] = as<Words<N>>(_mm_unpacklo_epi64(a, b));
    w[1] = as<Words<N>>(_mm_unpackhi_epi64(a, b));
    w[2] = as<Words<N>>(_mm_unpacklo_epi64(c, d));
    w[3] = as<Words<N>>(_mm_unpackhi_epi64(c, d));
#endif
}

/// Appends first + i to a list for each chosen lane i.
///
/// \param rows    the list; needs room for N more, even if fewer are chosen
/// \param count   length of the list; grows by the number of chosen lanes
/// \param chosen  bit i for lane i, see bits_of
template <int N>
POVEX_LANES void append_chosen(std::uint32_t* rows, std::uint32_t& count, std::uint32_t first,
                               std::uint32_t chosen) {
#if defined(__AVX512F__)
    if constexpr (N == 16) {
        auto const packed = _mm512_maskz_compress_epi32(static_cast<__mmask16>(chosen),
                                                        as<__m512i>(counting<N>() + first));
        store(rows + count, packed);  // compressing into memory is slow on some processors
        count += static_cast<std::uint32_t>(__builtin_popcount(chosen));
        return;
    }
#endif
    for (; chosen != 0; chosen &= chosen - 1)
        rows[count++] = first + static_cast<std::uint32_t>(__builtin_ctz(chosen));
}

}  // namespace lanes
}  // namespace POVEX_TARGET
}  // namespace povex
