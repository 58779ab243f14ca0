#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"
#include "engine/nature/dense_deprivations.hpp"
#include "engine/nature/dense_incomes.hpp"

/// The base year of households about whom nothing is known but, maybe, that they are not on the
/// official list: 98 of 100, several at a time.
///
/// Plain data crosses into files compiled for other processors. All rows given here are those of
/// one place, and their keys differ in the low 32 bits only.
namespace povex::dense {

/// What is the same for all households of a place. See ScoreModel and ScoreDraw for the symbols.
struct PlaceScores {
    IncomeMap income;
    float permanent = 0.0F;  ///< roots of the shares
    float autoregressive = 0.0F;
    float transitory = 0.0F;
    float review = 0.0F;
    float passing = 0.0F;
    float truth = 1.0F;
    float kappa = 0.0F;  ///< correlation of A and f, and sqrt(1 - kappa^2)
    float kappa_rest = 1.0F;
    float correlation = 0.0F;  ///< of q and f, and sqrt(1 - r^2)
    float correlation_rest = 1.0F;
    float per_variance = 1.0F;  ///< 1 / Var(q | f)

    /// Nobody is at or below a line, the score c: words below Phi(c) 2^32 are not met. 0: no line.
    std::uint32_t first_word = 0;
    float lowest_score = 0.0F;       ///< the first number surely above c
    float lowest_log_income = 0.0F;  ///< and above the line
};

/// Columns of the households.
struct Drawn {
    std::uint32_t const* key;  ///< low 32 bits
    std::uint16_t const* applicable;
    std::size_t count;
    // to be filled
    float* permanent;
    float* autoregressive;
    float* review;
    float* factor;
    float* log_income;
    float* true_log_income;  ///< null: there is no review error
    std::uint16_t* deprivations;
};

/// Draw scores, incomes and deprivations of all rows from the law or, with a line, from the law
/// given that the income is above it.
///
/// Words 0 to 3 of the block at `scores`: f, q, A, Z; of the next block: E, H, eta. A word of 32
/// bits is enough: nobody looked at here is rarer than 2^-32.
/// \param bits  where the words of the bits are, see philox_bit_words
using DrawHouseholds = void(PlaceScores const& place, PlaceBits const& model,
                            YearAddress const& scores, YearAddress const& bits, Drawn const& rows);
extern ByTarget<DrawHouseholds> const draw_households;

/// Word 0 at the address of each household: its lot.
using DrawLots = void(YearAddress const& at, std::uint32_t const* key, std::size_t count,
                      std::uint32_t* lots);
extern ByTarget<DrawLots> const draw_lots;

}  // namespace povex::dense
