#include "engine/policy/public_works.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/nature/deprivation_model.hpp"
#include "engine/stats/rounding.hpp"

namespace povex {

namespace {

/// base^exponent for a base in 0..1 and an exponent that is not negative.
double power(double base, double exponent) {
    if (exponent == 0.0 || base == 1.0) return 1.0;
    return base > 0.0 ? elementary::exp(exponent * elementary::log(base)) : 0.0;
}

/// Call `each(locality, stratum)` for all places where a programme's works are.
void for_places_of(Programme const& programme, auto const& each) {
    for (std::size_t l = 0; l < programme.eligibility.in_locality.size(); ++l) {
        for (std::size_t s = 0;
             programme.eligibility.in_locality[l] && s < programme.eligibility.in_stratum.size();
             ++s) {
            if (programme.eligibility.in_stratum[s]) each(l, s);
        }
    }
}

/// Call `each(programme)` for all works that a scenario runs, in the order of their keys.
void for_works_of(Scenario const& scenario, auto const& each) {
    for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
        if (runs_public_works(scenario, p)) each(scenario.programmes[p]);
    }
}

/// Products of holds_j^I_t; empty if all are 1.
std::vector<PerBit<double>> works_holds(Scenario const& scenario, PublicWorksEffects const& shape,
                                        std::size_t places) {
    std::vector<PerBit<double>> holds(places * shape.reviews, no_holds);
    for_works_of(scenario, [&](Programme const& programme) {
        if (programme.effect.holds.empty()) return;
        auto const index = public_works_index(programme);
        for (std::size_t t = 1; t < shape.reviews; ++t) {
            for (std::size_t j = 0; j < max_indicators; ++j) {
                double const factor = power(programme.effect.holds[j], index[t]);
                for_places_of(programme, [&](std::size_t l, std::size_t s) {
                    holds[shape.index(l, s, t)][j] *= factor;
                });
            }
        }
    });
    bool const idle =
        std::all_of(holds.begin(), holds.end(), [](auto const& bits) { return bits == no_holds; });
    return idle ? std::vector<PerBit<double>>{} : holds;
}

}  // namespace

Yearly<double> public_works_index(Programme const& programme) {
    auto const reviews = programme.cost.budget.size();
    auto const lag = static_cast<std::size_t>(programme.effect.lag);
    Yearly<double> index(reviews, 0.0);
    std::int64_t spent = 0;
    for (std::size_t t = lag + 1; t < reviews; ++t) {
        spent += programme.cost.budget[t - lag];
        index[t] = static_cast<double>(spent) / static_cast<double>(programme.cost.full_budget);
    }
    return index;
}

std::vector<double> public_works_log_income(Scenario const& scenario, Places const& places,
                                            std::size_t reviews) {
    PublicWorksEffects const shape{places.strata.size(), reviews, {}, {}};
    std::vector<double> sum(places.localities.size() * shape.strata * reviews, 0.0);
    for_works_of(scenario, [&](Programme const& programme) {
        auto const index = public_works_index(programme);
        for_places_of(programme, [&](std::size_t l, std::size_t s) {
            for (std::size_t t = 1; t < reviews; ++t) {
                sum[shape.index(l, s, t)] += programme.effect.log_effect * index[t];
            }
        });
    });
    return sum;
}

PublicWorksEffects public_works_effects(Scenario const& scenario, Scenario const& observed_under,
                                        Places const& places, std::size_t reviews) {
    PublicWorksEffects terms{places.strata.size(), reviews, {}, {}};
    auto own = public_works_log_income(scenario, places, reviews);
    auto const observed = public_works_log_income(observed_under, places, reviews);
    if (own != observed) {
        for (std::size_t i = 0; i < own.size(); ++i) own[i] -= observed[i];
        terms.log_income = std::move(own);
    }
    terms.holds = works_holds(scenario, terms, places.localities.size() * places.strata.size());
    return terms;
}

std::vector<std::int64_t> households_at_public_works(Programme const& programme, Register const& r,
                                                     std::size_t localities) {
    std::vector<std::int64_t> households(localities, 0);
    for (Place const& place : r.places) {
        if (!programme.eligibility.in_locality[place.locality] ||
            !programme.eligibility.in_stratum[place.stratum])
            continue;
        households[place.locality] += static_cast<std::int64_t>(place.households());
    }
    return households;
}

void book_public_works(Scenario const& scenario, Register const& r, std::size_t localities,
                       Ledger& ledger) {
    for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
        Programme const& programme = scenario.programmes[p];
        if (!runs_public_works(scenario, p)) continue;
        auto const reviews = programme.cost.budget.size();
        auto const households = households_at_public_works(programme, r, localities);
        std::vector<double> const shares(households.begin(), households.end());
        for (std::size_t t = 1; t < reviews; ++t) {
            if (programme.cost.budget[t] == 0) continue;
            auto const by_locality = largest_remainder(shares, programme.cost.budget[t]);
            for (std::size_t l = 0; l < localities; ++l) {
                auto const parts = split_exactly(by_locality[l], programme.cost.funding);
                for (std::size_t payer = 0; payer < parts.size(); ++payer) {
                    ledger.spend(p, payer, t, l, parts[payer]);
                }
            }
        }
    }
}

}  // namespace povex
