#include <tuple>

#include <fmt/format.h>

#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

Standard read_standard(Reader& reader, std::string const& id, std::uint16_t position,
                       Places const& places, NatureModel const& model) {
    constexpr Bounds line_bounds{
        .low = 0.0, .high = most_money, .above_low = true, .unit = "money/month", .by_rule = true};
    Standard standard;
    standard.label = reader.label(id, position, highest_key);
    standard.line = reader.levels_by_name("line", places.areas, line_bounds, 0);
    for (auto [name, lines, above] : {std::tuple{"low_line", &standard.low_line, false},
                                      {"average_line", &standard.average_line, true}}) {
        if (!reader.take(name)) continue;
        *lines = reader.levels_by_name(name, places.areas, line_bounds, 0);
        for (std::size_t a = 0; a < places.areas.size(); ++a) {
            for (std::size_t t = 0; t < model.years.reviews(); ++t) {
                if (above ? (*lines)[a][t] < standard.line[a][t]
                          : (*lines)[a][t] > standard.line[a][t]) {
                    reader.problem(name, fmt::format("{}.{} is {} line in {}", reader.path(), name,
                                                     above ? "below" : "above", places.areas[a]));
                    t = model.years.reviews();
                }
            }
        }
    }
    standard.indicators =
        bits_of(reader.flags("indicators", ids_of(model.indicators), false), model.indicators);
    standard.cutoff =
        static_cast<int>(reader.whole("cutoff", {.low = 0, .high = 16, .unit = "deprivations"}, 0));
    if (standard.cutoff > __builtin_popcount(standard.indicators)) {
        reader.problem("cutoff",
                       fmt::format("the cutoff {} exceeds the number of indicators, {}",
                                   standard.cutoff, __builtin_popcount(standard.indicators)));
    }
    reader.finish();
    return standard;
}

/// Levels of 0 or 1 can leave nobody who is poor, or nobody who is only near-poor.
void check_possible(Reader& reader, OfficialCounts const& counts,
                    std::vector<Indicator> const& indicators) {
    int possible = 0;
    int certain = 0;
    for (Indicator const& indicator : indicators) {
        if (!(counts.indicators >> indicator.label.key & 1U)) continue;
        auto const [low, high] =
            std::minmax_element(indicator.level.begin(), indicator.level.end());
        if (*high > 0.0) ++possible;
        if (*low >= 1.0 && indicator.needs == Member::nobody) ++certain;
    }
    if (counts.poor > 0 && possible < counts.cutoff) {
        reader.problem("poor", fmt::format("nobody can be poor: {} indicators have a level above "
                                           "0, and the cutoff is {}",
                                           possible, counts.cutoff));
    }
    if (counts.near_poor > 0 && counts.cutoff > 0 && certain >= counts.cutoff) {
        reader.problem("near_poor",
                       fmt::format("nobody can be near-poor: {} indicators have the level 1, and "
                                   "the cutoff is {}",
                                   certain, counts.cutoff));
    }
}

}  // namespace

std::vector<Standard> read_standards(Reader& root, Places const& places, NatureModel const& model) {
    std::vector<Standard> standards;
    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("standards")) {
        standards.push_back(read_standard(reader, id, ++position, places, model));
    }
    if (standards.empty() || standards.size() > max_standards) {
        root.problem("standards",
                     fmt::format("the study has {} standards (1 to {} are possible)",
                                 standards.size(), max_standards),
                     "at least one [standards.NAME] with a line");
    }
    check_keys(root, "standards", standards);
    sort_by_key(standards);
    return standards;
}

std::optional<OfficialCounts> read_counts(Reader& root, Places const& places,
                                          std::vector<Standard> const& standards,
                                          NatureModel const& model) {
    if (!root.take("counts")) return std::nullopt;
    Reader reader = root.table("counts");
    constexpr Bounds households{.low = 0, .high = 5e8, .unit = "households"};
    OfficialCounts counts;
    auto const s = reader.one_of("standard", ids_of(standards));
    counts.poor = reader.whole("poor", households);
    counts.near_poor = reader.whole("near_poor", households);
    counts.concentration = reader.real("concentration", positive, 40.0);
    reader.finish();
    if (s >= standards.size()) return counts;
    Standard const& standard = standards[s];
    counts.indicators = standard.indicators;
    counts.cutoff = standard.cutoff;
    for (Stratum const& stratum : places.strata) {
        counts.line.push_back(standard.line[stratum.area][0]);
    }
    if (!standard.low_line.empty()) {
        reader.problem("standard", "[counts] cannot be under a standard with a low_line");
    }
    if (standard.cutoff == 0 && counts.near_poor > 0) {
        reader.problem("near_poor", fmt::format("nobody can be near-poor under {}: its cutoff is 0",
                                                standard.label.id));
    }
    check_possible(reader, counts, model.indicators);
    if (std::all_of(places.strata.begin(), places.strata.end(),
                    [](Stratum const& stratum) { return stratum.odds == 0.0; })) {
        reader.problem("poor", "nobody can be on the list: every stratum has odds 0");
    }
    if (!model.scores.stationary_start) {
        reader.problem("standard", "counts need a stationary start",
                       "z0 = \"stationary\", or no [counts]");
    }
    return counts;
}

}  // namespace povex
