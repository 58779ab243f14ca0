#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "output/comparison.hpp"
#include "output/plain_text.hpp"

namespace povex {
namespace {

constexpr std::size_t page_columns = 80;
constexpr std::size_t few_replicates = 10;

// Columns of the table of observed counts, adding with the spaces between to the page.
constexpr std::size_t date_columns = 10;
constexpr std::size_t standard_columns = 8;
constexpr std::size_t what_columns = 16;
constexpr std::size_t observed_columns = 8;
constexpr std::size_t projected_columns = 9;
constexpr std::size_t interval_columns = 16;
constexpr std::size_t before_what = date_columns + 1 + standard_columns + 1;

/// The page as it grows, line by line.
class Page {
public:
    void line(std::string_view text = "") {
        std::size_t const end = text.find_last_not_of(' ');
        text_ += text.substr(0, end == std::string_view::npos ? 0 : end + 1);
        text_ += '\n';
    }

    /// Words of running text, broken into lines; all of them, or all but the first, are indented.
    void prose(std::string_view text, std::size_t indent = 0, bool indent_first = false) {
        std::string current;
        std::size_t words = 0;
        bool is_first = !indent_first;
        auto const start_line = [&] {
            current = std::string(is_first ? 0 : indent, ' ');
            is_first = false;
            words = 0;
        };
        start_line();
        while (!text.empty()) {
            std::size_t const end = std::min(text.find(' '), text.size());
            std::string const word = shortened(text.substr(0, end), page_columns - indent);
            text.remove_prefix(std::min(end + 1, text.size()));
            if (word.empty()) continue;
            bool const fits = columns_of(current) + 1 + columns_of(word) <= page_columns;
            if (words > 0 && !fits) {
                line(current);
                start_line();
            }
            current += (words++ > 0 ? " " : "") + word;
        }
        line(current);
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

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

/// The right half of a row: observed, projected, interval, verdict.
std::string numbers(std::string const& observed, std::string const& projected,
                    std::string const& range, std::string const& verdict) {
    return fmt::format("{} {} {} {}", padded_left(observed, observed_columns),
                       padded_left(projected, projected_columns),
                       padded_left(range, interval_columns), verdict);
}

std::string row(std::string const& date, std::string const& standard, std::string const& what,
                std::string const& right) {
    return fmt::format("{} {} {} {}", padded_right(shortened(date, date_columns), date_columns),
                       padded_right(shortened(standard, standard_columns), standard_columns),
                       padded_right(shortened(what, what_columns), what_columns), right);
}

std::string percent(double count, double households) {
    double const share = 100 * count / households;
    if (std::isnan(share)) return "-";
    return share < 10 ? fmt::format("{:.3f}", share) : fmt::format("{:.1f}", share);
}

/// The row of rates under a row of counts.
std::string rates(ComparedActual const& one, Comparison const& comparison) {
    double const households = *one.denominator;
    Estimate const& projected = one.projected;
    std::string range;
    if (has_interval(projected, comparison)) {
        range = fmt::format("{} to {} %", percent(projected.low, households),
                            percent(projected.high, households));
    }
    bool const known = !std::isnan(projected.mean);
    return row("", "", "",
               numbers(percent(one.actual.value, households) + " %",
                       known ? percent(projected.mean, households) + " %" : "", range, ""));
}

std::string verdict(ComparedActual const& one) {
    bool const judged = one.actual.role == Role::fit || one.actual.role == Role::held_out;
    if (!judged || !one.inside) return "";
    return *one.inside ? "inside" : "outside";
}

void add_actual(Page& page, ComparedActual const& one, Comparison const& comparison) {
    Actual const& actual = one.actual;
    page.line(row(printable(actual.date), printable(actual.standard), printable(actual.what),
                  numbers(readable(actual.value), readable(one.projected.mean),
                          interval(one.projected, comparison), verdict(one))));
    if (actual.group != "province") {
        std::string const group = title_or(one.group_title, actual.group);
        page.line(std::string(before_what, ' ') + "  " +
                  shortened(group, page_columns - before_what - 2));
    }
    if (one.denominator && *one.denominator > 0) page.line(rates(one, comparison));
}

constexpr std::array<std::pair<Role, char const*>, 4> role_headings{{
    {Role::built_in, "Built in: the base year is conditioned on these, so they are never a hit"},
    {Role::fit, "Fitted: defaults were chosen with an eye on these"},
    {Role::held_out, "Held out: used nowhere"},
    {Role::information, "For information: no verdict"},
}};

void add_role(Page& page, Comparison const& comparison, Role role, char const* heading) {
    auto const has_role = [&](ComparedActual const& one) { return one.actual.role == role; };
    if (std::none_of(comparison.actuals.begin(), comparison.actuals.end(), has_role)) return;
    page.line(heading);
    for (ComparedActual const& one : comparison.actuals) {
        if (has_role(one)) add_actual(page, one, comparison);
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

void add_actuals(Page& page, Comparison const& comparison) {
    if (comparison.actuals.empty()) {
        page.line("The study has no observed counts.");
        return;
    }
    page.prose("Projected against actual, under " +
               named(comparison.baseline_title, comparison.baseline));
    page.line();
    page.line(
        row("date", "standard", "what", numbers("observed", "projected", "90 % interval", "")));
    for (auto const& [role, heading] : role_headings) add_role(page, comparison, role, heading);
    page.line();
    add_score(page, comparison);
    bool const any_rate = std::any_of(comparison.actuals.begin(), comparison.actuals.end(),
                                      [](auto const& one) { return one.denominator.has_value(); });
    if (any_rate) page.line("Rates are of the published number of households of that review.");
}

// ---- scenarios against the baseline ------------------------------------------------------------

std::string difference_row(std::string const& year, std::string const& national,
                           std::string const& national_range, std::string const& standard,
                           std::string const& targeting, std::string const& targeting_range) {
    return fmt::format("  {} {} {}   {} {} {}", padded_right(year, 4), padded_left(national, 9),
                       padded_left(national_range, 19),
                       padded_right(shortened(standard, standard_columns), standard_columns),
                       padded_left(targeting, 9), padded_left(targeting_range, 19));
}

void add_scenario(Page& page, ScenarioDifference const& scenario, Comparison const& comparison) {
    page.line();
    page.prose(named(scenario.title, scenario.scenario), 2);
    page.line(difference_row("year", shortened(printable(comparison.national), 9), "90 % interval",
                             "targets", "", "90 % interval"));
    for (std::size_t t = 1; t < scenario.years.size(); ++t) {  // the base year is the same
        YearDifference const& year = scenario.years[t];
        page.line(difference_row(std::to_string(year.year), with_sign(year.national.mean),
                                 signed_interval(year.national, comparison),
                                 printable(year.targeting), with_sign(year.under_targeting.mean),
                                 signed_interval(year.under_targeting, comparison)));
    }
    Estimate const& money = scenario.extra_spending;
    if (std::isnan(money.mean)) return;
    Estimate const billions{money.mean / 1e9, money.low / 1e9, money.high / 1e9};
    std::string const range = has_interval(billions, comparison)
                                  ? " (" + signed_interval(billions, comparison) + ")"
                                  : "";
    page.prose(fmt::format("extra spending, all years and payers: {} billion VND{}",
                           with_sign(billions.mean), range),
               2, true);
}

void add_scenarios(Page& page, Comparison const& comparison) {
    if (comparison.scenarios.empty()) return;
    page.line();
    page.prose("Scenarios against " + named(comparison.baseline_title, comparison.baseline) +
               ": difference in poor households, paired by replicate; under the national "
               "standard, and under the one that targets in the year");
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
    page.line();
}

}  // namespace

std::string comparison_text(Comparison const& comparison) {
    Page page;
    add_head(page, comparison);
    add_actuals(page, comparison);
    add_scenarios(page, comparison);
    add_restarts(page, comparison);
    return page.take();
}

}  // namespace povex
