#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"

/// Kernels for the yearly incomes of all households, several at a time: the part of the nature pass
/// that runs over all households, whether a line is near or not.
///
/// Kernels are compiled once for each processor target, so their arguments are plain data. All rows
/// of one call belong to one place, and their keys differ only in the low 32 bits. Log income is
/// relative to the mean of the stratum; scores and their parts are standard normal; all in single
/// precision.
namespace povex::dense {

/// The address of a random number without the household: a Counter (engine/random/address.hpp)
/// whose first word, the low half of the household's key, is still open.
struct YearAddress {
    std::uint64_t seed = 0;
    std::uint32_t second = 0;  ///< second word: high part of the key, module, block
    std::uint32_t replicate = 0;
    std::uint32_t first_year = 0;  ///< fourth word: year and purpose, in the first year wanted
};

/// How a score becomes log income in a place: x(q) of IncomeDistribution, in the form of
/// PiecewiseLinear.
struct IncomeMap {
    static constexpr int most_knots = 16;
    int knots = 1;
    float level = 0.0F;           ///< x at the first knot
    float slope = 0.0F;           ///< below the first knot
    float knot[most_knots] = {};  ///< scores, ascending
    float bend[most_knots] = {};  ///< slope above the knot less slope below it
};

/// What all households of a place share: how a score becomes log income, and how the score moves.
/// See ScoreModel and Nature for the symbols.
struct PlaceYears {
    IncomeMap income;

    float permanent = 0.0F;       ///< sqrt(s_P)
    float autoregressive = 0.0F;  ///< sqrt(s_Z)
    float transitory = 0.0F;      ///< sqrt(s_E)
    float review = 0.0F;          ///< sqrt(s_R r_m)
    float passing = 0.0F;         ///< sqrt(s_R (1 - r_m))
    float rho = 0.0F;
    float innovation = 0.0F;  ///< sqrt(1 - rho^2)
    float truth = 1.0F;       ///< 1 / sqrt(1 - s_R)
    float sigma = 0.0F;       ///< sigma_zeta, of the permanent shocks

    std::size_t years = 0;  ///< projected
    float const* shift;     ///< growth and public works, added to log income; shape [years]
};

/// Columns of some households at the base review, shape [count].
struct Rows {
    std::uint32_t const* key;     ///< low 32 bits
    float const* permanent;       ///< A
    float const* autoregressive;  ///< Z_0
    float const* review;          ///< H
    std::size_t count;
};

/// Log incomes of some households in the projected years, shape [years][count], year t in row
/// t - 1. A row begins `stride` numbers after the one before.
struct LogIncomes {
    float* measured;
    float* truth;  ///< null: there is no review error, true income is the measured one
    std::size_t stride;
};

/// Fill the incomes of all rows in all projected years, without shocks:
///
///     log income_t = x(q_t) + shift_t + zeta_t    (see Nature)
///
/// Each household and year takes one block of random words: word 0 for the innovation nu_t of the
/// autoregressive part, 1 for the transitory part E_t, 2 for the passing review error eta_t, 3 for
/// the permanent shock n_t. Each becomes a normal number in [-6.34, 6.34].
/// \param at  address of the first projected year
using WalkIncomes = void(PlaceYears const& place, YearAddress const& at, Rows const& rows,
                         LogIncomes const& incomes);
extern ByTarget<WalkIncomes> const walk_incomes;

/// One shock in the years of one place.
struct ShockYears {
    float loss = 0.0F;                 ///< mean fall of log income
    float deviation = 0.0F;            ///< standard deviation of it
    float decay = 0.0F;                ///< share that is left a year later
    std::int32_t hits_sector[4] = {};  ///< by Sector: -1 if it is exposed, else 0
    std::size_t years = 0;             ///< projected
    std::uint64_t const* hit_below;    ///< words below it hit, in [0, 2^32], shape [years]
    float const* usual;                ///< P E[stock_t] of a recurring shock, else 0; shape [years]
};

/// Subtract the losses from one shock from the incomes of the rows.
///
///     stock_t      = decay stock_{t-1} + hit_t max(0, N(loss, deviation^2))
///     log income_t = log income_t - (stock_t - usual_t)    in the exposed sectors
///
/// Word 0 of a year's block decides the hit, word 1 the loss.
/// \param at      address of the first projected year
/// \param key     low 32 bits, shape [count]
/// \param sector  shape [count]
using TakeLosses = void(ShockYears const& shock, YearAddress const& at, std::uint32_t const* key,
                        std::uint8_t const* sector, std::size_t count, LogIncomes const& incomes);
extern ByTarget<TakeLosses> const take_losses;

/// List the rows whose measured or true log income is at or below a bound at any review.
/// \param base       measured log income at the base review, shape [count]
/// \param true_base  the same without review error; null: there is none
/// \param bound      log income, shape [years + 1], the base review first
/// \param first      number of the first row; the others follow
/// \param[out] list  numbers of the rows, ascending; needs room for count + 16
/// \return length of the list
using ListNear = std::uint32_t(float const* base, float const* true_base, LogIncomes const& incomes,
                               float const* bound, std::size_t years, std::size_t count,
                               std::uint32_t first, std::uint32_t* list);
extern ByTarget<ListNear> const list_near;

}  // namespace povex::dense
