#pragma once

#include <cstddef>

#include "engine/base/target.hpp"

// Income is composed here and in income_kernel.cpp alone.

namespace povex {

/// Incomes of many households [their strata's units], from log incomes x with all effects, what is
/// added (transfers, wages, less interest) and what is guaranteed (the floor, a line):
///
///     income = max(at_least, exp(x) + added),
///
/// the exponential in single precision, as in the dense pass. All arrays have the shape [count].
using ComposeIncomes = void(float const* x, double const* added, double const* at_least,
                            std::size_t count, double* income);
extern ByTarget<ComposeIncomes> const compose_incomes;

/// The same of one household.
[[nodiscard]] inline double compose_income(float x, double added, double at_least) {
    double income = 0.0;
    compose_incomes[best_target()](&x, &added, &at_least, 1, &income);
    return income;
}

}  // namespace povex
