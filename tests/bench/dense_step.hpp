#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"

/// Prototype of the dense pass: the yearly income of every household of one place under no policy,
/// all years in one visit, with what a review of them would count. Measures what the arithmetic
/// costs; the engine does not use it.
namespace povex::bench {

/// What is the same for all households of a place. Plain data: it crosses into files compiled for
/// other targets.
struct PlaceLaw {
    static constexpr int most_years = 32;
    static constexpr int most_knots = 4;

    // x(q) as in PiecewiseLinear
    int knots = 1;
    float level = 0.0F;
    float slope = 0.0F;
    float knot[most_knots] = {};
    float bend[most_knots] = {};

    // the parts of the score, as in Nature
    float permanent = 0.0F;
    float autoregressive = 0.0F;
    float transitory = 0.0F;
    float review = 0.0F;
    float passing = 0.0F;
    float rho = 0.0F;
    float innovation = 0.0F;
    float truth = 1.0F;

    int years = 0;                  ///< simulated, from the first after the base year
    float growth[most_years] = {};  ///< log growth since the base year
    float line[most_years] = {};    ///< log of the line that a queue looks at

    // address
    std::uint64_t seed = 0;
    std::uint32_t second = 0;  ///< word of the counter: entity high, module, block
    std::uint32_t replicate = 0;
    std::uint32_t year_purpose = 0;  ///< fourth word in the first simulated year
};

/// Columns of the households, shape [H]; readable up to the next multiple of 64 bytes.
struct Columns {
    std::uint32_t const* key;  ///< low 32 bits
    float const* permanent;
    float const* autoregressive;
    float const* review;
};

/// Counts of incomes in bins of equal ratio, and the households below the line, by year.
struct Found {
    static constexpr int bins_per_octave_log2 = 5;
    static constexpr int octaves = 16;  ///< of income relative to the mean: 2^-8 to 2^8
    static constexpr int bins = octaves << bins_per_octave_log2;

    std::uint32_t* true_income;  ///< shape [years][bins]
    std::uint32_t* below;        ///< rows, ascending, shape [years][capacity]
    std::size_t capacity;        ///< 16 more than there are households
    std::uint32_t below_count[PlaceLaw::most_years] = {};
};

using DenseStep = void(PlaceLaw const& law, Columns const& columns, std::size_t begin,
                       std::size_t end, Found& found);

extern ByTarget<DenseStep> const dense_step;

}  // namespace povex::bench
