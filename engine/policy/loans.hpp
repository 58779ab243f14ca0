#pragma once

#include <cstdint>
#include <vector>

#include "engine/policy/counterfactual.hpp"
#include "engine/policy/ledger.hpp"
#include "engine/policy/scenario.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// The loans of affected households, from payment until the last part has fallen due. A loan is no
/// income, repaid or not. Its interest is a burden on income.
///
/// A loan of year t falls due in equal parts in the years t + 1 ... t + term; the last part takes
/// the remainder. Each part is repaid, or never: then it is written off. The interest of a year is
/// the rate times what was outstanding at the end of the year before, rounded to whole money.
class LoanBook {
public:
    LoanBook(Counterfactual const& counterfactual, Scenario const& scenario, Ledger& ledger)
        : study_(counterfactual.study),
          scenario_(&scenario),
          ledger_(&ledger),
          stream_(counterfactual.drawn->policy_stream()) {}

    /// Lend a household what comes with an enrolment in programme p in year t; nothing if the
    /// programme lends nothing.
    /// \param row  among the affected
    void lend(std::size_t p, std::size_t t, HouseholdProfile const& who, std::size_t row,
              ListStatus status);

    /// Book the interest and the parts that fall due in year t, and what is outstanding at its end.
    /// Call it once a year, in order, after the loans of the year.
    void fall_due(std::size_t t);

    /// Interest that an affected household pays on all its loans in the last year booked [money].
    [[nodiscard]] std::int64_t interest(std::size_t row) const {
        return row < interest_.size() ? interest_[row] : 0;
    }

private:
    struct Debt {
        std::uint64_t key;  ///< of the household
        std::uint32_t row;  ///< among the affected
        std::uint16_t locality;
        std::uint16_t programme;
        std::uint16_t year;  ///< t
        ListStatus status;   ///< at enrolment
        std::int64_t principal;
        std::int64_t outstanding;
    };
    void fall_due(Debt& debt, std::size_t t);

    StudyTables const* study_;
    Scenario const* scenario_;
    Ledger* ledger_;
    Stream stream_;
    std::vector<Debt> debts_;             ///< not fully due yet
    std::vector<std::int64_t> interest_;  ///< of the year [money], by row, as far as there is any
};

}  // namespace povex
