#pragma once

#include <string>

#include "output/compare/comparison.hpp"
#include "output/words/terminal_page.hpp"

namespace povex {

// The parts of the text of a comparison, in their order. Each is left out if there is nothing to
// show.

void add_actuals(Page& page, Comparison const& comparison);
void add_poor(Page& page, Comparison const& comparison);
void add_two_standards(Page& page, Comparison const& comparison);
void add_scenarios(Page& page, Comparison const& comparison);
void add_loans(Page& page, Comparison const& comparison);
void add_jobs(Page& page, Comparison const& comparison);
void add_restarts(Page& page, Comparison const& comparison);

// How numbers and names are written in it.

/// A title with the id behind it, "As delivered (as-delivered)"; the id alone if there is no title.
[[nodiscard]] std::string named(Page const& page, Text const& title, std::string const& id);
/// Whether an estimate has an interval: not with a single replicate.
[[nodiscard]] bool has_interval(Estimate const& estimate, Comparison const& comparison);
/// The heading of a column of intervals: from the 5th to the 95th percentile of the replicates.
inline constexpr char const* interval_heading = "5th-95th pct.";
/// A mean, or "missing".
[[nodiscard]] std::string mean_or_missing(Page const& page, Estimate const& estimate);
/// From the 5th to the 95th percentile, "205 to 281", or "-" if there is none.
[[nodiscard]] std::string interval(Page const& page, Estimate const& estimate,
                                   Comparison const& comparison);
/// The same of a difference, with signs, "-9 to +47".
[[nodiscard]] std::string interval_of_change(Page const& page, Estimate const& estimate,
                                             Comparison const& comparison);

}  // namespace povex
