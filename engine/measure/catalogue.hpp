#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace povex {

/// What the numbers of a result are spread over: the dimensions of the results file.
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
    loan_account,    ///< what becomes of the money lent
    job_account,     ///< producers, and the jobs that they open
    other_standard,  ///< the standards again, for two of them at once
    found,           ///< what a standard finds: poor, near_poor, not
    found_by_other,
    point,  ///< of a sweep
};
inline constexpr std::array axis_names{
    "scenario",       "standard",     "programme",      "payer",          "replicate",
    "year",           "group",        "spending_group", "deprived_group", "status",
    "indicator",      "loan_account", "job_account",    "other_standard", "found",
    "found_by_other", "point"};
inline constexpr std::size_t axes = axis_names.size();

/// How a variable's numbers are stored: counts fit 32 bits, money needs 64.
enum class Kind : std::uint8_t { count, money, real };

/// One variable of the results: what is measured, in what unit, over which dimensions.
struct Variable {
    std::string name;
    std::string long_name;
    std::string units;
    std::string cell_methods;  ///< may be empty
    Kind kind = Kind::count;
    std::vector<Axis> over;  ///< outermost first; contains Axis::replicate
};

/// The variables of a run and the members of their dimensions: the one list from which the
/// results file, its summaries and its documentation are made.
struct Catalogue {
    std::vector<Variable> variables;
    std::array<std::vector<std::string>, axes> members;  ///< names; years and replicates as digits

    [[nodiscard]] std::size_t size(Axis axis) const {
        return members[static_cast<std::size_t>(axis)].size();
    }
    /// Numbers of a variable in one replicate of one point: the product of its other dimensions.
    [[nodiscard]] std::size_t size_per_replicate(Variable const& variable) const;
    /// Index of a variable; throws std::out_of_range if there is none.
    [[nodiscard]] std::size_t index(std::string const& name) const;
};

/// The same over the points of a sweep, which are numbered: every variable has `point` as its
/// outermost dimension.
[[nodiscard]] Catalogue over_points(Catalogue catalogue, std::size_t points);

/// Everything kept of one replicate: for each variable of the catalogue its numbers, row-major
/// over its dimensions without `replicate`. All whole numbers are below 2^53, so exact; a value
/// that does not exist (a flow at the base year) is NaN.
struct ReplicateResult {
    std::uint32_t replicate = 0;
    std::vector<std::vector<double>> values;  ///< shape [variables]
};

}  // namespace povex
