#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/stats/clustered_mean.hpp"
#include "engine/study/study.hpp"
#include "output/file/array_file.hpp"
#include "output/file/provenance.hpp"

namespace povex {

/// A variable of a results file: its names, unit and shape.
struct VariableInfo {
    std::string name;
    std::string long_name;
    std::string units;
    std::vector<std::string> dimensions;  ///< outermost first
    std::vector<std::size_t> shape;
    double scale = 1.0;  ///< a stored number times this is in the units
};

/// Numbers over named dimensions, row-major, shape [shape]. NaN is missing.
struct LabelledArray {
    std::vector<std::string> dimensions;
    std::vector<std::size_t> shape;
    std::vector<double> values;
};

/// The name of the group of all households in the dimensions of groups.
inline constexpr char const* province = "province";

/// Dimensions, each fixed at the index of one member: {{"scenario", 0}, {"year", 4}}.
using Selection = std::map<std::string, std::size_t>;

/// Reads a results file: what it holds, and its numbers by name.
///
/// Money is given in units of the currency, whatever unit the study counts in.
///
/// The group "/" has the numbers of each replicate. In "/summary" and "/difference" (to the
/// baseline) the last dimension is `statistic`, and there is no dimension `replicate`.
///
/// All functions throw InputError if the file is damaged. Not safe to share between threads.
class ResultsReader {
public:
    /// \throws InputError if the file cannot be opened, is not a results file, or has another
    /// format
    ///         version
    explicit ResultsReader(std::filesystem::path const& path);

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] Text title() const;
    [[nodiscard]] std::int64_t seed() const;
    [[nodiscard]] std::string baseline() const;
    /// The scenarios that are shown together with the baseline, wherever it is shown.
    [[nodiscard]] std::vector<std::string> shown_with_baseline() const;
    /// The id of the standard of national reporting.
    [[nodiscard]] std::string national() const;
    /// The currency, in units of which money is given: its code or name.
    [[nodiscard]] std::string currency() const;
    /// The date of --as-of: the study used nothing that was published later. Empty if it used all.
    [[nodiscard]] std::string as_of() const;
    /// How many actuals were left out because they were published after that date.
    [[nodiscard]] std::int64_t withheld() const;
    [[nodiscard]] std::size_t replicates() const { return members("replicate").size(); }
    /// Which synthetic populations the replicates use: "fixed:16" (16 of them, in turn) or
    /// "redrawn" (each its own).
    [[nodiscard]] std::string population() const;
    /// The draw of the uncertain parameters of each replicate, shape [replicate]; empty if
    /// parameters were fixed.
    [[nodiscard]] std::vector<std::size_t> draw_of_replicates() const;
    /// How many draws of the uncertain parameters there are; 0 if parameters were fixed.
    [[nodiscard]] std::size_t draws() const;
    /// Which replicates share a synthetic population, or a draw of the parameters.
    [[nodiscard]] Clustering clustering() const;
    /// The id of the standard that targets in each year, shape [year].
    [[nodiscard]] std::vector<std::string> targeting() const;
    /// The published number of households of the province at each review, shape [year]; none where
    /// none is published.
    [[nodiscard]] std::vector<std::optional<double>> published_households() const;

    /// The names of the members of a dimension, numbers as digits. Empty if the file lacks it.
    [[nodiscard]] std::vector<std::string> const& members(std::string const& dimension) const;
    /// The index of a member of a dimension by its name; none if there is no such member.
    [[nodiscard]] std::optional<std::size_t> member(std::string const& dimension,
                                                    std::string const& name) const;
    /// The calendar years of the dimension `year`; the first is the base year.
    [[nodiscard]] std::vector<int> years() const;
    /// The titles of the members of a dimension; empty texts where there is no title.
    [[nodiscard]] std::vector<Text> titles(std::string const& dimension) const;

    /// Whether the results are those of a sweep, not of one run.
    [[nodiscard]] bool is_sweep() const { return !members("point").empty(); }
    /// The numbers of the study that a sweep varied, with their values at each point. None if the
    /// results are of one run.
    [[nodiscard]] std::vector<SweptNumber> swept() const;

    /// All variables of a group, in the order of the file.
    [[nodiscard]] std::vector<VariableInfo> variables(std::string const& group = "/") const;
    /// A variable by its name; none if the group has no such variable.
    [[nodiscard]] std::optional<VariableInfo> variable(std::string const& name,
                                                       std::string const& group = "/") const;
    /// Whether the file has a variable over exactly these dimensions, outermost first.
    [[nodiscard]] bool has(std::string const& name, std::vector<std::string> const& dimensions,
                           std::string const& group = "/") const;
    /// The numbers of a variable. Dimensions that the selection fixes are not in the result.
    /// \throws std::out_of_range for a variable, a dimension or a member that is not there
    [[nodiscard]] LabelledArray read(std::string const& name, Selection const& selection = {},
                                     std::string const& group = "/") const;

    /// The observed counts that the study records, in their order.
    [[nodiscard]] std::vector<Actual> actuals() const;
    /// Which program made the results, how, when and where.
    [[nodiscard]] RunProvenance provenance() const;
    /// The --set settings of the run, "key=value".
    [[nodiscard]] std::vector<std::string> settings() const;
    /// The files of the study as they were read, study.toml first. None if they are not recorded.
    [[nodiscard]] std::vector<StudyFile> study_files() const;
    /// The values of the uncertain parameters in draw 0. None if parameters were fixed.
    [[nodiscard]] std::vector<Override> first_draw() const;
    /// Every number of the study with its unit, range, grade and source, but not its distribution.
    [[nodiscard]] std::vector<Parameter> parameters() const;
    /// What a scenario projects for each observed count, shape [actual]; of a sweep, shape
    /// [point][actual]: "mean", "q05" or "q95" of the replicates, or "inside": 1 if the count lies
    /// from q05 to q95, else 0. Empty if the file has no comparison.
    [[nodiscard]] std::vector<double> comparison(std::string const& what,
                                                 std::size_t scenario) const;

private:
    [[nodiscard]] std::string text_attribute(std::string const& name,
                                             std::string const& group = "/") const;
    [[nodiscard]] std::vector<std::string> list_attribute(std::string const& name,
                                                          std::string const& group) const;
    [[nodiscard]] std::int64_t whole_attribute(std::string const& name) const;
    [[nodiscard]] std::vector<std::string> column(std::string const& path, std::size_t rows) const;
    void count_in_currency(VariableInfo& info) const;

    std::filesystem::path path_;
    ArrayFile file_;
    std::map<std::string, std::vector<std::string>> members_;  ///< of the root's dimensions
    /// Variables that were looked up before, by path. Each reading needs the names of the
    /// dimensions, and HDF5 is slow to find them.
    mutable std::map<std::string, std::optional<VariableInfo>> known_;
};

/// The study of a run, read again from the text that its results file records, with the settings,
/// the date and the seed of the run, and with the parameters of its first draw.
///
/// \throws InputError if the file records no study, or one that this program cannot read
[[nodiscard]] Study recorded_study(ResultsReader const& results);

/// The index of a statistic ("mean", "q05", ...) in the dimension `statistic`.
/// \throws std::out_of_range if there is no such statistic
[[nodiscard]] std::size_t statistic_index(std::string_view name);

}  // namespace povex
