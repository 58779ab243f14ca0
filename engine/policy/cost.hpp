#pragma once

#include <cstdint>
#include <span>
#include <vector>

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

/// What the payers with a cap can still give to capped programmes in one year.
class Purses {
public:
    /// Nobody has a cap.
    Purses() = default;
    Purses(std::vector<Payer> const& payers, std::size_t t);

    /// Take a cost [money] out of the purses of those who share it; if a purse holds too little,
    /// all stay as they are, and the answer is false.
    /// \param funding  shape [payers]
    [[nodiscard]] bool pay(std::int64_t cost, std::span<double const> funding);

private:
    struct Purse {
        std::size_t payer;
        std::int64_t left;  ///< [money]
    };
    std::vector<Purse> purses_;
};

}  // namespace povex
