#pragma once

#include "output/file/results_reader.hpp"
#include "output/file/target_path.hpp"

namespace povex {

/// Write the results as a folder of CSV files for statistical programs: one observation per row,
/// and two dictionaries, of the variables and of the members of the dimensions.
///
/// `summary/` and `difference/` have a file for each variable, with a column for each statistic.
/// `replicates/` has one with the number of each replicate. Numbers have all digits of the results
/// file; a missing one is an empty field. A text that a spreadsheet would take for a formula has an
/// apostrophe in front.
///
/// \param target           see checked_folder(); it appears when it is complete
/// \param with_replicates  whether to write `replicates/`
/// \throws InputError if the folder cannot be made; FileError if the disk is full
void write_tidy_tables(OutputPath const& target, ResultsReader const& results,
                       bool with_replicates);

}  // namespace povex
