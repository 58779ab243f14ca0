#pragma once

#include <string>

#include "output/comparison.hpp"
#include "output/page.hpp"

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

[[nodiscard]] std::string title_or(Text const& title, std::string const& otherwise);
/// "As delivered (as-delivered)", or the id alone.
[[nodiscard]] std::string named(Text const& title, std::string const& id);
[[nodiscard]] bool has_interval(Estimate const& estimate, Comparison const& comparison);
[[nodiscard]] std::string interval(Estimate const& estimate, Comparison const& comparison);
[[nodiscard]] std::string with_sign(double value);
[[nodiscard]] std::string signed_interval(Estimate const& estimate, Comparison const& comparison);

}  // namespace povex
