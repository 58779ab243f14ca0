#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/tables/report_source.hpp"
#include "output/tables/report_tables.hpp"

namespace povex {

// What the page of a report is put together from; each part has a source of its own.

/// The page of a report without what it says, in pieces: HTML with style and script in it, and
/// {{language}}, {{title}} and {{document}} where the report belongs. Bundled from output/page/
/// when the program is built.
[[nodiscard]] std::span<std::string_view const> report_page_template();

/// Where localities lie, for a map: a GeoJSON file of a user, reduced to the outlines of those
/// features of which some property names a locality.
///
/// \param path        a FeatureCollection, longitudes and latitudes
/// \param localities  what the results call them, without "locality:"
/// \return a JSON array of {"id", "type", "coordinates"}, coordinates to a ten-thousandth of a
///         degree
/// \throws InputError if it cannot be read, names no locality, or is too large for a page
[[nodiscard]] std::string read_shapes(std::filesystem::path const& path,
                                      std::vector<std::string> const& localities);

/// A sentence in both languages.
using Sentence = Text;

/// What the page says first: the poor under the baseline, and the packages worth a sentence, each
/// with its interval, standard and cost.
struct Answer {
    std::vector<Sentence> first;
    Sentence against;                ///< what opens the packages: standard, baseline
    std::vector<Sentence> packages;  ///< a sentence each
    std::vector<Sentence> caveats;
    std::vector<std::size_t> scenarios;  ///< those the sentences are about, the baseline first
};

/// The sources are of the same results, one in each language.
[[nodiscard]] Answer answer_of(ReportSource const& en, ReportSource const& vi);

// The tables that only the page shows; without rows where the file lacks what they show.

/// Households that leave and enter poverty.
[[nodiscard]] ReportTable flow_table(ReportSource const& source);
/// Every scenario less the baseline by year, paired by replicate.
[[nodiscard]] ReportTable difference_table(ReportSource const& source);
/// Poor and near-poor of each locality under every scenario.
[[nodiscard]] ReportTable place_table(ReportSource const& source);
/// Households by what two standards find, under the baseline.
[[nodiscard]] ReportTable classified_table(ReportSource const& source);
/// How surely the means are known, and of what the spread is.
[[nodiscard]] ReportTable apparatus_table(ReportSource const& source);
/// The outcome of a sweep at its points, evenly chosen where there are many.
[[nodiscard]] ReportTable sweep_outcome_table(ReportSource const& source);

}  // namespace povex
