#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "output/compare/estimates.hpp"
#include "output/tables/report_source.hpp"
#include "output/tables/report_tables.hpp"

// Scenarios, years and localities: means over replicates, with intervals.

namespace povex {
namespace {

constexpr std::size_t most_lines = 6;  ///< of a chart; more cannot be told apart

/// Add the cost of a household-year averted, with its interval.
void add_cost(std::vector<ReportCell>& row, ReportSource const& source, CostPerYear const& cost) {
    row.push_back(cost_cell(source, cost));
    row.emplace_back(cost.low);
    row.emplace_back(cost.high);
}

/// Add the household-years averted, the extra spending and the cost of a household-year of a
/// scenario; empty cells for the baseline.
void add_difference(std::vector<ReportCell>& row, ReportSource const& source,
                    std::size_t scenario) {
    std::string const& id = source.results.members("scenario")[scenario];
    ScenarioDifference none;
    ScenarioDifference const* found = &none;
    for (ScenarioDifference const& one : source.comparison.scenarios) {
        if (one.scenario == id) found = &one;
    }
    add_estimate(row, source, found->on_list.years);
    add_estimate(row, source, found->in_poverty.years);
    add_estimate(row, source, found->extra_spending);
    if (found == &none) {
        row.insert(row.end(), 6, std::numeric_limits<double>::quiet_NaN());
        return;
    }
    add_cost(row, source, found->on_list.cost);
    add_cost(row, source, found->in_poverty.cost);
}

void add_cost_columns(ReportTable& table, ReportSource const& source, std::string const& currency) {
    Speaker const& speaker = source.speaker;
    bool const drawn = source.comparison.draws > 0;
    std::string const low = drawn ? speaker.say("column.low") : speaker.say("column.interval_low");
    std::string const high =
        drawn ? speaker.say("column.high") : speaker.say("column.interval_high");
    for (auto const& [heading, key] :
         {std::pair{speaker.say("column.cost_per_year", {currency}), "cost_per_year"},
          std::pair{speaker.say("column.cost_per_year_in_truth", {currency}),
                    "cost_per_year_in_truth"}}) {
        table.columns.push_back({heading, Shown::money, key});
        table.columns.push_back({low, Shown::money, std::string(key) + "_low"});
        table.columns.push_back({high, Shown::money, std::string(key) + "_high"});
    }
    table.notes.push_back(speaker.say("note.averted"));
    table.notes.push_back(drawn ? speaker.say("note.cost_per_year_drawn")
                                : speaker.say("note.cost_per_year"));
}

}  // namespace

ReportTable summary_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    Comparison const& run = source.comparison;
    std::string const currency = speaker.name("currency", run.currency);
    ReportTable table{speaker.say("table.summary"),
                      speaker.say("title.summary", {speaker.title(run.baseline_title, run.baseline),
                                                    source.called("standard", run.national)}),
                      notes_of_run(source),
                      columns_of(speaker, {{"column.scenario"}}),
                      {},
                      {}};
    for (int year : run.years) {
        table.columns.push_back({speaker.say("column.poor_in", {std::to_string(year)}), Shown::mean,
                                 "poor_in_" + std::to_string(year)});
    }
    std::size_t const averted = table.columns.size();
    for (ReportColumn const& column :
         {ReportColumn{speaker.say("column.averted"), Shown::mean, "averted"},
          ReportColumn{speaker.say("column.averted_in_truth"), Shown::mean, "averted_in_truth"},
          ReportColumn{speaker.say("column.extra_spending", {currency}), Shown::money,
                       "extra_spending"}}) {
        table.columns.push_back(column);
        table.columns.push_back({speaker.say("column.low"), column.shown, column.key + "_low"});
        table.columns.push_back({speaker.say("column.high"), column.shown, column.key + "_high"});
    }
    add_cost_columns(table, source, currency);
    for (std::size_t scenario : source.scenarios) {
        auto& row = table.rows.emplace_back();
        row.emplace_back(source.scenario_name(scenario));
        auto const poor = count_of(source, "poor", scenario, run.national);
        for (std::size_t t = 0; t < run.years.size(); ++t) row.emplace_back(at(poor, t).mean);
        add_difference(row, source, scenario);
    }
    if (table.rows.size() > 1) {
        table.charts.push_back(
            {speaker.say("chart.averted"), false, 0, {{averted, 1, table.rows.size() - 1}}});
    }
    return table;
}

