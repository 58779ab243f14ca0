#pragma once

/// Several households at a time: numbers side by side in one register of the processor, on which
/// one instruction acts at once.
///
/// The same source is compiled once for each Target, in files of their own, and works on as many
/// lanes as a register has. Each lane goes through the same IEEE operations whatever the number of
/// lanes, so all targets give the same bits, and so does one lane alone (N = 1).
///
/// What a file compiled for a target defines must not meet its twin of another target in the
/// linker: all is in an inline namespace of the target's name, and inlined. Such a file uses no
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

/// In front of every function on lanes.
#define POVEX_LANES [[gnu::always_inline]] inline

namespace povex {
inline namespace POVEX_TARGET {

/// Lanes of 32 bits in a register of the target.
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

/// In lanes of 64 bits a register has half as many.
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

/// N numbers; N is 1 or `width`. Operators act lane by lane, comparisons give 0 or -1 by lane,
/// `mask ? a : b` chooses by lane, a number beside lanes stands for N equal ones.
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

/// The same bits as another type of the same size.
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

/// Correctly rounded.
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

/// Bit i says whether lane i is true (-1).
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

/// Appends first + i to a list for every lane i that is chosen.
///
/// \param rows    has room for N more; what lies behind the new end is overwritten
/// \param count   of the list, raised by the number of bits
/// \param chosen  see bits_of
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
