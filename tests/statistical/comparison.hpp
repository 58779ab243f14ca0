#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/statistical/study_run.hpp"

namespace povex {

/// Whether two runs have the same bits: every variable of the first, by the names of its members,
/// in every replicate of the first. The second may have more members and more replicates.
[[nodiscard]] testing::AssertionResult same_results(StudyRun const& one, StudyRun const& other,
                                                    std::vector<std::string> const& but = {});

/// Whether two scenarios of one run have the same bits, but for some variables.
[[nodiscard]] testing::AssertionResult same_scenarios(StudyRun const& run, std::string const& one,
                                                      std::string const& other,
                                                      std::vector<std::string> const& but);

/// A copy of a study of the tests with the records of every table, and the rows of its CSV files,
/// in reversed order; lives as long as the object. The rows of composition.csv stay: they have no
/// key, so that their position decides what is drawn.
class ReversedStudy {
public:
    explicit ReversedStudy(std::string const& study);
    ~ReversedStudy();
    ReversedStudy(ReversedStudy const&) = delete;
    ReversedStudy& operator=(ReversedStudy const&) = delete;

    [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

}  // namespace povex
