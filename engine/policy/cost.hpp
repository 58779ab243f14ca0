#pragma once

#include <cstdint>

#include "engine/policy/programme.hpp"
#include "engine/policy/standard.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// Monthly amount of a transfer for one unit in year t [money/month]: money, or the line of a
/// standard in the household's stratum.
[[nodiscard]] double monthly_amount(Programme const& programme, Rulers const& rulers, std::size_t t,
                                    std::size_t stratum, double income_unit);

/// What a year of a programme for one household costs all payers together [money]: units times
/// unit cost, or units times twelve monthly amounts.
[[nodiscard]] std::int64_t yearly_cost(Programme const& programme, Rulers const& rulers,
                                       std::size_t t, std::size_t stratum, double income_unit,
                                       int units);

}  // namespace povex
