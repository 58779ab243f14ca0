#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/policy/ledger.hpp"
#include "engine/policy/payer.hpp"

namespace povex {

/// The money that a capped programme has in a year: its budget, within the caps of its payers.
class Budget {
public:
    /// \param money    [money]
    /// \param funding  share of each payer, shape [payers]
    /// \param caps     of the year; must outlive the budget
    Budget(std::int64_t money, std::span<double const> funding, PayerCaps& caps);

    /// Pay for some households together, all or none.
    ///
    /// Each payer pays its share of each household's cost in whole money, as the ledger books it.
    /// \param households  with a `cost` each [money]
    /// \return whether the money sufficed; if not, nothing was paid
    [[nodiscard]] bool pay(auto const& households) {
        Bill bill{0, std::vector<std::int64_t>(capped_.size())};
        for (auto const& household : households) {
            bill.total += household.cost;
            if (!capped_.empty()) add_shares(household.cost, bill);
        }
        return pay_bill(bill);
    }

private:
    struct Bill {
        std::int64_t total;
        std::vector<std::int64_t> shares;  ///< of the capped payers
    };

    void add_shares(std::int64_t cost, Bill& bill);
    [[nodiscard]] bool pay_bill(Bill const& bill);

    std::int64_t left_;
    CostSplit split_;
    std::vector<PayerCaps::Left*> capped_;  ///< payers with a cap and a share in the programme
};

}  // namespace povex
