#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"

/// What nature does to the incomes of everybody, several households at a time: the part of the
/// nature pass that meets all households, whether a line is near or not.
///
/// Plain data crosses into files compiled for other processors. All rows given here are those of
/// one place, and their keys differ in the low 32 bits only.
namespace povex::dense {

/// The address of what is drawn for a year (engine/random/address.hpp), but for the household.
struct YearAddress {
    std::uint64_t seed = 0;
    std::uint32_t second = 0;  ///< second word: entity high, module, block
    std::uint32_t replicate = 0;
    std::uint32_t first_year = 0;  ///< fourth word in the first projected year: year, purpose
};

/// How a score becomes log income in a place: x(q) as in PiecewiseLinear.
struct IncomeMap {
    static constexpr int most_knots = 16;
    int knots = 1;
    float level = 0.0F;
    float slope = 0.0F;
    float knot[most_knots] = {};
    float bend[most_knots] = {};
};

/// What is the same for all households of a place: how a score becomes log income, and how the
/// score moves. See Nature for the symbols.
struct PlaceYears {
    IncomeMap income;

    float permanent = 0.0F;
    float autoregressive = 0.0F;
    float transitory = 0.0F;
    float review = 0.0F;
    float passing = 0.0F;
    float rho = 0.0F;
    float innovation = 0.0F;
    float truth = 1.0F;
    float sigma = 0.0F;  ///< of the permanent shocks

    std::size_t years = 0;  ///< projected
    float const* shift;     ///< added to log income, shape [years]
};

/// Columns of the households.
struct Rows {
    std::uint32_t const* key;  ///< low 32 bits
    float const* permanent;
    float const* autoregressive;
    float const* review;
    std::size_t count;
};

/// Log incomes of the projected years: column t - 1 begins `stride` further than the one before.
struct LogIncomes {
    float* measured;
    float* truth;  ///< null: the same
    std::size_t stride;
};

/// Walk the incomes of all rows through the years, without shocks.
///
/// One block of random words for each household and year: the innovation of the autoregressive
/// part, the transitory part, the passing review error, the permanent shock.
using WalkIncomes = void(PlaceYears const& place, YearAddress const& at, Rows const& rows,
                         LogIncomes const& incomes);
extern ByTarget<WalkIncomes> const walk_incomes;

/// One shock in one place.
struct ShockYears {
    float loss = 0.0F;
    float deviation = 0.0F;
    float decay = 0.0F;
    std::int32_t hits_sector[4] = {};  ///< -1 or 0
    std::size_t years = 0;             ///< projected
    std::uint64_t const* hit_below;    ///< words below it hit, 0 ... 2^32, shape [years]
    float const* usual;                ///< taken out of the loss, shape [years]
};

/// Take the losses of a shock from the incomes of the rows: word 0 of a year's block decides the
/// hit, word 1 the loss.
/// \param sector  of each row
using TakeLosses = void(ShockYears const& shock, YearAddress const& at, std::uint32_t const* key,
                        std::uint8_t const* sector, std::size_t count, LogIncomes const& incomes);
extern ByTarget<TakeLosses> const take_losses;

/// List the rows whose log income, measured or true, is at or below a bound in any year.
/// \param base       measured log income of the base year
/// \param true_base  null: the same
/// \param bound      shape [years + 1], the base year first
/// \param first      number of the first row, to which the others are counted
/// \param[out] list  ascending; room for count + 16
/// \return length of the list
using ListNear = std::uint32_t(float const* base, float const* true_base, LogIncomes const& incomes,
                               float const* bound, std::size_t years, std::size_t count,
                               std::uint32_t first, std::uint32_t* list);
extern ByTarget<ListNear> const list_near;

}  // namespace povex::dense
