#include "output/compare/sweep_table.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/error.hpp"
#include "output/words/json.hpp"
#include "output/words/plain_text.hpp"
#include "output/words/terminal_page.hpp"

namespace povex {

namespace {

/// A key without its first part, which the heading of a narrow column can do without.
std::string short_key(std::string const& key) {
    auto const dot = key.find('.');
    return dot == std::string::npos ? key : key.substr(dot + 1);
}

std::size_t index_of(ResultsReader const& results, int year) {
    auto const years = results.members("year");
    if (year == 0) return years.size() - 1;
    auto const found = results.member("year", std::to_string(year));
    if (found) return *found;
    throw InputError(fmt::format("{} has no year {}", results.path().string(), year),
                     fmt::format("its years are {}", fmt::join(years, ", ")));
}

}  // namespace

SweepTable sweep_table(ResultsReader const& results, int year) {
    SweepTable table;
    auto const t = index_of(results, year);
    table.year = std::stoi(results.members("year").at(t));
    table.standard = results.national();
    table.replicates = results.replicates();
    table.scenarios = results.members("scenario");
    table.factors = results.swept();
    auto const standard = results.member("standard", table.standard).value_or(0);
    for (auto [name, values] : {std::pair{"mean", &table.mean}, std::pair{"q05", &table.q05},
                                std::pair{"q95", &table.q95}}) {
        *values = results
                      .read("poor",
                            {{"standard", standard},
                             {"group", 0},
                             {"year", t},
                             {"statistic", statistic_index(name)}},
                            "/summary")
                      .values;
    }
    return table;
}

std::string sweep_text(SweepTable const& table, Language language, std::size_t most_points) {
    Page page(language);
    page.prose(
        fmt::format("Poor households on the official list at the end of {}, under {}: mean of {} "
                    "replicates and, in brackets, their 5th to 95th percentile. Every point uses "
                    "the same random draws.",
                    table.year, printable(table.standard), table.replicates));
    page.line();
    std::vector<TableColumn> columns{{"point"}};
    for (auto const& factor : table.factors) columns.push_back({printable(short_key(factor.key))});
    for (auto const& scenario : table.scenarios) {
        columns.push_back({printable(scenario), true, 24});
    }
    TextTable text(std::move(columns));
    std::size_t const shown = std::min(table.points(), most_points);
    for (std::size_t i = 0; i < shown; ++i) {
        std::size_t const p = shown == table.points() ? i : i * (table.points() - 1) / (shown - 1);
        std::vector<std::string> cells{std::to_string(p)};
        for (auto const& factor : table.factors) {
            cells.push_back(page.say().readable(factor.values[p], 6));
        }
        for (std::size_t s = 0; s < table.scenarios.size(); ++s) {
            std::size_t const at = p * table.scenarios.size() + s;
            cells.push_back(table.replicates > 1
                                ? fmt::format("{} ({} to {})", page.number(table.mean[at]),
                                              page.number(table.q05[at]),
                                              page.number(table.q95[at]))
                                : page.number(table.mean[at]));
        }
        text.row(std::move(cells));
    }
    text.print(page);
    if (shown < table.points()) {
        page.line();
        page.prose(
            fmt::format("{} of {} points; the file has all of them.", shown, table.points()));
    }
    return page.take();
}

std::string sweep_json(SweepTable const& table, std::vector<Problem> const& warnings) {
    Json json;
    json["warnings"] = json_of_problems(warnings);
    json["what"] = "poor";
    json["standard"] = valid_utf8(table.standard);
    json["year"] = table.year;
    json["replicates"] = table.replicates;
    json["interval"] = "q05 to q95: 5th to 95th percentile of the replicates";
    json["points"] = Json::array();
    for (std::size_t p = 0; p < table.points(); ++p) {
        Json point;
        for (auto const& factor : table.factors) {
            point["factors"][valid_utf8(factor.key)] = factor.values[p];
        }
        for (std::size_t s = 0; s < table.scenarios.size(); ++s) {
            std::size_t const at = p * table.scenarios.size() + s;
            point["poor"][valid_utf8(table.scenarios[s])] = {
                {"mean", table.mean[at]}, {"q05", table.q05[at]}, {"q95", table.q95[at]}};
        }
        json["points"].push_back(std::move(point));
    }
    return json_text(json);
}

}  // namespace povex
