#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "output/compare/two_runs.hpp"
#include "output/words/plain_text.hpp"
#include "output/words/terminal_page.hpp"

namespace povex {
namespace {

constexpr std::array<char const*, 2> letters{"A", "B"};
constexpr std::size_t indent = 2;
constexpr std::size_t few_replicates = 10;

std::string replicates_of(std::size_t count) {
    return counted(count, "replicate", "replicates");
}

std::string joined(std::vector<std::string> const& texts) {
    return printable(fmt::format("{}", fmt::join(texts, ", ")));
}

void add_head(Page& page, TwoRuns const& two) {
    for (std::size_t f = 0; f < 2; ++f) {
        Run const& run = two.runs[f];
        page.prose(fmt::format("{}  ", letters[f]), printable(run.path), 3);
        page.prose(page.title(run.title, "(study without a title)"), 3, true);
        page.prose(fmt::format("seed {}, {}, povex {}", run.seed, replicates_of(run.replicates),
                               printable(run.version)),
                   3, true);
    }
    page.line();
}

/// A value in full, on as many lines as it takes.
void add_value(Page& page, std::size_t file, std::optional<std::string> const& value) {
    std::string text = value ? printable(*value) : "(not there)";
    if (value && text.find_first_not_of(' ') == std::string::npos) text = "(empty)";
    page.prose(fmt::format("    {}  ", letters[file]), text, 7);
}

std::string_view heading_of(std::string_view part) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> headings{
        {{"run", "How they were run"},
         {"setting", "Settings (--set)"},
         {"parameter", "Numbers of the study"},
         {"programme", "Programmes in the scenarios that both have"},
         {"actual", "Observed counts"},
         {"file", "Files of the study: the first line that differs"}}};
    auto const* found = std::find_if(headings.begin(), headings.end(),
                                     [&](auto& one) { return one.first == part; });
    return found == headings.end() ? part : found->second;
}

void add_study(Page& page, TwoRuns const& two) {
    if (two.study.empty()) {
        page.line("The studies and how they were run do not differ.");
        return;
    }
    page.line("What differs in the studies and in how they were run");
    std::string_view part;
    for (StudyDifference const& one : two.study) {
        if (one.part != part) {
            part = one.part;
            page.line();
            page.prose(heading_of(part), indent, true);
        }
        std::string const in =
            one.scenarios.empty() ? "" : fmt::format(" in {}", joined(one.scenarios));
        page.prose(printable(one.key) + in, 4, true);
        for (std::size_t f = 0; f < 2; ++f) add_value(page, f, one.values[f]);
    }
}

void add_only_in_one(Page& page, TwoRuns const& two) {
    if (two.only_in_one.empty()) return;
    page.line();
    page.line("In one file only");
    for (std::size_t i = 0; i < two.only_in_one.size();) {
        OnlyInOne const& first = two.only_in_one[i];
        std::vector<std::string> members;
        for (; i < two.only_in_one.size(); ++i) {
            OnlyInOne const& one = two.only_in_one[i];
            if (one.dimension != first.dimension || one.file != first.file) break;
            members.push_back(one.member);
        }
        page.prose(
            fmt::format("{} alone, {}: {}", letters[first.file], first.dimension, joined(members)),
            indent, true);
    }
}

/// What the intervals of paired runs are about: other populations too, or these alone.
void add_scope(Page& page, TwoRuns const& two) {
    auto const populations = two.clustering[0].populations;
    if (populations == 0) return;
    page.prose(fmt::format(
        "Intervals and * are of the effect of what differs, over all populations there could be: "
        "replicates of one of the {} synthetic populations count as one (clustered by "
        "population). + marks what changed in these populations beyond noise, but might not in "
        "others.",
        populations));
}

void add_method(Page& page, TwoRuns const& two) {
    page.prose(
        "Results of the province: mean of B minus mean of A, with its 95 % interval [households; "
        "spending over all programmes and payers in millions of " +
        printable(two.runs[0].currency) + "]");
    if (two.paired()) {
        page.prose(fmt::format(
            "Paired by replicate ({}): seed, number of synthetic populations, version and drawing "
            "of parameters are the same in both, so each pair has the same random draws.",
            counted(two.pairs, "pair", "pairs")));
        add_scope(page, two);
    } else {
        page.prose("Not paired (Welch): they differ in " + joined(two.unpaired) + ".");
    }
    if (two.runs[0].currency != two.runs[1].currency) {
        page.line("Spending is left out: the currencies differ.");
    }
    if (std::min(two.runs[0].replicates, two.runs[1].replicates) < few_replicates) {
        page.line("With so few replicates, intervals and verdicts are rough.");
    }
}

void add_counts(Page& page, TwoRuns const& two) {
    std::size_t const unknown = two.count(Verdict::unknown);
    std::size_t const beyond = two.count(Verdict::beyond_noise);
    std::size_t const in_these = two.count(Verdict::in_these_populations);
    page.prose(fmt::format(
        "Of {}, {} the same in every replicate, {} within noise, {} beyond noise (*){}{}.",
        counted(two.outcomes.size(), "number", "numbers"),
        fmt::format("{} {}", two.count(Verdict::same),
                    two.count(Verdict::same) == 1 ? "is" : "are"),
        two.count(Verdict::within_noise), beyond,
        in_these > 0 ? fmt::format(", {} beyond noise in these populations alone (+)", in_these)
                     : "",
        unknown > 0 ? fmt::format(", {} without verdict: there are too few independent "
                                  "replicates",
                                  unknown)
                    : ""));
    page.prose(
        "Verdicts allow for the many comparisons (Holm): of 100 pairs of runs that differ by "
        "chance alone, at most 5 show any \"beyond noise\". The intervals do not: of 100, 5 miss.");
}

double shown_unit(OutcomeDifference const& one) {
    return one.standard.empty() ? 1e6 : 1.0;
}

char const* mark_of(Verdict verdict) {
    return verdict == Verdict::beyond_noise           ? "*"
           : verdict == Verdict::in_these_populations ? "+"
                                                      : "";
}

void add_row(TextTable& table, Page const& page, OutcomeDifference const& one) {
    double const unit = shown_unit(one);
    auto const change = [&](double value) { return page.change(value / unit); };
    bool const known = !std::isnan(one.difference.p);
    table.row(
        {std::to_string(one.year), page.number(one.means[0] / unit),
         page.number(one.means[1] / unit), change(one.difference.mean),
         known ? fmt::format("{} to {}", change(one.difference.low), change(one.difference.high))
               : "-",
         mark_of(one.verdict)});
}

/// The outcomes [from, to) of one scenario that are not the same.
void add_scenario(Page& page, TwoRuns const& two, std::size_t from, std::size_t to) {
    auto const first = two.outcomes.begin() + static_cast<std::ptrdiff_t>(from);
    auto const last = two.outcomes.begin() + static_cast<std::ptrdiff_t>(to);
    std::string const scenario = printable(first->scenario);
    page.line();
    if (std::all_of(first, last, [](auto& one) { return one.verdict == Verdict::same; })) {
        page.prose(scenario + ": all the same");
        return;
    }
    page.prose(scenario);
    constexpr bool is_text = false;
    TextTable table({{"", is_text}, {"A"}, {"B"}, {"B minus A"}, {"95 % interval"}, {"", is_text}},
                    indent);
    std::string heading;
    for (auto one = first; one != last; ++one) {
        if (one->verdict == Verdict::same) continue;
        std::string const what = printable(
            one->standard.empty() ? one->what : fmt::format("{}, {}", one->what, one->standard));
        if (what != heading) table.heading(heading = what);
        add_row(table, page, *one);
    }
    table.print(page);
}

void add_outcomes(Page& page, TwoRuns const& two) {
    page.line();
    if (two.outcomes.empty()) {
        page.line("Their results have no scenario, standard and year in common.");
        return;
    }
    add_method(page, two);
    page.line();
    add_counts(page, two);
    for (std::size_t from = 0, to = 0; from < two.outcomes.size(); from = to) {
        while (to < two.outcomes.size() &&
               two.outcomes[to].scenario == two.outcomes[from].scenario) {
            ++to;
        }
        add_scenario(page, two, from, to);
    }
}

}  // namespace

std::string two_runs_text(TwoRuns const& two, Language language) {
    Page page(language);
    add_head(page, two);
    add_study(page, two);
    add_only_in_one(page, two);
    add_outcomes(page, two);
    return page.take();
}

}  // namespace povex
