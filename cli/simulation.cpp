#include "cli/simulation.hpp"

#include <limits>

#include <fmt/format.h>

#include "cli/signals.hpp"
#include "cli/terminal.hpp"

namespace povex::cli {

namespace {

namespace po = boost::program_options;

std::string progress_mode(Options const& options) {
    std::string mode = options.has("quiet") ? "never" : options.text("progress");
    if (mode != "auto" && mode != "always" && mode != "never") {
        throw InputError(fmt::format("--progress is \"{}\"", mode), "auto, always or never");
    }
    return mode;
}

}  // namespace

void add_simulation_options(Options& options) {
    options.add()("output,o", po::value<std::string>()->value_name("FILE"),
                  "results file (default: named after the study, in the current folder)");
    options.add()("replicates,n", po::value<std::string>()->value_name("N"),
                  "number of replicates (default: the study's)");
    add_seed_option(options);
    options.add()("threads,j", po::value<std::string>()->value_name("N"),
                  "number of threads (default: all); it does not change the results");
    options.add_study();
    options.add()("force", "overwrite an existing results file");
    options.add()("progress",
                  po::value<std::string>()->value_name("auto|always|never")->default_value("auto"),
                  "show progress; auto: only on a terminal");
    options.add_language();
    options.add()("json", "print the summary as JSON, for other programs");
    options.add()("quiet,q", "print no summary and no progress");
}

void add_seed_option(Options& options) {
    options.add()("seed,s", po::value<std::string>()->value_name("N"),
                  "random seed (default: the study's)");
}

void apply_seed(Options const& options, Study& study) {
    if (auto const seed = options.whole("seed", 0, std::numeric_limits<std::int64_t>::max())) {
        study.experiment.seed = static_cast<std::uint64_t>(*seed);
    }
}

void add_uncertainty_options(Options& options) {
    options.add()(
        "uncertainty", po::value<std::string>()->value_name("fixed|drawn"),
        "keep uncertain parameters as written, or draw them from their ranges (default: the "
        "study's choice)");
    options.add()(
        "replicates-per-draw", po::value<std::string>()->value_name("N"),
        "number of replicates that share a draw of the parameters (default: the study's)");
}

void apply_uncertainty(Options const& options, Study& study) {
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

void apply_simulation_options(Options const& options, Study& study) {
    static_cast<void>(progress_mode(options));  // refuse wrong values before the work begins
    static_cast<void>(threads_of(options));
    apply_seed(options, study);
    if (auto const asked = options.whole("replicates", 1, 100'000'000)) {
        study.replicates = static_cast<std::uint32_t>(*asked);
    }
}

void add_population_warning(Study& study) {
    auto const populations = study.clustering().populations;
    auto const replicates = study.replicates;
    bool const is_equal =
        populations == 0 || replicates <= populations || replicates % populations == 0;
    if (is_equal) return;
    study.warnings.push_back(warning(
        fmt::format("{} replicates use the {} synthetic populations unequally: some count more in "
                    "every mean",
                    replicates, populations),
        fmt::format("use a multiple of {}, such as {}", populations,
                    (replicates / populations + 1) * populations)));
}

int threads_of(Options const& options) {
    return static_cast<int>(options.whole("threads", 1, 4096).value_or(0));
}

std::filesystem::path output_of(Options const& options, Study const& study) {
    auto const folder = std::filesystem::weakly_canonical(study.folder).filename().string();
    std::filesystem::path target = options.has("output")
                                       ? options.text("output")
                                       : (folder.empty() ? "results" : folder) + ".h5";
    clear_leftovers(results_target(target, study, options.has("force")).path);
    return target;
}

RunProvenance provenance_of(char const* command, Options const& options) {
    std::vector<std::string> line{"povex", command};
    line.insert(line.end(), options.arguments().begin(), options.arguments().end());
    return current_provenance(line);
}

void simulate(Options const& options, PreparedFor const& prepared_for, std::uint32_t cells,
              ResultsWriter& writer, std::uint32_t period, Precision* precision) {
    std::uint32_t written = 0;
    count_replicates(0, cells);
    Progress progress(progress_mode(options), options.language(), cells);
    static_cast<void>(run(
        prepared_for, cells, threads_of(options),
        [&](ReplicateResult const& result) {
            writer.write(result);
            if (precision != nullptr) precision->add(result);
            count_replicates(++written, cells);
            progress.update(written, precision != nullptr ? precision->half_width() : std::nullopt);
        },
        {}, period));
}

}  // namespace povex::cli
