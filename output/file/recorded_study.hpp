#pragma once

#include "engine/study/study.hpp"
#include "output/file/results_reader.hpp"

namespace povex {

/// The study of a results file, read again from the text that the file records: with the settings,
/// the date and the seed of the run, and with what it drew first.
///
/// \throws InputError if the file has no study, or one that this program cannot read
[[nodiscard]] Study recorded_study(ResultsReader const& results);

}  // namespace povex
