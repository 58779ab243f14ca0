#pragma once

#include "engine/nature/dense_incomes.hpp"
#include "engine/nature/income_distribution.hpp"

namespace povex {

/// How much a household of a given rank earns, in single precision: the income law for kernels.
/// \throws std::length_error if the law has more knots than IncomeMap holds
[[nodiscard]] dense::IncomeMap income_map(IncomeDistribution const& distribution);

}  // namespace povex
