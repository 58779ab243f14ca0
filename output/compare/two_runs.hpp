#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/study/study.hpp"
#include "output/compare/two_runs_statistics.hpp"
#include "output/file/results_reader.hpp"
#include "output/words/phrases.hpp"

namespace povex {

/// Something in which two studies or runs differ, with its value in each. None: that file lacks it.
struct StudyDifference {
    std::string part;  ///< run, setting, parameter, programme, actual, file
    std::string key;
    std::array<std::optional<std::string>, 2> values;
    std::vector<std::string> scenarios{};  ///< for a programme: the scenarios in which it differs
};

/// A member of a dimension, or a variable, that only one of two files has.
struct OnlyInOne {
    std::string dimension;  ///< scenario, standard, year, ...; variable
    std::string member;
    std::size_t file = 0;  ///< 0 or 1
};

/// Whether chance alone may explain a difference between results.
enum class Verdict : std::uint8_t {
    same,
    within_noise,
    in_these_populations,  ///< beyond noise in the populations of these runs, maybe not in others
    beyond_noise,
    unknown
};
inline constexpr std::array verdict_names{"same", "within noise", "in these populations",
                                          "beyond noise", "unknown"};

/// The means of one quantity of the province in two runs, in one scenario and year.
struct OutcomeDifference {
    std::string scenario;
    std::string standard;  ///< empty for spending
    std::string what;      ///< poor, near_poor, exits, entries [households]; spending [currency]
    int year = 0;
    std::array<double, 2> means{};
    /// The second run minus the first: the effect of what differs, as it would be on average over
    /// all populations there could be.
    MeanDifference difference;
    /// The same in the populations of these runs alone; missing unless they are paired and share
    /// populations.
    MeanDifference in_these_populations;
    double adjusted_p = 0.0;  ///< of `difference`, see holm_adjusted()
    Verdict verdict = Verdict::unknown;
};

/// One of two runs: which file, and how it was run.
struct Run {
    std::string path;
    Text title;
    std::int64_t seed = 0;
    std::size_t replicates = 0;
    std::string version;
    std::string currency;
};

/// Two runs compared: what differs in their studies, and in their results beyond noise.
struct TwoRuns {
    /// The level of the tests: of pairs of runs that differ by chance alone, at most this share has
    /// any difference that is called beyond noise [1].
    static constexpr double level = 0.05;

    std::array<Run, 2> runs;
    std::vector<StudyDifference> study;
    std::vector<OnlyInOne> only_in_one;
    /// What the runs do not share, so that replicates are not paired. Empty: they are paired.
    std::vector<std::string> unpaired;
    std::size_t pairs = 0;
    std::array<Clustering, 2> clustering;     ///< which replicates of each run are not independent
    std::vector<OutcomeDifference> outcomes;  ///< by scenario, standard, what, year

    [[nodiscard]] bool paired() const { return unpaired.empty(); }
    /// How many outcomes have this verdict.
    [[nodiscard]] std::size_t count(Verdict verdict) const;
};

/// Everything in which the studies of two files and the way they were run differ, except for the
/// machines and times.
[[nodiscard]] std::vector<StudyDifference> study_differences(ResultsReader const& first,
                                                             ResultsReader const& second);
/// The members of dimensions, and the variables, that only one of two files has.
[[nodiscard]] std::vector<OnlyInOne> only_in_one(ResultsReader const& first,
                                                 ResultsReader const& second);

/// Compare two runs from their results files.
///
/// Replicates are paired if seed, number of synthetic populations, version and the draws of the
/// parameters are the same in both: they then have common random numbers. Errors are those of
/// ClusteredMean: replicates that share a population, or a draw of the parameters, are not
/// independent. Of paired runs that share populations it is also told what differs in those
/// populations alone.
///
/// \throws InputError if a file is damaged, or holds a sweep
[[nodiscard]] TwoRuns compare(ResultsReader const& first, ResultsReader const& second);

/// The comparison of two runs as text for a terminal, 80 columns wide. Line ends are its only
/// control characters.
[[nodiscard]] std::string two_runs_text(TwoRuns const& two, Language language = Language::en);

/// The comparison of two runs as JSON for a program: one object with every outcome.
[[nodiscard]] std::string two_runs_json(TwoRuns const& two);

}  // namespace povex
