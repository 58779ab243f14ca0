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
#include "output/compare/cost_per_year.hpp"
#include "output/compare/estimates.hpp"
#include "output/file/results_reader.hpp"
#include "output/words/phrases.hpp"

namespace povex {

/// What a scenario projects for an observed count to which defaults were fitted.
struct Residual {
    std::string scenario;
    Estimate projected;
    double residual =
        std::numeric_limits<double>::quiet_NaN();  ///< projected mean minus observed count
};

/// An observed count, compared with what the baseline projects for it.
struct ComparedActual {
    Actual actual;
    Text group_title;    ///< may be empty
    Estimate projected;  ///< NaN if the results do not have it
    /// Whether the count lies between the 5th and 95th percentile; none: no verdict.
    std::optional<bool> inside;
    std::optional<Denominators> denominators;  ///< for counts of households of the province
    /// For a fit row: under the baseline, then under each scenario that is shown together with it.
    std::vector<Residual> residuals{};
};

/// The poor households of the province at one review, under the baseline [households].
struct PoorOfYear {
    int year = 0;
    Estimate on_list;
    Estimate in_truth;
    // the poor on the list, by their official status at the review before; missing where the
    // standard takes over the list of another:
    Estimate stayers;
    Estimate formerly_near_poor;
    Estimate formerly_unlisted;
};

/// The poor households of the province under one standard, review by review.
struct PoorUnderStandard {
    std::string standard;
    std::vector<PoorOfYear> years;
};

/// How two standards classify the households of the province at one review, under the baseline.
struct TwoStandardsOfYear {
    int year = 0;
    Estimate differently;  ///< households that the two standards classify differently [households]
    /// Households [households], shape [class by the national standard][class by the other]; see
    /// PovertyClass.
    std::array<std::array<Estimate, poverty_class_names.size()>, poverty_class_names.size()>
        classes;
};

/// The national standard compared with another one, review by review.
struct TwoStandards {
    std::string other;  ///< id of the other standard
    std::vector<TwoStandardsOfYear> years;
};

/// How much of the fall of the poor in the first year does not come from measured income, under the
/// baseline and the national standard.
///
/// The poor are a product: the households with income at or below the line, times the share of them
/// that is poor by deprivations and by the rules of the list. Both change. The part of the fall
/// that the share explains depends on which of the two changes first, unless it is taken in
/// logarithms.
struct FirstFall {
    int from = 0;
    int to = 0;
    Estimate in_logarithms;  ///< part of the change of the logarithm [1]
    Estimate share_first;    ///< part of the fall itself, if the share changes first [1]
    Estimate share_last;     ///< part of the fall itself, if income changes first [1]
};

/// The same difference in households on the official list, and in households poor in truth
/// [households].
struct OnListAndInTruth {
    Estimate on_list;
    Estimate in_truth;
};

/// The poor households of the province under a scenario minus those under the baseline, replicate
/// by replicate.
struct YearDifference {
    int year = 0;
    OnListAndInTruth national;  ///< under the standard of national reporting
    std::string targeting;      ///< the standard that targets in this year
    OnListAndInTruth under_targeting;
    /// Households that are poor under this scenario but not under the baseline, by the national
    /// standard.
    Estimate displaced{};
};

/// Household-years averted by a scenario against the baseline, under the national standard: how
/// many fewer households are poor, summed over the reviews of all projected years
/// [household-years].
struct Averted {
    Estimate years;       ///< over the replicates
    MeanDifference mean;  ///< how surely the mean is known
    CostPerYear cost;     ///< extra spending for each household-year averted
};

/// A scenario compared with the baseline.
struct ScenarioDifference {
    std::string scenario;
    Text title;
    std::vector<YearDifference> years;
    Estimate extra_spending;  ///< over all years, programmes and payers [currency]
    Averted on_list{};        ///< on the official list (poor)
    Averted in_poverty{};     ///< in truth (poor_true)
};

/// Loans under a scenario, over all programmes and years [currency].
struct LoansOfScenario {
    std::string scenario;
    Estimate disbursed, repaid, written_off, interest;
    Estimate outstanding;  ///< at the end of the last year
};

/// Jobs that producers open for listed households under a scenario, over all years [jobs].
struct JobsOfScenario {
    std::string scenario;
    Estimate producers;  ///< households that are producers in the last year
    Estimate jobs, filled;
};

/// What `povex compare` shows of one run: projected against actual, and every scenario against the
/// baseline.
struct Comparison {
    Text title;
    std::int64_t seed = 0;
    std::size_t replicates = 0;
    std::size_t draws = 0;  ///< of the uncertain parameters; 0: parameters are fixed
    std::string baseline;
    Text baseline_title;
    std::vector<std::string> shown_with_baseline;  ///< scenarios shown together with the baseline
    std::string national;                          ///< id of a standard
    std::string currency;
    std::string as_of;          ///< the study used nothing published later; empty: it used all
    std::int64_t withheld = 0;  ///< counts that were published later
    std::vector<int> years;
    std::vector<std::string> targeting;  ///< ids of standards, shape [years]
    std::vector<ComparedActual> actuals;
    /// Under the national standard, then under each other one that targets in some year. Only
    /// standards for which the results say more than how many are poor.
    std::vector<PoorUnderStandard> poor;
    std::vector<TwoStandards> two_standards;  ///< the national standard against each other one
    std::optional<FirstFall> first_fall;      ///< none unless the poor decrease in every replicate
    std::vector<ScenarioDifference> scenarios;  ///< without the baseline
    std::vector<LoansOfScenario> loans;         ///< of all scenarios; empty if nothing is lent
    std::vector<JobsOfScenario> jobs;           ///< of all scenarios; empty without job spillover

