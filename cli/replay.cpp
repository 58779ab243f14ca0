#include "engine/run/replay.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/simulation.hpp"
#include "engine/base/error.hpp"
#include "engine/study/parameter_draws.hpp"
#include "output/replay/replay_words.hpp"

namespace povex::cli {

namespace {

namespace po = boost::program_options;

/// Index of the scenario to replay: the one that --scenario names, otherwise the baseline.
std::size_t scenario_of(Options const& options, Study const& study) {
    auto const asked = options.texts("scenario");
    if (asked.empty()) return study.experiment.baseline;
    if (asked.size() > 1)
        throw InputError("--scenario is given more than once", "replay shows one scenario");
    auto const& scenarios = study.experiment.scenarios;
    std::size_t s = 0;
    auto const id = scenario_id(asked.front());
    while (s < scenarios.size() && scenarios[s].label.id != id) ++s;
    return s;  // read() has refused unknown ones
}

/// The replicate to replay. The study gets enough replicates to have a draw of its parameters for
/// it.
std::uint32_t replicate_of(Options const& options, Study& study) {
    auto const replicate =
        static_cast<std::uint32_t>(options.whole("replicate", 0, 99'999'999).value_or(0));
    auto const each = study.drawn ? study.replicates_per_draw : 1;
    study.replicates = std::max(study.replicates, (replicate / each + 1) * each);
    return replicate;
}

/// Row of the household that --household names, by its key or by what happens to it.
std::size_t household_of(Options const& options, ReplayedScenario const& replayed) {
    auto const given = options.text("household");
    for (std::size_t i = 0; i < fate_names.size(); ++i) {
        if (given != fate_names[i]) continue;
        if (auto const row = replayed.example_of(static_cast<Fate>(i))) return *row;
        throw InputError(fmt::format("this replicate has no example of {}", given),
                         "try another --replicate, or give the key of a household");
    }
    std::uint64_t key = 0;
    auto const* end = given.data() + given.size();
    auto const [rest, error] = std::from_chars(given.data(), end, key);
    bool const number = error == std::errc{} && rest == end;
    if (auto const row = number ? replayed.row_of(key) : std::nullopt) return *row;
    throw InputError(
        number ? fmt::format("the study has no household {}", key)
               : fmt::format("--household is \"{}\"", given),
        fmt::format("the key of a household, such as {}; or leaves, falls_back or left_behind",
                    replayed.households().key.front()));
}

}  // namespace

void add_replay_options(Options& options) {
    options.add()("household", po::value<std::string>()->value_name("KEY"),
                  "key of the household; or leaves, falls_back or left_behind for an example");
    options.add()("replicate", po::value<std::string>()->value_name("R"),
                  "number of the replicate, counted from 0 (default: 0)");
    add_seed_option(options);
    options.add_study("scenario to replay (default: the baseline)");
    add_uncertainty_options(options);
    options.add_language();
    options.add()("json", "print JSON, for other programs");
}

int replay_command(Options const& options) {
    Language const language = options.language();
    if (!options.has("household")) throw po::error("povex replay needs --household KEY");
    StudySource const source(options.study_request());
    Study study = source.read();
    apply_seed(options, study);
    apply_uncertainty(options, study);
    auto const scenario = scenario_of(options, study);
    auto const replicate = replicate_of(options, study);
    PreparedExperiment const fixed(study.experiment);
    std::shared_ptr<PreparedExperiment const> drawn;
    if (study.drawn) {
        ParameterDraws draws(study);
        drawn = prepare_draw(source, study, fixed, draws, replicate / study.replicates_per_draw);
    }
    ReplayedScenario const replayed(drawn ? *drawn : fixed, scenario, replicate, study.national);
    Replay const replay = replayed.of(household_of(options, replayed));
    if (options.has("json")) {
        fmt::print("{}\n", replay_json(replayed, replay));
    } else {
        fmt::print("{}", replay_text(replayed, replay, language));
    }
    return done;
}

}  // namespace povex::cli
