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

/// The results that the tables of a report are built from, and how everything in them is called in
/// one language.
struct ReportSource {
    ResultsReader const& results;
    Speaker speaker;
    Comparison comparison;
    std::size_t baseline = 0;
    std::size_t scenario = 0;   ///< the one of the form, the deprivations and the localities
    std::size_t replicate = 0;  ///< the one of the form, see central_replicate()
    /// Indices of the scenarios: the baseline, those shown together with it, then the others.
    std::vector<std::size_t> scenarios;
    std::vector<std::string> standards;  ///< ids: the national one, and those that target
    std::map<std::string, std::vector<std::string>> names;  ///< of the members, by dimension

    /// The name of a member of a dimension.
    [[nodiscard]] std::string const& called(std::string const& dimension,
                                            std::size_t member) const {
        return names.at(dimension).at(member);
    }
    /// The name of a member, looked up by its id; the id itself if the file does not have it.
    [[nodiscard]] std::string called(std::string const& dimension, std::string const& name) const;
    /// The name of a scenario; the baseline is marked as such.
    [[nodiscard]] std::string scenario_name(std::size_t one) const;
    /// An estimate as it is shown: without an interval if there is a single replicate.
    [[nodiscard]] Estimate shown(Estimate estimate) const;
    /// Indices of the groups whose ids start with the prefix, e.g. "locality:".
    [[nodiscard]] std::vector<std::size_t> groups(std::string const& prefix) const;
};

/// The replicate whose numbers of poor and near-poor in all years are nearest to their means, under
/// a scenario and the national standard; the first of equals. The form of the yearly review shows
/// this one, because whole households of one replicate add up and means do not.
[[nodiscard]] std::size_t central_replicate(ResultsReader const& results, std::size_t scenario);

/// Everything that the tables of a report are built from.
/// \param run  the comparison of the same results
/// \param of   id of the scenario of the form; empty: the baseline
/// \throws InputError if the results lack that scenario
[[nodiscard]] ReportSource report_source(ResultsReader const& results, Language language,
                                         Comparison run, std::string const& of = "");

/// A column by its heading.
struct ColumnPlan {
    PhraseKey heading;
    Shown shown = Shown::text;
};

/// The columns with their headings in the language of the speaker.
[[nodiscard]] std::vector<ReportColumn> columns_of(Speaker const& speaker,
                                                   std::initializer_list<ColumnPlan> plans);

/// Append mean, low and high end of an estimate to a row, as they are shown.
void add_estimate(std::vector<ReportCell>& row, ReportSource const& source, Estimate const& of);
/// The estimate at an index; beyond the end all NaN.
[[nodiscard]] Estimate at(std::vector<Estimate> const& estimates, std::size_t index);
/// A count of a group of households by year under a scenario, from /summary; see counts_by_year().
[[nodiscard]] std::vector<Estimate> count_of(ReportSource const& source, char const* what,
                                             std::size_t scenario, std::string const& standard,
                                             std::string const& group = province);
/// A flow of households; in words if it is missing, so that nobody takes it for 0.
[[nodiscard]] ReportCell flow_cell(ReportSource const& source, double households);
/// What a household-year averted costs, or why that has no answer.
[[nodiscard]] ReportCell cost_cell(ReportSource const& source, CostPerYear const& cost);
/// Notes on the reviews at which a standard takes over the list of another, so that flows are
/// missing; none if there is no such review.
[[nodiscard]] std::vector<std::string> notes_of_takeovers(ReportSource const& source);
/// Notes on the run: its title, replicates and seed, and the date of --as-of.
[[nodiscard]] std::vector<std::string> notes_of_run(ReportSource const& source);
/// The note above a table with intervals.
[[nodiscard]] std::string note_of_interval(ReportSource const& source);

}  // namespace povex
