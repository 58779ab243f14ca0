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

/// What a transfer of money adds to a household's income in year t [its stratum's unit]: the
/// monthly amount above that of the base year, spread over all members.
/// \param share  of the members who are entitled
[[nodiscard]] double transfer_income(Programme const& programme, Rulers const& rulers,
                                     std::size_t t, std::size_t stratum, double income_unit,
                                     double share);

/// The share of its cost that a household must be able to bear in cash to take part; 0: it need
/// not.
[[nodiscard]] double own_cash_share(Programme const& programme, PolicyRules const& rules,
                                    std::vector<Payer> const& payers);

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

    /// Whether no payer has a cap, so that costs of any number fit.
    [[nodiscard]] bool open() const { return purses_.empty(); }

private:
    struct Purse {
        std::size_t payer;
        std::int64_t left;  ///< [money]
    };
    std::vector<Purse> purses_;
};

/// The money that a capped programme has in a year: its budget, as far as the purses of its payers
/// hold their shares.
class Budget {
public:
    /// \param money    [money]
    /// \param funding  shape [payers]
    /// \param purses   of the year; must outlive the budget
    Budget(std::int64_t money, std::span<double const> funding, Purses& purses)
        : left_(money), funding_(funding), purses_(&purses) {}

    /// Take a cost out of the budget and the purses; if it does not fit, all stay as they are, and
    /// the answer is false.
    [[nodiscard]] bool pay(std::int64_t cost) {
        if (cost > left_ || !purses_->pay(cost, funding_)) return false;
        left_ -= cost;
        return true;
    }
    [[nodiscard]] std::int64_t left() const { return left_; }
    /// Whether costs that add up to this fit, in whatever parts and order they come.
    [[nodiscard]] bool holds(std::int64_t costs) const { return costs <= left_ && purses_->open(); }

private:
    std::int64_t left_;
    std::span<double const> funding_;
    Purses* purses_;
};

}  // namespace povex
