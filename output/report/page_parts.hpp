#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/tables/report_source.hpp"
#include "output/tables/report_tables.hpp"

namespace povex {

// The parts that the page of a report is assembled from. Each part has a source of its own.

/// The empty page of a report, in pieces: HTML with its style and script. {{language}}, {{title}}
/// and
/// {{document}} mark where the report is filled in. It is bundled from output/page/ when the
/// program is built.
[[nodiscard]] std::span<std::string_view const> report_page_template();

/// The outlines of localities for a map, read from a GeoJSON file. A feature belongs to a locality
/// if one of its properties is the id of the locality; other features are left out.
///
/// \param path        a FeatureCollection of polygons, coordinates [degrees of longitude, latitude]
/// \param localities  ids as in the results, without "locality:"
/// \return a JSON array of {"id", "type", "coordinates"}, rounded to 0.0001 degrees
/// \throws InputError if the file cannot be read, names no locality, or is too large for a page
[[nodiscard]] std::string read_shapes(std::filesystem::path const& path,
                                      std::vector<std::string> const& localities);

/// A sentence in both languages.
using Sentence = Text;

/// The answer in sentences, with which the page starts: the poor under the baseline, and the policy
/// packages that make the largest differences, each with its interval, standard and cost.
struct Answer {
    std::vector<Sentence> first;
    Sentence against;                ///< introduces the packages: standard and baseline
    std::vector<Sentence> packages;  ///< one sentence each
    std::vector<Sentence> caveats;
    std::vector<std::size_t> scenarios;  ///< indices of those in the sentences, the baseline first
};

/// Write the answer in both languages.
/// \param en, vi  sources of the same results, one in each language
[[nodiscard]] Answer answer_of(ReportSource const& en, ReportSource const& vi);

// The tables that only the page shows. A table has no rows if the file lacks what it shows.

/// Households that leave and enter poverty.
[[nodiscard]] ReportTable flow_table(ReportSource const& source);
/// Every scenario minus the baseline by year, replicate by replicate.
[[nodiscard]] ReportTable difference_table(ReportSource const& source);
/// Poor and near-poor of each locality under every scenario.
[[nodiscard]] ReportTable place_table(ReportSource const& source);
/// How two standards classify the same households, under the baseline.
[[nodiscard]] ReportTable classified_table(ReportSource const& source);
/// How precise the means are, and what the spread comes from.
[[nodiscard]] ReportTable apparatus_table(ReportSource const& source);
/// The outcome of a sweep at its points; evenly spaced ones if there are many.
[[nodiscard]] ReportTable sweep_outcome_table(ReportSource const& source);

}  // namespace povex
