#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "output/comparison.hpp"
#include "output/page.hpp"
#include "output/plain_text.hpp"

namespace povex {
namespace {

constexpr std::size_t few_replicates = 10;

std::string title_or(Text const& title, std::string const& otherwise) {
    std::string const shown = printable(title.en.empty() ? title.vi : title.en);
    return shown.empty() ? printable(otherwise) : shown;
}

/// "As delivered (as-delivered)", or the id alone.
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

// ---- projected against actual ------------------------------------------------------------------

TextTable table_of_actuals() {
    constexpr bool is_text = false;
    return TextTable({{"date", is_text, 10},
                      {"standard", is_text, page_columns, 8},
                      {"what", is_text, page_columns, 9},
                      {"actual"},
                      {"projected"},
                      {"90 % interval"},
                      {"", is_text}});
}
constexpr std::size_t what_column = 2;

std::string percent(double count, double households) {
    double const share = 100 * count / households;
    if (std::isnan(share)) return "-";
    return share < 10 ? fmt::format("{:.3f}", share) : fmt::format("{:.1f}", share);
}

/// The row of rates under a row of counts.
void add_rates(TextTable& table, ComparedActual const& one, Comparison const& comparison) {
    double const households = one.denominator->households;
    Estimate const& projected = one.projected;
    auto const rate = [&](double count) {
        return std::isnan(count) ? "" : percent(count, households) + " %";
    };
    std::string const range = has_interval(projected, comparison)
                                  ? fmt::format("{} to {} %", percent(projected.low, households),
                                                percent(projected.high, households))
                                  : "";
    table.row({"", "", "", rate(one.actual.value), rate(projected.mean), range});
}

std::string verdict(ComparedActual const& one) {
    if (!one.inside) return "";
    return *one.inside ? "inside" : "outside";
}

void add_actual(TextTable& table, ComparedActual const& one, Comparison const& comparison) {
    Actual const& actual = one.actual;
    table.row({printable(actual.date), printable(actual.standard), printable(actual.what),
               readable(actual.value), readable(one.projected.mean),
               interval(one.projected, comparison), verdict(one)});
    if (actual.group != "province") {
        table.remark(what_column, title_or(one.group_title, actual.group));
    }
    if (std::isnan(one.projected.mean)) table.remark(what_column, "not in the results");
    if (one.denominator) add_rates(table, one, comparison);
}

constexpr std::array<std::pair<Role, char const*>, 4> role_headings{{
    {Role::built_in, "Built in: the base year is conditioned on these, so they are never a hit"},
    {Role::fit, "Fit rows: defaults may be chosen by looking at these"},
    {Role::held_out, "Held out: used nowhere"},
    {Role::information, "For information: no verdict"},
}};

void add_role(TextTable& table, Comparison const& comparison, Role role, char const* heading) {
    auto const has_role = [&](ComparedActual const& one) { return one.actual.role == role; };
    if (std::none_of(comparison.actuals.begin(), comparison.actuals.end(), has_role)) return;
    table.heading(heading);
    for (ComparedActual const& one : comparison.actuals) {
        if (has_role(one)) add_actual(table, one, comparison);
    }
}

void add_score(Page& page, Comparison const& comparison) {
    auto const held_out = static_cast<std::size_t>(
        std::count_if(comparison.actuals.begin(), comparison.actuals.end(),
                      [](auto const& one) { return one.actual.role == Role::held_out; }));
    if (held_out == 0) return;
    std::string score = fmt::format("{} of {} held-out counts lie inside the 90 % interval",
                                    comparison.held_out_inside, comparison.held_out);
    if (comparison.held_out < held_out) {
        score += fmt::format("; {} more cannot be judged", held_out - comparison.held_out);
    }
    page.prose(score + ".");
}

void add_denominators(Page& page, Comparison const& comparison) {
    auto const any = [&](bool published) {
        return std::any_of(comparison.actuals.begin(), comparison.actuals.end(),
                           [&](auto const& one) {
                               return one.denominator && one.denominator->published == published;
                           });
    };
    bool const of_register = any(false);
    if (any(true)) {
        page.prose(
            fmt::format("Rates are of the published number of households of that review{}.",
                        of_register ? "; where none is published, of those of the register" : ""));
    } else if (of_register) {
        page.line("Rates are of the households of the register: no other number is published.");
    }
}

void add_actuals(Page& page, Comparison const& comparison) {
    if (comparison.actuals.empty()) {
        page.line("The study has no observed counts.");
        return;
    }
    page.prose("Projected against actual, under " +
               named(comparison.baseline_title, comparison.baseline));
    page.line();
    TextTable table = table_of_actuals();
    for (auto const& [role, heading] : role_headings) add_role(table, comparison, role, heading);
    table.print(page);
    page.line();
    add_score(page, comparison);
    add_denominators(page, comparison);
}

// ---- the poor ----------------------------------------------------------------------------------

bool is_known(std::vector<PoorUnderStandard> const& poor, Estimate PoorOfYear::*part) {
    return std::any_of(poor.begin(), poor.end(), [&](PoorUnderStandard const& under) {
        return std::any_of(under.years.begin(), under.years.end(),
                           [&](PoorOfYear const& year) { return !std::isnan((year.*part).mean); });
    });
}

struct PoorColumn {
    char const* heading;
    Estimate PoorOfYear::*part;
};

/// How many are poor by the review and in truth, and where the former were at the last review.
void add_poor(Page& page, Comparison const& comparison) {
    if (comparison.poor.empty()) return;
    std::vector<PoorColumn> shown{{"by the review", &PoorOfYear::by_review}};
    for (PoorColumn const& column : {PoorColumn{"in truth", &PoorOfYear::in_truth},
                                     {"stayers", &PoorOfYear::stayers},
                                     {"formerly near-poor", &PoorOfYear::formerly_near_poor},
                                     {"formerly unlisted", &PoorOfYear::formerly_unlisted}}) {
        if (is_known(comparison.poor, column.part)) shown.push_back(column);
    }
    bool const is_split = is_known(comparison.poor, &PoorOfYear::formerly_unlisted);
    page.line();
    page.prose("Poor households under " + named(comparison.baseline_title, comparison.baseline) +
               ", mean of the replicates" +
               (is_split ? "; those by the review also by their status at the last one" : ""));
    page.line();
    std::vector<TableColumn> columns{{"year"}};
    for (PoorColumn const& column : shown) columns.push_back({column.heading});
    TextTable table(columns, 2);
    for (PoorUnderStandard const& under : comparison.poor) {
        bool const is_national = under.standard == comparison.national;
        table.heading("under " + printable(under.standard) + (is_national ? " (national)" : ""));
        for (PoorOfYear const& year : under.years) {
            std::vector<std::string> cells{std::to_string(year.year)};
            for (PoorColumn const& column : shown) {
                cells.push_back(readable((year.*column.part).mean));
            }
            table.row(std::move(cells));
        }
    }
    table.print(page);
    if (!is_split) return;
    page.line();
    page.prose(
        "Programmes for the poor and near-poor enrol by the last list of the standard that "
        "targets: those formerly unlisted there were beyond their reach.");
}

// ---- scenarios against the baseline ------------------------------------------------------------

/// The power of a thousand in which an amount is told.
struct Scale {
    double unit;
    char const* word;
};

Scale scale_of(Estimate const& money) {
    double const largest =
        std::fmax(std::fabs(money.mean), std::fmax(std::fabs(money.low), std::fabs(money.high)));
    if (largest >= 1e9) return {1e9, "billion "};
    if (largest >= 1e6) return {1e6, "million "};
    if (largest >= 1e3) return {1e3, "thousand "};
    return {1, ""};
}

void add_scenario(Page& page, ScenarioDifference const& scenario, Comparison const& comparison) {
    constexpr bool is_text = false;
    page.line();
    page.prose(named(scenario.title, scenario.scenario), 2);
    TextTable table({{"year"},
                     {"national"},
                     {"90 % interval"},
                     {"targets", is_text, page_columns, 8},
                     {""},
                     {"90 % interval"}},
                    2);
    for (std::size_t t = 1; t < scenario.years.size(); ++t) {  // the base year is the same
        YearDifference const& year = scenario.years[t];
        table.row({std::to_string(year.year), with_sign(year.national.mean),
                   signed_interval(year.national, comparison), printable(year.targeting),
                   with_sign(year.under_targeting.mean),
                   signed_interval(year.under_targeting, comparison)});
    }
    table.print(page);
    Estimate const& money = scenario.extra_spending;
    if (std::isnan(money.mean)) return;
    Scale const scale = scale_of(money);
    Estimate const told{money.mean / scale.unit, money.low / scale.unit, money.high / scale.unit};
    std::string const range =
        has_interval(told, comparison) ? " (" + signed_interval(told, comparison) + ")" : "";
    page.prose(fmt::format("extra spending, all years and payers: {} {}{}{}", with_sign(told.mean),
                           scale.word, printable(comparison.currency), range),
               2, true);
}

void add_scenarios(Page& page, Comparison const& comparison) {
    if (comparison.scenarios.empty()) return;
    page.line();
    page.prose("Scenarios against " + named(comparison.baseline_title, comparison.baseline) +
               ": difference in poor households, paired by replicate; under the national "
               "standard (" +
               printable(comparison.national) + "), and under the one that targets in the year");
    for (ScenarioDifference const& scenario : comparison.scenarios) {
        add_scenario(page, scenario, comparison);
    }
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
    add_scenarios(page, comparison);
    add_restarts(page, comparison);
    return page.take();
}

}  // namespace povex
