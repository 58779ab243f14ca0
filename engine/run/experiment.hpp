#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/currency.hpp"
#include "engine/measure/groups.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/policy/payer.hpp"
#include "engine/policy/scenario.hpp"
#include "engine/policy/standard.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// Which synthetic populations the replicates use.
struct PopulationPlan {
    bool redrawn = false;
    std::uint32_t fixed = 16;  ///< replicate r uses population r mod this

    [[nodiscard]] std::uint32_t population_of(std::uint32_t replicate) const {
        return redrawn ? replicate : replicate % fixed;
    }

    friend bool operator==(PopulationPlan const&, PopulationPlan const&) = default;
};

/// What is simulated, complete and without any file: the struct of the floors' own structs.
struct Experiment {
    std::uint64_t seed = 1;
    Years years;
    Places places;
    RegisterPlan register_plan;
    NatureModel nature;
    std::vector<Standard> standards;
    Yearly<std::size_t> targeting;  ///< index of the standard whose list decides the year after
    std::vector<Payer> payers;
    std::vector<Scenario> scenarios;
    std::size_t baseline = 0;  ///< the scenario against which the others are counted
    /// Growth is what was observed under this one: others gain or lose what their public works
    /// differ from its works. It need not be among those that run.
    Scenario growth_observed_under;
    Currency currency;
    double income_floor = 0.0;  ///< lowest income [money/month per person]
    PopulationPlan population;
    GroupChoice groups;
    bool multidimensional = false;
    bool affect_all = false;  ///< see StudyTables: the same results, slowly
};

}  // namespace povex
