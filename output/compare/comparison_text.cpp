#include "output/compare/comparison_text.hpp"

#include <cmath>
#include <string>

#include <fmt/format.h>

#include "output/words/plain_text.hpp"

namespace povex {

std::string named(Page const& page, Text const& title, std::string const& id) {
    std::string const shown = page.title(title, "");
    return shown.empty() ? printable(id) : fmt::format("{} ({})", shown, printable(id));
}

bool has_interval(Estimate const& estimate, Comparison const& comparison) {
    return comparison.replicates > 1 && !std::isnan(estimate.low) && !std::isnan(estimate.high);
}

std::string mean_or_missing(Page const& page, Estimate const& estimate) {
    return std::isnan(estimate.mean) ? "missing" : page.number(estimate.mean);
}

std::string interval(Page const& page, Estimate const& estimate, Comparison const& comparison) {
    if (!has_interval(estimate, comparison)) return "-";
    return fmt::format("{} to {}", page.number(estimate.low), page.number(estimate.high));
}

std::string interval_of_change(Page const& page, Estimate const& estimate,
                               Comparison const& comparison) {
    if (!has_interval(estimate, comparison)) return "-";
    return fmt::format("{} to {}", page.change(estimate.low), page.change(estimate.high));
}

namespace {

constexpr std::size_t few_replicates = 10;

void add_head(Page& page, Comparison const& comparison) {
    page.prose(page.title(comparison.title, "(study without a title)"));
    page.line(fmt::format("seed {}, {} replicate{}", comparison.seed, comparison.replicates,
                          comparison.replicates == 1 ? "" : "s"));
    if (comparison.replicates == 1) {
        page.line("With one replicate there are no intervals and no verdicts.");
    } else if (comparison.replicates < few_replicates) {
        page.line("With so few replicates, means and intervals are rough.");
    }
    if (!comparison.as_of.empty()) {
        page.prose(
            fmt::format("As of {}: {} published later {} withheld.", printable(comparison.as_of),
                        comparison.withheld == 1 ? std::string("1 count")
                                                 : fmt::format("{} counts", comparison.withheld),
                        comparison.withheld == 1 ? "is" : "are"));
    }
    if (comparison.draws > 0) {
        page.prose(
            fmt::format("Intervals go from the 5th to the 95th percentile of the replicates. "
                        "Chance and {} draws of the uncertain parameters spread them.",
                        comparison.draws));
    } else if (comparison.replicates > 1) {
        page.prose(
            "Intervals go from the 5th to the 95th percentile of the replicates. Chance alone "
            "spreads them: parameters are fixed.");
    }
    page.line();
}

}  // namespace

std::string comparison_text(Comparison const& comparison, Language language) {
    Page page(language);
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
