#pragma once

#include <cstddef>

#include "engine/base/elementary_lanes.hpp"
#include "engine/nature/dense_deprivations.hpp"

/// The sixteen indicators of one household at once, in one, two or four registers; for kernels.
namespace povex::dense {
inline namespace POVEX_TARGET {

/// One number for each of 16 bits.
struct ByBit {
    static constexpr int parts = 16 / width;
    Floats<width> part[parts];
};

POVEX_LANES ByBit load_bits(float const* numbers) {
    ByBit v;
    for (int p = 0; p < ByBit::parts; ++p) {
        v.part[p] = lanes::load<Floats<width>>(numbers + std::ptrdiff_t{p} * width);
    }
    return v;
}

POVEX_LANES void store_bits(float* numbers, ByBit const& v) {
    for (int p = 0; p < ByBit::parts; ++p)
        lanes::store(numbers + std::ptrdiff_t{p} * width, v.part[p]);
}

POVEX_LANES ByBit product(ByBit a, ByBit const& b) {
    for (int p = 0; p < ByBit::parts; ++p) a.part[p] *= b.part[p];
    return a;
}

/// a + b c
POVEX_LANES ByBit sum(ByBit const& a, ByBit const& b, ByBit const& c) {
    ByBit v;
    for (int p = 0; p < ByBit::parts; ++p) v.part[p] = a.part[p] + b.part[p] * c.part[p];
    return v;
}

/// Phi(at - slope f)
POVEX_LANES ByBit curve(ByBit const& at, ByBit const& slope, float factor) {
    ByBit v;
    for (int p = 0; p < ByBit::parts; ++p) {
        v.part[p] = normal_cdf_of<width>(at.part[p] - slope.part[p] * factor);
    }
    return v;
}

/// The words of one household as numbers in (0, 1]; see share_of and philox_bit_words.
POVEX_LANES ByBit shares_of(Words<width> const* words) {
    ByBit v;
    for (int p = 0; p < ByBit::parts; ++p) v.part[p] = share_of<width>(words[p]);
    return v;
}

/// The bits whose share is at or below their probability.
POVEX_LANES std::uint16_t taken(ByBit const& shares, ByBit const& chances) {
    std::uint32_t bits = 0;
    for (int p = 0; p < ByBit::parts; ++p) {
        bits |= lanes::bits_of<width>(shares.part[p] <= chances.part[p]) << (p * width);
    }
    return static_cast<std::uint16_t>(bits);
}

}  // namespace POVEX_TARGET
}  // namespace povex::dense
