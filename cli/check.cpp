#include <algorithm>
#include <chrono>
#include <filesystem>
#include <limits>
#include <string_view>
#include <thread>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/forecast.hpp"
#include "cli/simulation.hpp"
#include "cli/terminal.hpp"
#include "engine/run/preview.hpp"
#include "output/words/json.hpp"
#include "output/words/plain_text.hpp"
#include "output/words/terminal_page.hpp"

namespace povex::cli {

namespace {

namespace po = boost::program_options;

/// The unit in which a column of money is shown.
struct Scale {
    double unit;
    std::string name;  ///< "billion VND"
};

Scale scale_for(double largest, std::string const& currency) {
    for (auto [unit, word] : {std::pair{1e9, "billion"}, {1e6, "million"}, {1e3, "thousand"}}) {
        if (largest >= unit) return {unit, fmt::format("{} {}", word, printable(currency))};
    }
    return {1.0, printable(currency)};
}

std::string joined_ids(auto const& records) {
    std::string text;
    for (auto const& record : records)
        text += (text.empty() ? "" : ", ") + printable(record.label.id);
    return text;
}

void add_line(Page& page, std::string_view name, std::string const& text) {
    constexpr std::size_t indent = 15;
    page.prose(fmt::format("  {}", padded_right(name, indent - 2)), text, indent);
}

void add_study(Page& page, Study const& study, PreparedExperiment const& prepared) {
    Experiment const& e = study.experiment;
    Register const& r = prepared.households();
    std::int64_t persons = 0;
    for (auto size : r.size) persons += size;
    page.prose(page.title(study.title, "(study without a title)"));
    add_line(
        page, "years",
        fmt::format("base review at the end of {}, projected to {}", e.years.base, e.years.last));
    add_line(page, "households",
             fmt::format("{} with {} persons in {}, {}",
                         page.number(static_cast<double>(r.households())),
                         page.number(static_cast<double>(persons)),
                         counted(e.places.localities.size(), "locality", "localities"),
                         counted(e.places.strata.size(), "stratum", "strata")));
    add_line(page, "standards", joined_ids(e.standards));
    std::string targeting;
    for (std::size_t t = 0; t < e.years.reviews(); ++t) {
        targeting += fmt::format("{}{} {}", t == 0 ? "" : ", ", e.years.calendar(t),
                                 printable(e.standards[e.targeting[t]].label.id));
    }
    add_line(page, "targeting", targeting);
    add_line(page, "indicators", joined_ids(e.nature.indicators));
    add_line(page, "shocks", joined_ids(e.nature.shocks));
    add_line(page, "payers", joined_ids(e.payers));
    add_line(page, "scenarios",
             fmt::format("{} (baseline {})", joined_ids(e.scenarios),
                         printable(e.scenarios[e.baseline].label.id)));
    std::string const withheld = study.as_of.empty()
                                     ? ""
                                     : fmt::format(" (as of {}; {} published later are withheld)",
                                                   study.as_of, study.withheld);
    add_line(page, "actuals", fmt::format("{}{}", study.actuals.size(), withheld));
    add_line(page, "parameters",
             fmt::format("{} (list them with povex parameters)", study.parameters.size()));
}

void add_programmes(Page& page, Study const& study, PreparedExperiment const& prepared) {
    Experiment const& e = study.experiment;
    if (e.years.projected() == 0) return;
    for (std::size_t s = 0; s < e.scenarios.size(); ++s) {
        auto const& runs = e.scenarios[s].runs;
        if (std::count(runs.begin(), runs.end(), true) == 0) continue;
        auto const first = first_year(prepared, s);
        double largest = 0.0;
        for (std::size_t p = 0; p < first.size(); ++p) {
            if (!runs[p]) continue;
            largest = std::max(largest, e.currency.amount(first[p].full_cost));
        }
        Scale const scale = scale_for(largest, e.currency.code);
        auto money = [&](std::int64_t amount) {
            return page.number(e.currency.amount(amount) / scale.unit);
        };
        page.line();
        page.prose(
            fmt::format("{} in {}: households eligible by the base review, cost of serving "
                        "all of them, and ceiling [{}]",
                        printable(e.scenarios[s].label.id), e.years.calendar(1), scale.name));
        TextTable table({{"", false, 40, 20}, {"eligible"}, {"cost"}, {"ceiling"}}, 2);
        for (std::size_t p = 0; p < first.size(); ++p) {
            if (!runs[p]) continue;
            table.row({printable(e.scenarios[s].programmes[p].label.id),
                       page.number(static_cast<double>(first[p].eligible)),
                       money(first[p].full_cost), money(first[p].ceiling)});
        }
        table.print(page);
    }
}

/// The share of income that comes from public works in the first projected year.
void add_public_works(Page& page, Study const& study, PreparedExperiment const& prepared) {
    Experiment const& e = study.experiment;
    for (std::size_t s = 0; s < e.scenarios.size(); ++s) {
        auto const share = public_works_share(prepared, s);
        std::string text;
        for (std::size_t g = 0; g < share.size(); ++g) {
            text +=
                fmt::format("{}{} {} %", text.empty() ? "" : ", ",
                            printable(e.places.strata[g].label.id), page.number(100.0 * share[g]));
        }
        if (share.empty()) continue;
        page.line();
        page.prose(fmt::format("{} in {}: share of mean income that comes from public works: {}",
                               printable(e.scenarios[s].label.id), e.years.calendar(1), text));
    }
}

std::string check_json(Study const& study, Forecast const& run,
                       std::vector<Problem> const& warnings) {
    return json_text(Json{{"title", study.title.en},
                          {"replicates", study.replicates},
                          {"seconds", run.seconds},
                          {"memory", run.memory},
                          {"file", run.file > 0.0 ? Json(run.file) : Json(nullptr)},
                          {"warnings", json_of_problems(warnings)}}) +
           "\n";
}

/// Prepare the study, and print what it is, what a run takes, and the warnings.
void describe(Options const& options, Study const& study,
              std::chrono::steady_clock::time_point begin) {
    auto const threads =
        static_cast<int>(options.whole("threads", 1, 4096)
                             .value_or(std::max(1U, std::thread::hardware_concurrency())));
    Page page(options.language());
    PreparedExperiment const prepared(study.experiment);
    std::chrono::duration<double> const so_far = std::chrono::steady_clock::now() - begin;
    auto const run = forecast(study, prepared, threads, so_far.count());
    add_study(page, study, prepared);
    add_programmes(page, study, prepared);
    add_public_works(page, study, prepared);
    auto const folder = options.has("output")
                            ? std::filesystem::path(options.text("output")).parent_path()
                            : std::filesystem::path();
    auto warnings = study.warnings;
    auto const shortages = add_forecast(page, run, study, threads, folder);
    warnings.insert(warnings.end(), shortages.begin(), shortages.end());
    print_problems(warnings);
    fmt::print("{}", options.has("json") ? check_json(study, run, warnings) : page.take());
}

}  // namespace

void add_check_options(Options& options) {
    options.add()("replicates,n", po::value<std::string>()->value_name("N"),
                  "number of replicates (default: the study's)");
    options.add()("seed,s", po::value<std::string>()->value_name("N"),
                  "random seed (default: the study's)");
    options.add()("threads,j", po::value<std::string>()->value_name("N"),
                  "number of threads to assume in the estimate (default: all)");
    options.add()("output,o", po::value<std::string>()->value_name("FILE"),
                  "results file whose disk must have room (default: in the current folder)");
    options.add_study();
    options.add_language();
    options.add()("json", "print what a run takes and the warnings as JSON, for other programs");
}

int check_command(Options const& options) {
    auto const asked = options.whole("replicates", 1, 100'000'000);
    auto const seed = options.whole("seed", 0, std::numeric_limits<std::int64_t>::max());
    auto const begin = std::chrono::steady_clock::now();
    Study study = read_study(options.study_request());
    if (seed) study.experiment.seed = static_cast<std::uint64_t>(*seed);
    if (asked) study.replicates = static_cast<std::uint32_t>(*asked);
    add_population_warning(study);
    try {
        describe(options, study, begin);
    } catch (InputError const& error) {
        throw InputError(error.problems(), study.warnings);  // one of them may say why
    }
    return done;
}

}  // namespace povex::cli
