#pragma once

#include <filesystem>

#include "output/file/results_reader.hpp"

namespace povex {

/// Write the results as a folder of CSV files for statistical programs: one observation per row,
/// and two dictionaries, of the variables and of the members of the dimensions.
///
/// `summary/` and `difference/` have a file for each variable, with a column for each statistic.
/// `replicates/` has one with the number of each replicate. Numbers have all digits of the results
/// file; a missing one is an empty field. A text that a spreadsheet would take for a formula has an
/// apostrophe in front.
///
/// \param folder           must not exist, or be empty; it appears when it is complete
/// \param with_replicates  whether to write `replicates/`
/// \throws InputError if the folder cannot be written
void write_tidy_tables(std::filesystem::path const& folder, ResultsReader const& results,
                       bool with_replicates);

}  // namespace povex
