#pragma once

#include <filesystem>

#include "output/file/results_reader.hpp"

namespace povex {

/// Write the results as a folder of CSV files for statistical programs: one observation a row, and
/// two dictionaries that say what the variables and the members of the dimensions are.
///
/// `summary/` and `difference/` hold a file for each variable, its statistics side by side;
/// `replicates/`, if wanted, one with the number of each replicate. Numbers are the file's own to
/// the last bit, a missing one is empty. A text that a spreadsheet would run as a formula has an
/// apostrophe before it.
///
/// \param folder  must not exist, or be empty; it appears when it is whole
/// \throws InputError if it cannot be written
void write_tidy_tables(std::filesystem::path const& folder, ResultsReader const& results,
                       bool with_replicates);

}  // namespace povex
