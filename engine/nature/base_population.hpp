#pragma once

#include <cstdint>
#include <vector>

#include "engine/nature/deprivation_model.hpp"
#include "engine/nature/income_distribution.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// How income and deprivations are distributed in one place of one synthetic population.
struct PlaceModel {
    IncomeDistribution income;
    DeprivationModel deprivation;
};

/// A synthetic population at the base review: scores, income and deprivations of every household.
///
/// Columns have shape [H], with rows as in the register. Scores are standard normal; see ScoreModel
/// for the symbols.
struct BasePopulation {
    std::vector<PlaceModel> models;      ///< shape [places]
    std::vector<float> permanent;        ///< A
    std::vector<float> autoregressive;   ///< Z_0
    std::vector<float> review;           ///< H, the lasting part of the review error
    std::vector<float> factor;           ///< f of the deprivations
    std::vector<float> log_income;       ///< measured, relative to the mean of the stratum
    std::vector<float> true_log_income;  ///< without review error; empty if the model has none
    std::vector<Bits> deprivations;
    std::vector<Bits> applicable;  ///< the bits that can be set
};

/// Draw synthetic population number `population`.
///
/// The factor f, the parts of the score and the deprivations follow the model; f and the permanent
/// score A have correlation kappa:
///
///     A = kappa f + sqrt(1 - kappa^2) a,    a standard normal.
///
/// With official counts every population has exactly these counts, and status comes first:
///
/// 1. The list is allotted to places. Each place's distributions are made to agree with its
///    allotment: the income distribution has the listed share at the line, and the deprivation
///    levels are shifted as calibrated_shift() says.
/// 2. Lottery decide which households are listed, and which of these are poor: pick_listed().
/// 3. A listed household draws f given its status, and q given f and q <= c (the score of the
///    line) from a truncated normal distribution. All others draw q > c, then f given q. Then the
///    parts of the score are conditioned on q.
/// 4. A listed household draws its deprivations given how many it must have (Poisson-binomial), all
///    others draw them independently given f.
///
/// Scores and incomes keep a small distance from the line (1e-9 of the score, of log income 1e-6
/// below and 2e-6 above), so that rounding never moves a household across it.
///
/// \throws InputError if the model cannot meet the counts: too large a share of a place is listed,
///         no shift gives the poor, or too few households can have enough deprivations
[[nodiscard]] BasePopulation draw_base_population(Register const& r, Places const& places,
                                                  NatureModel const& model, std::uint64_t seed,
                                                  std::uint32_t population);

}  // namespace povex
