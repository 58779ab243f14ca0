#pragma once

#include <cstdint>
#include <vector>

#include "engine/nature/deprivation_model.hpp"
#include "engine/nature/income_distribution.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// The laws that hold in one place of one synthetic population.
struct PlaceModel {
    IncomeDistribution income;
    DeprivationModel deprivation;
};

/// A synthetic population at the base review: every household's scores, income and deprivations.
///
/// Columns have shape [H], rows as in the register.
struct BasePopulation {
    std::vector<PlaceModel> models;      ///< shape [places]
    std::vector<float> permanent;        ///< A
    std::vector<float> autoregressive;   ///< Z_0
    std::vector<float> review;           ///< H, the persistent part of the review error
    std::vector<float> factor;           ///< f of the deprivations
    std::vector<float> log_income;       ///< measured, relative to the stratum's mean
    std::vector<float> true_log_income;  ///< without review error; empty if there is none
    std::vector<Bits> deprivations;
    std::vector<Bits> applicable;  ///< the bits that can apply
};

/// Draw synthetic population number `population`.
///
/// With official counts, status comes first: the list is allotted to places, the law of each
/// place is made to agree with its allotment (anchor at its share on the list, deprivation levels
/// shifted on the normal scale so that P(K >= cutoff | income <= line) is poor / (poor +
/// near-poor)), lots decide who is listed, and then scores and deprivations are drawn given the
/// status: f from its conditional density on a grid, q truncated, the parts of q by linear
/// conditioning, bits by the Poisson-binomial law. Without counts all is drawn from the law.
///
/// \throws InputError if the counts cannot be met by the law
[[nodiscard]] BasePopulation draw_base_population(Register const& r, Places const& places,
                                                  NatureModel const& model, std::uint64_t seed,
                                                  std::uint32_t population);

}  // namespace povex
