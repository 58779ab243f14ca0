#include "engine/run/run_cost.hpp"

#include <algorithm>

namespace povex {

namespace {

// Time [s].
constexpr double start_seconds = 0.2;        // everything done once, whatever the study
constexpr double register_seconds = 1.5e-6;  // per household, once
constexpr double population_seconds = 3e-7;  // per household of a synthetic population
constexpr double nature_seconds = 1.5e-8;    // per household and review, each time nature runs
constexpr double scenario_seconds = 1.8e-8;  // per household and review, for each scenario
constexpr double tally_seconds = 9e-5;       // per cell and review, for each scenario

// Memory [bytes].
constexpr double program_bytes = 25e6;     // the program itself
constexpr double register_bytes = 50.0;    // per household: the register and what is known of it
constexpr double population_bytes = 36.0;  // per household of a synthetic population
constexpr double review_bytes = 18.0;      // per household and review of a replicate at work
constexpr double tally_bytes = 1e4;        // per cell and review: tallies and histograms

}  // namespace

RunCost run_cost(PreparedExperiment const& prepared, std::uint32_t replicates, bool drawn,
                 int threads) {
    Experiment const& e = prepared.experiment();
    auto const households = static_cast<double>(prepared.households().households());
    auto const cells = static_cast<double>(prepared.households().cells.size());
    auto const reviews = static_cast<double>(e.years.reviews());
    auto const scenarios = static_cast<double>(e.scenarios.size());
    auto const natures = static_cast<double>(natures_in(prepared.variants()));
    bool const anew = e.population.redrawn || drawn;
    double const populations = anew ? replicates : std::min(e.population.fixed, replicates);
    double const in_memory = anew ? threads : populations;

    double const replicate_seconds =
        reviews * (households * (nature_seconds * natures + scenario_seconds * scenarios) +
                   cells * scenarios * tally_seconds);
    RunCost cost;
    cost.seconds =
        start_seconds + households * register_seconds +
        (replicates * replicate_seconds + populations * households * population_seconds) / threads;
    cost.bytes = program_bytes +
                 households * (register_bytes + population_bytes * in_memory +
                               review_bytes * threads * reviews) +
                 tally_bytes * threads * (scenarios + 1.0) * cells * reviews;
    return cost;
}

}  // namespace povex
