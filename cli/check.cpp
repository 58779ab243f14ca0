#include <algorithm>
#include <limits>
#include <thread>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "engine/run/replicate.hpp"
#include "output/plain_text.hpp"

namespace povex::cli {

namespace {

namespace po = boost::program_options;

/// In what a column of money is shown.
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

void print_study(Study const& study, Workshop const& workshop) {
    Experiment const& e = study.experiment;
    Register const& r = workshop.households();
    std::int64_t persons = 0;
    for (auto size : r.size) persons += size;
    fmt::print("{}\n", printable(study.title.en));
    fmt::print("  years        base review at the end of {}, projected to {}\n", e.years.base,
               e.years.last);
    fmt::print("  households   {} with {} persons in {} localities, {} strata\n",
               readable(static_cast<double>(r.households())),
               readable(static_cast<double>(persons)), e.places.localities.size(),
               e.places.strata.size());
    fmt::print("  standards    {}\n", joined_ids(e.standards));
    fmt::print("  targeting   ");
    for (std::size_t t = 0; t < e.years.reviews(); ++t) {
        fmt::print(" {} {}", e.years.calendar(t), printable(e.standards[e.targeting[t]].label.id));
    }
    fmt::print("\n  indicators   {}\n", joined_ids(e.nature.indicators));
    fmt::print("  shocks       {}\n", joined_ids(e.nature.shocks));
    fmt::print("  payers       {}\n", joined_ids(e.payers));
    fmt::print("  scenarios    {} (baseline {})\n", joined_ids(e.scenarios),
               printable(e.scenarios[e.baseline].label.id));
    fmt::print("  actuals      {}", study.actuals.size());
    if (!study.as_of.empty()) {
        fmt::print(" (as of {}; {} published later are withheld)", study.as_of, study.withheld);
    }
    fmt::print("\n");
    fmt::print("  parameters   {} (povex parameters lists them)\n", study.parameters.size());
}

void print_programmes(Study const& study, Workshop const& workshop) {
    Experiment const& e = study.experiment;
    if (e.years.projected() == 0) return;
    for (std::size_t s = 0; s < e.scenarios.size(); ++s) {
        auto const& runs = e.scenarios[s].runs;
        if (std::count(runs.begin(), runs.end(), true) == 0) continue;
        auto const first = workshop.first_year(s);
        double largest = 0.0;
        for (std::size_t p = 0; p < first.size(); ++p) {
            if (!runs[p]) continue;
            largest = std::max(largest, static_cast<double>(first[p].full_cost));
        }
        Scale const scale = scale_for(largest, study.currency);
        auto money = [&](std::int64_t amount) {
            return padded_left(readable(static_cast<double>(amount) / scale.unit), 12);
        };
        fmt::print(
            "\n{} in {}: eligible by the base review, cost if all were served, ceiling [{}]\n",
            printable(e.scenarios[s].label.id), e.years.calendar(1), scale.name);
        for (std::size_t p = 0; p < first.size(); ++p) {
            if (!runs[p]) continue;
            fmt::print("  {} {} {} {}\n",
                       padded_right(printable(e.scenarios[s].programmes[p].label.id), 32),
                       padded_left(readable(static_cast<double>(first[p].eligible)), 10),
                       money(first[p].full_cost), money(first[p].ceiling));
        }
    }
}

/// Time and memory of a run, from the work to do. The cost of a household-year was measured on one
/// core of a server of 2023; expect half or twice the time elsewhere.
void print_cost(Study const& study, Workshop const& workshop, double threads) {
    Experiment const& e = study.experiment;
    constexpr double nature_seconds = 4.1e-7;      // a household-year, for each set of events
    constexpr double scenario_seconds = 6e-8;      // a household-year, for each scenario
    constexpr double population_seconds = 1.4e-6;  // a household of a synthetic population
    auto const households = static_cast<double>(workshop.households().households());
    auto const cells = static_cast<double>(workshop.households().cells.size());
    auto const years = static_cast<double>(e.years.reviews());
    auto const scenarios = static_cast<double>(e.scenarios.size());
    auto const variants = static_cast<double>(workshop.nature_variants());
    double const populations =
        e.population.redrawn ? study.replicates : std::min(e.population.fixed, study.replicates);
    double const seconds =
        households *
        (study.replicates * years * (nature_seconds * variants + scenario_seconds * scenarios) +
         populations * population_seconds) /
        threads;
    // the register and a population have some 20 and 35 bytes a household, a replicate at work 34 a
    // household-year, and a scenario its tallies and histograms
    double const kept = e.population.redrawn ? threads : populations;
    double const megabytes = (households * (20.0 + 35.0 * kept + 34.0 * threads * years) +
                              3e4 * threads * (scenarios + 1.0) * cells * years) /
                             1e6;
    fmt::print("\nA run of {} replicates: about {} s on {} threads, {} MB\n", study.replicates,
               readable(seconds), threads, readable(megabytes));
}

}  // namespace

int check_command(std::vector<std::string> const& arguments) {
    Options options("check", "STUDY");
    options.add()("replicates,n", po::value<std::string>()->value_name("N"),
                  "number of replicates (default: the study's)");
    options.add()("seed,s", po::value<std::string>()->value_name("N"),
                  "seed (default: the study's)");
    options.add()("threads,j", po::value<std::string>()->value_name("N"),
                  "number of threads of the estimate (default: all)");
    options.add_study();
    if (!options.parse(arguments)) return done;
    auto const threads = options.whole("threads", 1, 4096)
                             .value_or(std::max(1U, std::thread::hardware_concurrency()));
    auto const asked = options.whole("replicates", 1, 100'000'000);
    auto const seed = options.whole("seed", 0, std::numeric_limits<std::int64_t>::max());

    Study study = read_study(options.study_request());
    if (seed) study.experiment.seed = static_cast<std::uint64_t>(*seed);
    if (asked) study.replicates = static_cast<std::uint32_t>(*asked);
    Workshop const workshop(study.experiment);
    print_study(study, workshop);
    print_programmes(study, workshop);
    print_cost(study, workshop, static_cast<double>(threads));
    return done;
}

}  // namespace povex::cli
