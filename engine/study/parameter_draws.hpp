#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/run/prepared_series.hpp"
#include "engine/study/study.hpp"

namespace povex {

/// The values of the uncertain parameters of a study in each draw.
///
/// Each parameter is drawn from its distribution with its own uniform number, whose address is the
/// hash of its key and the number of the draw. So adding a parameter, or fixing one, does not
/// change the others. A draw with which the study cannot be read or simulated (its base population
/// cannot meet the official counts, say) is rejected and drawn again.
class ParameterDraws {
public:
    static constexpr std::uint32_t most_attempts = 100;

    /// \param study  the number of draws is replicates / replicates_per_draw
    /// \throws InputError if replicates_per_draw does not divide replicates
    explicit ParameterDraws(Study const& study);

    [[nodiscard]] std::uint32_t draws() const {
        return static_cast<std::uint32_t>(rejected_.size());
    }
    [[nodiscard]] std::uint32_t replicates_per_draw() const { return replicates_per_draw_; }
    /// The parameters that are drawn, each key once.
    [[nodiscard]] std::vector<Parameter> const& parameters() const { return parameters_; }

    /// The values of attempt number `attempt` at a draw, shape [parameters].
    [[nodiscard]] std::vector<Override> attempt(std::uint32_t draw, std::uint32_t attempt) const;
    /// The values of the first attempt that was not rejected, shape [parameters].
    [[nodiscard]] std::vector<Override> values(std::uint32_t draw) const {
        return attempt(draw, rejected(draw));
    }
    /// The number of attempts rejected so far.
    [[nodiscard]] std::uint32_t rejected(std::uint32_t draw) const { return rejected_[draw]; }

    /// Reject the present attempt of a draw. Only one thread at a time may do so for each draw.
    void reject(std::uint32_t draw) { ++rejected_[draw]; }

private:
    std::uint64_t seed_;
    std::uint32_t replicates_per_draw_;
    std::vector<Parameter> parameters_;
    std::vector<std::uint32_t> rejected_;  ///< attempts, shape [draws]
};

/// The prepared of a draw with all the synthetic populations that its replicates need, from the
/// first attempt that can have them.
///
/// \param source  of the study
/// \param study   as it runs: its seed holds for the draws
/// \param like    as of PreparedExperiment
/// \param[in,out] draws  counts the attempts rejected
/// \throws InputError if most_attempts are rejected
[[nodiscard]] std::shared_ptr<PreparedExperiment const> prepare_draw(StudySource const& source,
                                                                     Study const& study,
                                                                     PreparedExperiment const& like,
                                                                     ParameterDraws& draws,
                                                                     std::uint32_t draw);

}  // namespace povex
