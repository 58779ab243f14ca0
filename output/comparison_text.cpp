#include <cmath>
#include <string>

#include <fmt/format.h>

#include "output/comparison_page.hpp"
#include "output/plain_text.hpp"

namespace povex {

std::string title_or(Text const& title, std::string const& otherwise) {
    std::string const shown = printable(title.en.empty() ? title.vi : title.en);
    return shown.empty() ? printable(otherwise) : shown;
}

std::string named(Text const& title, std::string const& id) {
    std::string const shown = title_or(title, "");
    return shown.empty() ? printable(id) : fmt::format("{} ({})", shown, printable(id));
}

bool has_interval(Estimate const& estimate, Comparison const& comparison) {
    return comparison.replicates > 1 && !std::isnan(estimate.low) && !std::isnan(estimate.high);
}

std::string interval(Estimate const& estimate, Comparison const& comparison) {
    if (!has_interval(estimate, comparison)) return "-";
    return fmt::format("{} to {}", readable(estimate.low), readable(estimate.high));
}

std::string with_sign(double value) {
    return (value > 0 ? "+" : "") + readable(value);
}

std::string signed_interval(Estimate const& estimate, Comparison const& comparison) {
    if (!has_interval(estimate, comparison)) return "-";
    return fmt::format("{} to {}", with_sign(estimate.low), with_sign(estimate.high));
}

namespace {

constexpr std::size_t few_replicates = 10;

void add_head(Page& page, Comparison const& comparison) {
    page.prose(title_or(comparison.title, "(study without a title)"));
    page.line(fmt::format("seed {}, {} replicate{}", comparison.seed, comparison.replicates,
                          comparison.replicates == 1 ? "" : "s"));
    if (comparison.replicates == 1) {
        page.line("One replicate says nothing of chance: no intervals, no verdicts.");
    } else if (comparison.replicates < few_replicates) {
        page.line("So few replicates: means and intervals are rough.");
    }
    if (!comparison.as_of.empty()) {
        page.prose(
            fmt::format("As of {}: {} published later {} withheld.", printable(comparison.as_of),
                        comparison.withheld == 1 ? std::string("1 count")
                                                 : fmt::format("{} counts", comparison.withheld),
                        comparison.withheld == 1 ? "is" : "are"));
    }
    page.line();
}

}  // namespace

std::string comparison_text(Comparison const& comparison) {
    Page page;
    add_head(page, comparison);
    add_actuals(page, comparison);
    add_poor(page, comparison);
    add_two_standards(page, comparison);
    add_scenarios(page, comparison);
    add_loans(page, comparison);
    add_jobs(page, comparison);
    add_restarts(page, comparison);
    return page.take();
}

}  // namespace povex
