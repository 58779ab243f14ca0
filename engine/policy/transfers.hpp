#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/policy/payer.hpp"
#include "engine/policy/scenario.hpp"
#include "engine/policy/standard.hpp"

// Amounts of money for one household: what a transfer adds to income, what an enrolment costs.

namespace povex {

/// Monthly amount of a transfer for one unit in year t [money/month]: money, or the line of a
/// standard in the household's stratum.
[[nodiscard]] double monthly_amount(Programme const& programme, Rulers const& rulers, std::size_t t,
                                    std::size_t stratum, double income_unit);

/// What a transfer of money adds to a household's income in year t [its stratum's unit]: the
/// monthly amount above that of the base year, spread over all members.
/// \param share  of the members who are entitled
[[nodiscard]] double transfer_income(Programme const& programme, Rulers const& rulers,
                                     std::size_t t, std::size_t stratum, double income_unit,
                                     double share);

/// The share of its cost that a household must be able to bear in cash to enrol; 0: none.
/// \param payers  those with `own` are the household itself
[[nodiscard]] double own_cash_share(Cost const& cost, PolicyRules const& rules,
                                    std::vector<Payer> const& payers);

/// What a year of a programme for one household costs all payers together [money]: units times
/// unit cost, or units times twelve monthly amounts.
[[nodiscard]] std::int64_t yearly_cost(Programme const& programme, Rulers const& rulers,
                                       std::size_t t, std::size_t stratum, double income_unit,
                                       int units);

}  // namespace povex
