#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/study/study.hpp"
#include "output/file/array_file.hpp"
#include "output/file/provenance.hpp"

namespace povex {

/// What a variable of a results file is.
struct VariableInfo {
    std::string name;
    std::string long_name;
    std::string units;
    std::vector<std::string> dimensions;  ///< outermost first
    std::vector<std::size_t> shape;
};

/// Numbers over named dimensions, row-major; NaN is missing.
struct LabelledArray {
    std::vector<std::string> dimensions;
    std::vector<std::size_t> shape;
    std::vector<double> values;
};

/// The group of all households, in the dimensions of groups.
inline constexpr char const* province = "province";

/// Some dimensions fixed at a member: {{"scenario", 0}, {"year", 4}}.
using Selection = std::map<std::string, std::size_t>;

/// Reads a results file: what it holds, and its numbers by name.
///
/// Groups are "/" (each replicate), "/summary" and "/difference", in which the dimension
/// `statistic` stands in the place of the replicates, as the last.
///
/// All functions throw InputError if the file is damaged. Not safe to share between threads.
class ResultsReader {
public:
    /// \throws InputError if the file cannot be opened, is no results file, or of a newer format
    explicit ResultsReader(std::filesystem::path const& path);

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] Text title() const;
    [[nodiscard]] std::int64_t seed() const;
    [[nodiscard]] std::string baseline() const;
    /// The scenarios to be shown wherever the baseline is; empty: none.
    [[nodiscard]] std::vector<std::string> beside() const;
    [[nodiscard]] std::string national() const;
    [[nodiscard]] std::string currency() const;
    /// The date at which the study stopped knowing; empty if it knew all.
    [[nodiscard]] std::string as_of() const;
    /// How many actuals were published later, and so left out.
    [[nodiscard]] std::int64_t withheld() const;
    [[nodiscard]] std::size_t replicates() const { return members("replicate").size(); }
    /// Which synthetic populations the replicates have: "fixed:16" or "redrawn".
    [[nodiscard]] std::string population() const;
    /// The draw of the parameters that each replicate belongs to; empty if those were fixed.
    [[nodiscard]] std::vector<std::size_t> draw_of_replicates() const;
    /// Draws of the parameters; 0 if those were fixed.
    [[nodiscard]] std::size_t draws() const;
    /// The standard that targets in each year of the dimension `year`.
    [[nodiscard]] std::vector<std::string> targeting() const;
    /// Published households of the province in each year; none where none is published.
    [[nodiscard]] std::vector<std::optional<double>> published_households() const;

    /// The members of a dimension, numbers as digits; empty if the file does not have it.
    [[nodiscard]] std::vector<std::string> const& members(std::string const& dimension) const;
    [[nodiscard]] std::optional<std::size_t> member(std::string const& dimension,
                                                    std::string const& name) const;
    /// The calendar years of the dimension `year`; the first is the base year.
    [[nodiscard]] std::vector<int> years() const;
    /// The titles of the members of a dimension; empty texts where there are none.
    [[nodiscard]] std::vector<Text> titles(std::string const& dimension) const;

    /// Whether the results are those of a sweep, not of one run.
    [[nodiscard]] bool is_sweep() const { return !members("point").empty(); }
    /// The numbers of the study that a sweep varied, with their values at each point; none if the
    /// file is of one run.
    [[nodiscard]] std::vector<SweptNumber> swept() const;

    [[nodiscard]] std::vector<VariableInfo> variables(std::string const& group = "/") const;
    [[nodiscard]] std::optional<VariableInfo> variable(std::string const& name,
                                                       std::string const& group = "/") const;
    /// Whether the file has a variable over exactly these dimensions, outermost first.
    [[nodiscard]] bool has(std::string const& name, std::vector<std::string> const& dimensions,
                           std::string const& group = "/") const;
    /// The numbers of a variable where some dimensions are fixed, which the array then lacks.
    /// \throws std::out_of_range for a variable, a dimension or a member that is not there
    [[nodiscard]] LabelledArray read(std::string const& name, Selection const& selection = {},
                                     std::string const& group = "/") const;

    [[nodiscard]] std::vector<Actual> actuals() const;
    /// How the results were made, and with which --set settings.
    [[nodiscard]] Provenance provenance() const;
    [[nodiscard]] std::vector<std::string> settings() const;
    /// The text of the study that was run, study.toml first; none if the file does not record it.
    [[nodiscard]] std::vector<StudyFile> study_files() const;
    /// What the uncertain parameters were in draw 0; none if they were fixed.
    [[nodiscard]] std::vector<Override> first_draw() const;
    /// Every number of the study with its papers, without the distributions.
    [[nodiscard]] std::vector<Parameter> parameters() const;
    /// A row of /comparison for each observed count: "mean", "q05", "q95" or "inside" under a
    /// scenario; empty if the file has none.
    [[nodiscard]] std::vector<double> comparison(std::string const& what,
                                                 std::size_t scenario) const;

private:
    [[nodiscard]] std::string text_attribute(std::string const& name,
                                             std::string const& group = "/") const;
    [[nodiscard]] std::vector<std::string> list_attribute(std::string const& name,
                                                          std::string const& group) const;
    [[nodiscard]] std::int64_t whole_attribute(std::string const& name) const;
    [[nodiscard]] std::vector<std::string> column(std::string const& path, std::size_t rows) const;

    std::filesystem::path path_;
    ArrayFile file_;
    std::map<std::string, std::vector<std::string>> members_;  ///< of the root's dimensions
    /// What was found of the variables asked for, by path: the library takes long to name the
    /// dimensions of one, and every reading asks.
    mutable std::map<std::string, std::optional<VariableInfo>> known_;
};

/// The study of a results file, read again from the text that the file records: with the settings,
/// the date and the seed of the run, and with what it drew first.
///
/// \throws InputError if the file has no study, or one that this program cannot read
[[nodiscard]] Study recorded_study(ResultsReader const& results);

/// Index of a statistic ("mean", "q05", ...) in the dimension `statistic`.
[[nodiscard]] std::size_t statistic_index(std::string_view name);

}  // namespace povex
