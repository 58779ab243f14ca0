#include <algorithm>
#include <array>
#include <limits>

#include "output/compare/estimates.hpp"
#include "output/compare/sweep_table.hpp"
#include "output/report/page_parts.hpp"

// The tables that only the page shows.

namespace povex {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double year_at(ReportSource const& source, std::size_t t) {
    return source.comparison.years[t];
}

/// Households of a group in the register: the mean of the replicates.
double households_of(ReportSource const& source, std::size_t group) {
    ResultsReader const& results = source.results;
    bool const known = results.has("households", {"group", "statistic"}, "/summary");
    if (!known) return missing;
    return results
        .read("households", {{"group", group}, {"statistic", statistic_index("mean")}}, "/summary")
        .values.at(0);
}

void add_flow(std::vector<ReportCell>& row, ReportSource const& source, Estimate const& of) {
    std::size_t const mean = row.size();
    add_estimate(row, source, of);
    row[mean] = flow_cell(source, of.mean);
}

std::vector<std::string> notes_of_flows(ReportSource const& source) {
    std::vector<std::string> notes = notes_of_takeovers(source);
    notes.insert(notes.begin(), note_of_interval(source));
    return notes;
}

}  // namespace

ReportTable flow_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ReportTable table{speaker.say("page.flows"),
                      speaker.say("page.flows"),
                      notes_of_flows(source),
                      columns_of(speaker, {{"column.standard"},
                                           {"column.scenario"},
                                           {"column.year", Shown::year},
                                           {"column.out", Shown::mean},
                                           {"column.out_low", Shown::whole},
                                           {"column.out_high", Shown::whole},
                                           {"column.out_to_near_poor", Shown::mean},
                                           {"column.back", Shown::mean},
                                           {"column.back_low", Shown::whole},
                                           {"column.back_high", Shown::whole},
                                           {"column.newly_arisen", Shown::mean},
                                           {"column.newly_arisen_low", Shown::whole},
                                           {"column.newly_arisen_high", Shown::whole}}),
                      {},
                      {}};
    for (std::string const& standard : source.standards) {
        for (std::size_t scenario : source.scenarios) {
            auto const out = count_of(source, "exits", scenario, standard);
            auto const to_near = count_of(source, "exits_to_near_poor", scenario, standard);
            auto const back = count_of(source, "reentries", scenario, standard);
            auto const arisen = count_of(source, "new_entries", scenario, standard);
            for (std::size_t t = 1; t < out.size(); ++t) {  // none at the base year
                auto& row = table.rows.emplace_back();
                row = {source.called("standard", standard), source.scenario_name(scenario),
                       year_at(source, t)};
                add_flow(row, source, out[t]);
                row.push_back(flow_cell(source, at(to_near, t).mean));
                add_flow(row, source, at(back, t));
                add_flow(row, source, at(arisen, t));
            }
        }
    }
    return table;
}

ReportTable difference_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ReportTable table{speaker.say("page.differences"),
                      speaker.say("page.differences"),
                      {note_of_interval(source), speaker.say("page.paired")},
                      columns_of(speaker, {{"column.standard"},
                                           {"column.year", Shown::year},
                                           {"column.scenario"},
                                           {"column.poor_less_baseline", Shown::mean},
                                           {"column.poor_less_baseline_low", Shown::whole},
                                           {"column.poor_less_baseline_high", Shown::whole},
                                           {"column.true_less_baseline", Shown::mean},
                                           {"column.true_less_baseline_low", Shown::whole},
                                           {"column.true_less_baseline_high", Shown::whole},
                                           {"column.relieved", Shown::mean},
                                           {"column.displaced", Shown::mean}}),
                      {},
                      {}};
    for (std::string const& standard : source.standards) {
        for (std::size_t scenario : source.scenarios) {
            if (scenario == source.baseline) continue;
            auto const less =
                counts_by_year(source.results, "/difference", "poor", scenario, standard);
            auto const in_truth =
                counts_by_year(source.results, "/difference", "poor_true", scenario, standard);
            auto const relieved = count_of(source, "relieved", scenario, standard);
            auto const displaced = count_of(source, "displaced", scenario, standard);
            for (std::size_t t = 1; t < less.size(); ++t) {  // the base year is the same
                auto& row = table.rows.emplace_back();
                row = {source.called("standard", standard), year_at(source, t),
                       source.scenario_name(scenario)};
                add_estimate(row, source, less[t]);
                add_estimate(row, source, at(in_truth, t));
                row.emplace_back(at(relieved, t).mean);
                row.emplace_back(at(displaced, t).mean);
            }
        }
    }
    return table;
}

