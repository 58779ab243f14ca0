#pragma once

#include <cstddef>

#include "engine/base/target.hpp"

namespace povex {

/// Incomes from log incomes, many at a time: e^x in single precision, as compose_income() has it
/// for one household.
using Exponentials = void(float const* x, std::size_t count, double* income);
extern ByTarget<Exponentials> const exponentials;

}  // namespace povex
