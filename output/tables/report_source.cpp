#include "output/tables/report_source.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/stats/summary.hpp"
#include "output/compare/estimates.hpp"
#include "output/file/target_path.hpp"

namespace povex {
namespace {

std::vector<std::size_t> ordered_scenarios(ResultsReader const& results, std::size_t baseline) {
    std::vector<std::size_t> order;
    auto const add = [&](std::size_t scenario) {
        if (std::find(order.begin(), order.end(), scenario) == order.end()) {
            order.push_back(scenario);
        }
    };
    std::size_t const count = results.members("scenario").size();
    if (count > 0) add(baseline);
    for (std::string const& id : results.shown_with_baseline()) {
        if (auto const scenario = results.member("scenario", id)) add(*scenario);
    }
    for (std::size_t s = 0; s < count; ++s) add(s);
    return order;
}

std::size_t scenario_named(ResultsReader const& results, std::string const& id) {
    if (auto const scenario = results.member("scenario", id)) return *scenario;
    refuse_file(results.path(), fmt::format("the results have no scenario \"{}\"", id),
                fmt::format("they have {}", fmt::join(results.members("scenario"), ", ")));
}

/// The name of a group. A title that only repeats the id ("kinh" for "ethnicity:kinh") does not
/// count.
std::string name_of_group(Speaker const& speaker, std::string const& id, Text const& title) {
    std::string const last = id.substr(id.find(':') + 1);
    bool const has_title = !(title == Text{last, last} || title == Text{id, id});
    std::string known = speaker.name("group", id);
    if (known == id) known = last;
    return has_title ? speaker.title(title, known) : known;
}

/// Add the id to each name that several members share.
void tell_apart(std::vector<std::string>& names, std::vector<std::string> const& ids) {
    std::map<std::string, int> bearers;
    for (std::string const& name : names) ++bearers[name];
    for (std::size_t m = 0; m < names.size(); ++m) {
        if (bearers[names[m]] > 1 && names[m] != ids[m]) names[m] += " (" + ids[m] + ")";
    }
}

/// The names of the members of all dimensions that a report shows.
std::map<std::string, std::vector<std::string>> names_of_members(ResultsReader const& results,
                                                                 Speaker const& speaker) {
    std::map<std::string, std::vector<std::string>> names;
    for (char const* dimension :
         {"scenario", "standard", "programme", "payer", "group", "deprived_group", "indicator"}) {
        bool const is_group = std::string_view(dimension).ends_with("group");
        std::vector<Text> const titles = results.titles(dimension);
        auto& of = names[dimension];
        for (std::size_t m = 0; m < titles.size(); ++m) {
            std::string const& id = results.members(dimension)[m];
            of.push_back(is_group ? name_of_group(speaker, id, titles[m])
                                  : speaker.title(titles[m], id));
        }
        tell_apart(of, results.members(dimension));
    }
    return names;
}

/// Add to the distance of each replicate how far its counts lie from their means, in squared
/// standard errors.
/// \param counts  shape [replicate][year]
void add_distances(std::vector<double>& distances, std::vector<double> const& counts) {
    std::size_t const replicates = distances.size();
    std::size_t const years = counts.size() / replicates;
    for (std::size_t t = 0; t < years; ++t) {
        std::vector<double> of_year;
        for (std::size_t r = 0; r < replicates; ++r) of_year.push_back(counts[r * years + t]);
        Summary const summary = summarise(of_year);
        bool const has_spread = summary.standard_error > 0;
        for (std::size_t r = 0; has_spread && r < replicates; ++r) {
            distances[r] += std::pow((of_year[r] - summary.mean) / summary.standard_error, 2);
        }
    }
}

}  // namespace

std::string ReportSource::called(std::string const& dimension, std::string const& name) const {
    auto const member = results.member(dimension, name);
    return member ? called(dimension, *member) : name;
}

Estimate ReportSource::shown(Estimate estimate) const {
    if (comparison.replicates > 1) return estimate;
    estimate.low = estimate.high = std::numeric_limits<double>::quiet_NaN();
    return estimate;
}

std::vector<std::size_t> ReportSource::groups(std::string const& prefix) const {
    std::vector<std::size_t> found;
    std::vector<std::string> const& all = results.members("group");
    for (std::size_t g = 0; g < all.size(); ++g) {
        if (all[g].starts_with(prefix)) found.push_back(g);
    }
    return found;
}

std::string ReportSource::scenario_name(std::size_t one) const {
    std::string const& name = called("scenario", one);
    return one == baseline ? speaker.say("word.baseline", {name}) : name;
}

std::vector<ReportColumn> columns_of(Speaker const& speaker,
                                     std::initializer_list<ColumnPlan> plans) {
    std::vector<ReportColumn> columns;
    for (auto const& [heading, shown] : plans) {
        std::string_view const key = heading.key();
        columns.push_back(
            {speaker.say(heading), shown, std::string(key.substr(key.find('.') + 1))});
    }
    return columns;
}

ReportSource report_source(ResultsReader const& results, Language language, Comparison run,
                           std::string const& of) {
    std::size_t const baseline = results.member("scenario", results.baseline()).value_or(0);
    std::size_t const scenario = of.empty() ? baseline : scenario_named(results, of);
    Speaker const speaker(language);
    return {results,
            speaker,
            std::move(run),
            baseline,
            scenario,
            central_replicate(results, scenario),
            ordered_scenarios(results, baseline),
            standards_shown(results),
            names_of_members(results, speaker)};
}

std::size_t central_replicate(ResultsReader const& results, std::size_t scenario) {
    std::vector<double> distances(results.replicates(), 0.0);
    if (distances.empty()) return 0;
    for (char const* what : {"poor", "near_poor"}) {
        add_distances(distances, counts_by_replicate(results, what, scenario, results.national()));
    }
    return static_cast<std::size_t>(std::min_element(distances.begin(), distances.end()) -
                                    distances.begin());
}

void add_estimate(std::vector<ReportCell>& row, ReportSource const& source, Estimate const& of) {
    Estimate const estimate = source.shown(of);
    row.insert(row.end(), {estimate.mean, estimate.low, estimate.high});
}

Estimate at(std::vector<Estimate> const& estimates, std::size_t index) {
    return index < estimates.size() ? estimates[index] : Estimate{};
}

std::vector<Estimate> count_of(ReportSource const& source, char const* what, std::size_t scenario,
                               std::string const& standard, std::string const& group) {
    return counts_by_year(source.results, "/summary", what, scenario, standard, group);
}

std::string note_of_interval(ReportSource const& source) {
    std::size_t const replicates = source.comparison.replicates;
    if (replicates < 2) return source.speaker.say("note.no_interval");
    return source.speaker.say("note.interval",
                              {source.speaker.number(static_cast<double>(replicates))});
}

ReportCell flow_cell(ReportSource const& source, double households) {
    if (std::isnan(households)) return source.speaker.say("word.missing");
    return households;
}

ReportCell cost_cell(ReportSource const& source, CostPerYear const& cost) {
    if (cost.verdict == CostVerdict::cost) return cost.mean;
    return source.speaker.name("cost", cost_verdict_names[static_cast<std::size_t>(cost.verdict)]);
}

std::vector<std::string> notes_of_takeovers(ReportSource const& source) {
    Comparison const& run = source.comparison;
    std::vector<std::string> notes;
    for (std::size_t t = 1; t < run.targeting.size(); ++t) {
        std::string const &before = run.targeting[t - 1], &after = run.targeting[t];
        if (before == after) continue;
        notes.push_back(source.speaker.say(
            "note.takes_over", {std::to_string(run.years[t]), source.called("standard", after),
                                source.called("standard", before)}));
    }
    return notes;
}

std::vector<std::string> notes_of_run(ReportSource const& source) {
    Speaker const& speaker = source.speaker;
    Comparison const& run = source.comparison;
    std::initializer_list<std::string> const facts{
        speaker.title(run.title, speaker.say("word.untitled")),
        speaker.number(static_cast<double>(run.replicates)), std::to_string(run.seed)};
    std::vector<std::string> notes{
        run.draws > 0 ? speaker.say("note.drawn", facts) : speaker.say("note.run", facts),
        note_of_interval(source)};
    if (!run.as_of.empty()) {
        notes.push_back(
            speaker.say("note.as_of", {speaker.date(run.as_of), std::to_string(run.withheld)}));
    }
    return notes;
}

}  // namespace povex
