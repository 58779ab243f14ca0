#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace povex {

/// The dimensions that the values of results can have, as in the results file.
enum class Axis : std::uint8_t {
    scenario,
    standard,
    programme,
    payer,
    replicate,
    year,
    group,           ///< province, localities, areas, strata, ethnicities
    spending_group,  ///< province and localities
    deprived_group,  ///< province, areas, strata, ethnicities
    status,          ///< poor, near_poor
    indicator,
    loan_account,    ///< what becomes of the money lent, see LoanAccount
    job_account,     ///< producers and the jobs that they open, see JobAccount
    other_standard,  ///< the standards again, where two are compared
    poverty_class,   ///< class by a standard: poor, near_poor, not; see PovertyClass
    class_by_other,  ///< class by the other standard
    point,           ///< of a sweep
};
inline constexpr std::array axis_names{
    "scenario",       "standard",     "programme",      "payer",          "replicate",
    "year",           "group",        "spending_group", "deprived_group", "status",
    "indicator",      "loan_account", "job_account",    "other_standard", "class",
    "class_by_other", "point"};
inline constexpr std::size_t axes = axis_names.size();

/// What the values of a variable are, and so how they are stored: counts fit 32 bits; money is
/// counted in smallest units, incomes per month in smallest units a year, and both need 64.
enum class Kind : std::uint8_t { count, money, income, real };

/// One variable of the results: what is measured, in which units, over which dimensions.
struct Variable {
    std::string name;
    std::string long_name;
    std::string units;
    std::string cell_methods;  ///< may be empty
    Kind kind = Kind::count;
    std::vector<Axis> over;         ///< outermost first; contains Axis::replicate
    double scale = 1.0;             ///< a value times this is in the units above
    std::string missing_because{};  ///< why some values are missing; empty: none is
};

/// The variables of a run and the members of their dimensions. The results file and its summaries
/// are made from this list.
struct Catalogue {
    std::vector<Variable> variables;
    std::array<std::vector<std::string>, axes> members;  ///< names; years and replicates in digits

    [[nodiscard]] std::size_t size(Axis axis) const {
        return members[static_cast<std::size_t>(axis)].size();
    }
    /// Values of a variable in one replicate of one point: the product of its other dimensions.
    [[nodiscard]] std::size_t size_per_replicate(Variable const& variable) const;
    /// Index of the variable with this name. Throws std::out_of_range if there is none.
    [[nodiscard]] std::size_t index(std::string const& name) const;
};

/// The catalogue of a sweep over numbered points: every variable gets `point` as its outermost
/// dimension.
[[nodiscard]] Catalogue over_points(Catalogue catalogue, std::size_t points);

/// The results of one replicate: for each variable of the catalogue its values, row-major over its
/// dimensions without `replicate`. Times the variable's scale they are in its units; sums of money
/// are whole numbers of smallest units. All whole numbers are below 2^53, so a double holds them
/// exactly. A value that does not exist, e.g. a flow at the base year, is NaN.
struct ReplicateResult {
    std::uint32_t replicate = 0;
    std::vector<std::vector<double>> values;  ///< shape [variables]
};

}  // namespace povex
