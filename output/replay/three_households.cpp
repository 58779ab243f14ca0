#include "output/replay/three_households.hpp"

#include <algorithm>

#include "engine/base/error.hpp"
#include "engine/run/replay.hpp"
#include "output/replay/replay_words.hpp"

namespace povex {
namespace {

std::vector<Text> both(std::vector<std::string> const& en, std::vector<std::string> const& vi) {
    std::vector<Text> texts;
    for (std::size_t i = 0; i < en.size(); ++i) texts.push_back({en[i], vi[i]});
    return texts;
}

/// A replayed household in both languages.
ReplayedHousehold in_words(ReplayedScenario const& replayed, Fate fate, std::size_t household) {
    ReplayWords const en(replayed, Language::en), vi(replayed, Language::vi);
    Currency const& currency = replayed.experiment().currency;
    Replay const replay = replayed.of(household);
    ReplayedHousehold made{fate_names[static_cast<std::size_t>(fate)],
                           std::to_string(replayed.households().key[household]),
                           both(en.labels(replay), vi.labels(replay)),
                           {}};
    for (std::size_t t = 0; t < replay.years.size(); ++t) {
        ReplayYear const& year = replay.years[t];
        made.years.push_back({replayed.experiment().years.calendar(t),
                              both(en.events(replay, t), vi.events(replay, t)),
                              currency.amount(year.income), currency.amount(year.line),
                              poverty_class_names[static_cast<std::size_t>(year.official)]});
    }
    return made;
}

/// Whether the simulation counts as many poor households as the first replicate of the file.
bool repeats(ReplayedScenario const& replayed, ResultsReader const& results) {
    auto const scenario = results.member("scenario", results.baseline());
    auto const standard = results.member("standard", results.national());
    auto const group = results.member("group", province);
    bool const known = results.has("poor", {"scenario", "standard", "replicate", "year", "group"});
    if (!known || !scenario || !standard || !group) return false;
    auto const poor = results.read(
        "poor",
        {{"replicate", 0}, {"scenario", *scenario}, {"standard", *standard}, {"group", *group}});
    auto const counted = replayed.poor_by_year();
    return std::equal(
        poor.values.begin(), poor.values.end(), counted.begin(), counted.end(),
        [](double of_file, std::int64_t here) { return of_file == static_cast<double>(here); });
}

}  // namespace

ThreeHouseholds three_households(ResultsReader const& results) {
    if (results.is_sweep()) return {{}, "the file is of a sweep"};
    try {
        Study const study = recorded_study(results);
        PreparedExperiment const prepared(study.experiment);
        ReplayedScenario const replayed(prepared, study.experiment.baseline, 0, study.national);
        if (!repeats(replayed, results)) {
            return {{}, "the study as recorded does not repeat the file's numbers"};
        }
        ThreeHouseholds three;
        for (std::size_t i = 0; i < fate_names.size(); ++i) {
            auto const fate = static_cast<Fate>(i);
            if (auto const household = replayed.example_of(fate)) {
                three.households.push_back(in_words(replayed, fate, *household));
            }
        }
        if (three.households.empty()) three.why_none = "no household is ever poor";
        return three;
    } catch (InputError const& error) {
        return {{}, error.what()};
    }
}

}  // namespace povex