ReportTable year_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ReportTable table{speaker.say("table.by_year"),
                      speaker.say("title.by_year"),
                      {note_of_interval(source)},
                      columns_of(speaker, {{"column.standard"},
                                           {"column.scenario"},
                                           {"column.year", Shown::year},
                                           {"column.poor", Shown::mean},
                                           {"column.poor_low", Shown::whole},
                                           {"column.poor_high", Shown::whole},
                                           {"column.rate", Shown::share},
                                           {"column.poor_in_truth", Shown::mean},
                                           {"column.near_poor", Shown::mean},
                                           {"column.near_poor_low", Shown::whole},
                                           {"column.near_poor_high", Shown::whole}}),
                      {},
                      {}};
    auto const households = denominators(source.results);
    std::vector<int> const& years = source.comparison.years;
    for (std::string const& standard : source.standards) {
        ReportChart chart{
            speaker.say("chart.poor_by_year", {source.called("standard", standard)}), true, 2, {}};
        for (std::size_t scenario : source.scenarios) {
            auto const poor = count_of(source, "poor", scenario, standard);
            auto const truth = count_of(source, "poor_true", scenario, standard);
            auto const near_poor = count_of(source, "near_poor", scenario, standard);
            std::size_t const first = table.rows.size();
            for (std::size_t t = 0; t < poor.size(); ++t) {
                auto& row = table.rows.emplace_back();
                row = {source.called("standard", standard), source.scenario_name(scenario),
                       static_cast<double>(years[t])};
                add_estimate(row, source, poor[t]);
                row.emplace_back(poor[t].mean / households[t].simulated.value_or(
                                                    std::numeric_limits<double>::quiet_NaN()));
                row.emplace_back(at(truth, t).mean);
                add_estimate(row, source, at(near_poor, t));
            }
            if (chart.series.size() < most_lines && table.rows.size() > first) {
                chart.series.push_back({3, first, table.rows.size() - 1, 1});
            }
        }
        if (!chart.series.empty()) table.charts.push_back(std::move(chart));
    }
    return table;
}

ReportTable locality_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ReportTable table{
        speaker.say("table.by_locality"),
        speaker.say("title.by_locality", {source.called("scenario", source.scenario)}),
        {note_of_interval(source)},
        columns_of(speaker, {{"column.standard"},
                             {"column.year", Shown::year},
                             {"column.locality"},
                             {"column.poor", Shown::mean},
                             {"column.poor_low", Shown::whole},
                             {"column.poor_high", Shown::whole},
                             {"column.near_poor", Shown::mean},
                             {"column.near_poor_low", Shown::whole},
                             {"column.near_poor_high", Shown::whole}}),
        {},
        {}};
    std::vector<int> const& years = source.comparison.years;
    auto const localities = source.groups("locality:");
    for (std::string const& standard : source.standards) {
        std::vector<std::vector<Estimate>> poor, near_poor;
        for (std::size_t g : localities) {
            std::string const& group = source.results.members("group")[g];
            poor.push_back(count_of(source, "poor", source.scenario, standard, group));
            near_poor.push_back(count_of(source, "near_poor", source.scenario, standard, group));
        }
        for (std::size_t t = 0; t < years.size() && !localities.empty(); ++t) {
            std::size_t const first = table.rows.size();
            for (std::size_t l = 0; l < localities.size(); ++l) {
                auto& row = table.rows.emplace_back();
                row = {source.called("standard", standard), static_cast<double>(years[t]),
                       source.called("group", localities[l])};
                add_estimate(row, source, at(poor[l], t));
                add_estimate(row, source, at(near_poor[l], t));
            }
            if (standard != source.comparison.national || t == 0) continue;
            table.charts.push_back(
                {speaker.say("chart.poor_by_locality", {std::to_string(years[t])}),
                 false,
                 2,
                 {{3, first, table.rows.size() - 1}}});
        }
    }
    return table;
}

}  // namespace povex
