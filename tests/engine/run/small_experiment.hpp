#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/run/experiment.hpp"
#include "tests/engine/nature/small_nature.hpp"

namespace povex::small {

/// A programme of the small experiment: for the listed of both localities and strata.
inline Programme programme(std::uint16_t key, std::int64_t unit_cost) {
    Programme made;
    made.label = named("p" + std::to_string(key), key);
    made.kind = ProgrammeKind::entitlement;
    made.eligibility.once = false;
    made.eligibility.in_locality = made.eligibility.in_stratum = {true, true};
    made.eligibility.in_ethnicity = {true};
    made.cost.unit_cost.assign(4, unit_cost);
    made.cost.funding = {0.7, 0.1, 0.2};
    return made;
}

/// 1,500 households in which every part of the engine acts: official counts, two standards, an
/// event, three programmes, and the scenarios "none", "all", "spared" (all without the event).
inline Experiment experiment() {
    Experiment e;
    e.seed = 20240607;
    e.years = {2021, 2024};
    e.places = places(2, 2);
    e.places.strata[1].odds = 3.0;
    e.register_plan = plan({500, 400, 200, 400}, 3);
    e.register_plan.margins.push_back({"sizes", {Dimension::size}, {200, 600, 700}});
    for (std::size_t area = 0; area < 2; ++area) {
        auto& rows = e.register_plan.compositions;
        rows.push_back({area, 1, 0, 1, 0, 0, 1.0});
        rows.push_back({area, 2, 1, 1, 0, 0, 0.5});
        rows.push_back({area, 2, 0, 1, 1, 0, 0.5});
        rows.push_back({area, 3, 1, 2, 0, 0, 1.0});
    }
    e.nature = model(3, 0.45, 2);
    NatureModel& n = e.nature;
    n.years = e.years;
    n.scores = {0.65, 0.2, 0.1, 0.05, 0.6, true, 0.4};
    n.kappa_alpha = 0.4;
    n.sigma_permanent = 0.03;
    for (std::size_t s = 0; s < 2; ++s) {
        n.income[s].anchored = true;
        n.income[s].mean = s == 0 ? 5.0e6 : 4.4e6;
        n.income[s].growth = {0.0, 0.05, 0.03, 0.02};
    }
    n.indicators = {indicator(0, 0.2, 0.5, 0.3, 2), indicator(3, 0.3, 0.3, 0.4, 2),
                    indicator(6, 0.25, 0.4, 0.2, 2)};
    n.indicators[1].needs = Member::child;
    n.counts = OfficialCounts{60, 120, 40.0, {2.0e6, 1.5e6}, 0b1001001, 2};
    Shock storm;
    storm.label = named("storm", 1);
    storm.happens = {false, false, true, false};
    storm.probability = {0.3, 0.1};
    storm.loss = 0.3;
    storm.loss_deviation = 0.1;
    storm.decay = 0.5;
    storm.deprives.assign(max_indicators, 0.0);
    storm.deprives[6] = 0.4;
    n.shocks = {storm};

    Standard national, own;
    national.label = named("national", 1);
    national.line = {Yearly<double>(4, 2.0e6), Yearly<double>(4, 1.5e6)};
    national.indicators = 0b1001001;
    national.cutoff = 2;
    own = national;
    own.label = named("own", 2);
    own.line = {Yearly<double>(4, 2.6e6), Yearly<double>(4, 2.1e6)};
    e.standards = {national, own};
    e.targeting = {0, 1, 1, 1};
    e.payers = {{named("state", 1)}, {named("bank", 2)}, {named("household", 3), true}};

    Programme housing = programme(1, 50'000'000);
    housing.kind = ProgrammeKind::capped;
    housing.eligibility.once = true;
    housing.cost.budget.assign(4, 1'200'000'000);
    housing.eligibility.needs = 1U << 6;
    housing.effect.success = 0.9;
    housing.effect.clears.assign(max_indicators, 0.0);
    housing.effect.clears[6] = 0.9;
    Programme livestock = programme(2, 21'000'001);
    livestock.eligibility.once = true;
    livestock.eligibility.take_up = 0.4;
    livestock.effect.success = 0.7;
    livestock.effect.log_effect = 0.15;
    livestock.effect.lag = 1;
    livestock.effect.depreciation = 0.2;
    Programme grant = programme(3, 0);
    grant.cost.unit_cost.clear();
    grant.cost.unit = Member::child;
    grant.effect.duration = 1;
    grant.effect.amount = {
        {100'000, {}, {}}, {100'000, {}, {}}, {250'000, {}, {}}, {250'000, {}, {}}};
    std::vector<Programme> const library{housing, livestock, grant};
    for (char const* id : {"none", "all", "spared"}) {
        Scenario scenario;
        scenario.label = named(id, static_cast<std::uint16_t>(e.scenarios.size() + 1));
        scenario.programmes = library;
        scenario.runs.assign(3, scenario.label.id != "none");
        scenario.event = {scenario.label.id != "spared"};
        e.scenarios.push_back(scenario);
    }
    e.population.fixed = 3;
    return e;
}

/// With money for all elderly, which falls in the second year and rises in the third, in every
/// scenario.
inline Experiment with_universal_transfer(Experiment e) {
    Programme pension = programme(4, 0);
    pension.eligibility.status.fill(true);
    pension.cost.unit_cost.clear();
    pension.cost.unit = Member::elderly;
    pension.effect.duration = 1;
    pension.effect.amount = {
        {1'200'000, {}, {}}, {1'200'000, {}, {}}, {0, {}, {}}, {1'800'000, {}, {}}};
    for (Scenario& scenario : e.scenarios) {
        scenario.programmes.push_back(pension);
        scenario.runs.push_back(true);
    }
    return e;
}

}  // namespace povex::small
