#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace povex {

/// What becomes of the money that a programme lends.
enum class LoanAccount : std::uint8_t { disbursed, repaid, written_off, outstanding, interest };
inline constexpr std::array loan_account_names{"disbursed", "repaid", "written_off", "outstanding",
                                               "interest"};

/// What is counted of job spillover, by locality and year.
enum class JobAccount : std::uint8_t { producers, jobs, jobs_filled };
inline constexpr std::array job_account_names{"producers", "jobs", "jobs_filled"};

/// One table of a ledger: whole numbers by row, review and locality.
class LedgerTable {
public:
    LedgerTable() = default;
    LedgerTable(std::size_t rows, std::size_t reviews, std::size_t localities)
        : reviews_(reviews), localities_(localities), values_(rows * reviews * localities) {}

    [[nodiscard]] std::int64_t& at(std::size_t row, std::size_t t, std::size_t locality) {
        return values_[(row * reviews_ + t) * localities_ + locality];
    }
    [[nodiscard]] std::int64_t at(std::size_t row, std::size_t t, std::size_t locality) const {
        return values_[(row * reviews_ + t) * localities_ + locality];
    }
    /// Row-major, shape [row][reviews][localities].
    [[nodiscard]] std::span<std::int64_t const> values() const { return values_; }

    friend bool operator==(LedgerTable const&, LedgerTable const&) = default;

private:
    std::size_t reviews_ = 0, localities_ = 0;
    std::vector<std::int64_t> values_;
};

/// Splits the cost of an enrolment among the payers of a programme, in whole money that adds up.
class CostSplit {
public:
    /// \param funding  share of each payer, shape [payers], adds to one; must outlive the split
    explicit CostSplit(std::span<double const> funding);

    /// What each payer pays of a cost, shape [payers] [smallest unit of money]; good until the next
    /// call.
    [[nodiscard]] std::span<std::int64_t const> parts(std::int64_t cost);
    /// The payers with a share, ascending.
    [[nodiscard]] std::span<std::size_t const> payers() const { return payers_; }

private:
    std::span<double const> funding_;
    std::vector<std::size_t> payers_;
    // The last cost that was split, and its parts: the next cost is mostly the same.
    std::int64_t last_cost_ = 0;
    std::vector<std::int64_t> parts_;
};

/// How many programmes, payers, reviews and localities a ledger has.
struct LedgerShape {
    std::size_t programmes = 0, payers = 0, reviews = 0, localities = 0;
};

/// The books of one scenario in one replicate: what each programme spends, how many households it
/// enrols, what it lends, and the jobs that producers open.
///
/// Every table has the shape [row][reviews][localities]; this class alone knows its rows.
class Ledger {
public:
    Ledger() = default;
    explicit Ledger(LedgerShape const& shape)
        : payers_(shape.payers),
          spending_(shape.programmes * shape.payers, shape.reviews, shape.localities),
          enrolled_(shape.programmes, shape.reviews, shape.localities),
          loans_(shape.programmes * loan_account_names.size(), shape.reviews, shape.localities),
          jobs_(job_account_names.size(), shape.reviews, shape.localities) {}

    /// A payer spends on a programme in year t [smallest unit of money].
    void spend(std::size_t programme, std::size_t payer, std::size_t t, std::size_t locality,
               std::int64_t money) {
        spending_.at(spending_row(programme, payer), t, locality) += money;
    }
    /// A household enrols in a programme in year t at a cost [smallest unit of money] that the
    /// payers share. \param split  of the programme
    void enrol(std::size_t programme, std::size_t t, std::size_t locality, std::int64_t cost,
               CostSplit& split);
    /// A programme pays a household in year t [smallest unit of money], and the payers share it.
    /// \param split  of the programme
    void pay(std::size_t programme, std::size_t t, std::size_t locality, std::int64_t cost,
             CostSplit& split);
    /// A programme lends money in year t, or something becomes of what it lent [smallest unit of
    /// money].
    void lend(std::size_t programme, LoanAccount account, std::size_t t, std::size_t locality,
              std::int64_t money) {
        loans_.at(loan_row(programme, account), t, locality) += money;
    }
    /// Producers or jobs in year t.
    void add_jobs(JobAccount account, std::size_t t, std::size_t locality, std::int64_t count) {
        jobs_.at(static_cast<std::size_t>(account), t, locality) += count;
    }

    /// Rows are programme by payer [smallest unit of money].
    [[nodiscard]] LedgerTable const& spending() const { return spending_; }
    /// Rows are programmes [households].
    [[nodiscard]] LedgerTable const& enrolled() const { return enrolled_; }
    /// Rows are programme by LoanAccount [smallest unit of money].
    [[nodiscard]] LedgerTable const& loans() const { return loans_; }
    /// Rows are JobAccount [households, jobs, jobs].
    [[nodiscard]] LedgerTable const& jobs() const { return jobs_; }

    [[nodiscard]] std::size_t spending_row(std::size_t programme, std::size_t payer) const {
        return programme * payers_ + payer;
    }
    [[nodiscard]] static std::size_t loan_row(std::size_t programme, LoanAccount account) {
        return programme * loan_account_names.size() + static_cast<std::size_t>(account);
    }

private:
    std::size_t payers_ = 0;
    LedgerTable spending_, enrolled_, loans_, jobs_;
};

}  // namespace povex
