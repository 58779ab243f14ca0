#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/policy/income.hpp"
#include "engine/policy/nature_draw.hpp"
#include "engine/policy/universal_transfers.hpp"

namespace povex {

/// Income at the base review [its stratum's unit].
[[nodiscard]] inline double base_income(BasePopulation const& base, std::size_t h, double floor) {
    return compose_income(base.log_income[h], 0.0, floor);
}

/// Incomes of some households if no programme but universal transfers affects them, a year at a
/// time.
class CounterfactualIncomes {
public:
    /// \param drawn       must outlive the incomes, as must the transfers
    /// \param transfers   null: none
    /// \param households  register rows, ascending
    CounterfactualIncomes(NatureDraw const& drawn, UniversalTransfers const* transfers,
                          std::span<std::uint32_t const> households);
    /// Of households first, first + 1, ... of one stratum.
    CounterfactualIncomes(NatureDraw const& drawn, UniversalTransfers const* transfers,
                          std::size_t first, std::size_t count);

    /// As measured at review t, shape [households]; valid until the next call.
    [[nodiscard]] std::span<double const> measured(std::size_t t);
    /// The same without the error of the review.
    [[nodiscard]] std::span<double const> in_truth(std::size_t t);

private:
    std::span<double const> compose(std::span<float const> log_incomes, std::size_t t);

    NatureDraw const* drawn_;
    std::vector<std::uint32_t> household_;  ///< empty: a range of the register
    std::size_t first_ = 0;
    /// What universal transfers add, of those households to which they add something.
    std::vector<std::pair<std::size_t, std::span<double const>>> transfers_;
    // shape [households]
    std::vector<float> log_income_;
    std::vector<double> added_, floor_, income_;
};

/// Income of one household in year t if no programme but universal transfers affects it [its
/// stratum's unit].
/// \param added  by universal transfers, shape [reviews]; empty: nothing
[[nodiscard]] double counterfactual_income(NatureDraw const& drawn, std::size_t h, std::size_t t,
                                           std::span<double const> added);

}  // namespace povex
