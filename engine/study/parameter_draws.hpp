#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/run/workshop_series.hpp"
#include "engine/study/study.hpp"

namespace povex {

/// What values the uncertain parameters of a study take in each draw.
///
/// A parameter is drawn by its distribution from a uniform number whose address is the hash of its
/// key and the number of the draw: a parameter added, or one that is fixed, changes no other. A
/// draw that the study cannot have (its base population cannot meet the official counts, say) is
/// rejected, and drawn again.
class ParameterDraws {
public:
    static constexpr std::uint32_t most_attempts = 100;

    /// \param study  its seed, replicates and replicates_per_draw decide how many draws there are
    /// \throws InputError if the replicates do not fill the draws
    explicit ParameterDraws(Study const& study);

    [[nodiscard]] std::uint32_t draws() const {
        return static_cast<std::uint32_t>(rejected_.size());
    }
    [[nodiscard]] std::uint32_t replicates_per_draw() const { return replicates_per_draw_; }
    /// Those that are drawn, each key once.
    [[nodiscard]] std::vector<Parameter> const& parameters() const { return parameters_; }

    /// Shape [parameters].
    [[nodiscard]] std::vector<Override> attempt(std::uint32_t draw, std::uint32_t attempt) const;
    /// Of the attempt that was not rejected.
    [[nodiscard]] std::vector<Override> values(std::uint32_t draw) const {
        return attempt(draw, rejected(draw));
    }
    [[nodiscard]] std::uint32_t rejected(std::uint32_t draw) const { return rejected_[draw]; }

    /// Give up the present attempt of a draw. One thread at a time for each draw.
    void reject(std::uint32_t draw) { ++rejected_[draw]; }

private:
    std::uint64_t seed_;
    std::uint32_t replicates_per_draw_;
    std::vector<Parameter> parameters_;
    std::vector<std::uint32_t> rejected_;  ///< attempts, shape [draws]
};

/// The workshop of a draw with all the synthetic populations that its replicates need, from the
/// first attempt that can have them.
///
/// \param source  of the study
/// \param study   as it runs: its seed holds for the draws
/// \param like    as of Workshop
/// \param[in,out] draws  counts the attempts rejected
/// \throws InputError if most_attempts are rejected
[[nodiscard]] std::shared_ptr<Workshop const> workshop_of_draw(StudySource const& source,
                                                               Study const& study,
                                                               Workshop const& like,
                                                               ParameterDraws& draws,
                                                               std::uint32_t draw);

}  // namespace povex
