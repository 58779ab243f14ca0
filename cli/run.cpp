#include "engine/run/run.hpp"

#include <csignal>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "engine/study/parameter_draws.hpp"
#include "output/comparison.hpp"
#include "output/plain_text.hpp"
#include "output/results_reader.hpp"
#include "output/results_writer.hpp"

namespace povex::cli {

namespace {

namespace po = boost::program_options;

volatile std::sig_atomic_t signalled = 0;

/// While it lives, an interrupt from the keyboard or a polite request to end is noted, not obeyed.
class SignalWatch {
public:
    SignalWatch() {
        signalled = 0;
        for (int s : {SIGINT, SIGTERM}) std::signal(s, [](int) { signalled = 1; });
    }
    SignalWatch(SignalWatch const&) = delete;
    SignalWatch& operator=(SignalWatch const&) = delete;
    ~SignalWatch() {
        for (int s : {SIGINT, SIGTERM}) std::signal(s, SIG_DFL);
    }
};

/// Where the results go if the user does not say: NAME.h5 here, after the study's folder.
std::filesystem::path default_output(Study const& study) {
    auto const folder = std::filesystem::weakly_canonical(study.folder).filename().string();
    return (folder.empty() ? std::string("results") : folder) + ".h5";
}

/// Poor households by year under the national standard, a line for each scenario.
void print_summary(ResultsReader const& results) {
    auto const years = results.members("year");
    auto const scenarios = results.members("scenario");
    auto const standard = results.member("standard", results.national()).value_or(0);
    fmt::print("Poor households, by the review, under {} (mean of {} replicates)\n",
               printable(results.national()), results.replicates());
    std::size_t width = 8;
    for (auto const& s : scenarios) width = std::max(width, columns_of(printable(s)));
    fmt::print("{}", padded_right("", width));
    for (auto const& year : years) fmt::print("{}", padded_left(year, 9));
    fmt::print("\n");
    auto const poor = results.read(
        "poor", {{"standard", standard}, {"group", 0}, {"statistic", statistic_index("mean")}},
        "/summary");
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        fmt::print("{}", padded_right(printable(scenarios[s]), width));
        for (std::size_t t = 0; t < years.size(); ++t) {
            fmt::print("{}", padded_left(readable(poor.values[s * years.size() + t]), 9));
        }
        fmt::print("\n");
    }
}

void add_options(Options& options) {
    options.add()("output,o", po::value<std::string>()->value_name("FILE"),
                  "results file (default: the study's name .h5, here)");
    options.add()("replicates,n", po::value<std::string>()->value_name("N"),
                  "number of replicates (default: the study's)");
    options.add()("seed,s", po::value<std::string>()->value_name("N"),
                  "seed (default: the study's)");
    options.add()("threads,j", po::value<std::string>()->value_name("N"),
                  "number of threads (default: all); results do not depend on it");
    options.add_study();
    options.add()("uncertainty", po::value<std::string>()->value_name("WHICH"),
                  "parameters fixed, or drawn from their ranges (default: the study's)");
    options.add()("replicates-per-draw", po::value<std::string>()->value_name("N"),
                  "replicates that share a draw of the parameters (default: the study's)");
    options.add()("force", "overwrite the results file");
    options.add()("progress", po::value<std::string>()->value_name("WHEN")->default_value("auto"),
                  "auto (on a terminal), always or never");
    options.add()("json", "a machine-readable summary on standard output");
    options.add()("quiet,q", "no summary, no progress");
}

/// What the options change in a study that was read.
void apply(Options const& options, Study& study) {
    if (auto const seed = options.whole("seed", 0, std::numeric_limits<std::int64_t>::max())) {
        study.experiment.seed = static_cast<std::uint64_t>(*seed);
    }
    if (auto const asked = options.whole("replicates", 1, 100'000'000)) {
        study.replicates = static_cast<std::uint32_t>(*asked);
    }
    if (auto const each = options.whole("replicates-per-draw", 2, 1'000'000)) {
        study.replicates_per_draw = static_cast<std::uint32_t>(*each);
    }
    if (!options.has("uncertainty")) return;
    auto const which = options.text("uncertainty");
    if (which != "fixed" && which != "drawn") {
        throw InputError(fmt::format("--uncertainty is \"{}\"", which), "fixed or drawn");
    }
    study.drawn = which == "drawn";
}

}  // namespace

int run_command(std::vector<std::string> const& arguments) {
    Options options("run", "STUDY");
    add_options(options);
    if (!options.parse(arguments)) return done;
    auto const progress_mode = options.has("quiet") ? "never" : options.text("progress");
    if (progress_mode != "auto" && progress_mode != "always" && progress_mode != "never") {
        throw InputError(fmt::format("--progress is \"{}\"", progress_mode),
                         "auto, always or never");
    }
    auto const threads = options.whole("threads", 1, 4096).value_or(0);

    StudySource const source(options.study_request());
    Study study = source.read();
    apply(options, study);
    std::optional<ParameterDraws> draws;
    if (study.drawn) draws.emplace(study);
    std::filesystem::path const target = options.has("output")
                                             ? std::filesystem::path(options.text("output"))
                                             : default_output(study);

    std::vector<std::string> command_line{"povex", "run"};
    command_line.insert(command_line.end(), arguments.begin(), arguments.end());
    Workshop const workshop(study.experiment);
    WorkshopSeries drawn(study.replicates_per_draw, [&](std::uint32_t draw) {
        return workshop_of_draw(source, study, workshop, *draws, draw);
    });
    auto const fixed = std::shared_ptr<Workshop const>(std::shared_ptr<void>(), &workshop);
    SignalWatch const watch;
    ResultsWriter writer(target, study, workshop.measures().catalogue(study.replicates),
                         current_provenance(command_line), study.replicates, options.has("force"));
    std::stop_source stop;
    std::uint32_t delivered = 0;
    {
        Progress progress(progress_mode, study.replicates);
        delivered =
            run([&](std::uint32_t replicate) { return draws ? drawn.of(replicate) : fixed; },
                study.replicates, static_cast<int>(threads),
                [&](ReplicateResult const& result) {
                    writer.write(result);
                    progress.update(result.replicate + 1);
                    if (signalled != 0) stop.request_stop();
                },
                stop.get_token());
    }
    if (delivered < study.replicates) {
        fmt::print(stderr, "povex: interrupted after {} of {} replicates, nothing written\n",
                   delivered, study.replicates);
        return interrupted;
    }
    writer.finish(draws ? &*draws : nullptr);

    ResultsReader const results(target);
    if (options.has("json")) {
        fmt::print("{}\n", comparison_json(compare(results)));
    } else if (!options.has("quiet")) {
        print_summary(results);
        fmt::print("Results: {}\n", printable(target.string()));
    }
    return done;
}

}  // namespace povex::cli
