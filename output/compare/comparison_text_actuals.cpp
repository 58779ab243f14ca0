#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "output/compare/comparison_text.hpp"
#include "output/words/plain_text.hpp"

// The part of the text that holds projected against actual.

namespace povex {
namespace {

TextTable table_of_actuals() {
    constexpr bool is_text = false;
    return TextTable({{"date", is_text, 10},
                      {"standard", is_text, page_columns, 8},
                      {"what", is_text, page_columns, 9},
                      {"actual"},
                      {"projected"},
                      {interval_heading},
                      {"", is_text}});
}
constexpr std::size_t what_column = 2;

std::string percent(Page const& page, double count, double households) {
    double const share = 100 * count / households;
    return page.say().number(share, share < 10 ? 3 : 1);
}

/// A count as a share of a number of households, "0.069 %"; empty if either is not known.
std::string rate(Page const& page, double count, std::optional<double> households) {
    if (!households || std::isnan(count)) return "";
    return percent(page, count, *households) + " %";
}

/// The row of rates under a row of counts: the observed share of the published number of
/// households, the projected share of those that are simulated.
void add_rates(Page const& page, TextTable& table, ComparedActual const& one,
               Comparison const& comparison) {
    auto const& [simulated, published] = *one.denominators;
    Estimate const& projected = one.projected;
    std::string const range =
        simulated && has_interval(projected, comparison)
            ? fmt::format("{} to {} %", percent(page, projected.low, *simulated),
                          percent(page, projected.high, *simulated))
            : "";
    std::string const observed = rate(page, one.actual.value, published);
    std::string const mean = rate(page, projected.mean, simulated);
    if (!observed.empty() || !mean.empty()) table.row({"", "", "", observed, mean, range});
}

std::string verdict(ComparedActual const& one) {
    if (!one.inside) return "";
    return *one.inside ? "inside" : "outside";
}

void add_actual(Page const& page, TextTable& table, ComparedActual const& one,
                Comparison const& comparison) {
    Actual const& actual = one.actual;
    table.row({printable(actual.date), printable(actual.standard), printable(actual.what),
               page.number(actual.value), page.number(one.projected.mean),
               interval(page, one.projected, comparison), verdict(one)});
    if (actual.group != "province") {
        table.remark(what_column, page.title(one.group_title, actual.group));
    }
    if (std::isnan(one.projected.mean)) table.remark(what_column, "not in the results");
    if (one.denominators) add_rates(page, table, one, comparison);
}

constexpr std::array<std::pair<Role, char const*>, 4> role_headings{{
    {Role::built_in, "Built in: the base year is made to match these, so they are never a hit"},
    {Role::fit, "Fit: defaults were chosen with these, so lying inside is no success"},
    {Role::held_out, "Held out: the projection does not use these"},
    {Role::information, "For information: no verdict"},
}};

void add_role(Page const& page, TextTable& table, Comparison const& comparison, Role role,
              char const* heading) {
    auto const has_role = [&](ComparedActual const& one) { return one.actual.role == role; };
    if (std::none_of(comparison.actuals.begin(), comparison.actuals.end(), has_role)) return;
    table.heading(heading);
    for (ComparedActual const& one : comparison.actuals) {
        if (has_role(one)) add_actual(page, table, one, comparison);
    }
}

void add_score(Page& page, Comparison const& comparison) {
    auto const held_out = static_cast<std::size_t>(
        std::count_if(comparison.actuals.begin(), comparison.actuals.end(),
                      [](auto const& one) { return one.actual.role == Role::held_out; }));
    if (held_out == 0) return;
    std::string score =
        fmt::format("{} of {} held-out counts lie between the 5th and 95th percentile",
                    comparison.held_out_inside, comparison.held_out);
    if (comparison.held_out < held_out) {
        score += fmt::format("; {} more cannot be judged", held_out - comparison.held_out);
    }
    page.prose(score + ".");
}

void add_denominators(Page& page, Comparison const& comparison) {
    bool const has_rates = std::any_of(comparison.actuals.begin(), comparison.actuals.end(),
                                       [](auto const& one) { return one.denominators; });
    if (!has_rates) return;
    page.prose(
        "Rates of actual counts are shares of the published number of households at that review, "
        "where there is one; projected rates are shares of the households of the register.");
}

/// The residuals of the fit rows, under the baseline and the scenarios shown together with it.
void add_residuals(Page& page, Comparison const& comparison) {
    constexpr bool is_text = false;
    TextTable table(
        {{"", is_text, page_columns, 12}, {"projected"}, {interval_heading}, {"residual"}}, 2);
    bool any = false;
    for (ComparedActual const& one : comparison.actuals) {
        if (one.residuals.empty() || std::isnan(one.projected.mean)) continue;
        Actual const& actual = one.actual;
        std::string const where =
            actual.group == "province" ? "" : ", " + page.title(one.group_title, actual.group);
        table.heading(fmt::format("{} {} {}{}: {}", printable(actual.date),
                                  printable(actual.standard), printable(actual.what), where,
                                  page.number(actual.value)));
        for (Residual const& residual : one.residuals) {
            table.row({printable(residual.scenario), page.number(residual.projected.mean),
                       interval(page, residual.projected, comparison),
                       page.change(residual.residual)});
        }
        any = true;
    }
    if (!any) return;
    page.line();
    page.prose("Residual of the fit rows, projected mean minus actual, under the baseline" +
               std::string(comparison.shown_with_baseline.empty()
                               ? ""
                               : " and the scenarios shown with it"));
    page.line();
    table.print(page);
}

}  // namespace

void add_actuals(Page& page, Comparison const& comparison) {
    if (comparison.actuals.empty()) {
        page.line("The study has no observed counts.");
        return;
    }
    page.prose("Projected against actual, under " +
               named(page, comparison.baseline_title, comparison.baseline));
    page.line();
    TextTable table = table_of_actuals();
    for (auto const& [role, heading] : role_headings)
        add_role(page, table, comparison, role, heading);
    table.print(page);
    page.line();
    add_score(page, comparison);
    add_denominators(page, comparison);
    add_residuals(page, comparison);
}

}  // namespace povex
