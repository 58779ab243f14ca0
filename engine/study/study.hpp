#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/label.hpp"
#include "engine/run/experiment.hpp"
#include "engine/study/actual.hpp"
#include "engine/study/parameter.hpp"
#include "engine/study/study_request.hpp"

namespace povex {

/// Whether a run fixes the uncertain parameters or draws them.
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
    std::string currency = "VND";  ///< the unit of money, as the results show it
    std::uint32_t replicates = 100;
    bool drawn = false;                     ///< uncertain parameters are drawn, not fixed
    std::uint32_t replicates_per_draw = 2;  ///< replicate r belongs to draw r / this
    std::vector<std::size_t> beside;  ///< of experiment.scenarios: those shown with the baseline
    std::size_t national = 0;         ///< index into experiment.standards
    Yearly<std::optional<double>> denominator;  ///< published households by review [households]
    std::vector<Actual> actuals;
    std::vector<Parameter> parameters;
    std::vector<StudyFile> files;
    std::vector<std::string> settings;  ///< as given: "parameters.rho=0.6"
    std::vector<SweptNumber> swept;     ///< empty: no sweep
    std::string as_of;                  ///< only what was known on this date is used; empty: all
    std::size_t withheld = 0;           ///< actuals left out since they were published later
};

/// A number to lay over the study: "parameters.rho", 0.6.
struct Override {
    std::string key;  ///< as `povex parameters` lists it
    double value = 0.0;
};

/// A study's files, parsed once and kept, to be read many times with other numbers in them.
class StudySource {
public:
    /// \throws InputError for files that cannot be read or understood
    explicit StudySource(StudyRequest request);
    StudySource(StudySource const&) = delete;
    StudySource& operator=(StudySource const&) = delete;
    ~StudySource();

    /// Read the study with numbers in the place of its own, which keep their papers; check all of
    /// it. Takes milliseconds. Safe from any thread.
    /// \throws InputError with every problem found, not only the first
    [[nodiscard]] Study read(std::vector<Override> const& numbers = {}) const;

private:
    struct Parsed;
    StudyRequest request_;
    std::unique_ptr<Parsed> parsed_;
};

/// Read a study once and check all of it.
///
/// \throws InputError with every problem found, not only the first
[[nodiscard]] Study read_study(StudyRequest const& request);

}  // namespace povex
