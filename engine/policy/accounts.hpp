#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/policy/projection.hpp"

namespace povex {

/// The books of one scenario: what each programme spends, on how many, and what it lends, by year
/// and locality.
class Accounts {
public:
    /// \param[out] projection  whose tables are sized here and filled by the calls
    Accounts(Setting const& setting, Scenario const& scenario, Projection& projection);

    /// A household of a locality enrols in programme p in year t at a cost [money], split among the
    /// payers.
    void enrol(std::size_t p, std::size_t t, std::size_t locality, std::int64_t cost);

    /// Money lent to a household of a locality in programme p, or what becomes of it, in year t
    /// [money].
    void lend(std::size_t p, LoanAccount account, std::size_t t, std::size_t locality,
              std::int64_t amount);

private:
    Scenario const* scenario_;
    Projection* out_;
    std::size_t reviews_, localities_;
    std::vector<std::optional<std::size_t>> only_payer_;  ///< [programme]; none: several pay
    /// The last cost that was split and its parts, [programme]: mostly the next is the same.
    std::vector<std::pair<std::int64_t, std::vector<std::int64_t>>> last_split_;
};

}  // namespace povex
