#include "tests/statistical/household_paths.hpp"

#include <stdexcept>

#include "engine/run/simulate_replicate.hpp"

namespace povex {

HouseholdPaths::HouseholdPaths(std::filesystem::path const& study, RunRequest const& request)
    : study_(read_tested_study(study, request)),
      replicates_(request.replicates > 0 ? request.replicates : study_.replicates),
      prepared_(study_.experiment) {}

std::size_t HouseholdPaths::scenario(std::string const& id) const {
    auto const& scenarios = study_.experiment.scenarios;
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        if (scenarios[s].label.id == id) return s;
    }
    throw std::invalid_argument("no scenario " + id);
}

void HouseholdPaths::in_replicate(std::uint32_t replicate, std::string const& id,
                                  HouseholdVisit const& visit) const {
    visit_households(prepared_, replicate, scenario(id), visit);
}

void HouseholdPaths::in_all_replicates(HouseholdVisit const& visit) const {
    if (study_.experiment.scenarios.size() != 1) throw std::invalid_argument("which scenario?");
    for (std::uint32_t r = 0; r < replicates_; ++r) visit_households(prepared_, r, 0, visit);
}

}  // namespace povex
