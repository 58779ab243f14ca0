#include "engine/policy/loans.hpp"

#include <algorithm>

#include "engine/random/purpose.hpp"

namespace povex {

void LoanBook::lend(std::size_t p, std::size_t t, HouseholdProfile const& who, std::size_t row,
                    ListStatus status) {
    Programme const& programme = scenario_->programmes[p];
    if (programme.effect.loan.principal == 0) return;
    std::int64_t const principal = programme.effect.loan.principal *
                                   study_->households->members(who.household, programme.cost.unit);
    ledger_->lend(p, LoanAccount::disbursed, t, who.locality, principal);
    debts_.push_back({who.key, static_cast<std::uint32_t>(row), who.locality,
                      static_cast<std::uint16_t>(p), static_cast<std::uint16_t>(t), status,
                      principal, principal});
}

void LoanBook::fall_due(std::size_t t) {
    std::fill(interest_.begin(), interest_.end(), 0);
    for (Debt& debt : debts_) fall_due(debt, t);
    std::erase_if(debts_, [&](Debt const& debt) {
        return t >= debt.year + static_cast<std::size_t>(
                                    scenario_->programmes[debt.programme].effect.loan.term);
    });
}

void LoanBook::fall_due(Debt& debt, std::size_t t) {
    Programme const& programme = scenario_->programmes[debt.programme];
    Loan const& loan = programme.effect.loan;
    auto book = [&](LoanAccount account, std::int64_t amount) {
        ledger_->lend(debt.programme, account, t, debt.locality, amount);
    };
    if (t > debt.year) {
        double const rate = loan.rate[static_cast<std::size_t>(debt.status)];
        auto const interest = static_cast<std::int64_t>(
            // the C library's rounding stays out of the engine
            // NOLINTNEXTLINE(bugprone-incorrect-roundings)
            rate * static_cast<double>(debt.outstanding) + 0.5);
        book(LoanAccount::interest, interest);
        if (interest_.size() <= debt.row) interest_.resize(debt.row + 1U, 0);
        interest_[debt.row] += interest;

        bool const last = t == debt.year + static_cast<std::size_t>(loan.term);
        std::int64_t const part =
            debt.principal / loan.term + (last ? debt.principal % loan.term : 0);
        bool const written_off =
            loan.overdue > 0.0 &&
            stream_.uniform(debt.key, study_->calendar(t),
                            purpose(Use::overdue, programme.label.key)) < loan.overdue;
        book(written_off ? LoanAccount::written_off : LoanAccount::repaid, part);
        debt.outstanding -= part;
    }
    book(LoanAccount::outstanding, debt.outstanding);
}

}  // namespace povex