ReportTable place_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ReportTable table{speaker.say("page.places"),
                      speaker.say("page.places"),
                      {note_of_interval(source)},
                      columns_of(speaker, {{"column.standard"},
                                           {"column.scenario"},
                                           {"column.year", Shown::year},
                                           {"column.locality"},
                                           {"column.households", Shown::whole},
                                           {"column.poor", Shown::mean},
                                           {"column.poor_low", Shown::whole},
                                           {"column.poor_high", Shown::whole},
                                           {"column.near_poor", Shown::mean},
                                           {"column.near_poor_low", Shown::whole},
                                           {"column.near_poor_high", Shown::whole}}),
                      {},
                      {}};
    std::vector<std::size_t> const localities = source.groups("locality:");
    for (std::string const& standard : source.standards) {
        for (std::size_t scenario : source.scenarios) {
            for (std::size_t g : localities) {
                std::string const& group = source.results.members("group")[g];
                auto const poor = count_of(source, "poor", scenario, standard, group);
                auto const near_poor = count_of(source, "near_poor", scenario, standard, group);
                double const households = households_of(source, g);
                for (std::size_t t = 0; t < poor.size(); ++t) {
                    auto& row = table.rows.emplace_back();
                    row = {source.called("standard", standard), source.scenario_name(scenario),
                           year_at(source, t), source.called("group", g), households};
                    add_estimate(row, source, poor[t]);
                    add_estimate(row, source, at(near_poor, t));
                }
            }
        }
    }
    return table;
}

ReportTable classified_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    Comparison const& run = source.comparison;
    std::string const national = source.called("standard", run.national);
    ReportTable table{speaker.say("page.classified"),
                      speaker.say("page.classified"),
                      {speaker.say("page.classified_note",
                                   {speaker.title(run.baseline_title, run.baseline), national}),
                       note_of_interval(source)},
                      columns_of(speaker, {{"column.other_standard"},
                                           {"column.year", Shown::year},
                                           {"column.class"},
                                           {"column.class_by_other"},
                                           {"column.households", Shown::mean},
                                           {"column.households_low", Shown::whole},
                                           {"column.households_high", Shown::whole}}),
                      {},
                      {}};
    for (TwoStandards const& two : run.two_standards) {
        for (TwoStandardsOfYear const& year : two.years) {
            constexpr std::size_t classes = poverty_class_names.size();
            for (std::size_t cell = 0; cell < classes * classes; ++cell) {
                std::size_t const one = cell / classes;
                std::size_t const other = cell % classes;
                if (one == other) continue;
                auto& row = table.rows.emplace_back();
                row = {source.called("standard", two.other), static_cast<double>(year.year),
                       speaker.name("class", poverty_class_names[one]),
                       speaker.name("class", poverty_class_names[other])};
                add_estimate(row, source, year.classes[one][other]);
            }
        }
    }
    return table;
}

