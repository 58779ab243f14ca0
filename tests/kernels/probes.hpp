#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"

/// The functions on lanes, applied to whole arrays by each target: what tests and benchmarks call.
namespace povex::probes {

/// n is a multiple of 16.
using OfWords = void(std::uint32_t const* in, float* out, std::size_t n);
using OfFloats = void(float const* in, float* out, std::size_t n);

/// Words of n addresses, shape [4][n]: entity low and, unless null, the second word by address.
struct Addresses {
    std::uint64_t seed;
    std::uint32_t const* entity_low;
    std::uint32_t const* second;  ///< null: all have `one_second`
    std::uint32_t one_second;
    std::uint32_t replicate;
    std::uint32_t last;
};
using OfAddresses = void(Addresses const& at, std::uint32_t* out, std::size_t n);

/// A piecewise linear law with three knots.
struct Law {
    static constexpr int knots = 3;
    float knot[knots];
    float slope[knots + 1];
    float level;  ///< at the first knot
};
using OfLaw = void(Law const& law, float const* in, float* out, std::size_t n);

extern ByTarget<OfWords> const normals;
extern ByTarget<OfFloats> const exponentials;
extern ByTarget<OfFloats> const logarithms;
extern ByTarget<OfFloats> const shares_below;  ///< normal_cdf_of
extern ByTarget<OfWords> const shares;         ///< share_of
extern ByTarget<OfAddresses> const words;
extern ByTarget<OfAddresses> const two_words;  ///< with `one_second`, shape [8][n]: last, last ^ 1
extern ByTarget<OfLaw> const maps;

/// The same by one lane at a time, compiled for the baseline.
extern OfWords* const normals_alone;
extern OfFloats* const exponentials_alone;
extern OfFloats* const logarithms_alone;
extern OfFloats* const shares_below_alone;
extern OfWords* const shares_alone;
extern OfAddresses* const words_alone;
extern OfAddresses* const two_words_alone;
extern OfLaw* const maps_alone;

}  // namespace povex::probes
