#pragma once

#include <cstdint>
#include <memory>
#include <mutex>

#include "engine/nature/base_population.hpp"
#include "engine/run/experiment.hpp"

namespace povex {

/// What the register of households is made from.
struct RegisterInputs {
    std::uint64_t seed = 1;
    Places places;  ///< without the odds of being listed
    RegisterPlan plan;

    friend bool operator==(RegisterInputs const&, RegisterInputs const&) = default;
};

/// What the synthetic populations are drawn from, given the register.
struct PopulationInputs {
    std::uint64_t seed = 1;
    Places places;
    NatureModel model;  ///< without what acts after the base review: growth, shocks, ...
    PopulationPlan plan;

    friend bool operator==(PopulationInputs const&, PopulationInputs const&) = default;
};

/// The households of an experiment: the register, and the synthetic populations drawn upon it.
/// Experiments that make them from the same share them, whatever else they simulate.
class Populations {
public:
    /// Those of the experiment: `like` itself if it is made from the same; else new ones, with the
    /// register of `like` if that is made from the same.
    /// \param like  may be null
    /// \throws InputError if the register cannot be made
    [[nodiscard]] static std::shared_ptr<Populations const> of(
        Experiment const& experiment, std::shared_ptr<Populations const> const& like = nullptr);

    [[nodiscard]] Register const& households() const { return *register_; }

    /// Whether fixed populations of so many households are kept for the replicates that use them
    /// again: as long as all of them fit into a GiB. Those of a whole country are made anew.
    [[nodiscard]] static bool keeps(PopulationPlan const& plan, std::size_t households);

    /// The synthetic population of a replicate: one of the fixed ones, made when first asked for
    /// and kept (if it is, see keeps()), or a fresh one. Safe from any thread.
    /// \throws InputError if the law cannot meet the official counts
    [[nodiscard]] std::shared_ptr<BasePopulation const> population(std::uint32_t replicate) const;

private:
    Populations(RegisterInputs register_inputs, PopulationInputs inputs, Populations const* like);

    struct Slot {
        std::once_flag once;
        std::shared_ptr<BasePopulation const> population;
    };

    RegisterInputs register_inputs_;
    PopulationInputs inputs_;
    std::shared_ptr<Register const> register_;
    std::unique_ptr<Slot[]> slots_;
};

}  // namespace povex
