#pragma once

#include <cstddef>
#include <vector>

#include "engine/nature/deprivation_model.hpp"

namespace povex {

/// What public works do to all households of a place: they add to log income and
/// make deprivations rarer.
struct PublicWorksEffects {
    std::size_t strata = 1;
    std::size_t reviews = 0;
    /// Added to log income [1], shape [localities][strata][reviews]; empty: nothing.
    std::vector<double> log_income;
    /// Factors h_j in [0, 1] by bit, same shape; empty: 1 everywhere. They multiply both
    /// probabilities of being deprived next year:
    ///
    ///     P(0 -> 1) becomes a h_j,    P(1 -> 1) becomes (1 - b) h_j,
    ///
    /// so the sum of entry and exit is never above 1 if a + b is not.
    std::vector<PerBit<double>> holds;

    /// Where a place and a year stand in both columns.
    [[nodiscard]] std::size_t index(std::size_t locality, std::size_t stratum,
                                    std::size_t t) const {
        return (locality * strata + stratum) * reviews + t;
    }
    /// A household's chain in year t under the public works of its place.
    /// \pre holds is not empty
    [[nodiscard]] DeprivationModel::Chain held(DeprivationModel::Chain chain, std::size_t locality,
                                               std::size_t stratum, std::size_t t) const;

    bool operator==(PublicWorksEffects const&) const = default;
};

}  // namespace povex
