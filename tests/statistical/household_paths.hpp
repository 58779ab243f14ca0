#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/run/simulate_replicate.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {

/// A study simulated by the whole engine and looked at household by household, where its results
/// have no more than counts.
class HouseholdPaths {
public:
    /// \param study  as StudyRun takes it
    explicit HouseholdPaths(std::filesystem::path const& study, RunRequest const& request = {});

    [[nodiscard]] Study const& study() const { return study_; }
    [[nodiscard]] std::size_t reviews() const { return study_.experiment.years.reviews(); }
    [[nodiscard]] std::size_t scenario(std::string const& id) const;

    /// Every household of a scenario in one replicate.
    void in_replicate(std::uint32_t replicate, std::string const& scenario,
                      HouseholdVisit const& visit) const;
    /// Every household of the only scenario, in all replicates of the request or the study.
    void in_all_replicates(HouseholdVisit const& visit) const;

private:
    Study study_;
    std::uint32_t replicates_;
    PreparedExperiment prepared_;
};

/// A mean with its standard error, of numbers that come one by one.
class RunningMean {
public:
    void add(double x) {
        ++n_;
        double const off = x - mean_;
        mean_ += off / n_;
        squares_ += off * (x - mean_);
    }
    [[nodiscard]] double mean() const { return mean_; }
    [[nodiscard]] double standard_error() const { return std::sqrt(squares_ / (n_ - 1.0) / n_); }
    [[nodiscard]] testing::AssertionResult agrees(std::string const& what, double exact) const {
        return mean_agrees(what, mean_, exact, standard_error());
    }

private:
    double n_ = 0.0, mean_ = 0.0, squares_ = 0.0;
};

}  // namespace povex
