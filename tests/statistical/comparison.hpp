#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/statistical/study_run.hpp"

namespace povex {

/// Whether two runs have the same bits: every variable of the first, by the names of its members,
/// in every replicate of the first. The second may have more members and more replicates.
[[nodiscard]] testing::AssertionResult same_results(StudyRun const& one, StudyRun const& other,
                                                    std::vector<std::string> const& but = {});

/// Whether all numbers have the same bits; any two that are not a number are the same.
[[nodiscard]] bool same_bits(std::vector<double> const& one, std::vector<double> const& other);

/// Names of records, and what they were changed to.
using Renaming = std::vector<std::pair<std::string, std::string>>;

/// Whether two runs have the same bits, when the records of the second have other names.
[[nodiscard]] testing::AssertionResult same_results_renamed(StudyRun const& one,
                                                            StudyRun const& other,
                                                            Renaming const& renaming);

/// Whether two scenarios of one run have the same bits, but for some variables.
[[nodiscard]] testing::AssertionResult same_scenarios(StudyRun const& run, std::string const& one,
                                                      std::string const& other,
                                                      std::vector<std::string> const& but);

/// A copy of a study of the tests to be changed; lives as long as the object.
class StudyCopy {
public:
    explicit StudyCopy(std::string const& study);
    ~StudyCopy();
    StudyCopy(StudyCopy const&) = delete;
    StudyCopy& operator=(StudyCopy const&) = delete;

    /// Put the records of every table, and the rows of the CSV files, in reversed order.
    StudyCopy& reverse();
    /// Change names wherever they stand in the study.
    StudyCopy& rename(Renaming const& renaming);
    /// Add text to the end of a file.
    StudyCopy& append(std::string const& text, std::string const& file = "study.toml");

    [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

}  // namespace povex