    /// How many held-out counts have a verdict, and how many of those lie between their
    /// percentiles.
    std::size_t held_out = 0;
    std::size_t held_out_inside = 0;
};

/// Compare projected with actual, and every scenario with the baseline, from a results file alone.
/// \throws InputError if the file is damaged
[[nodiscard]] Comparison compare(ResultsReader const& results);

// The parts of a comparison. A part is empty if the file lacks what it needs. `baseline` and
// `scenario` are indices in the dimension `scenario`.

/// Every observed count of the study, compared with what the baseline projects for it.
[[nodiscard]] std::vector<ComparedActual> compared_actuals(ResultsReader const& results,
                                                           std::size_t baseline);
/// The poor by year under each standard that is shown.
[[nodiscard]] std::vector<PoorUnderStandard> poor_of(ResultsReader const& results,
                                                     std::size_t scenario);
/// The national standard compared with each other standard.
[[nodiscard]] std::vector<TwoStandards> two_standards_of(ResultsReader const& results,
                                                         std::size_t scenario);
/// What the fall of the poor in the first year comes from.
[[nodiscard]] std::optional<FirstFall> first_fall_of(ResultsReader const& results,
                                                     std::size_t scenario);
/// Every other scenario compared with the baseline.
[[nodiscard]] std::vector<ScenarioDifference> scenario_differences(ResultsReader const& results,
                                                                   std::size_t baseline);
/// The loans of every scenario.
[[nodiscard]] std::vector<LoansOfScenario> loans_of(ResultsReader const& results);
/// The jobs that producers open under every scenario.
[[nodiscard]] std::vector<JobsOfScenario> jobs_of(ResultsReader const& results);

/// The comparison as text for a terminal, 80 columns wide. Line ends are its only control
/// characters, whatever the titles of the study contain.
[[nodiscard]] std::string comparison_text(Comparison const& comparison,
                                          Language language = Language::en);

/// The comparison as JSON for a program: one object, without a line end after it. What is missing
/// is null.
/// \param warnings  of the study, if it was read just now
[[nodiscard]] std::string comparison_json(Comparison const& comparison,
                                          std::vector<Problem> const& warnings = {});

}  // namespace povex
