#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/measure/tally.hpp"
#include "engine/study/study.hpp"
#include "output/compare/estimates.hpp"
#include "output/file/results_reader.hpp"
#include "output/words/phrases.hpp"

namespace povex {

/// What a scenario makes of an observed count that defaults are fitted to.
struct Residual {
    std::string scenario;
    Estimate projected;
    double residual = std::numeric_limits<double>::quiet_NaN();  ///< projected mean less counted
};

/// An observed count beside what the baseline projects for it.
struct ComparedActual {
    Actual actual;
    Text group_title;                        ///< may be empty
    Estimate projected;                      ///< NaN: the results do not have it
    std::optional<bool> inside;              ///< the verdict: is the count in the interval
    std::optional<Denominator> denominator;  ///< of households of the province
    /// Of a fit row: under the baseline, then under each scenario that is shown beside it.
    std::vector<Residual> residuals{};
};

/// Poor households of the province at a review under the baseline [households].
struct PoorOfYear {
    int year = 0;
    Estimate by_review;
    Estimate in_truth;
    // those by the review, by their official status at the last one:
    Estimate stayers;
    Estimate formerly_near_poor;
    Estimate formerly_unlisted;
};

struct PoorUnderStandard {
    std::string standard;
    std::vector<PoorOfYear> years;
};

/// What another standard finds of the households of the province, at a review under the baseline.
struct TwoStandardsOfYear {
    int year = 0;
    Estimate differently;  ///< households that the two classify differently
    /// Households by what the national standard finds, then by what the other does; see
    /// PovertyClass.
    std::array<std::array<Estimate, poverty_class_names.size()>, poverty_class_names.size()> found;
};

struct TwoStandards {
    std::string other;  ///< id of a standard; the one is the national
    std::vector<TwoStandardsOfYear> years;
};

/// How much of the first year's fall of the poor is not a fall of measured income, under the
/// baseline and the national standard: the poor are those with income at or below the line, times
/// the share of them that is poor by deprivations and by the rules of the list.
struct FirstFall {
    int from = 0;
    int to = 0;
    Estimate in_logarithms;  ///< share of the change of the logarithm, which has no order
    Estimate share_first;    ///< share of the fall itself, if the share changes before income does
    Estimate share_last;     ///< and if it changes after
};

/// Poor households of the province under a scenario less those under the baseline, paired by
/// replicate [households].
struct YearDifference {
    int year = 0;
    Estimate national;      ///< under the standard of national reporting
    std::string targeting;  ///< the standard that targets in this year
    Estimate under_targeting;
    /// Poor here and not in the baseline under the national standard, household by household.
    Estimate displaced{};
};

struct ScenarioDifference {
    std::string scenario;
    Text title;
    std::vector<YearDifference> years;
    Estimate extra_spending;  ///< over all years, programmes and payers [currency]
    /// Years of poverty averted: the fewer poor of all years under the national standard.
    Estimate years_averted{};
};

/// Money lent under a scenario, over all programmes and years [currency].
struct LoansOfScenario {
    std::string scenario;
    Estimate disbursed, repaid, written_off, interest;
    Estimate outstanding;  ///< at the end of the last year
};

/// Jobs that producers open for listed households under a scenario, over all years.
struct JobsOfScenario {
    std::string scenario;
    Estimate producers;  ///< in the last year
    Estimate jobs, filled;
};

/// Projected against actual, and every scenario against the baseline.
struct Comparison {
    Text title;
    std::int64_t seed = 0;
    std::size_t replicates = 0;
    std::size_t draws = 0;  ///< of the parameters; 0: they are fixed
    std::string baseline;
    Text baseline_title;
    std::vector<std::string> beside;  ///< scenarios shown wherever the baseline is
    std::string national;             ///< id of a standard
    std::string currency;
    std::string as_of;          ///< the study knew nothing later; empty: all
    std::int64_t withheld = 0;  ///< counts published later
    std::vector<int> years;
    std::vector<std::string> targeting;  ///< ids of standards, shape [years]
    std::vector<ComparedActual> actuals;
    /// Under the national standard, then under each other that targets in some year; only those
    /// of which the results say more than how many are poor.
    std::vector<PoorUnderStandard> poor;
    std::vector<TwoStandards> two_standards;    ///< the national against each other
    std::optional<FirstFall> first_fall;        ///< none unless the poor fall in every replicate
    std::vector<ScenarioDifference> scenarios;  ///< without the baseline
    std::vector<LoansOfScenario> loans;         ///< of all scenarios; empty: nothing is lent
    std::vector<JobsOfScenario> jobs;           ///< likewise; empty: no spillover

    /// Counts held out that have a verdict, and how many of them lie inside.
    std::size_t held_out = 0;
    std::size_t held_out_inside = 0;
};

/// Build the comparison from a results file alone.
[[nodiscard]] Comparison compare(ResultsReader const& results);

// The parts of a comparison, each read from a results file; empty where the file lacks what they
// need. A scenario is its index in the dimension `scenario`.

[[nodiscard]] std::vector<ComparedActual> compared_actuals(ResultsReader const& results,
                                                           std::size_t baseline);
[[nodiscard]] std::vector<PoorUnderStandard> poor_of(ResultsReader const& results,
                                                     std::size_t scenario);
[[nodiscard]] std::vector<TwoStandards> two_standards_of(ResultsReader const& results,
                                                         std::size_t scenario);
[[nodiscard]] std::optional<FirstFall> first_fall_of(ResultsReader const& results,
                                                     std::size_t scenario);
[[nodiscard]] std::vector<ScenarioDifference> scenario_differences(ResultsReader const& results,
                                                                   std::size_t baseline);
[[nodiscard]] std::vector<LoansOfScenario> loans_of(ResultsReader const& results);
[[nodiscard]] std::vector<JobsOfScenario> jobs_of(ResultsReader const& results);

/// The comparison for a terminal, 80 columns wide. Whatever the titles hold, no control character
/// but the line ends is in it.
[[nodiscard]] std::string comparison_text(Comparison const& comparison,
                                          Language language = Language::en);

/// The comparison for a program: one JSON object (no line end after it), what is missing being
/// null.
[[nodiscard]] std::string comparison_json(Comparison const& comparison);

}  // namespace povex
