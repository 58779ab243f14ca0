#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"
#include "engine/nature/dense_incomes.hpp"

/// Kernels for the deprivations of households near a line: the sixteen indicators of one household
/// at a time.
///
/// Kernels are compiled once for each processor target, so their arguments are plain data. Arrays
/// of 16 have one element for each bit.
namespace povex::dense {

/// A DeprivationModel as functions of a household's factor f, in single precision:
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
    bool one_curve;  ///< entry_at and stay_at equal level_at: one normal distribution serves both
};

/// What the random draws of a year do to a household's deprivations, whatever they were before.
struct Moves {
    std::uint16_t enters;  ///< bits that become 1 if they were 0
    std::uint16_t stays;   ///< bits that remain 1 if they were 1

    /// The deprivations a year later.
    [[nodiscard]] constexpr std::uint16_t after(std::uint16_t before) const {
        return static_cast<std::uint16_t>((before & stays) | (~before & enters));
    }

    bool operator==(Moves const&) const = default;
};

/// The levels pi of a household with factor f.
/// \param[out] levels  in [0, 1], shape [16]
using LevelsAt = void(PlaceBits const& place, float factor, float* levels);
extern ByTarget<LevelsAt> const levels_at;

/// The chain of a household with factor f.
/// \param[out] entry  P(0 -> 1), shape [16]
/// \param[out] stay   P(1 -> 1), shape [16]
using ChainAt = void(PlaceBits const& place, float factor, float* entry, float* stay);
extern ByTarget<ChainAt> const chain_at;

/// The moves of one household in the year of `at`; see povex::moves_of.
/// \param entry  P(0 -> 1), shape [16]
/// \param stay   P(1 -> 1), shape [16]
/// \param key    low 32 bits
using MovesOf = Moves(float const* entry, float const* stay, YearAddress const& at,
                      std::uint32_t key);
extern ByTarget<MovesOf> const moves_of;

/// Households of one place whose keys differ only in the low 32 bits; columns of shape [count].
struct Followed {
    std::uint32_t const* key;  ///< low 32 bits
    float const* factor;
    std::size_t count;
};

/// The moves of many households in all years from that of `at` on. Each is what MovesOf gives with
/// the chain of ChainAt, times the holds of the place.
/// \param holds       factors on both probabilities, in [0, 1], shape [years][16]; null: 1
/// \param[out] moves  shape [households.count][years]
using MovesOfYears = void(PlaceBits const& place, YearAddress const& at, Followed const& households,
                          float const* holds, std::size_t years, Moves* moves);
extern ByTarget<MovesOfYears> const moves_of_years;

}  // namespace povex::dense
