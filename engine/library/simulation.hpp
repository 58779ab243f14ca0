#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/currency.hpp"
#include "engine/base/label.hpp"
#include "engine/base/years.hpp"
#include "engine/measure/catalogue.hpp"
#include "engine/stats/clustered_mean.hpp"
#include "engine/study/actual.hpp"
#include "engine/study/parameter.hpp"
#include "engine/study/study_request.hpp"

namespace povex {

/// A study that is ready to run. Start here to use povex from a program of your own:
///
///     Simulation const simulation({.path = "scenarios/tutorial"});
///     Position const poor = position_of(simulation.catalogue(100), "poor",
///                                       {{Axis::scenario, simulation.baseline()},
///                                        {Axis::standard, simulation.national()},
///                                        {Axis::year, "2025"},
///                                        {Axis::group, "province"}});
///     simulation.run(100, 0, [&](ReplicateResult const& r) { use(r.replicate, poor.in(r)); });
///
/// The numbers are those that `povex run` writes for the same study, settings and seed. Many
/// simulations can exist at a time; all functions can be called from any thread.
class Simulation {
public:
    /// Read a study, check all of it, and prepare what does not depend on the replicate: the
    /// register of households, say. Takes a second for a province.
    /// \throws InputError with every problem found
    explicit Simulation(StudyRequest const& request);
    Simulation(Simulation&&) noexcept;
    Simulation& operator=(Simulation&&) noexcept;
    ~Simulation();

    [[nodiscard]] Text const& title() const;
    [[nodiscard]] Years years() const;
    /// The money that the study counts in.
    [[nodiscard]] Currency const& currency() const;
    /// Id of the scenario with which the others are compared.
    [[nodiscard]] std::string const& baseline() const;
    /// Id of the standard of the national poverty line.
    [[nodiscard]] std::string const& national() const;
    /// Number of replicates that the study asks for.
    [[nodiscard]] std::uint32_t replicates() const;
    /// Which replicates share a synthetic population, or a draw of the parameters: what summarise()
    /// and Precision need to tell how surely a mean is known.
    [[nodiscard]] Clustering clustering() const;
    /// Every number of the study, with its range and source.
    [[nodiscard]] std::vector<Parameter> const& parameters() const;
    /// What was observed.
    [[nodiscard]] std::vector<Actual> const& actuals() const;

    /// The variables of a result, with their units and dimensions, and the members of all
    /// dimensions: scenarios, standards, years, groups of households, ...
    [[nodiscard]] Catalogue catalogue(std::uint32_t replicates) const;

    /// Simulate replicates 0 ... replicates - 1 of all scenarios, in parallel.
    ///
    /// Results do not depend on the number of threads. If the study says `uncertainty = "drawn"`,
    /// uncertain parameters are drawn anew for each `replicates_per_draw` replicates.
    ///
    /// \param replicates  with drawn parameters, a multiple of replicates_per_draw
    /// \param threads     0: as many as the machine has
    /// \param sink        receives the results in the order of replicates, one call at a time. A
    ///                    result lives only during the call
    /// \param stop        ask to stop: replicates that have begun are finished and delivered
    /// \return number of replicates delivered; fewer than asked only after a stop
    /// \throws InputError if drawn parameters cannot be had, or numbers become too large; whatever
    ///         the sink throws, after all running work has ended
    std::uint32_t run(std::uint32_t replicates, int threads,
                      std::function<void(ReplicateResult const&)> const& sink,
                      std::stop_token stop = {}) const;

private:
    struct Prepared;
    std::unique_ptr<Prepared const> prepared_;
};

}  // namespace povex
