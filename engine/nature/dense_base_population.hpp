#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"
#include "engine/nature/dense_deprivations.hpp"
#include "engine/nature/dense_incomes.hpp"

/// Kernels for households at the base review of which at most one thing is known: that they are not
/// on the official list. They are most of a population (98 of 100), and are drawn several at a
/// time.
///
/// Kernels are compiled once for each processor target, so their arguments are plain data. All rows
/// of one call belong to one place, and their keys differ only in the low 32 bits.
namespace povex::dense {

/// What all households of a place share. See ScoreModel for the symbols.
struct PlaceScores {
    IncomeMap income;
    float permanent = 0.0F;         ///< sqrt(s_P)
    float autoregressive = 0.0F;    ///< sqrt(s_Z), or 0 if Z_0 = 0
    float transitory = 0.0F;        ///< sqrt(s_E)
    float review = 0.0F;            ///< sqrt(s_R r_m)
    float passing = 0.0F;           ///< sqrt(s_R (1 - r_m))
    float truth = 1.0F;             ///< 1 / sqrt(1 - s_R)
    float kappa = 0.0F;             ///< correlation of A and f
    float kappa_rest = 1.0F;        ///< sqrt(1 - kappa^2)
    float correlation = 0.0F;       ///< of q and f
    float correlation_rest = 1.0F;  ///< sqrt(1 - correlation^2)
    float per_variance = 1.0F;      ///< 1 / Var(q | f)

    /// With an official list every score drawn here lies above that of the line, c: words below
    /// Phi(c) 2^32 do not occur. 0: there is no list.
    std::uint32_t first_word = 0;
    float lowest_score = 0.0F;       ///< the smallest score that is surely above c
    float lowest_log_income = 0.0F;  ///< the smallest log income that is surely above the line
};

/// Columns of some households, shape [count]; see BasePopulation.
struct Drawn {
    std::uint32_t const* key;         ///< low 32 bits
    std::uint16_t const* applicable;  ///< the bits that can be set
    std::size_t count;
    // these are filled
    float* permanent;
    float* autoregressive;
    float* review;
    float* factor;
    float* log_income;
    float* true_log_income;  ///< null: there is no review error
    std::uint16_t* deprivations;
};

/// Draw scores, incomes and deprivations of all rows; with an official list, given that measured
/// income is above the line.
///
/// Words 0 to 3 of the block at `scores` give f, q, A and Z; words 0 to 2 of the next block give E,
/// H and eta. Words of 32 bits suffice, since no household drawn here is rarer than 2^-32.
/// \param model   deprivations of the place
/// \param scores  address of the base review
/// \param bits    address of the words of the bits, see philox_bit_words
using DrawHouseholds = void(PlaceScores const& place, PlaceBits const& model,
                            YearAddress const& scores, YearAddress const& bits, Drawn const& rows);
extern ByTarget<DrawHouseholds> const draw_households;

/// Draw a lottery number for each household: word 0 at its address.
/// \param key           low 32 bits, shape [count]
/// \param[out] numbers  any 32 bits, shape [count]
using DrawLottery = void(YearAddress const& at, std::uint32_t const* key, std::size_t count,
                         std::uint32_t* numbers);
extern ByTarget<DrawLottery> const draw_lottery;

}  // namespace povex::dense
