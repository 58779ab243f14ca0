#pragma once

#include "output/file/array_file.hpp"
#include "output/file/results_layout.hpp"

namespace povex {

/// Write /summary: for each variable what its replicates say, see Summary; and /difference: for
/// each variable with scenarios what they say of the difference to the baseline, taken within each
/// replicate. The baseline's own is exactly zero. Reads the variables back from the file, a part at
/// a time, so memory does not grow with what was written.
void write_summaries(ArrayFile& file, ResultsPlan const& plan);

/// Write /comparison: what each scenario projects for each observed count. Reads /summary.
void write_comparison(ArrayFile& file, ResultsPlan const& plan);

}  // namespace povex
