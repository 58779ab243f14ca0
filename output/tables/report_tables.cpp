#include "output/tables/report_tables.hpp"

#include "output/file/target_path.hpp"

namespace povex {
namespace {

/// The tables of a report in their order. A new table is a line here.
constexpr ReportTable (*tables[])(ReportSource const&) = {
    summary_table,  poor_form,  near_poor_form, deprivation_table, year_table,
    locality_table, cost_table, enrolled_table, actuals_table,     assumptions_table};

}  // namespace

std::vector<ReportTable> report_tables(ResultsReader const& results, Language language,
                                       std::string const& scenario) {
    if (results.is_sweep()) {
        refuse_file(results.path(),
                    "the results of a sweep have no workbook (they are of many points)",
                    "`povex report` shows them on a page; `--to csv` has every number");
    }
    ReportSource const source = report_source(results, language, compare(results), scenario);
    std::vector<ReportTable> all;
    for (auto const table : tables) all.push_back(table(source));
    return all;
}

}  // namespace povex
