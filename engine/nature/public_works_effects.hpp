#pragma once

#include <cstddef>
#include <vector>

#include "engine/nature/deprivation_model.hpp"

namespace povex {

/// What works for places as a whole do to their households, whoever they are: to log income, and
/// to how deprivations come and go.
struct PublicWorksEffects {
    std::size_t strata = 1;
    std::size_t reviews = 0;
    /// Added to log income, shape [localities][strata][reviews]; empty: nothing.
    std::vector<double> log_income;
    /// h in 0..1, same shape, by bit: P(0 -> 1) becomes a h, P(1 -> 1) becomes (1 - b) h, so that
    /// a + b <= 1 stays true; empty: 1 everywhere.
    std::vector<PerBit<double>> holds;

    [[nodiscard]] std::size_t index(std::size_t locality, std::size_t stratum,
                                    std::size_t t) const {
        return (locality * strata + stratum) * reviews + t;
    }
    /// A household's chain in a year, under the works of its place.
    [[nodiscard]] DeprivationModel::Chain held(DeprivationModel::Chain chain, std::size_t locality,
                                               std::size_t stratum, std::size_t t) const;

    bool operator==(PublicWorksEffects const&) const = default;
};

}  // namespace povex
