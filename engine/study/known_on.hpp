#pragma once

#include <string>
#include <vector>

#include "engine/study/study.hpp"
#include "engine/study/text.hpp"

namespace povex {

// What a study may use if it is to know only what was published by a date (--as-of). Dates are
// texts as 2022-12-31, so that they are in order as texts.

/// Drop the actuals and the published numbers of households that were not known at study.as_of,
/// and count the actuals. One without a date is not known to have been known.
void withhold_unknown(Study& study);

/// Report every input that was not known on a date. An input without a date is reported, too, if
/// others have one; what was set on the command line and the program's defaults never are.
void refuse_unknown(std::string const& as_of, std::vector<Parameter> const& used,
                    Problems& problems);

/// Whether a number of a programme is used in a scenario: the programme runs, and has money in some
/// year or it is the number that says it has none. All other numbers are used.
[[nodiscard]] bool runs_in(std::string const& key, Scenario const& scenario);

/// Whether a number of a shock is used in an experiment; all other numbers are.
[[nodiscard]] bool happens(std::string const& key, Experiment const& experiment);

/// The rows of the study's CSV files but the actuals: one entry for all rows of a file with the
/// same papers.
[[nodiscard]] std::vector<Parameter> rows_of_tables(std::vector<StudyFile> const& files,
                                                    std::string const& actuals);

}  // namespace povex
