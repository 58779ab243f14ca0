#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "output/compare/estimates.hpp"
#include "output/tables/report_source.hpp"
#include "output/tables/report_tables.hpp"

// The form of the yearly review. It shows whole households of one replicate, so that it adds up.

namespace povex {
namespace {

/// A count in one replicate under one standard, shape [year][group]. NaN if the file lacks it.
class CountsOfReplicate {
public:
    CountsOfReplicate(ReportSource const& source, char const* what, std::size_t standard)
        : groups_(source.results.members("group").size()) {
        if (!source.results.has(what, {"scenario", "standard", "replicate", "year", "group"})) {
            return;
        }
        values_ = source.results
                      .read(what, {{"scenario", source.scenario},
                                   {"standard", standard},
                                   {"replicate", source.replicate}})
                      .values;
    }

    [[nodiscard]] double at(std::size_t year, std::size_t group) const {
        return values_.empty() ? std::numeric_limits<double>::quiet_NaN()
                               : values_.at(year * groups_ + group);
    }

private:
    std::size_t groups_;
    std::vector<double> values_;
};

/// The groups that have a row in the form: the province, its areas and ethnicities, the localities.
std::vector<std::size_t> units_of_review(ReportSource const& source) {
    std::vector<std::size_t> units;
    for (char const* prefix : {"province", "area:", "ethnicity:", "locality:"}) {
        for (std::size_t group : source.groups(prefix)) units.push_back(group);
    }
    return units;
}

std::string name_of_unit(ReportSource const& source, std::size_t group) {
    std::string const& id = source.results.members("group")[group];
    std::string const name = source.called("group", group);
    bool const is_part = id.starts_with("area:") || id.starts_with("ethnicity:");
    return is_part ? source.speaker.say("word.of_which", {name}) : name;
}

/// The counts that a form shows, each read once.
struct FormCounts {
    CountsOfReplicate const& of(char const* what) {
        for (auto const& [name, counts] : read) {
            if (std::string(name) == what) return counts;
        }
        return read.emplace_back(what, CountsOfReplicate(source, what, standard)).second;
    }

    ReportSource const& source;
    std::size_t standard;
    std::vector<std::pair<char const*, CountsOfReplicate>> read{};
};

using RowOfForm = std::vector<double> (*)(FormCounts& counts, std::size_t year, std::size_t group,
                                          double households);

std::vector<double> poor_row(FormCounts& counts, std::size_t t, std::size_t g, double households) {
    double const start = counts.of("poor").at(t - 1, g), end = counts.of("poor").at(t, g);
    return {start,
            start / households,
            counts.of("exits").at(t, g),
            counts.of("reentries").at(t, g),
            counts.of("new_entries").at(t, g),
            end,
            end / households};
}

std::vector<double> near_poor_row(FormCounts& counts, std::size_t t, std::size_t g, double) {
    double const start = counts.of("near_poor").at(t - 1, g), end = counts.of("near_poor").at(t, g);
    double const fallen = counts.of("poor_formerly_near_poor").at(t, g);
    double const risen = counts.of("exits_to_near_poor").at(t, g);
    return {start, fallen, risen, end - start + fallen - risen, end};
}

/// Fill a form: a row for each standard, projected year and group.
void fill_form(ReportTable& form, ReportSource const& source, RowOfForm row_of) {
    form.notes.insert(form.notes.begin(),
                      source.speaker.say("note.form", {std::to_string(source.replicate)}));
    for (std::string& note : notes_of_takeovers(source)) form.notes.push_back(std::move(note));
    if (!source.results.has("households", {"replicate", "group"})) return;
    auto const households =
        source.results.read("households", {{"replicate", source.replicate}}).values;
    for (std::string const& id : source.standards) {
        auto const standard = source.results.member("standard", id);
        if (!standard) continue;
        FormCounts counts{source, *standard};
        std::string const standard_name = source.called("standard", *standard);
        for (std::size_t t = 1; t < source.comparison.years.size(); ++t) {
            for (std::size_t g : units_of_review(source)) {
                auto& row = form.rows.emplace_back();
                row = {standard_name, static_cast<double>(source.comparison.years[t]),
                       name_of_unit(source, g), households[g]};
                for (double number : row_of(counts, t, g, households[g])) {
                    row.push_back(flow_cell(source, number));
                }
            }
        }
    }
}

}  // namespace

ReportTable poor_form(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ReportTable form{speaker.say("table.poor_form"),
                     speaker.say("title.poor_form", {source.called("scenario", source.scenario)}),
                     {speaker.say("note.poor_form")},
                     columns_of(speaker, {{"column.standard"},
                                          {"column.year", Shown::year},
                                          {"column.unit_of_review"},
                                          {"column.households", Shown::whole},
                                          {"column.poor_at_start", Shown::whole},
                                          {"column.rate_at_start", Shown::share},
                                          {"column.out", Shown::whole},
                                          {"column.back", Shown::whole},
                                          {"column.newly_arisen", Shown::whole},
                                          {"column.poor_at_end", Shown::whole},
                                          {"column.rate_at_end", Shown::share}}),
                     {},
                     {}};
    fill_form(form, source, poor_row);
    return form;
}

ReportTable near_poor_form(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ReportTable form{
        speaker.say("table.near_poor_form"),
        speaker.say("title.near_poor_form", {source.called("scenario", source.scenario)}),
        {speaker.say("note.near_poor_form")},
        columns_of(speaker, {{"column.standard"},
                             {"column.year", Shown::year},
                             {"column.unit_of_review"},
                             {"column.households", Shown::whole},
                             {"column.near_poor_at_start", Shown::whole},
                             {"column.fallen", Shown::whole},
                             {"column.risen", Shown::whole},
                             {"column.other_change", Shown::whole},
                             {"column.near_poor_at_end", Shown::whole}}),
        {},
        {}};
    fill_form(form, source, near_poor_row);
    return form;
}

ReportTable deprivation_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ResultsReader const& results = source.results;
    ReportTable table{
        speaker.say("table.deprivation"),
        speaker.say("title.deprivation", {source.called("scenario", source.scenario)}),
        {speaker.say("note.form", {std::to_string(source.replicate)})},
        columns_of(speaker, {{"column.standard"},
                             {"column.year", Shown::year},
                             {"column.group"},
                             {"column.indicator"},
                             {"column.poor", Shown::whole},
                             {"column.near_poor", Shown::whole}}),
        {},
        {}};
    bool const known = results.has("deprived", {"scenario", "standard", "replicate", "year",
                                                "deprived_group", "status", "indicator"});
    for (std::string const& id : source.standards) {
        auto const standard = results.member("standard", id);
        if (!known || !standard) continue;
        LabelledArray const counts = results.read("deprived", {{"scenario", source.scenario},
                                                               {"standard", *standard},
                                                               {"replicate", source.replicate}});
        std::size_t const groups = counts.shape[1], indicators = counts.shape[3];
        for (std::size_t cell = 0; cell < counts.shape[0] * groups * indicators; ++cell) {
            std::size_t const i = cell % indicators, g = cell / indicators % groups;
            std::size_t const t = cell / indicators / groups;
            std::size_t const poor = (t * groups + g) * 2 * indicators + i;
            if (std::isnan(counts.values[poor]))
                continue;  // the indicator does not count under this standard
            table.rows.push_back({source.called("standard", *standard),
                                  static_cast<double>(source.comparison.years[t]),
                                  source.called("deprived_group", g), source.called("indicator", i),
                                  counts.values[poor], counts.values[poor + indicators]});
        }
    }
    return table;
}

}  // namespace povex
