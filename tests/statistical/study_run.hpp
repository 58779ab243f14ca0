#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/measure/catalogue.hpp"
#include "engine/study/study.hpp"

namespace povex {

/// Members of dimensions by name: {{Axis::year, "2022"}, {Axis::group, "area:urban"}}.
///
/// A dimension that is not named must have one member, but groups, where it is the province.
using Pick = std::vector<std::pair<Axis, std::string>>;

/// How a study of the tests is run.
struct RunRequest {
    std::vector<std::string> settings = {};   ///< as --set takes them: "parameters.rho=0.6"
    std::vector<std::string> scenarios = {};  ///< as --scenario takes them
    std::uint32_t replicates = 0;             ///< 0: as many as the study says
    int threads = 0;                          ///< 0: as many as the machine has
};

/// Read a study of the tests.
/// \param path  a study file or folder; if relative, in tests/statistical/studies
[[nodiscard]] Study read_tested_study(std::filesystem::path const& path,
                                      RunRequest const& request = {});

/// A study simulated by the whole engine, from its text to the numbers of its results.
class StudyRun {
public:
    explicit StudyRun(std::filesystem::path const& path, RunRequest const& request = {});

    [[nodiscard]] Study const& study() const { return study_; }
    [[nodiscard]] Catalogue const& catalogue() const { return catalogue_; }
    [[nodiscard]] std::vector<ReplicateResult> const& results() const { return results_; }
    [[nodiscard]] std::uint32_t replicates() const {
        return static_cast<std::uint32_t>(results_.size());
    }
    [[nodiscard]] std::vector<std::string> const& members(Axis axis) const {
        return catalogue_.members[static_cast<std::size_t>(axis)];
    }

    /// One number of a variable.
    [[nodiscard]] double at(std::string const& variable, Pick const& pick,
                            std::uint32_t replicate) const;
    /// The same number in every replicate, shape [replicates].
    [[nodiscard]] std::vector<double> each(std::string const& variable, Pick const& pick) const;
    /// Its sum over the replicates.
    [[nodiscard]] double total(std::string const& variable, Pick const& pick) const;
    /// Households in all replicates together: the number of trials behind a total of a count.
    [[nodiscard]] double trials(std::string const& group = "province") const;

private:
    [[nodiscard]] std::size_t offset(Variable const& variable, Pick const& pick) const;

    Study study_;
    Catalogue catalogue_;
    std::vector<ReplicateResult> results_;
};

/// Calendar years of a study as its results name them: "2021" and on.
[[nodiscard]] std::string year_name(std::size_t t);

/// The review of year t, of a study with one scenario and one standard.
[[nodiscard]] Pick in(std::size_t t);
/// The review of year t under one of several standards.
[[nodiscard]] Pick in(std::size_t t, std::string const& standard);

/// What a check is about: "headcount 2023".
[[nodiscard]] std::string label(std::string const& what, std::size_t t);

/// z beyond which an observed number no longer agrees with an exact one: 7e-6 by chance.
inline constexpr double z_bound = 4.5;

/// Whether `count` of `trials` independent households agree with the exact probability, by its own
/// standard error sqrt(p (1 - p) / trials).
[[nodiscard]] testing::AssertionResult share_agrees(std::string const& what, double count,
                                                    double trials, double probability);

/// Print a figure that is no verdict, and keep it beside the test in its XML report.
void show(std::string const& what, double exact, double observed);
void show(std::string const& what, double observed);

/// Whether a mean agrees with its exact value.
///
/// \param standard_error  of the observed mean
/// \param bound           what the observed mean may be off by, however many replicates
[[nodiscard]] testing::AssertionResult mean_agrees(std::string const& what, double observed,
                                                   double exact, double standard_error,
                                                   double bound = 0.0);

/// Whether the mean over replicates agrees, by the standard error between replicates.
[[nodiscard]] testing::AssertionResult replicates_agree(std::string const& what,
                                                        std::vector<double> const& observed,
                                                        double exact, double bound = 0.0);

}  // namespace povex
