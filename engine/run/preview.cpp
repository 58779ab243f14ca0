#include "engine/run/preview.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/policy/counterfactual_incomes.hpp"
#include "engine/policy/public_works.hpp"
#include "engine/policy/transfers.hpp"

namespace povex {

namespace {

/// Count the households eligible for each programme, with their costs.
void count_eligible(PreparedExperiment const& prepared, std::size_t s,
                    std::vector<FirstYear>& result) {
    StudyTables const& study = prepared.study();
    Scenario const& scenario = prepared.experiment().scenarios[s];
    Register const& r = *study.households;
    auto const base = prepared.population(0);
    for (std::size_t h = 0; h < r.households(); ++h) {
        auto const stratum = study.stratum_of(h);
        double const income = base_income(*base, h, study.floor_of(h));
        Bits const bits = base->deprivations[h];
        auto const statuses = review(*study.rulers, 0, stratum, income, bits);
        auto const status = list_status_at_review(status_of(statuses, (*study.targeting)[0]));
        auto const who = profile_of(r, h);
        for (std::size_t p = 0; p < result.size(); ++p) {
            Programme const& programme = scenario.programmes[p];
            if (!scenario.runs[p] || is_public_works(programme)) continue;
            auto const& table = prepared.eligibility(s).table(p);
            if (table.first_hurdle({who.group, who.members, status, bits})) continue;
            ++result[p].eligible;
            result[p].full_cost +=
                yearly_cost(programme, *study.rulers, 1, stratum, study.smallest(stratum),
                            r.members(h, programme.cost.unit));
        }
    }
}

}  // namespace

std::vector<FirstYear> first_year(PreparedExperiment const& prepared, std::size_t s) {
    Experiment const& e = prepared.experiment();
    Scenario const& scenario = e.scenarios[s];
    auto const& programmes = scenario.programmes;
    std::vector<FirstYear> result(programmes.size());
    if (e.years.projected() == 0) return result;
    count_eligible(prepared, s, result);
    for (std::size_t p = 0; p < programmes.size(); ++p) {
        if (runs_public_works(scenario, p)) {
            for (auto n : households_at_public_works(programmes[p], prepared.households(),
                                                     e.places.localities.size())) {
                result[p].eligible += n;
            }
            result[p].full_cost = programmes[p].cost.budget[1];
        }
        result[p].ceiling = programmes[p].capped()
                                ? std::min(result[p].full_cost, programmes[p].cost.budget[1])
                                : result[p].full_cost;
    }
    return result;
}

std::vector<double> public_works_share(PreparedExperiment const& prepared, std::size_t scenario) {
    Experiment const& e = prepared.experiment();
    Scenario const& chosen = e.scenarios[scenario];
    Register const& r = prepared.households();
    auto const strata = e.places.strata.size();
    bool any = false;
    for (std::size_t p = 0; p < chosen.programmes.size(); ++p) {
        any = any || runs_public_works(chosen, p);
    }
    if (!any || e.years.projected() == 0) return {};
    auto const works = public_works_log_income(chosen, e.places, e.years.reviews());
    auto const effects =
        public_works_effects(chosen, e.growth_observed_under, e.places, e.years.reviews());
    std::vector<double> income(strata, 0.0);
    std::vector<double> by_works(strata, 0.0);
    for (Place const& place : r.places) {
        auto const i = effects.index(place.locality, place.stratum, 1);
        double persons = 0.0;
        for (auto h = place.first; h < place.last; ++h) persons += r.size[h];
        double const mean =
            persons * (effects.log_income.empty() ? 1.0 : elementary::exp(effects.log_income[i]));
        income[place.stratum] += mean;
        by_works[place.stratum] -= mean * elementary::expm1(-works[i]);
    }
    for (std::size_t s = 0; s < strata; ++s) {
        if (income[s] > 0.0) by_works[s] /= income[s];
    }
    return by_works;
}

}  // namespace povex
