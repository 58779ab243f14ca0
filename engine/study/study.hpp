#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/label.hpp"
#include "engine/run/experiment.hpp"
#include "engine/stats/clustered_mean.hpp"
#include "engine/study/actual.hpp"
#include "engine/study/parameter.hpp"
#include "engine/study/study_request.hpp"

namespace povex {

/// Whether a run keeps the uncertain parameters fixed or draws them.
inline constexpr std::array uncertainty_names{"fixed", "drawn"};

/// A number of the study that a sweep varies.
struct SweptNumber {
    std::string key;  ///< as `povex parameters` lists it
    std::string unit;
    std::vector<double> values;  ///< shape [points]
};

/// A study: what to simulate, what was observed, and what everything is called.
struct Study {
    Experiment experiment;
    std::filesystem::path folder;
    Text title;
    std::uint32_t replicates = 100;
    bool drawn = false;                     ///< uncertain parameters are drawn, not fixed
    std::uint32_t replicates_per_draw = 2;  ///< replicate r belongs to draw r / this
    /// Scenarios that run whenever the baseline does and are shown together with it; indices into
    /// experiment.scenarios.
    std::vector<std::size_t> shown_with_baseline;
    std::size_t national = 0;                   ///< index into experiment.standards
    Yearly<std::optional<double>> denominator;  ///< published households by review [households]
    std::vector<Actual> actuals;
    std::vector<Parameter> parameters;
    std::vector<StudyFile> files;
    std::vector<std::string> settings;  ///< as given: "parameters.rho=0.6"
    std::vector<SweptNumber> swept;     ///< empty: no sweep
    std::string as_of;                  ///< date: later knowledge is not used; empty: all is used
    std::size_t withheld = 0;           ///< actuals left out because they were published later
    std::vector<Problem> warnings;      ///< what is likely to be a mistake, though it can be run

    /// Which replicates share a synthetic population, or a draw of the parameters.
    [[nodiscard]] Clustering clustering() const {
        PopulationPlan const& plan = experiment.population;
        return {plan.redrawn ? 0 : plan.fixed, drawn ? replicates_per_draw : 0};
    }
};

/// A number to put in the place of one of the study: "parameters.rho", 0.6.
struct Override {
    std::string key;  ///< as `povex parameters` lists it
    double value = 0.0;
};

/// The files of a study, parsed once, so that it can be read many times with other numbers.
class StudySource {
public:
    /// \throws InputError with every problem found: files that cannot be read or are no TOML, and
    ///         settings that do not fit them
    explicit StudySource(StudyRequest request);
    StudySource(StudySource const&) = delete;
    StudySource& operator=(StudySource const&) = delete;
    ~StudySource();

    /// Read the study with some of its numbers replaced, and check all of it. The numbers keep the
    /// provenance of those that they replace. Takes milliseconds. Safe from any thread.
    /// \throws InputError with every problem found, each at its place in the text and with a hint
    [[nodiscard]] Study read(std::vector<Override> const& numbers = {}) const;

private:
    struct Parsed;
    StudyRequest request_;
    std::unique_ptr<Parsed> parsed_;
};

/// Read a study once and check all of it.
///
/// \throws InputError with every problem found, each at its place in the text and with a hint
[[nodiscard]] Study read_study(StudyRequest const& request);

}  // namespace povex
