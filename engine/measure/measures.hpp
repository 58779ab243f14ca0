#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/measure/catalogue.hpp"
#include "engine/measure/tally.hpp"
#include "engine/policy/programme.hpp"
#include "engine/policy/projection.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// A group of households that results are reported for: a set of cells.
struct Group {
    std::string name;  ///< "province", "locality:ha-long", "area:urban", ...
    std::vector<std::size_t> cells;
};

/// Which groups, in which of the three lists of the results (decided by how long they may be).
struct Groups {
    std::vector<Group> all;       ///< Axis::group
    std::vector<Group> spending;  ///< Axis::spending_group: province and localities
    std::vector<Group> deprived;  ///< Axis::deprived_group: all but localities
};

struct GroupChoice {
    bool localities = true;
    bool areas = true;
    bool strata = true;
    bool ethnicities = true;
};

[[nodiscard]] Groups make_groups(Register const& r, Places const& places,
                                 GroupChoice const& choice);

/// Names of everything that results are spread over.
struct Names {
    std::vector<std::string> scenarios, standards, programmes, payers;
    std::vector<std::string> indicators;     ///< in the order of their keys
    std::vector<std::size_t> indicator_bit;  ///< the bit of each
    Years years;
    std::vector<Bits> counting;                ///< the bits that count, by standard
    std::vector<std::string> loan_accounts{};  ///< empty: nothing is lent
    std::vector<std::string> job_accounts{};   ///< empty: no spillover
};

/// Names of the counts of households by standard and group: what an observed count can be of.
[[nodiscard]] std::vector<std::string> count_measure_names();

/// Turns tallies and projections into the variables of the results. The one list of what povex
/// measures: a new measure is a line in measures.cpp.
class Measures {
public:
    Measures(Register const& r, Places const& places, GroupChoice const& choice, Names names,
             bool multidimensional);

    /// Variables and members of dimensions; replicates are 0 ... replicates - 1.
    [[nodiscard]] Catalogue catalogue(std::uint32_t replicates) const;

    /// One replicate: a tally and a projection for each scenario.
    [[nodiscard]] ReplicateResult result(std::uint32_t replicate, std::vector<Tally> const& tallies,
                                         std::vector<Projection> const& projections) const;

private:
    void add_members(Catalogue& c, std::uint32_t replicates) const;
    void add_by_household(Catalogue& c) const;
    void add_by_locality(Catalogue& c) const;
    [[nodiscard]] bool classifies() const { return names_.standards.size() > 1; }
    [[nodiscard]] std::vector<double> counts(std::vector<Tally> const& tallies,
                                             std::size_t measure) const;
    /// A count of the deprived; missing if the indicator does not count under the standard.
    [[nodiscard]] double counts_under(std::size_t standard, std::size_t bit,
                                      std::int64_t sum) const;
    [[nodiscard]] std::vector<double> deprived(std::vector<Tally> const& tallies) const;
    [[nodiscard]] std::vector<double> multi_deprived(std::vector<Tally> const& tallies) const;
    [[nodiscard]] std::vector<double> classified(std::vector<Tally> const& tallies) const;
    void incomes(std::vector<Tally> const& tallies, std::vector<std::vector<double>>& values) const;
    [[nodiscard]] std::vector<double> by_locality(std::vector<Projection> const& projections,
                                                  LedgerTable const& (Ledger::*table)() const,
                                                  std::size_t rows) const;

    Groups groups_;
    Names names_;
    bool multidimensional_;
    std::size_t localities_;
    std::vector<double> households_, persons_;  ///< shape [group]
};

}  // namespace povex
