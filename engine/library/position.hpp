#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "engine/measure/catalogue.hpp"

namespace povex {

/// Where one number stands in the results of every replicate, e.g. the poor households of one
/// scenario at the end of one year.
struct Position {
    std::size_t variable = 0;
    std::size_t index = 0;  ///< among the numbers of the variable

    /// The number in one replicate; NaN if it does not exist, like a flow in the base year.
    [[nodiscard]] double in(ReplicateResult const& result) const {
        return result.values[variable][index];
    }
};

/// Find the position of a number by name.
///
///     position_of(catalogue, "poor", {{Axis::scenario, "cash-only"}, {Axis::year, "2022"}, ...})
///
/// \param members  one for each dimension of the variable but `replicate`; a dimension with a
///                 single member may be left out
/// \throws InputError if a name is unknown, or a dimension is missing or too much; the hint has the
///         names that are known
[[nodiscard]] Position position_of(Catalogue const& catalogue, std::string const& name,
                                   std::map<Axis, std::string> const& members);

}  // namespace povex
