#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/policy/ledger.hpp"
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

private:
    friend class Budget;
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
    Budget(std::int64_t money, std::span<double const> funding, Purses& purses);

    /// Take the costs of some households together out of the budget and the purses; if they do not
    /// fit, all stay as they are, and the answer is false.
    /// \param households  with a `cost` each
    [[nodiscard]] bool pay(auto const& households) {
        Bill bill{0, std::vector<std::int64_t>(purses_.size())};
        for (auto const& household : households) add(household.cost, bill);
        return pay_bill(bill);
    }

private:
    struct Bill {
        std::int64_t total;
        std::vector<std::int64_t> shares;  ///< of the purses
    };

    void add(std::int64_t cost, Bill& bill) {
        bill.total += cost;
        if (!purses_.empty()) add_shares(cost, bill);
    }
    /// What falls on each purse, as it is booked: in whole money for each household.
    void add_shares(std::int64_t cost, Bill& bill);
    [[nodiscard]] bool pay_bill(Bill const& bill);

    std::int64_t left_;
    CostSplit split_;
    std::vector<Purses::Purse*> purses_;  ///< of payers who share in the programme
};

}  // namespace povex
