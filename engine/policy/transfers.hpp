#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/policy/payer.hpp"
#include "engine/policy/scenario.hpp"
#include "engine/policy/standard.hpp"

// Amounts of money for one household: what a transfer pays and adds to income, what an enrolment
// costs. Money is a whole number of smallest units. `smallest` is how many of them one unit of the
// stratum's incomes has: see StudyTables::smallest().

namespace povex {

/// What a transfer pays a household in year t [smallest unit of money/year]:
///
///     12 x amount x units, rounded once; of a top-up the most that it can pay.
///
/// \param units  members of the household for whom it is paid, or 1 for the household
[[nodiscard]] std::int64_t yearly_payment(Programme const& programme, Rulers const& rulers,
                                          std::size_t t, std::size_t stratum, double smallest,
                                          int units);

/// What a payment of a year adds to the income of each of `size` members
/// [their stratum's unit/month].
[[nodiscard]] inline double monthly_income(std::int64_t payment, double smallest, double size) {
    return static_cast<double>(payment) / (12.0 * size * smallest);
}

/// What a transfer adds to a household's income per person in year t, apart from a top-up, relative
/// to the base year, whose transfers are in the base income [its stratum's unit]:
///
///     (A_t - A_0) x units / size.
[[nodiscard]] double transfer_income(Programme const& programme, Rulers const& rulers,
                                     std::size_t t, std::size_t stratum, double smallest, int units,
                                     double size);

/// What a top-up pays a household in a year [smallest unit of money]: the gap between its income
/// and the part of the line that belongs to the entitled members, rounded down. \param line, income
/// per person [the stratum's unit/month]
[[nodiscard]] std::int64_t top_up(double line, double income, double smallest, int units,
                                  double size);

/// The share of its cost that a household must be able to bear in cash to enrol; 0: none.
/// \param payers  those with `own` are the household itself
[[nodiscard]] double own_cash_share(Cost const& cost, PolicyRules const& rules,
                                    std::vector<Payer> const& payers);

/// What a year of a programme for one household costs all payers together [smallest unit of money]:
/// units times unit cost, or what it pays.
[[nodiscard]] std::int64_t yearly_cost(Programme const& programme, Rulers const& rulers,
                                       std::size_t t, std::size_t stratum, double smallest,
                                       int units);

}  // namespace povex
