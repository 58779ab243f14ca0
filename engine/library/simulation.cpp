#include "engine/library/simulation.hpp"

#include <utility>

#include "engine/run/prepared_experiment.hpp"
#include "engine/run/prepared_series.hpp"
#include "engine/run/run.hpp"
#include "engine/study/parameter_draws.hpp"
#include "engine/study/study.hpp"

namespace povex {

struct Simulation::Prepared {
    explicit Prepared(StudyRequest const& request)
        : source(request), study(source.read()), experiment(study.experiment) {}

    StudySource source;
    Study study;
    PreparedExperiment experiment;  ///< of the parameters as the study has them
};

Simulation::Simulation(StudyRequest const& request)
    : prepared_(std::make_unique<Prepared const>(request)) {}
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;
Simulation::~Simulation() = default;

Text const& Simulation::title() const {
    return prepared_->study.title;
}
Years Simulation::years() const {
    return prepared_->study.experiment.years;
}
Currency const& Simulation::currency() const {
    return prepared_->study.experiment.currency;
}
std::string const& Simulation::baseline() const {
    Experiment const& e = prepared_->study.experiment;
    return e.scenarios[e.baseline].label.id;
}
std::string const& Simulation::national() const {
    Study const& study = prepared_->study;
    return study.experiment.standards[study.national].label.id;
}
std::uint32_t Simulation::replicates() const {
    return prepared_->study.replicates;
}
Clustering Simulation::clustering() const {
    return prepared_->study.clustering();
}
std::vector<Parameter> const& Simulation::parameters() const {
    return prepared_->study.parameters;
}
std::vector<Actual> const& Simulation::actuals() const {
    return prepared_->study.actuals;
}

Catalogue Simulation::catalogue(std::uint32_t replicates) const {
    return prepared_->experiment.measures().catalogue(replicates);
}

std::uint32_t Simulation::run(std::uint32_t replicates, int threads,
                              std::function<void(ReplicateResult const&)> const& sink,
                              std::stop_token stop) const {
    PreparedExperiment const& experiment = prepared_->experiment;
    if (!prepared_->study.drawn) {
        return povex::run(experiment, replicates, threads, sink, std::move(stop));
    }
    Study study = prepared_->study;
    study.replicates = replicates;
    ParameterDraws draws(study);
    PreparedSeries series(study.replicates_per_draw, [&](std::uint32_t draw) {
        return prepare_draw(prepared_->source, study, experiment, draws, draw);
    });
    return povex::run([&](std::uint32_t replicate) { return series.of(replicate); }, replicates,
                      threads, sink, std::move(stop));
}

}  // namespace povex
