#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "output/compare/comparison_text.hpp"
#include "output/words/plain_text.hpp"

// The parts of the text about scenarios, loans and jobs.

namespace povex {
namespace {

/// The power of a thousand in which an amount is written.
struct Scale {
    double unit;
    char const* word;
};

Scale scale_of(double largest) {
    if (largest >= 1e9) return {1e9, "billion "};
    if (largest >= 1e6) return {1e6, "million "};
    if (largest >= 1e3) return {1e3, "thousand "};
    return {1, ""};
}

/// What a planner acts on: the years that households are not poor.
void add_averted(Page& page, ScenarioDifference const& scenario, Comparison const& comparison) {
    Estimate const& averted = scenario.years_averted;
    if (std::isnan(averted.mean)) return;
    std::string const range = has_interval(averted, comparison)
                                  ? " (" + interval_of_change(page, averted, comparison) + ")"
                                  : "";
    page.prose(
        fmt::format("years of poverty averted, national: {}{}", page.change(averted.mean), range),
        2, true);
}

/// Households that are poor here and not in the baseline, though there may be fewer poor in all.
void add_displaced(Page& page, ScenarioDifference const& scenario) {
    std::string by_year;
    bool any = false;
    for (std::size_t t = 1; t < scenario.years.size(); ++t) {
        double const mean = scenario.years[t].displaced.mean;
        if (std::isnan(mean)) return;
        any = any || mean > 0;
        by_year += fmt::format("{} {} in {}", by_year.empty() ? "" : ",", page.number(mean),
                               scenario.years[t].year);
    }
    if (by_year.empty()) return;
    page.prose("displaced (not poor in the baseline), national:" +
                   (any ? by_year : " none in any replicate"),
               2, true);
}

void add_scenario(Page& page, ScenarioDifference const& scenario, Comparison const& comparison) {
    constexpr bool is_text = false;
    page.line();
    page.prose(named(page, scenario.title, scenario.scenario), 2);
    TextTable table({{"year"},
                     {"national"},
                     {"90 % interval"},
                     {"targets", is_text, page_columns, 8},
                     {""},
                     {"90 % interval"}},
                    2);
    for (std::size_t t = 1; t < scenario.years.size(); ++t) {  // the base year is the same
        YearDifference const& year = scenario.years[t];
        table.row({std::to_string(year.year), page.change(year.national.mean),
                   interval_of_change(page, year.national, comparison), printable(year.targeting),
                   page.change(year.under_targeting.mean),
                   interval_of_change(page, year.under_targeting, comparison)});
    }
    table.print(page);
    add_averted(page, scenario, comparison);
    add_displaced(page, scenario);
    Estimate const& money = scenario.extra_spending;
    if (std::isnan(money.mean)) return;
    Scale const scale = scale_of(
        std::fmax(std::fabs(money.mean), std::fmax(std::fabs(money.low), std::fabs(money.high))));
    Estimate const scaled{money.mean / scale.unit, money.low / scale.unit, money.high / scale.unit};
    std::string const range = has_interval(scaled, comparison)
                                  ? " (" + interval_of_change(page, scaled, comparison) + ")"
                                  : "";
    page.prose(
        fmt::format("extra spending, all years and payers: {} {}{}{}", page.change(scaled.mean),
                    scale.word, printable(comparison.currency), range),
        2, true);
}

}  // namespace

void add_scenarios(Page& page, Comparison const& comparison) {
    if (comparison.scenarios.empty()) return;
    page.line();
    page.prose("Scenarios against " + named(page, comparison.baseline_title, comparison.baseline) +
               ": difference in poor households, paired by replicate; under the national "
               "standard (" +
               printable(comparison.national) + "), and under the targeting standard of the year");
    for (ScenarioDifference const& scenario : comparison.scenarios) {
        add_scenario(page, scenario, comparison);
    }
}

void add_loans(Page& page, Comparison const& comparison) {
    double largest = 0;
    for (LoansOfScenario const& one : comparison.loans) {
        for (Estimate const* account :
             {&one.disbursed, &one.repaid, &one.written_off, &one.interest, &one.outstanding}) {
            largest = std::fmax(largest, account->mean);
        }
    }
    if (largest <= 0) return;
    Scale const scale = scale_of(largest);
    constexpr bool is_text = false;
    page.line();
    page.prose(
        fmt::format("Loans of all programmes and years, outstanding at the end of the last "
                    "[{}{}], mean of the replicates",
                    scale.word, printable(comparison.currency)));
    page.line();
    TextTable table({{"", is_text, page_columns, 12},
                     {"disbursed"},
                     {"repaid"},
                     {"written off"},
                     {"outstanding"},
                     {"interest"}},
                    2);
    for (LoansOfScenario const& one : comparison.loans) {
        auto money = [&](Estimate const& account) {
            return page.number(account.mean / scale.unit);
        };
        table.row({printable(one.scenario), money(one.disbursed), money(one.repaid),
                   money(one.written_off), money(one.outstanding), money(one.interest)});
    }
    table.print(page);
}

void add_jobs(Page& page, Comparison const& comparison) {
    if (comparison.jobs.empty()) return;
    constexpr bool is_text = false;
    page.line();
    page.prose(
        "Jobs that producers open for listed households, all years, and producers in the "
        "last year, mean of the replicates");
    page.line();
    TextTable table(
        {{"", is_text, page_columns, 12}, {"producers"}, {"jobs"}, {"filled"}, {"90 % interval"}},
        2);
    for (JobsOfScenario const& one : comparison.jobs) {
        table.row({printable(one.scenario), page.number(one.producers.mean),
                   page.number(one.jobs.mean), page.number(one.filled.mean),
                   interval(page, one.filled, comparison)});
    }
    table.print(page);
}

/// Where another standard begins to target, flows before and after do not add up.
void add_restarts(Page& page, Comparison const& comparison) {
    for (std::size_t t = 1; t < comparison.targeting.size(); ++t) {
        std::string const before = printable(comparison.targeting[t - 1]);
        std::string const after = printable(comparison.targeting[t]);
        if (before == after) continue;
        page.line();
        page.prose(
            fmt::format("The targeting standard changes with the review of {}, from {} to "
                        "{}: the official flow of exits and entries starts anew there.",
                        comparison.years[t], before, after));
    }
}

}  // namespace povex
