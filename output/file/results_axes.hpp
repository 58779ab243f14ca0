#pragma once

#include <string>
#include <vector>

#include "output/file/array_file.hpp"
#include "output/file/results_layout.hpp"

namespace povex {

/// Write an axis into a group of a results file: the labels of its members, and along it what else
/// is known of each, e.g. titles, the published households of a year, the draw of a replicate, or
/// the numbers of the study at a point of a sweep.
void make_axis(ArrayFile& file, ResultsPlan const& plan, std::string const& group, Axis axis);

/// Write each axis that one of the variables has, once.
void make_axes(ArrayFile& file, ResultsPlan const& plan, std::string const& group,
               std::vector<Variable const*> const& variables);

/// The names of the arrays along some axes that say more of their members, separated by spaces: the
/// attribute `coordinates` of a variable.
[[nodiscard]] std::string coordinates(ResultsPlan const& plan, std::vector<Axis> const& over);

}  // namespace povex
