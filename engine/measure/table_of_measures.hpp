#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/years.hpp"
#include "engine/measure/catalogue.hpp"
#include "engine/measure/groups.hpp"
#include "engine/measure/tally.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/policy/ledger.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// The members of the dimensions of a study's results, by name.
struct Names {
    std::vector<std::string> scenarios, standards, programmes, payers;
    std::vector<std::string> indicators;     ///< in the order of their keys
    std::vector<std::size_t> indicator_bit;  ///< the bit of each indicator in Bits
    Years years;
    std::vector<Bits> counting;                ///< the indicators that count, by standard
    std::vector<std::string> loan_accounts{};  ///< as loan_account_names; empty: nothing is lent
    std::vector<std::string> job_accounts{};   ///< as job_account_names; empty: no job spillover
    std::int64_t smallest_units = 1;           ///< of money in one unit of the study
    Yearly<std::size_t> targeting{};  ///< the standard whose list decides the year after; may be
                                      ///< empty if it is always the same
};

/// Names of the variables that count households by standard and group. An actual figure can be
/// compared with these.
[[nodiscard]] std::vector<std::string> count_measure_names();

/// The variables of a study's results and their values in a replicate.
///
/// All that povex measures stands in one table in table_of_measures.cpp. A row holds a variable
/// (name, units, dimensions) and the function that extracts its value. The catalogue and the
/// results are both made from the rows, so they cannot disagree. A new measure is a new row.
class Measures {
public:
    /// \param multidimensional  whether deprivations of all households are counted, whatever their
    ///                          income
    Measures(Register const& r, Places const& places, GroupChoice const& choice, Names names,
             bool multidimensional);

    /// The variables and the members of their dimensions, for replicates 0 ... replicates - 1.
    [[nodiscard]] Catalogue catalogue(std::uint32_t replicates) const;

    /// The values of all variables in one replicate, in the order of the catalogue.
    /// \param tallies  what was counted, shape [scenario]
    /// \param ledgers  what was booked, shape [scenario]
    /// \throws std::out_of_range if a sum of money is 2^53 or more, which a double cannot hold
    [[nodiscard]] ReplicateResult result(std::uint32_t replicate, std::vector<Tally> const& tallies,
                                         std::vector<Ledger> const& ledgers) const;

private:
    Groups groups_;
    Names names_;
    std::size_t localities_;
    Catalogue catalogue_;            ///< without members of Axis::replicate
    std::vector<std::size_t> rows_;  ///< the row of each variable in the table of measures
};

}  // namespace povex
