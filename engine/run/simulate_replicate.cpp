#include "engine/run/simulate_replicate.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/run/household_paths.hpp"
#include "engine/run/in_parallel.hpp"
#include "engine/run/tabulate.hpp"
#include "engine/run/variants.hpp"

namespace povex {

namespace {

/// The counterfactual of one variant after another, counted.
class Counterfactuals {
public:
    Counterfactuals(PreparedExperiment const& prepared, std::uint32_t replicate)
        : prepared_(prepared),
          base_(prepared.population(replicate)),
          replicate_(replicate),
          tally_(prepared.empty_tally()) {}

    /// Go on to a variant. If it shares nature with the variant before, only the households that
    /// differ are reviewed and counted again.
    void begin(Variant const& variant) {
        auto rules = prepared_.rules_of(variant, replicate_);
        if (!now_ || now_->drawn->nature != variant.nature.get()) {
            now_.reset();  // no two natures in memory at once
            now_ = make_counterfactual(prepared_.nature_under(variant, base_, replicate_),
                                       std::move(rules));
            tally_ = prepared_.empty_tally();
            prepared_.tabulation().count_counterfactual(*now_, tally_);
            return;
        }
        auto const differing = households_that_differ(*now_, rules);
        prepared_.tabulation().count_projected(*now_, differing, -1, tally_);
        now_ = make_counterfactual(std::move(*now_), std::move(rules), differing);
        prepared_.tabulation().count_projected(*now_, differing, 1, tally_);
    }
    [[nodiscard]] Counterfactual const& now() const { return *now_; }
    /// Every household counted as in the counterfactual.
    [[nodiscard]] Tally const& tally() const { return tally_; }

private:
    PreparedExperiment const& prepared_;
    std::shared_ptr<BasePopulation const> base_;
    std::uint32_t replicate_;
    std::optional<Counterfactual> now_;
    Tally tally_;
};

ReplicateResult simulate(PreparedExperiment const& prepared, std::uint32_t replicate) {
    auto const scenarios = prepared.experiment().scenarios.size();
    auto const& cells = prepared.households().cell;
    std::vector<Tally> tallies;
    for (std::size_t s = 0; s < scenarios; ++s) {
        tallies.emplace_back(0, prepared.rulers(), 0, 1.0, 1, false, 0);
    }
    std::vector<Ledger> ledgers(scenarios);
    std::vector<PoorPaths> poor(scenarios);
    Counterfactuals counterfactuals(prepared, replicate);
    for (Variant const& variant : prepared.variants()) {
        counterfactuals.begin(variant);
        Counterfactual const& counterfactual = counterfactuals.now();
        PoorPaths const without = poor_paths(counterfactual);
        in_parallel(variant.scenarios.size(), [&](std::size_t i) {
            auto const s = variant.scenarios[i];
            Projection projection = simulate_scenario(prepared, s, counterfactual);
            tallies[s] = counterfactuals.tally();
            prepared.tabulation().recount_affected(counterfactual, projection.affected, tallies[s]);
            poor[s] = poor_paths(without, projection.affected, counterfactual.reviews());
            ledgers[s] = std::move(projection.ledger);
        });
    }
    auto const baseline = prepared.variants().front().scenarios.front();
    for (std::size_t s = 0; s < scenarios; ++s) {
        tallies[s].count_against_baseline(poor[baseline], poor[s], cells);
    }
    return prepared.measures().result(replicate, tallies, ledgers);
}

}  // namespace

ReplicateResult simulate_replicate(PreparedExperiment const& prepared, std::uint32_t replicate) {
    try {
        return simulate(prepared, replicate);
    } catch (std::out_of_range const& error) {
        throw InputError(
            fmt::format("replicate {} leaves what can be counted ({})", replicate, error.what()),
            "are growth, effects or amounts far too large?");
    }
}

Projection simulate_scenario(PreparedExperiment const& prepared, std::size_t scenario,
                             Counterfactual const& counterfactual, HouseholdLog* log) {
    Scenario const& chosen = prepared.experiment().scenarios.at(scenario);
    ScenarioEligibility const& eligibility = prepared.eligibility(scenario);
    if (log != nullptr) {  // pay the universal transfers of the counterfactual again, with a log
        UniversalTransfers(prepared.study(), counterfactual.drawn->replicate, chosen, eligibility,
                           log);
    }
    return simulate_policy(counterfactual, chosen, eligibility, log);
}

void visit_households(PreparedExperiment const& prepared, std::uint32_t replicate,
                      std::size_t scenario, HouseholdVisit const& visit) {
    Counterfactual const counterfactual =
        prepared.counterfactual_of(scenario, prepared.population(replicate), replicate);
    AffectedRows const affected = simulate_scenario(prepared, scenario, counterfactual).affected;
    auto const count = affected.household.size();
    std::vector<std::size_t> row(prepared.households().households(), count);
    for (std::size_t i = 0; i < count; ++i) row[affected.household[i]] = i;
    CounterfactualPath without(counterfactual);
    for (std::size_t h = 0; h < row.size(); ++h) {
        visit(h, row[h] < count ? affected_path(counterfactual, affected, row[h]) : without(h));
    }
}

}  // namespace povex
