#include <algorithm>
#include <cmath>
#include <numeric>

#include "output/compare/estimates.hpp"
#include "output/tables/report_source.hpp"
#include "output/tables/report_tables.hpp"

// What programmes cost each payer, and how many households they enrol.

namespace povex {
namespace {

/// Means over replicates for each projected year; a missing year counts as 0.
using ByYear = std::vector<double>;

std::vector<ReportColumn> columns_of_years(ReportSource const& source,
                                           std::vector<PhraseKey> const& names, Shown shown) {
    std::vector<ReportColumn> columns;
    columns.reserve(names.size() + source.comparison.years.size());
    for (PhraseKey name : names) {
        columns.push_back(columns_of(source.speaker, {{name}}).front());
    }
    for (std::size_t t = 1; t < source.comparison.years.size(); ++t) {
        std::string const year = std::to_string(source.comparison.years[t]);
        columns.push_back({year, shown, year});
    }
    return columns;
}

void add_row(ReportTable& table, std::vector<std::string> const& names, ByYear const& years) {
    auto& row = table.rows.emplace_back(names.begin(), names.end());
    row.insert(row.end(), years.begin(), years.end());
}

/// Add a row with the sum over the years at its end.
void add_summed_row(ReportTable& table, std::vector<std::string> const& names,
                    ByYear const& years) {
    add_row(table, names, years);
    table.rows.back().emplace_back(std::accumulate(years.begin(), years.end(), 0.0));
}

void add_to(ByYear& total, ByYear const& years) {
    total.resize(years.size(), 0.0);
    for (std::size_t t = 0; t < years.size(); ++t) total[t] += years[t];
}

bool is_nothing(ByYear const& years) {
    return std::all_of(years.begin(), years.end(), [](double number) { return number == 0.0; });
}

/// The projected years of one row of numbers; a missing number counts as 0.
/// \param numbers  shape [row][year]
ByYear projected(std::vector<double> const& numbers, std::size_t row, std::size_t years) {
    ByYear made;
    for (std::size_t t = 1; t < years; ++t) {
        double const number = numbers[row * years + t];
        made.push_back(std::isnan(number) ? 0.0 : number);
    }
    return made;
}

/// Add the spending under a scenario: by programme and payer, then by payer, then in total.
void add_spending(ReportTable& table, ReportSource const& source, std::size_t scenario,
                  std::size_t province_of_spending) {
    LabelledArray const money = source.results.read("spending",
                                                    {{"scenario", scenario},
                                                     {"spending_group", province_of_spending},
                                                     {"statistic", statistic_index("mean")}},
                                                    "/summary");
    std::size_t const programmes = money.shape[0], payers = money.shape[1], years = money.shape[2];
    std::string const name = source.scenario_name(scenario);
    std::string const total = source.speaker.say("column.total");
    std::vector<ByYear> by_payer(payers);
    ByYear all;
    for (std::size_t row = 0; row < programmes * payers; ++row) {
        std::size_t const programme = row / payers, payer = row % payers;
        ByYear const paid = projected(money.values, row, years);
        add_to(by_payer[payer], paid);
        add_to(all, paid);
        if (is_nothing(paid)) continue;
        add_summed_row(table,
                       {name, source.called("programme", programme), source.called("payer", payer)},
                       paid);
    }
    for (std::size_t payer = 0; payer < payers; ++payer) {
        add_summed_row(table, {name, total, source.called("payer", payer)}, by_payer[payer]);
    }
    add_summed_row(table, {name, total, total}, all);
}

}  // namespace

ReportTable cost_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    std::string const currency = speaker.name("currency", source.comparison.currency);
    ReportTable table{
        speaker.say("table.costs"),
        speaker.say("title.costs", {currency}),
        {},
        columns_of_years(source, {"column.scenario", "column.programme", "column.payer"},
                         Shown::money),
        {},
        {}};
    table.columns.push_back(columns_of(speaker, {{"column.total", Shown::money}}).front());
    auto const place = source.results.member("spending_group", province);
    bool const known = source.results.has(
        "spending", {"scenario", "programme", "payer", "year", "spending_group", "statistic"},
        "/summary");
    for (std::size_t scenario : source.scenarios) {
        if (known && place) add_spending(table, source, scenario, *place);
        if (scenario != source.baseline || table.rows.empty()) continue;
        double const total = std::get<double>(table.rows.back().back());
        table.notes.push_back(
            speaker.say("note.spending", {source.called("scenario", scenario),
                                          speaker.money(total, source.comparison.currency)}));
    }
    return table;
}

ReportTable enrolled_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ResultsReader const& results = source.results;
    ReportTable table{
        speaker.say("table.enrolled"),
        speaker.say("title.enrolled"),
        {},
        columns_of_years(source, {"column.scenario", "column.programme"}, Shown::mean),
        {},
        {}};
    auto const place = results.member("spending_group", province);
    bool const known = results.has(
        "enrolled", {"scenario", "programme", "year", "spending_group", "statistic"}, "/summary");
    for (std::size_t scenario : source.scenarios) {
        if (!known || !place) break;
        LabelledArray const households = results.read("enrolled",
                                                      {{"scenario", scenario},
                                                       {"spending_group", *place},
                                                       {"statistic", statistic_index("mean")}},
                                                      "/summary");
        for (std::size_t p = 0; p < households.shape[0]; ++p) {
            ByYear const years = projected(households.values, p, households.shape[1]);
            if (is_nothing(years)) continue;
            add_row(table, {source.scenario_name(scenario), source.called("programme", p)}, years);
        }
    }
    return table;
}

}  // namespace povex
