#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/population/register.hpp"

namespace povex {

/// A group of households that results are reported for: the households of some cells.
struct Group {
    std::string name;                ///< "province", "locality:ha-long", "area:urban", ...
    std::vector<std::size_t> cells;  ///< ascending
    double households = 0.0;         ///< of the register [households]
    double persons = 0.0;            ///< likewise [persons]
};

/// The reported groups, in the three lists that results use. The province is the first of each.
struct Groups {
    std::vector<Group> all;       ///< Axis::group
    std::vector<Group> spending;  ///< Axis::spending_group: the province, then each locality
    std::vector<Group> deprived;  ///< Axis::deprived_group: all but the localities
};

/// The kinds of groups that a study asks for. The province is always reported.
struct GroupChoice {
    bool localities = true;
    bool areas = true;
    bool strata = true;
    bool ethnicities = true;
};

/// The groups of a study: the province, then the localities, areas, strata and ethnicities that are
/// chosen, each kind in the order of the study.
[[nodiscard]] Groups make_groups(Register const& r, Places const& places,
                                 GroupChoice const& choice);

}  // namespace povex
