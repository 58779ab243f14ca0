#include <algorithm>
#include <map>
#include <sstream>

#include <fmt/format.h>

#include "output/compare/two_runs.hpp"

// What differs in the studies of two runs. Each study becomes a record of keys and values; then the
// records are compared.

namespace povex {
namespace {

/// The value of one key in a part of a record, in one scenario or for all.
struct Entry {
    std::string part, key, scenario, value;
};

using Record = std::vector<Entry>;

std::string joined(std::vector<std::string> const& words) {
    return fmt::format("{}", fmt::join(words, " "));
}

void add_run(Record& record, ResultsReader const& results) {
    RunProvenance const made = results.provenance();
    auto const add = [&](char const* key, std::string value) {
        record.push_back({"run", key, "", std::move(value)});
    };
    add("title.en", results.title().en);
    add("title.vi", results.title().vi);
    add("seed", std::to_string(results.seed()));
    add("replicates", std::to_string(results.replicates()));
    add("draws of the parameters", std::to_string(results.draws()));
    add("population", results.population());
    add("baseline", results.baseline());
    add("shown with the baseline", joined(results.shown_with_baseline()));
    add("national", results.national());
    add("currency", results.currency());
    add("as-of", results.as_of());
    add("years", joined(results.members("year")));
    add("targeting", joined(results.targeting()));
    add("version", made.version);
    add("revision", made.revision);
    add("compiler", made.compiler);
    add("command", joined(made.command_line));
}

void add_numbers(Record& record, ResultsReader const& results) {
    for (std::string const& setting : results.settings()) {
        std::size_t const at = std::min(setting.find('='), setting.size());
        record.push_back({"setting", setting.substr(0, at), "",
                          at < setting.size() ? setting.substr(at + 1) : std::string{}});
    }
    for (Parameter const& one : results.parameters()) {
        auto const add = [&](char const* what, std::string const& value) {
            record.push_back({"parameter", one.key + what, "", value});
        };
        add("", one.value);
        add(" (unit)", one.unit);
        add(" (range)", one.range);
        add(" (grade)", one.grade);
        add(" (source)", one.source);
        add(" (known on)", one.known_on);
    }
}

/// What programmes run and cost, for the scenarios, years and programmes that both files have.
void add_programmes(Record& record, ResultsReader const& results, ResultsReader const& other) {
    auto const& years = results.members("year");
    for (char const* what : {"runs", "unit_cost", "budget"}) {
        bool const yearly = results.has(what, {"scenario", "programme", "year"}, "/programmes");
        if (!yearly && !results.has(what, {"scenario", "programme"}, "/programmes")) continue;
        std::vector<double> const values = results.read(what, {}, "/programmes").values;
        std::size_t at = 0;
        for (std::string const& scenario : results.members("scenario")) {
            for (std::string const& programme : results.members("programme")) {
                bool const shared =
                    other.member("scenario", scenario) && other.member("programme", programme);
                for (std::size_t t = 0; t < (yearly ? years.size() : 1); ++t) {
                    double const value = values[at++];
                    if (!shared || (yearly && !other.member("year", years[t]))) continue;
                    record.push_back(
                        {"programme",
                         fmt::format("{}.{}{}", programme, what, yearly ? "." + years[t] : ""),
                         scenario, std::isnan(value) ? "none" : fmt::format("{:.0f}", value)});
                }
            }
        }
    }
}

void add_actuals(Record& record, ResultsReader const& results) {
    for (Actual const& one : results.actuals()) {
        record.push_back(
            {"actual", joined({one.date, one.standard, one.group, one.what}), "",
             fmt::format("{} ({})", one.value, role_names[static_cast<std::size_t>(one.role)])});
    }
}

Record record_of(ResultsReader const& results, ResultsReader const& other) {
    Record record;
    add_run(record, results);
    add_numbers(record, results);
    add_programmes(record, results, other);
    add_actuals(record, results);
    return record;
}

/// The values of a record by key. Several values of one key are joined in their order.
std::map<std::vector<std::string>, std::string> by_key(Record const& record) {
    std::map<std::vector<std::string>, std::string> values;
    for (Entry const& entry : record) {
        auto const [found, is_new] =
            values.try_emplace({entry.part, entry.key, entry.scenario}, entry.value);
        if (!is_new) found->second += "; " + entry.value;
    }
    return values;
}

/// Add a difference. If it is there already for another scenario, only add the scenario.
void add_difference(std::vector<StudyDifference>& all, Entry const& entry,
                    std::array<std::optional<std::string>, 2> values) {
    auto const same = std::find_if(all.begin(), all.end(), [&](StudyDifference const& one) {
        return one.part == entry.part && one.key == entry.key && one.values == values;
    });
    StudyDifference& difference =
        same != all.end() ? *same
                          : all.emplace_back(StudyDifference{entry.part, entry.key, values});
    if (!entry.scenario.empty()) difference.scenarios.push_back(entry.scenario);
}

/// The first line in which two texts differ, if they do.
std::optional<StudyDifference> first_line_that_differs(std::string const& file,
                                                       std::string const& first,
                                                       std::string const& second) {
    if (first == second) return std::nullopt;
    std::istringstream a(first), b(second);
    for (std::size_t number = 1;; ++number) {
        std::string line_a, line_b;
        bool const has_a = static_cast<bool>(std::getline(a, line_a));
        bool const has_b = static_cast<bool>(std::getline(b, line_b));
        if (has_a && has_b && line_a == line_b) continue;
        auto const value = [](bool has, std::string const& line) {
            return has ? std::optional(line) : std::nullopt;
        };
        return StudyDifference{"file",
                               fmt::format("{}:{}", file, number),
                               {value(has_a, line_a), value(has_b, line_b)}};
    }
}

void add_files(std::vector<StudyDifference>& all, ResultsReader const& first,
               ResultsReader const& second) {
    std::map<std::string, std::array<std::optional<std::string>, 2>> texts;
    for (StudyFile const& file : first.study_files()) texts[file.name][0] = file.text;
    for (StudyFile const& file : second.study_files()) texts[file.name][1] = file.text;
    for (auto const& [name, both] : texts) {
        if (both[0] && both[1]) {
            auto difference = first_line_that_differs(name, *both[0], *both[1]);
            if (difference) all.push_back(std::move(*difference));
            continue;
        }
        auto const there = [](auto const& text) {
            return text ? std::optional<std::string>("there") : std::nullopt;
        };
        all.push_back({"file", name, {there(both[0]), there(both[1])}});
    }
}

}  // namespace

std::vector<StudyDifference> study_differences(ResultsReader const& first,
                                               ResultsReader const& second) {
    std::array const records{record_of(first, second), record_of(second, first)};
    auto values = std::array{by_key(records[0]), by_key(records[1])};
    std::vector<StudyDifference> all;
    for (Record const& record : records) {
        for (Entry const& entry : record) {
            std::vector<std::string> const key{entry.part, entry.key, entry.scenario};
            std::array<std::optional<std::string>, 2> both;
            for (std::size_t f = 0; f < 2; ++f) {
                auto node = values[f].extract(key);  // so that the second record skips it
                if (node) both[f] = std::move(node.mapped());
            }
            if (both[0] != both[1]) add_difference(all, entry, std::move(both));
        }
    }
    std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) {
        static constexpr std::array order{"run", "setting", "parameter", "programme", "actual"};
        auto const place = [&](auto const& one) {
            return std::find(order.begin(), order.end(), one.part);
        };
        return place(a) < place(b);
    });
    add_files(all, first, second);
    return all;
}

std::vector<OnlyInOne> only_in_one(ResultsReader const& first, ResultsReader const& second) {
    std::array const files{&first, &second};
    std::vector<OnlyInOne> all;
    for (std::size_t f = 0; f < 2; ++f) {
        ResultsReader const& other = *files[1 - f];
        for (char const* dimension :
             {"scenario", "standard", "year", "programme", "payer", "group", "indicator"}) {
            for (std::string const& member : files[f]->members(dimension)) {
                if (!other.member(dimension, member)) all.push_back({dimension, member, f});
            }
        }
        for (VariableInfo const& variable : files[f]->variables()) {
            if (!other.variable(variable.name)) all.push_back({"variable", variable.name, f});
        }
    }
    return all;
}

}  // namespace povex
