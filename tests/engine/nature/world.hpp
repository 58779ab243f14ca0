#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "engine/nature/nature.hpp"
#include "tests/engine/nature/small_nature.hpp"

namespace povex::small {

inline constexpr std::uint64_t seed = 20240607;
inline constexpr double single = 1e-7;  ///< what single precision leaves of a log income below 1

/// A register, its model and a base population; `nature` runs it.
struct World {
    Places places;
    Register households;
    NatureModel model;
    BasePopulation base;

    World(std::vector<double> by_place, std::size_t localities, NatureModel given,
          std::size_t strata = 1)
        : places(small::places(localities, strata)), model(std::move(given)) {
        RegisterPlan plan = small::plan(std::move(by_place));
        for (std::size_t area = 0; area < strata; ++area) {
            plan.compositions.push_back({area, 2, 1, 1, 0, 0, 0.5});
            plan.compositions.push_back({area, 2, 0, 2, 0, 0, 0.5});
        }
        plan.sector_share.assign(strata, {0.5, 0.5, 0.0, 0.0});
        households = make_register(places, plan, seed);
        base = draw_base_population(households, places, model, seed, 0);
    }

    [[nodiscard]] std::size_t size() const { return households.households(); }
    [[nodiscard]] Nature nature(std::vector<bool> event = {}) const {
        event.resize(model.shocks.size(), true);
        return Nature(model, places, event);
    }
    [[nodiscard]] std::vector<double> everybody() const {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        return std::vector<double>(model.years.reviews() * places.strata.size(), infinity);
    }
    /// Measured log income, of the base year too.
    [[nodiscard]] double log_income(Course const& course, std::size_t h, std::size_t t) const {
        return t == 0 ? base.log_income[h] : double{course.log_income_at(h, t)};
    }
    [[nodiscard]] double true_log_income(Course const& course, std::size_t h, std::size_t t) const {
        return double{t == 0 ? base.true_log_income[h] : course.true_log_income_at(h, t)};
    }
    [[nodiscard]] Course run(std::uint32_t replicate = 0) const {
        return nature().run(households, base, everybody(), seed, replicate);
    }
};

/// Every part of the score, permanent shocks, three indicators, an event and a recurring shock.
inline NatureModel rich_model(std::size_t localities, std::size_t strata = 1) {
    NatureModel model = small::model(4, 0.5, strata);
    for (auto& income : model.income) income.growth = {0.0, 0.05, 0.03, 0.0, 0.02};
    model.scores = {0.5, 0.3, 0.15, 0.05, 0.6, true, 0.4};
    model.sigma_permanent = 0.05;
    model.kappa_alpha = 0.4;
    model.indicators = {indicator(1, 0.2, 0.5, 0.3, strata), indicator(4, 0.1, 0.3, 0.5, strata),
                        indicator(9, 0.3, 0.0, 0.2, strata)};
    model.indicators[1].needs = Member::child;
    Shock storm;
    storm.label = named("storm", 1);
    storm.happens = {false, false, true, false, false};
    storm.probability.assign(localities, 0.4);
    storm.loss = 0.3;
    storm.loss_deviation = 0.2;
    storm.decay = 0.5;
    storm.deprives.assign(max_indicators, 0.0);
    storm.deprives[1] = 0.5;
    Shock illness = storm;
    illness.label = named("illness", 2);
    illness.recurring = true;
    illness.happens.assign(5, true);
    illness.probability.assign(localities, 0.1);
    illness.deprives.clear();
    model.shocks = {storm, illness};
    return model;
}

}  // namespace povex::small
