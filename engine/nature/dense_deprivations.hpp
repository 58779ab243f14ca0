#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"
#include "engine/nature/dense_incomes.hpp"

/// What nature does to the deprivations of households near a line: the sixteen indicators of one
/// household side by side.
///
/// Plain data crosses into files compiled for other processors. Arrays of 16 are by bit.
namespace povex::dense {

/// The deprivations of a place as functions of a household's factor f, in single precision:
///
///     pi       = Phi(level_at - slope f)
///     P(0 -> 1) = entry + scale Phi(entry_at - slope f)
///     P(1 -> 1) = stay  + scale Phi(stay_at - slope f)
struct PlaceBits {
    float slope[16];
    float level_at[16];
    float entry_at[16];
    float stay_at[16];
    float scale[16];
    float entry[16];
    float stay[16];
    bool one_curve;  ///< entry_at and stay_at are level_at
};

/// What the luck of a year makes of a household: bits that it takes up if it lacks nothing there,
/// and bits that it keeps if it has them.
struct Moves {
    std::uint16_t enters;
    std::uint16_t stays;

    [[nodiscard]] constexpr std::uint16_t after(std::uint16_t before) const {
        return static_cast<std::uint16_t>((before & stays) | (~before & enters));
    }

    bool operator==(Moves const&) const = default;
};

/// The levels pi of a household with factor f, shape [16].
using LevelsAt = void(PlaceBits const& place, float factor, float* levels);
extern ByTarget<LevelsAt> const levels_at;

/// The chain of a household with factor f: P(0 -> 1) and P(1 -> 1), shape [16].
using ChainAt = void(PlaceBits const& place, float factor, float* entry, float* stay);
extern ByTarget<ChainAt> const chain_at;

/// The moves of one household in the year of `at`.
/// \param key  low 32 bits
using MovesOf = Moves(float const* entry, float const* stay, YearAddress const& at,
                      std::uint32_t key);
extern ByTarget<MovesOf> const moves_of;

/// Households of one place whose keys differ in the low 32 bits only.
struct Followed {
    std::uint32_t const* key;  ///< low 32 bits
    float const* factor;
    std::size_t count;
};

/// The moves of all years from that of `at` on: those of moves_of with the chain of chain_at,
/// under the holds of the place.
/// \param holds       factors on both probabilities, shape [years][16]; null: 1
/// \param[out] moves  shape [households.count][years]
using MovesOfYears = void(PlaceBits const& place, YearAddress const& at, Followed const& households,
                          float const* holds, std::size_t years, Moves* moves);
extern ByTarget<MovesOfYears> const moves_of_years;

}  // namespace povex::dense
