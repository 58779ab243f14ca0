#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/label.hpp"
#include "engine/base/years.hpp"

namespace povex {

/// Somebody who pays for programmes: a budget, a bank, an association, or the household itself.
struct Payer {
    Label label;
    bool own = false;  ///< the household itself
    /// The most that it gives to capped programmes [money/year], shape [reviews]; empty: no limit.
    Yearly<std::int64_t> cap{};
};

/// What the payers with a cap can still give to capped programmes in one year.
class PayerCaps {
public:
    /// Without any cap.
    PayerCaps() = default;
    PayerCaps(std::vector<Payer> const& payers, std::size_t t) {
        for (std::size_t payer = 0; payer < payers.size(); ++payer) {
            if (!payers[payer].cap.empty()) left_.push_back({payer, payers[payer].cap[t]});
        }
    }

private:
    friend class Budget;
    struct Left {
        std::size_t payer;
        std::int64_t money;  ///< [money]
    };
    std::vector<Left> left_;
};

}  // namespace povex
