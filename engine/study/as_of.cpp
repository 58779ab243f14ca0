#include <algorithm>

#include <fmt/format.h>

#include "engine/study/csv.hpp"
#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

bool known(std::string const& known_on, std::string const& as_of) {
    return !known_on.empty() && known_on <= as_of;
}

/// The record "housing" in "programmes.housing.budget.2022"; empty in another table.
std::string record_in(std::string const& key, std::string const& table) {
    if (!key.starts_with(table + ".")) return {};
    auto const start = table.size() + 1;
    return key.substr(start, key.find('.', start) - start);
}

std::string described(Parameter const& one) {
    bool const plain = one.unit.empty() || one.unit == "1";
    return fmt::format("{} = {}{}", one.key, one.value,
                       plain ? std::string{} : fmt::format(" [{}]", one.unit));
}

std::string source_of(Parameter const& one) {
    return one.source.empty() ? "no source" : one.source;
}

/// Add a problem once, although several scenarios may use the number.
void add_once(std::vector<Problem>& refused, std::string what) {
    Problem problem{"--as-of", 0, 0, std::move(what), {}, {}};
    if (std::count(refused.begin(), refused.end(), problem) == 0) {
        refused.push_back(std::move(problem));
    }
}

/// Whether a programme may spend anything in any year.
bool has_money(Programme const& programme) {
    return programme.kind == ProgrammeKind::entitlement ||
           std::any_of(programme.cost.budget.begin(), programme.cost.budget.end(),
                       [](std::int64_t budget) { return budget != 0; });
}

/// Whether a study uses a number of a shock: it happens in some scenario. All other numbers are
/// used.
bool happens(std::string const& key, Experiment const& experiment) {
    auto const name = record_in(key, "shocks");
    auto const& shocks = experiment.nature.shocks;
    for (std::size_t k = 0; k < shocks.size(); ++k) {
        if (shocks[k].label.id != name) continue;
        auto const& years = shocks[k].happens;
        return std::count(years.begin(), years.end(), true) > 0 &&
               std::any_of(experiment.scenarios.begin(), experiment.scenarios.end(),
                           [&](Scenario const& scenario) { return scenario.event[k]; });
    }
    return true;
}

/// The rows of the study's CSV files but the actuals: one entry for all rows of a file with the
/// same source and date.
std::vector<Parameter> rows_of_tables(std::vector<StudyFile> const& files,
                                      std::string const& actuals) {
    std::vector<Parameter> all;
    for (StudyFile const& file : files) {
        if (!file.name.ends_with(".csv") || file.name == actuals) continue;
        Problems ignored;  // they were reported when the file was read first
        auto const source = std::make_shared<SourceText>(SourceText{file.name, file.text});
        CsvTable const table = parse_csv(source, ignored);
        std::vector<std::pair<Parameter, std::size_t>> groups;
        for (auto const& row : table.rows) {
            auto field = [&](char const* name) {
                auto const column = table.column(name);
                return column ? row[*column] : CsvTable::Field{};
            };
            Parameter one{file.name,
                          {},
                          {},
                          {},
                          field("grade").text,
                          field("source").text,
                          table.date(field("known_on"), ignored)};
            auto const same = std::find_if(groups.begin(), groups.end(), [&](auto const& group) {
                return group.first.source == one.source && group.first.known_on == one.known_on;
            });
            if (same == groups.end()) {
                groups.emplace_back(std::move(one), 1);
            } else {
                ++same->second;
            }
        }
        for (auto& [one, rows] : groups) {
            one.value = fmt::format("{} row{}", rows, rows == 1 ? "" : "s");
            all.push_back(std::move(one));
        }
    }
    return all;
}

void refuse_numbers(std::string const& as_of, std::vector<Parameter> const& used,
                    Problems& problems) {
    bool const dates = std::any_of(used.begin(), used.end(),
                                   [](Parameter const& one) { return !one.known_on.empty(); });
    std::vector<Problem> later;
    std::vector<Problem> undated;
    for (Parameter const& one : used) {
        if (one.source == setting_name || one.source == default_name) continue;
        if (one.known_on.empty() && dates) {
            add_once(undated, fmt::format("{} has no date on which it was known ({})",
                                          described(one), source_of(one)));
        } else if (one.known_on > as_of) {
            add_once(later, fmt::format("{} was known on {}, not on {} ({})", described(one),
                                        one.known_on, as_of, source_of(one)));
        }
    }
    if (!later.empty()) {
        later.back().hint =
            "--set KEY=VALUE replaces a number by one that was known; --set last_year=YEAR drops "
            "the "
            "years after it; --scenario drops scenarios";
    }
    if (!undated.empty()) undated.back().hint = "write known_on, the date of publication";
    for (auto* list : {&later, &undated}) {
        for (Problem& problem : *list) problems.add(std::move(problem));
    }
}

}  // namespace

NumbersUsed::NumbersUsed(Scenario const& scenario) : scenario_(&scenario) {
    for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
        programme_.emplace(scenario.programmes[p].label.id, p);
    }
}

bool NumbersUsed::by_key(std::string const& key) const {
    auto const name = record_in(key, "programmes");
    auto const found = programme_.find(name);
    if (found == programme_.end()) return true;
    bool const budget = key.starts_with(fmt::format("programmes.{}.budget", name));
    return scenario_->acts(found->second) &&
           (budget || has_money(scenario_->programmes[found->second]));
}

void withhold_unknown(Study& study) {
    auto const before = study.actuals.size();
    std::erase_if(study.actuals,
                  [&](Actual const& one) { return !known(one.known_on, study.as_of); });
    study.withheld = before - study.actuals.size();
    std::erase_if(study.parameters, [&](Parameter const& one) {
        auto const year = record_in(one.key, "denominators");
        if (year.empty() || one.source == setting_name || known(one.known_on, study.as_of)) {
            return false;
        }
        int const t = std::stoi(year) - study.experiment.years.base;
        study.denominator[static_cast<std::size_t>(t)].reset();
        return true;
    });
}

void refuse_unknown(Study const& study, StudyScenarios const& scenarios,
                    std::vector<StudyFile> const& files, std::string const& actuals,
                    Problems& problems) {
    std::vector<Parameter> used;
    for (Parameter const& one : study.parameters) {
        bool const in_scenarios =
            one.key.starts_with("scenarios.") || scenarios.keys.count(one.key) > 0;
        if (!in_scenarios && happens(one.key, study.experiment)) used.push_back(one);
    }
    used.insert(used.end(), scenarios.used.begin(), scenarios.used.end());
    auto const rows = rows_of_tables(files, actuals);
    used.insert(used.end(), rows.begin(), rows.end());
    refuse_numbers(study.as_of, used, problems);
}

}  // namespace povex
