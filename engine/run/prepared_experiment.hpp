#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/measure/table_of_measures.hpp"
#include "engine/policy/counterfactual.hpp"
#include "engine/policy/eligibility.hpp"
#include "engine/policy/study_tables.hpp"
#include "engine/run/experiment.hpp"
#include "engine/run/populations.hpp"
#include "engine/run/tabulate.hpp"
#include "engine/run/variants.hpp"

namespace povex {

/// Everything of an experiment that does not depend on the replicate: the register, the tables of
/// the study, the variants of scenarios, what is measured. Made once, then read by all threads.
class PreparedExperiment {
public:
    /// \param experiment  must outlive this
    /// \param like        another prepared experiment, whose register and synthetic populations are
    ///                    shared if this one's would be the same; not needed any more afterwards
    /// \throws InputError if the register cannot be made, or public works are for places without a
    ///         household
    explicit PreparedExperiment(Experiment const& experiment,
                                PreparedExperiment const* like = nullptr);
    PreparedExperiment(PreparedExperiment const&) = delete;
    PreparedExperiment& operator=(PreparedExperiment const&) = delete;

    [[nodiscard]] Experiment const& experiment() const { return *experiment_; }
    [[nodiscard]] Register const& households() const { return *study_.households; }
    [[nodiscard]] Rulers const& rulers() const { return rulers_; }
    [[nodiscard]] StudyTables const& study() const { return study_; }
    [[nodiscard]] Measures const& measures() const { return measures_; }
    [[nodiscard]] Tabulation const& tabulation() const { return tabulation_; }
    [[nodiscard]] std::vector<Variant> const& variants() const { return variants_; }
    [[nodiscard]] ScenarioEligibility const& eligibility(std::size_t scenario) const {
        return eligibility_.at(scenario);
    }

    /// The synthetic population of a replicate, see Populations.
    [[nodiscard]] std::shared_ptr<BasePopulation const> population(std::uint32_t replicate) const {
        return populations_->population(replicate);
    }

    /// Nature under a variant in one replicate.
    [[nodiscard]] std::shared_ptr<NatureDraw const> nature_under(
        Variant const& variant, std::shared_ptr<BasePopulation const> base,
        std::uint32_t replicate) const;
    /// What tells the counterfactual of a variant from others of the same nature.
    [[nodiscard]] CounterfactualRules rules_of(Variant const& variant,
                                               std::uint32_t replicate) const;
    /// The counterfactual of a scenario in one replicate.
    [[nodiscard]] Counterfactual counterfactual_of(std::size_t scenario,
                                                   std::shared_ptr<BasePopulation const> base,
                                                   std::uint32_t replicate) const;

    /// A tally that has counted no household yet.
    [[nodiscard]] Tally empty_tally() const;

private:
    void check_public_works() const;
    [[nodiscard]] std::shared_ptr<UniversalTransfers const> transfers_in(
        Variant const& variant, std::uint32_t replicate) const;
    [[nodiscard]] std::vector<std::uint32_t> losers(Nature const& nature,
                                                    std::uint32_t replicate) const;

    Experiment const* experiment_;
    std::shared_ptr<Populations const> populations_;
    Rulers rulers_;
    StudyTables study_;
    Measures measures_;
    Tabulation tabulation_;
    std::vector<Variant> variants_;
    std::vector<ScenarioEligibility> eligibility_;  ///< [scenario]
    std::vector<double> follow_below_;  ///< log income, shape [reviews][strata]; see Nature::run
};

}  // namespace povex
