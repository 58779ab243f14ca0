#pragma once

#include <string>

#include "output/compare/comparison.hpp"
#include "output/words/terminal_page.hpp"

namespace povex {

// The parts of a comparison's page, in their order.

void add_actuals(Page& page, Comparison const& comparison);
void add_poor(Page& page, Comparison const& comparison);
void add_two_standards(Page& page, Comparison const& comparison);
void add_scenarios(Page& page, Comparison const& comparison);
void add_loans(Page& page, Comparison const& comparison);
void add_jobs(Page& page, Comparison const& comparison);
void add_restarts(Page& page, Comparison const& comparison);

// How they put things.

/// "As delivered (as-delivered)", or the id alone.
[[nodiscard]] std::string named(Page const& page, Text const& title, std::string const& id);
[[nodiscard]] bool has_interval(Estimate const& estimate, Comparison const& comparison);
[[nodiscard]] std::string interval(Page const& page, Estimate const& estimate,
                                   Comparison const& comparison);
/// The same of a difference, with signs.
[[nodiscard]] std::string interval_of_change(Page const& page, Estimate const& estimate,
                                             Comparison const& comparison);

}  // namespace povex
