#include "engine/run/populations.hpp"

#include <utility>

namespace povex {

namespace {

RegisterInputs register_inputs(Experiment const& e) {
    RegisterInputs inputs{e.seed, e.places, e.register_plan};
    for (Stratum& stratum : inputs.places.strata) stratum.odds = 1.0;
    return inputs;
}

/// The law of the base review alone.
PopulationInputs population_inputs(Experiment const& e) {
    PopulationInputs inputs{e.seed, e.places, e.nature, e.population};
    NatureModel& model = inputs.model;
    model.years = {};
    model.scores.rho = 0.0;
    model.sigma_permanent = 0.0;
    model.shocks.clear();
    for (StratumIncome& income : model.income) income.growth.clear();
    for (Indicator& indicator : model.indicators) indicator.missed = indicator.mistaken = 0.0;
    return inputs;
}

}  // namespace

Populations::Populations(RegisterInputs register_inputs, PopulationInputs inputs,
                         Populations const* like)
    : register_inputs_(std::move(register_inputs)),
      inputs_(std::move(inputs)),
      register_(like != nullptr && like->register_inputs_ == register_inputs_
                    ? like->register_
                    : std::make_shared<Register const>(make_register(
                          register_inputs_.places, register_inputs_.plan, register_inputs_.seed))),
      slots_(keeps(inputs_.plan, register_->households()) ? new Slot[inputs_.plan.fixed]
                                                          : nullptr) {}

bool Populations::keeps(PopulationPlan const& plan, std::size_t households) {
    constexpr std::size_t bytes_of_a_household = 32;
    return !plan.redrawn &&
           std::size_t{plan.fixed} * households * bytes_of_a_household <= std::size_t{1} << 30;
}

std::shared_ptr<Populations const> Populations::of(Experiment const& experiment,
                                                   std::shared_ptr<Populations const> const& like) {
    auto for_register = register_inputs(experiment);
    auto for_populations = population_inputs(experiment);
    if (like && like->register_inputs_ == for_register && like->inputs_ == for_populations) {
        return like;
    }
    return std::shared_ptr<Populations const>(
        new Populations(std::move(for_register), std::move(for_populations), like.get()));
}

std::shared_ptr<BasePopulation const> Populations::population(std::uint32_t replicate) const {
    auto const number = inputs_.plan.population_of(replicate);
    auto make = [&] {
        return std::make_shared<BasePopulation const>(
            draw_base_population(*register_, inputs_.places, inputs_.model, inputs_.seed, number));
    };
    if (!slots_) return make();
    Slot& slot = slots_[number];
    std::call_once(slot.once, [&] { slot.population = make(); });
    return slot.population;
}

}  // namespace povex
