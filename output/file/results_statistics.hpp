#pragma once

#include "output/file/array_file.hpp"
#include "output/file/results_layout.hpp"

namespace povex {

/// At most so many numbers of a variable are read at once.
inline constexpr std::size_t largest_part = std::size_t{1} << 20U;

/// Write the statistics over replicates, see Summary: /summary for each variable, and /difference
/// for each variable with scenarios, of its difference to the baseline, taken replicate by
/// replicate. The difference of the baseline to itself is exactly zero. The variables are read back
/// from the file one part at a time, so memory does not grow with the number of replicates.
void write_summaries(ArrayFile& file, ResultsPlan const& plan);

/// Write /comparison: what each scenario projects for each observed count, and whether the count
/// lies inside the interval of the replicates, [q05, q95], both ends included. Reads /summary.
void write_comparison(ArrayFile& file, ResultsPlan const& plan);

}  // namespace povex
