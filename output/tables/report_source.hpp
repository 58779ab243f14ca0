#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "output/compare/comparison.hpp"
#include "output/file/results_reader.hpp"
#include "output/tables/report_table.hpp"
#include "output/words/speaker.hpp"

namespace povex {

/// What the tables of a report are built from.
struct ReportSource {
    ResultsReader const& results;
    Speaker speaker;
    Comparison comparison;
    std::size_t baseline = 0;
    std::size_t scenario = 0;   ///< that of the form, of deprivations and localities
    std::size_t replicate = 0;  ///< whose whole households stand for all, see central_replicate
    /// Indices of the scenarios: the baseline, those shown beside it, the others.
    std::vector<std::size_t> scenarios;
    std::vector<std::string> standards;                     ///< the national, and those that target
    std::map<std::string, std::vector<std::string>> names;  ///< of the members of each dimension

    /// What a member of a dimension is called.
    [[nodiscard]] std::string const& called(std::string const& dimension,
                                            std::size_t member) const {
        return names.at(dimension).at(member);
    }
    /// The same by its name in the file; the name itself if the file does not have it.
    [[nodiscard]] std::string called(std::string const& dimension, std::string const& name) const;
    /// A scenario, the baseline marked as such.
    [[nodiscard]] std::string scenario_name(std::size_t one) const;
    /// An estimate as it is shown: of a single replicate without an interval.
    [[nodiscard]] Estimate shown(Estimate estimate) const;
    /// Indices of the groups whose names begin so ("locality:").
    [[nodiscard]] std::vector<std::size_t> groups(std::string const& prefix) const;
};

/// The replicate whose poor and near-poor of all years are nearest to the means, under a scenario
/// and the national standard; of several the first.
[[nodiscard]] std::size_t central_replicate(ResultsReader const& results, std::size_t scenario);

/// \param run  the comparison of the same results
/// \param of   the scenario of the form; empty: the baseline
/// \throws InputError if the results lack that scenario
[[nodiscard]] ReportSource report_source(ResultsReader const& results, Language language,
                                         Comparison run, std::string const& of = "");

struct ColumnPlan {
    PhraseKey heading;
    Shown shown = Shown::text;
};

[[nodiscard]] std::vector<ReportColumn> columns_of(Speaker const& speaker,
                                                   std::initializer_list<ColumnPlan> plans);

/// Appends mean, low and high to a row, as they are shown.
void add_estimate(std::vector<ReportCell>& row, ReportSource const& source, Estimate const& of);
/// The estimate at an index; beyond the end one of which nothing is known.
[[nodiscard]] Estimate at(std::vector<Estimate> const& estimates, std::size_t index);
/// A count of a group by year under a scenario, of "/summary".
[[nodiscard]] std::vector<Estimate> count_of(ReportSource const& source, char const* what,
                                             std::size_t scenario, std::string const& standard,
                                             std::string const& group = "province");
/// How the run was made.
[[nodiscard]] std::vector<std::string> notes_of_run(ReportSource const& source);
/// What is said of intervals above a table that has them.
[[nodiscard]] std::string note_of_interval(ReportSource const& source);

}  // namespace povex
