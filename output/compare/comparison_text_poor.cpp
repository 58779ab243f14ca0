#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "output/compare/comparison_text.hpp"
#include "output/words/plain_text.hpp"

// The parts of the text about the poor of the baseline, and how another standard classifies them.

namespace povex {
namespace {

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

std::string percents(double from, double to) {
    return fmt::format("{:.0f} to {:.0f} %", 100 * from, 100 * to);
}

/// How much of the first fall does not come from measured income. It is a range, never one number.
void add_first_fall(Page& page, Comparison const& comparison) {
    if (!comparison.first_fall || comparison.replicates < 2) return;
    FirstFall const& fall = *comparison.first_fall;
    double const low = std::fmin(fall.share_first.low, fall.share_last.low);
    double const high = std::fmax(fall.share_first.high, fall.share_last.high);
    page.line();
    page.prose(fmt::format(
        "Deprivations and the rules of the list, not measured income, explain {} of the fall "
        "under {} from {} to {} on a logarithmic scale. Counted in households they explain {}, "
        "depending on which is changed first (5th to 95th percentile of the replicates).",
        percents(fall.in_logarithms.low, fall.in_logarithms.high), printable(comparison.national),
        fall.from, fall.to, percents(low, high)));
}

/// A number of the poor; flows are missing where a standard takes over the list of another.
std::string cell(Page const& page, PoorOfYear const& year, PoorColumn const& column,
                 bool is_base_year) {
    Estimate const& estimate = year.*column.part;
    return is_base_year ? page.number(estimate.mean) : mean_or_missing(page, estimate);
}

}  // namespace

/// How many are poor on the list and in truth, and what status the former had at the review before.
void add_poor(Page& page, Comparison const& comparison) {
    if (comparison.poor.empty()) return;
    std::vector<PoorColumn> shown{{"on the list", &PoorOfYear::on_list}};
    for (PoorColumn const& column : {PoorColumn{"in truth", &PoorOfYear::in_truth},
                                     {"stayers", &PoorOfYear::stayers},
                                     {"formerly near-poor", &PoorOfYear::formerly_near_poor},
                                     {"formerly unlisted", &PoorOfYear::formerly_unlisted}}) {
        if (is_known(comparison.poor, column.part)) shown.push_back(column);
    }
    bool const is_split = is_known(comparison.poor, &PoorOfYear::formerly_unlisted);
    page.line();
    page.prose("Poor households under " +
               named(page, comparison.baseline_title, comparison.baseline) +
               ", mean of the replicates" +
               (is_split ? "; those on the list also by their status at the last review" : ""));
    page.line();
    std::vector<TableColumn> columns{{"year"}};
    for (PoorColumn const& column : shown) columns.push_back({column.heading});
    if (comparison.draws > 0) columns.insert(columns.end(), {{"sd by chance"}, {"by parameters"}});
    TextTable table(columns, 2);
    for (PoorUnderStandard const& under : comparison.poor) {
        bool const is_national = under.standard == comparison.national;
        table.heading("under " + printable(under.standard) + (is_national ? " (national)" : ""));
        for (PoorOfYear const& year : under.years) {
            std::vector<std::string> cells{std::to_string(year.year)};
            for (PoorColumn const& column : shown) {
                cells.push_back(cell(page, year, column, year.year == under.years.front().year));
            }
            if (comparison.draws > 0) {
                cells.push_back(page.number(year.on_list.process_sd));
                cells.push_back(page.number(year.on_list.parameter_sd));
            }
            table.row(std::move(cells));
        }
    }
    table.print(page);
    if (is_split) {
        page.line();
        page.prose(
            "Programmes for the poor and near-poor enrol from the last list of the targeting "
            "standard: households formerly unlisted there could not enrol.");
    }
    add_first_fall(page, comparison);
}

/// How many households two standards classify differently in the same year. A change of standard is
/// not progress.
void add_two_standards(Page& page, Comparison const& comparison) {
    if (comparison.two_standards.empty()) return;
    constexpr std::pair<PovertyClass, PovertyClass> differently[] = {
        {PovertyClass::poor, PovertyClass::near_poor},
        {PovertyClass::poor, PovertyClass::neither},
        {PovertyClass::near_poor, PovertyClass::poor},
        {PovertyClass::near_poor, PovertyClass::neither},
        {PovertyClass::neither, PovertyClass::poor},
        {PovertyClass::neither, PovertyClass::near_poor}};
    page.line();
    page.prose("Households that two standards classify differently in the same year, under " +
               named(page, comparison.baseline_title, comparison.baseline) +
               ", mean of the replicates; poor/not: poor by the first, neither poor nor near-poor "
               "by the second. A change of standard changes the measurement; it is not progress");
    page.line();
    TextTable table({{"year"},
                     {"differ"},
                     {"poor/near"},
                     {"poor/not"},
                     {"near/poor"},
                     {"near/not"},
                     {"not/poor"},
                     {"not/near"}},
                    2);
    for (TwoStandards const& two : comparison.two_standards) {
        table.heading(printable(comparison.national) + " (national) and " + printable(two.other));
        for (TwoStandardsOfYear const& year : two.years) {
            std::vector<std::string> cells{std::to_string(year.year),
                                           page.number(year.differently.mean)};
            for (auto const& [one, other] : differently) {
                cells.push_back(page.number(
                    year.classes[static_cast<std::size_t>(one)][static_cast<std::size_t>(other)]
                        .mean));
            }
            table.row(std::move(cells));
        }
    }
    table.print(page);
}

}  // namespace povex
