#pragma once

#include <cstdint>
#include <vector>

#include "engine/policy/counterfactual.hpp"
#include "engine/policy/ledger.hpp"
#include "engine/policy/scenario.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// Who owes how much: the loans of affected households, from the day they are paid out until the
/// last part has fallen due. Repaid or not, a loan is no income; its interest is a burden.
///
/// A loan of year t falls due in equal parts in the years t + 1 ... t + term, what does not divide
/// with the last. Each part is paid, or never: then it is written off. The interest of a year is
/// the rate times what was outstanding at the end of the year before, in whole money.
class LoanBook {
public:
    LoanBook(Counterfactual const& counterfactual, Scenario const& scenario, Ledger& ledger)
        : counterfactual_(&counterfactual),
          study_(counterfactual.study),
          scenario_(&scenario),
          ledger_(&ledger),
          stream_(counterfactual.drawn->policy_stream()) {}

    /// A household borrows what comes with an enrolment in programme p, if anything does.
    /// \param row  among the affected
    void lend(std::size_t p, std::size_t t, HouseholdProfile const& who, std::size_t row,
              ListStatus standing);

    /// Interest and parts that fall due in year t, and what is outstanding at its end; once a
    /// year, in order, after the loans of the year.
    void fall_due(std::size_t t);

    /// Interest of the year last due, all loans of a affected household together [money].
    [[nodiscard]] std::int64_t interest(std::size_t row) const {
        return row < interest_.size() ? interest_[row] : 0;
    }

private:
    struct Debt {
        std::uint64_t key;  ///< of the household
        std::uint32_t row;  ///< among the affected
        std::uint16_t locality;
        std::uint16_t programme;
        std::uint16_t year;   ///< t
        ListStatus standing;  ///< then
        std::int64_t principal;
        std::int64_t outstanding;
    };
    void fall_due(Debt& debt, std::size_t t);

    Counterfactual const* counterfactual_;
    StudyTables const* study_;
    Scenario const* scenario_;
    Ledger* ledger_;
    Stream stream_;
    std::vector<Debt> debts_;             ///< not fully due yet
    std::vector<std::int64_t> interest_;  ///< of the year [money], by row, as far as there is any
};

}  // namespace povex
