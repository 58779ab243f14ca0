#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/study/study.hpp"
#include "output/results_reader.hpp"

namespace povex {

/// A mean over replicates and the interval that holds 90 % of them, [q05, q95]; NaN where the
/// results do not have it.
struct Estimate {
    double mean = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
};

/// The households of the province that rates are of.
struct Denominator {
    double households = 0.0;
    bool published = false;  ///< for the review; else they are those of the register
};

/// An observed count beside what the baseline projects for it.
struct ComparedActual {
    Actual actual;
    Text group_title;                        ///< may be empty
    Estimate projected;                      ///< NaN: the results do not have it
    std::optional<bool> inside;              ///< the verdict: is the count in the interval
    std::optional<Denominator> denominator;  ///< of households of the province
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

/// Poor households of the province under a scenario less those under the baseline, paired by
/// replicate [households].
struct YearDifference {
    int year = 0;
    Estimate national;      ///< under the standard of national reporting
    std::string targeting;  ///< the standard that targets in this year
    Estimate under_targeting;
};

struct ScenarioDifference {
    std::string scenario;
    Text title;
    std::vector<YearDifference> years;
    Estimate extra_spending;  ///< over all years, programmes and payers [currency]
};

/// Projected against actual, and every scenario against the baseline.
struct Comparison {
    Text title;
    std::int64_t seed = 0;
    std::size_t replicates = 0;
    std::string baseline;
    Text baseline_title;
    std::string national;  ///< id of a standard
    std::string currency;
    std::string as_of;          ///< the study knew nothing later; empty: all
    std::int64_t withheld = 0;  ///< counts published later
    std::vector<int> years;
    std::vector<std::string> targeting;  ///< ids of standards, shape [years]
    std::vector<ComparedActual> actuals;
    /// Under the national standard, then under each other that targets in some year; only those
    /// of which the results say more than how many are poor.
    std::vector<PoorUnderStandard> poor;
    std::vector<ScenarioDifference> scenarios;  ///< without the baseline

    /// Counts held out that have a verdict, and how many of them lie inside.
    std::size_t held_out = 0;
    std::size_t held_out_inside = 0;
};

/// Build the comparison from a results file alone.
[[nodiscard]] Comparison compare(ResultsReader const& results);

/// The comparison for a terminal, 80 columns wide. Whatever the titles hold, no control character
/// but the line ends is in it.
[[nodiscard]] std::string comparison_text(Comparison const& comparison);

/// The comparison for a program: one JSON object (no line end after it), what is missing being
/// null.
[[nodiscard]] std::string comparison_json(Comparison const& comparison);

}  // namespace povex
