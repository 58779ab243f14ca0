#include "engine/study/parameter_draws.hpp"

#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/random/address.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

ParameterDraws::ParameterDraws(Study const& study)
    : seed_(study.experiment.seed), replicates_per_draw_(study.replicates_per_draw) {
    if (study.replicates % replicates_per_draw_ != 0) {
        throw InputError(fmt::format("{} replicates cannot be divided into draws of {} each",
                                     study.replicates, replicates_per_draw_),
                         "the number of replicates must be a multiple of replicates_per_draw");
    }
    rejected_.assign(study.replicates / replicates_per_draw_, 0);
    std::set<std::string> keys;
    for (Parameter const& one : study.parameters) {
        if (one.distribution && keys.insert(one.key).second) parameters_.push_back(one);
    }
}

std::vector<Override> ParameterDraws::attempt(std::uint32_t draw, std::uint32_t attempt) const {
    Stream const stream(seed_, Module::parameters, draw);
    std::vector<Override> numbers;
    for (Parameter const& one : parameters_) {
        auto const block = stream.block(named_entity(one.key), 0, purpose(Use::parameter),
                                        static_cast<std::uint8_t>(attempt));
        double const value = one.distribution->quantile(block.uniform(0));
        numbers.push_back({one.key, one.whole ? std::floor(value + 0.5) : value});
    }
    return numbers;
}

std::shared_ptr<PreparedExperiment const> prepare_draw(StudySource const& source,
                                                       Study const& study,
                                                       PreparedExperiment const& like,
                                                       ParameterDraws& draws, std::uint32_t draw) {
    auto const first = draw * draws.replicates_per_draw();
    auto const last = first + draws.replicates_per_draw();
    for (;;) {
        try {
            Experiment drawn = source.read(draws.values(draw)).experiment;
            drawn.seed = study.experiment.seed;
            // the same populations as redrawn ones, but kept while the draw's replicates run
            if (drawn.population.redrawn) drawn.population = {false, last};
            auto prepared = prepare(std::move(drawn), &like);
            for (auto r = first; r < last; ++r) static_cast<void>(prepared->population(r));
            return prepared;
        } catch (InputError const& error) {
            if (draws.rejected(draw) + 1 == ParameterDraws::most_attempts) {
                throw InputError(
                    fmt::format(
                        "draw {} of the parameters was rejected {} times; the last reason: {}",
                        draw, ParameterDraws::most_attempts, error.what()),
                    "narrow the ranges, or write distribution = \"fixed\" for some parameters");
            }
            draws.reject(draw);
        }
    }
}

}  // namespace povex
