#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/policy/setting.hpp"

namespace povex {

/// Incomes of some households if no programme touches them, a year at a time: untouched_income() of
/// each.
class UntouchedIncomes {
public:
    /// \param setting     must outlive the incomes
    /// \param households  register rows
    UntouchedIncomes(Setting const& setting, std::span<std::uint32_t const> households);

    /// At review t [their strata's units], shape [households]; good until the next call.
    [[nodiscard]] std::span<double const> measured(std::size_t t);
    /// The same without the review error.
    [[nodiscard]] std::span<double const> in_truth(std::size_t t);

private:
    /// \param log_income  of everybody at review t, shape [H]
    std::span<double const> compose(float const* log_income, std::size_t t);

    Setting const* setting_;
    // shape [households]
    std::vector<std::uint32_t> household_;
    std::vector<double> floor_;
    std::vector<std::span<double const>> universal_;
    std::vector<float> log_income_;
    std::vector<double> income_;
};

}  // namespace povex
