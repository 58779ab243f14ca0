#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/base/memory.hpp"
#include "engine/nature/deprivation_model.hpp"
#include "engine/nature/locality_shocks.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/population/household_set.hpp"

namespace povex {

/// What happens to every household in one replicate whatever the policy: the result of
/// Nature::run().
///
/// Incomes are known for all H households, deprivations only for those that are *followed* because
/// their income comes near a line in some year. t counts reviews: t = 0 is the base review, which
/// is in BasePopulation; the columns here begin with t = 1.
struct Course {
    std::size_t reviews = 0;     ///< with the base review
    std::size_t households = 0;  ///< H
    LocalityShocks locality_shocks;
    /// Measured log income relative to the mean of the stratum, shape [reviews - 1][H].
    UnclearedColumn<float> log_income;
    /// The same without review error; empty if the model has none, see true_log_income_at().
    UnclearedColumn<float> true_log_income;
    HouseholdSet followed;
    std::vector<Bits> deprivations;   ///< shape [followed][reviews], the base review first
    std::vector<dense::Moves> moves;  ///< of the deprivations, shape [followed][reviews - 1]

    /// Measured log income of household h in year t.
    /// \param t  at least 1
    [[nodiscard]] float log_income_at(std::size_t h, std::size_t t) const {
        return log_income[(t - 1) * households + h];
    }
    /// True log income of household h in year t: the measured one if there is no review error.
    /// \param t  at least 1
    [[nodiscard]] float true_log_income_at(std::size_t h, std::size_t t) const {
        return (true_log_income.empty() ? log_income : true_log_income)[(t - 1) * households + h];
    }
    /// log_income_at() of all households, shape [H].
    /// \param t  at least 1
    [[nodiscard]] std::span<float const> log_incomes(std::size_t t) const {
        return std::span(log_income).subspan((t - 1) * households, households);
    }
    /// true_log_income_at() of all households, shape [H].
    /// \param t  at least 1
    [[nodiscard]] std::span<float const> true_log_incomes(std::size_t t) const {
        return std::span(true_log_income.empty() ? log_income : true_log_income)
            .subspan((t - 1) * households, households);
    }
    [[nodiscard]] bool follows(std::size_t h) const { return followed.contains(h); }
    /// Deprivations of household h at every review, shape [reviews].
    /// \param h  must be followed
    [[nodiscard]] std::span<Bits const> deprivations_of(std::size_t h) const {
        return {&deprivations[static_cast<std::size_t>(followed.place(h)) * reviews], reviews};
    }
    /// How the deprivations of year t follow from those of the year before, whatever they were.
    /// \param i  index into the followed households
    /// \param t  at least 1
    [[nodiscard]] dense::Moves const& moves_at(std::size_t i, std::size_t t) const {
        return moves[i * (reviews - 1) + t - 1];
    }
};

}  // namespace povex