ReportTable apparatus_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ResultsReader const& results = source.results;
    constexpr std::array shown{"mean", "standard_error", "q05",         "q25", "q50", "q75",
                               "q95",  "process_sd",     "parameter_sd"};
    ReportTable table{speaker.say("page.apparatus"),
                      speaker.say("page.apparatus"),
                      notes_of_run(source),
                      columns_of(speaker, {{"column.standard"},
                                           {"column.scenario"},
                                           {"column.year", Shown::year},
                                           {"column.poor", Shown::mean},
                                           {"column.standard_error", Shown::mean},
                                           {"column.q05", Shown::whole},
                                           {"column.q25", Shown::whole},
                                           {"column.q50", Shown::whole},
                                           {"column.q75", Shown::whole},
                                           {"column.q95", Shown::whole},
                                           {"column.process_sd", Shown::mean},
                                           {"column.parameter_sd", Shown::mean}}),
                      {},
                      {}};
    bool const known =
        results.has("poor", {"scenario", "standard", "year", "group", "statistic"}, "/summary");
    auto const place = results.member("group", province);
    for (std::string const& id : source.standards) {
        auto const standard = results.member("standard", id);
        if (!known || !place || !standard) continue;
        for (std::size_t scenario : source.scenarios) {
            LabelledArray const poor = results.read(
                "poor", {{"scenario", scenario}, {"standard", *standard}, {"group", *place}},
                "/summary");
            std::size_t const statistics = poor.shape[1];
            for (std::size_t t = 1; t < poor.shape[0]; ++t) {
                auto& row = table.rows.emplace_back();
                row = {source.called("standard", *standard), source.scenario_name(scenario),
                       year_at(source, t)};
                for (char const* name : shown) {
                    row.emplace_back(poor.values[t * statistics + statistic_index(name)]);
                }
            }
        }
    }
    return table;
}

ReportTable sweep_outcome_table(ReportSource const& source) {
    constexpr std::size_t most_rows = 6000;
    Speaker const& speaker = source.speaker;
    ResultsReader const& results = source.results;
    std::vector<int> const& years = source.comparison.years;
    ReportTable table{speaker.say("page.sweep"),
                      speaker.say("page.sweep"),
                      {note_of_interval(source), speaker.say("page.same_draws")},
                      columns_of(speaker, {{"column.point", Shown::year}}),
                      {},
                      {}};
    for (SweptNumber const& factor : results.swept()) {
        table.columns.push_back({factor.key, Shown::as_is, "factor:" + factor.key});
    }
    auto const rest = columns_of(speaker, {{"column.scenario"},
                                           {"column.year", Shown::year},
                                           {"column.poor", Shown::mean},
                                           {"column.poor_low", Shown::whole},
                                           {"column.poor_high", Shown::whole}});
    table.columns.insert(table.columns.end(), rest.begin(), rest.end());
    for (std::size_t t = 1; t < years.size(); ++t) {
        SweepTable const sweep = sweep_table(results, years[t]);
        std::size_t const of_point = sweep.scenarios.size() * (years.size() - 1);
        std::size_t const points =
            std::clamp<std::size_t>(most_rows / std::max<std::size_t>(of_point, 1), 2,
                                    std::max<std::size_t>(sweep.points(), 2));
        for (std::size_t i = 0; i < std::min(points, sweep.points()); ++i) {
            std::size_t const p =
                points >= sweep.points() ? i : i * (sweep.points() - 1) / (points - 1);
            for (std::size_t s = 0; s < sweep.scenarios.size(); ++s) {
                auto& row = table.rows.emplace_back();
                row.emplace_back(static_cast<double>(p));
                for (SweptNumber const& factor : sweep.factors) row.emplace_back(factor.values[p]);
                row.emplace_back(source.scenario_name(s));
                row.emplace_back(static_cast<double>(years[t]));
                std::size_t const cell = p * sweep.scenarios.size() + s;
                add_estimate(row, source, {sweep.mean[cell], sweep.q05[cell], sweep.q95[cell]});
            }
        }
        if (t == 1 && points < sweep.points()) {
            table.notes.push_back(speaker.say(
                "page.some_points", {std::to_string(points), std::to_string(sweep.points())}));
        }
    }
    return table;
}

}  // namespace povex
