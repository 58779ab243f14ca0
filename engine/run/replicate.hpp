#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/measure/measures.hpp"
#include "engine/nature/public_works_effects.hpp"
#include "engine/policy/official_list.hpp"
#include "engine/policy/projection.hpp"
#include "engine/run/census.hpp"
#include "engine/run/experiment.hpp"
#include "engine/run/populations.hpp"

namespace povex {

/// What several scenarios share of events, works for places, universal transfers and rules of the
/// list: those whom no other programme touches are reviewed once for all of them. Where only
/// transfers and rules differ, variants share what nature does, too. The baseline is the first
/// scenario of the first variant.
struct Variant {
    std::vector<bool> event;  ///< shape [shocks]
    PublicWorksEffects works;
    std::vector<Programme> transfers;
    ListRules list_rules;
    std::vector<std::size_t> scenarios;    ///< indices of those that share it
    std::shared_ptr<Nature const> nature;  ///< of events and works; variants of one stand together
    std::shared_ptr<UniversalTransfers const> universal{};  ///< null: drawn in each replicate
};

/// Who could have a programme in the first projected year, and what it would cost at most; of works
/// for places, the households there and the budget.
struct FirstYear {
    std::int64_t eligible = 0;   ///< by the base review [households]
    std::int64_t full_cost = 0;  ///< if all of them were served [money]
    std::int64_t ceiling = 0;    ///< the same, or the budget if that is less [money]
};

/// Is shown one household over the years: its row in the register, and what happened to it.
using HouseholdVisit = std::function<void(std::size_t household, Tally::Path const&)>;

/// Everything of an experiment that does not depend on the replicate: the register, the rulers,
/// nature, what is measured. Made once, then read by all threads.
class Workshop {
public:
    /// \param experiment  must outlive the workshop
    /// \param like        another workshop, whose register and synthetic populations are shared if
    ///                    this one's would be the same; not needed any more afterwards
    /// \throws InputError if the register cannot be made, or works have no household where they are
    explicit Workshop(Experiment const& experiment, Workshop const* like = nullptr);
    Workshop(Workshop const&) = delete;
    Workshop& operator=(Workshop const&) = delete;

    [[nodiscard]] Experiment const& experiment() const { return *experiment_; }
    [[nodiscard]] Register const& households() const { return register_; }
    [[nodiscard]] Rulers const& rulers() const { return rulers_; }
    [[nodiscard]] Measures const& measures() const { return measures_; }
    [[nodiscard]] Reach const& reach(std::size_t scenario) const { return reach_[scenario]; }
    /// Groups of scenarios that share all that no ordinary programme changes.
    [[nodiscard]] std::size_t variants() const { return variants_.size(); }
    /// How many times nature is drawn in a replicate.
    [[nodiscard]] std::size_t natures() const;

    /// The synthetic population of a replicate, see Populations.
    [[nodiscard]] std::shared_ptr<BasePopulation const> population(std::uint32_t replicate) const {
        return populations_->population(replicate);
    }

    /// One replicate of all scenarios: nature once for all variants that share it, then each
    /// scenario.
    /// \throws InputError if numbers become too large to be counted
    [[nodiscard]] ReplicateResult run_replicate(std::uint32_t replicate) const;

    /// Show every household of one scenario in one replicate, in the order of the register: what
    /// run_replicate() counts. Deprivations beyond the base are known only of households that
    /// were at or below some line, unless the experiment is multidimensional.
    void visit_households(std::uint32_t replicate, std::size_t scenario,
                          HouseholdVisit const& visit) const;

    /// What a scenario starts from in one replicate: nature, and everybody as no programme of the
    /// list touches them.
    [[nodiscard]] Setting setting_of(std::size_t scenario, BasePopulation const& base,
                                     std::uint32_t replicate) const;
    /// What a scenario makes of that.
    /// \param[out] diary  notes what its programmes did to whom, all of them; null: nobody asks
    [[nodiscard]] Projection projection_of(std::size_t scenario, Setting const& setting,
                                           Diary* diary = nullptr) const;

    /// Nobody counted yet.
    [[nodiscard]] Tally empty_tally() const;

    /// For each programme of a scenario, from synthetic population 0; zeros if it does not run.
    [[nodiscard]] std::vector<FirstYear> first_year(std::size_t scenario) const;

    /// Share of a scenario's works for places in mean income in the first projected year, shape
    /// [strata]; empty if it runs none or no year is projected.
    [[nodiscard]] std::vector<double> works_share(std::size_t scenario) const;

private:
    void check_works() const;
    [[nodiscard]] ReplicateResult simulate(std::uint32_t replicate) const;
    /// What does not need a population.
    [[nodiscard]] Setting make_setting(Variant const& variant, std::uint32_t replicate) const;
    [[nodiscard]] Setting make_setting(Variant const& variant, BasePopulation const& base,
                                       std::uint32_t replicate) const;
    /// \param[in,out] setting    of the variant before, whose nature is kept if it is the same:
    /// then
    ///                           only those whom the difference concerns are reviewed again
    /// \param[in,out] untouched  everybody counted in that setting
    void begin(Variant const& variant, BasePopulation const& base, std::uint32_t replicate,
               Setting& setting, Tally& untouched) const;
    [[nodiscard]] std::shared_ptr<UniversalTransfers const> transfers_in(
        Variant const& variant, BasePopulation const& base, std::uint32_t replicate) const;
    [[nodiscard]] std::vector<std::uint32_t> losers(Nature const& nature,
                                                    BasePopulation const& base,
                                                    std::uint32_t replicate) const;

    Experiment const* experiment_;
    std::shared_ptr<Populations const> populations_;
    Register const& register_;  ///< of populations_
    Rulers rulers_;
    Measures measures_;
    std::vector<Variant> variants_;
    std::vector<Reach> reach_;          ///< [scenario]
    std::vector<double> wanted_below_;  ///< log income, shape [reviews][strata]; see Nature::run
    Census census_;
};

}  // namespace povex
