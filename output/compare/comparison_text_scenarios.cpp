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

std::string in_words(double value, std::string const& currency, Page const& page) {
    Scale const scale = scale_of(std::fabs(value));
    return fmt::format("{} {}{}", page.number(value / scale.unit), scale.word, printable(currency));
}

/// What a household-year averted costs, or why that has no answer.
std::string cost_in_words(CostPerYear const& cost, std::string const& currency, Page const& page) {
    switch (cost.verdict) {
        case CostVerdict::unknown:
            return "";
        case CostVerdict::no_difference:
            return "no difference (the 95 % interval of the mean holds 0)";
        case CostVerdict::more_poverty:
            return "more poverty";
        case CostVerdict::saves_money:
            return "saves money";
        case CostVerdict::cost:
            break;
    }
    std::string text = "cost of each: " + in_words(cost.mean, currency, page);
    if (cost.draws_without > 0) {
        return text + fmt::format(" ({} of {} draws avert none)", cost.draws_without, cost.draws);
    }
    if (std::isnan(cost.low)) return text;
    return text + fmt::format(" ({} {} to {})", cost.draws > 0 ? "5th-95th pct. of draws" : "95 %",
                              in_words(cost.low, currency, page),
                              in_words(cost.high, currency, page));
}

/// What a planner acts on: the years that households are not on the list, or not poor in truth.
void add_averted(Page& page, Averted const& averted, char const* what,
                 Comparison const& comparison) {
    if (std::isnan(averted.years.mean)) return;
    std::string text = fmt::format("household-years {} averted, national: {}", what,
                                   page.change(averted.years.mean));
    if (has_interval(averted.years, comparison)) {
        text += fmt::format(" ({}", interval_of_change(page, averted.years, comparison));
        if (!std::isnan(averted.mean.low)) {
            text += fmt::format("; 95 % interval of the mean {} to {}",
                                page.change(averted.mean.low), page.change(averted.mean.high));
        }
        text += ")";
    }
    std::string const cost = cost_in_words(averted.cost, comparison.currency, page);
    page.prose(cost.empty() ? text : text + "; " + cost, 2, true);
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

/// The difference in poor households by year, on the list and in truth: under the national
/// standard, and where another one targets in some year, under that one.
void add_differences(Page& page, ScenarioDifference const& scenario, Comparison const& comparison) {
    TextTable table(
        {{"year"}, {"on the list"}, {interval_heading}, {"in truth"}, {interval_heading}}, 2);
    auto const add = [&](int year, OnListAndInTruth const& difference) {
        table.row({std::to_string(year), page.change(difference.on_list.mean),
                   interval_of_change(page, difference.on_list, comparison),
                   page.change(difference.in_truth.mean),
                   interval_of_change(page, difference.in_truth, comparison)});
    };
    table.heading("under " + printable(comparison.national) + " (national)");
    for (std::size_t t = 1; t < scenario.years.size(); ++t) {  // the base year is the same
        add(scenario.years[t].year, scenario.years[t].national);
    }
    std::string under = comparison.national;
    for (std::size_t t = 1; t < scenario.years.size(); ++t) {
        YearDifference const& year = scenario.years[t];
        if (year.targeting == comparison.national) continue;
        if (year.targeting != under) {
            under = year.targeting;
            table.heading("under " + printable(under) + " (targeting)");
        }
        add(year.year, year.under_targeting);
    }
    table.print(page);
}

void add_scenario(Page& page, ScenarioDifference const& scenario, Comparison const& comparison) {
    page.line();
    page.prose(named(page, scenario.title, scenario.scenario), 2);
    add_differences(page, scenario, comparison);
    add_averted(page, scenario.on_list, "on the list", comparison);
    add_averted(page, scenario.in_poverty, "in poverty (in truth)", comparison);
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
               "standard, and under the targeting standard where it is another");
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
        {{"", is_text, page_columns, 12}, {"producers"}, {"jobs"}, {"filled"}, {interval_heading}},
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
        page.prose(fmt::format(
            "The targeting standard changes with the review of {}, from {} to "
            "{}: the new one takes over the list of the old one, so exits, re-entries and "
            "entries of that review are missing under {}.",
            comparison.years[t], before, after, after));
    }
}

}  // namespace povex
