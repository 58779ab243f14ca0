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

/// Something that a study or a run says otherwise in two files; what one does not have is none.
struct StudyDifference {
    std::string part;  ///< run, setting, parameter, programme, actual, file
    std::string key;
    std::array<std::optional<std::string>, 2> values;
    std::vector<std::string> scenarios{};  ///< of a programme: those of both in which it is so
};

/// A member of a dimension, or a variable, that one file alone has.
struct OnlyInOne {
    std::string dimension;  ///< scenario, standard, year, ...; variable
    std::string member;
    std::size_t file = 0;  ///< 0 or 1
};

/// Of a difference between results: whether chance alone may have made it.
enum class Verdict : std::uint8_t { same, within_noise, beyond_noise, unknown };
inline constexpr std::array<char const*, 4> verdict_names{"same", "within noise", "beyond noise",
                                                          "unknown"};

/// The mean of a quantity of the province in two runs, in one scenario and year.
struct OutcomeDifference {
    std::string scenario;
    std::string standard;  ///< empty: of none
    std::string what;      ///< poor, near_poor, exits, entries [households]; spending [currency]
    int year = 0;
    std::array<double, 2> means{};
    MeanDifference difference;  ///< the second run less the first
    double adjusted_p = 0.0;    ///< see holm_adjusted()
    Verdict verdict = Verdict::unknown;
};

struct Run {
    std::string path;
    Text title;
    std::int64_t seed = 0;
    std::size_t replicates = 0;
    std::string version;
    std::string currency;
};

/// Two runs side by side: what differs in their studies, and in their results beyond noise.
struct TwoRuns {
    /// The share of pairs of runs that differ by chance alone of which anything is called beyond
    /// noise, at most.
    static constexpr double level = 0.05;

    std::array<Run, 2> runs;
    std::vector<StudyDifference> study;
    std::vector<OnlyInOne> only_in_one;
    /// Why replicates are not paired: what the runs do not share; empty: they are.
    std::vector<std::string> unpaired;
    std::size_t pairs = 0;
    std::vector<OutcomeDifference> outcomes;  ///< by scenario, standard, what, year

    [[nodiscard]] bool paired() const { return unpaired.empty(); }
    [[nodiscard]] std::size_t count(Verdict verdict) const;
};

/// What two files record of their studies and runs and say otherwise.
[[nodiscard]] std::vector<StudyDifference> study_differences(ResultsReader const& first,
                                                             ResultsReader const& second);
/// Members of dimensions, and variables, that one file alone has.
[[nodiscard]] std::vector<OnlyInOne> only_in_one(ResultsReader const& first,
                                                 ResultsReader const& second);

/// Compare two results files, in everything but the machines and times that made them.
///
/// Replicates are paired where seed, number of synthetic populations, version and the drawing of
/// parameters are those of both: they then meet the same luck. What is independent is a draw of
/// the parameters; with parameters fixed a synthetic population; where each replicate has its own,
/// or paired ones all have the same, the replicate.
///
/// \throws InputError if a file is damaged, or that of a sweep
[[nodiscard]] TwoRuns compare(ResultsReader const& first, ResultsReader const& second);

/// The two runs for a terminal, 80 columns wide; no control character but line ends is in it.
[[nodiscard]] std::string two_runs_text(TwoRuns const& two, Language language = Language::en);

/// The two runs for a program: one JSON object with every outcome.
[[nodiscard]] std::string two_runs_json(TwoRuns const& two);

}  // namespace povex
