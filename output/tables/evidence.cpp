#include <algorithm>
#include <charconv>

#include "output/tables/report_source.hpp"
#include "output/tables/report_tables.hpp"

// What the projection is compared with, and which assumptions it is based on.

namespace povex {
namespace {

/// A number if the text is one ("0.7", "50e6", "1_500"), or else the text.
ReportCell value_cell(std::string const& text) {
    std::string digits = text;
    digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
    double number = 0.0;
    char const* end = digits.data() + digits.size();
    auto const [rest, error] = std::from_chars(digits.data(), end, number);
    if (error == std::errc{} && rest == end && !digits.empty()) return number;
    return text;
}

/// A range "0.4 to 0.9", with its numbers as the language writes them.
std::string range_text(Speaker const& speaker, std::string const& range) {
    std::string_view constexpr between = " to ";
    std::size_t const middle = range.find(between);
    if (middle == std::string::npos) return range;
    auto const end = [&](std::string const& text) {
        ReportCell const cell = value_cell(text);
        auto const* number = std::get_if<double>(&cell);
        if (number == nullptr || text.find('e') != std::string::npos) return text;
        auto const point = std::min(text.find('.'), text.size() - 1);
        return speaker.number(*number, static_cast<int>(text.size() - 1 - point));
    };
    return speaker.say("word.range",
                       {end(range.substr(0, middle)), end(range.substr(middle + between.size()))});
}

}  // namespace

ReportTable actuals_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    Comparison const& run = source.comparison;
    ReportTable table{
        speaker.say("table.actuals"),
        speaker.say("title.actuals", {speaker.title(run.baseline_title, run.baseline)}),
        {speaker.say("note.actuals"), speaker.say("note.grade")},
        columns_of(speaker, {{"column.date"},
                             {"column.standard"},
                             {"column.unit_of_review"},
                             {"column.what"},
                             {"column.actual", Shown::as_is},
                             {"column.projected", Shown::mean},
                             {"column.low", Shown::whole},
                             {"column.high", Shown::whole},
                             {"column.difference", Shown::mean},
                             {"column.inside"},
                             {"column.role"},
                             {"column.grade"},
                             {"column.known_on"},
                             {"column.source"},
                             {"column.note"}}),
        {},
        {}};
    for (ComparedActual const& one : run.actuals) {
        Actual const& actual = one.actual;
        Estimate const projected = source.shown(one.projected);
        std::string const verdict = !one.inside   ? ""
                                    : *one.inside ? speaker.say("word.yes")
                                                  : speaker.say("word.no");
        table.rows.push_back(
            {speaker.date(actual.date), source.called("standard", actual.standard),
             source.called("group", actual.group), speaker.name("what", actual.what), actual.value,
             projected.mean, projected.low, projected.high, projected.mean - actual.value, verdict,
             speaker.name("role", role_names[static_cast<std::size_t>(actual.role)]), actual.grade,
             speaker.date(actual.known_on), actual.source, actual.note});
    }
    if (!table.rows.empty()) {
        std::size_t const last = table.rows.size() - 1;
        table.charts.push_back(
            {speaker.say("chart.actuals"), false, 0, {{4, 0, last}, {5, 0, last}}});
    }
    return table;
}

ReportTable assumptions_table(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    ReportTable table{speaker.say("table.assumptions"),
                      speaker.say("title.assumptions"),
                      {speaker.say("note.grade")},
                      columns_of(speaker, {{"column.key"},
                                           {"column.value", Shown::as_is},
                                           {"column.unit"},
                                           {"column.range"},
                                           {"column.grade"},
                                           {"column.known_on"},
                                           {"column.source"}}),
                      {},
                      {}};
    for (Parameter const& one : source.results.parameters()) {
        table.rows.push_back({one.key, value_cell(one.value), speaker.name("unit", one.unit),
                              range_text(speaker, one.range), one.grade, speaker.date(one.known_on),
                              one.source});
    }
    return table;
}

}  // namespace povex
