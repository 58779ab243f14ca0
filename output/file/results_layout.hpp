#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/measure/catalogue.hpp"
#include "engine/study/study.hpp"
#include "output/file/array_file.hpp"

namespace povex {

inline constexpr char const* results_format = "povex-results";
inline constexpr std::int64_t results_format_version = 2;

/// At most so many replicates are gathered in memory, and at most so many bytes of them.
inline constexpr std::size_t largest_batch = 64;
inline constexpr std::size_t batch_bytes = std::size_t{16} << 20U;
/// The largest piece of an array that is compressed alone.
inline constexpr std::size_t chunk_bytes = std::size_t{64} << 10U;

/// The statistics over replicates that a results file holds for each quantity, see Summary.
inline constexpr std::array statistic_names{
    "mean", "standard_error", "q05", "q25", "q50", "q75", "q95", "process_sd", "parameter_sd"};
inline constexpr std::size_t statistics = statistic_names.size();

/// The shape of a variable seen as [outer][replicates][inner]: all dimensions before `replicate`
/// together, `replicate` itself, and all dimensions after it together.
struct SeriesShape {
    std::vector<std::size_t> extents;  ///< of all dimensions
    std::size_t replicate_at = 0;      ///< which of them is `replicate`

    [[nodiscard]] std::size_t outer() const;
    [[nodiscard]] std::size_t replicates() const { return extents[replicate_at]; }
    [[nodiscard]] std::size_t inner() const;
};

/// How the results of a study are laid out in a file: which variables it holds, their shapes and
/// units, and how many replicates are compressed together. Refers to the study and the catalogue,
/// which must outlive it.
class ResultsPlan {
public:
    /// \throws std::invalid_argument if there are no replicates
    ResultsPlan(Study const& study, Catalogue const& catalogue, std::uint32_t replicates);

    [[nodiscard]] Study const& study() const { return *study_; }
    [[nodiscard]] Catalogue const& catalogue() const { return *catalogue_; }
    [[nodiscard]] std::uint32_t replicates() const { return replicates_; }

    /// How many replicates share one draw of the uncertain parameters; 0 if parameters are fixed.
    [[nodiscard]] std::uint32_t replicates_per_draw() const {
        return study_->drawn ? study_->replicates_per_draw : 0;
    }

    /// Which synthetic populations the replicates use: "fixed:16" (16 of them, in turn) or
    /// "redrawn" (each its own).
    [[nodiscard]] std::string populations() const;

    /// How many replicates are gathered in memory and then compressed together: as many as fit into
    /// 16 MiB, in [1, 64].
    [[nodiscard]] std::size_t batch() const { return batch_; }
    /// How many points a sweep has; 1 for a single run.
    [[nodiscard]] std::size_t points() const { return points_; }
    /// How many points of a sweep are gathered and compressed together; 1 if even one point has
    /// more replicates than a batch.
    [[nodiscard]] std::size_t points_together() const { return points_together_; }

    /// Whether a variable has any numbers. One with an empty dimension has none, and is not
    /// written.
    [[nodiscard]] bool has_numbers(Variable const& variable) const;
    /// \throws std::invalid_argument for a variable without the dimension `replicate`
    [[nodiscard]] SeriesShape shape(Variable const& variable) const;
    /// The shape of the pieces in which a variable is compressed. A piece holds one scenario and
    /// one batch of replicates; it is halved until it is at most 64 KiB, first along the outermost
    /// dimensions, then along the longest one after `replicate`. So reading all replicates of one
    /// group unpacks little else, and the writer packs each piece once.
    [[nodiscard]] std::vector<std::size_t> chunk(Variable const& variable) const;
    /// Units with the currency of the study in place of the word money: "money/year" becomes
    /// "VND/year".
    [[nodiscard]] std::string units(std::string units) const;

private:
    Study const* study_;
    Catalogue const* catalogue_;
    std::uint32_t replicates_;
    std::size_t batch_;
    std::size_t points_ = 1;
    std::size_t points_together_ = 1;
};

/// The name of an axis as a dimension of the file: "scenario", "year", ...
[[nodiscard]] char const* name_of(Axis axis);
/// The path of something in a group: inside("/", "poor") is "/poor".
[[nodiscard]] std::string inside(std::string const& group, std::string const& name);

/// The attributes that describe a variable. Empty ones are left out.
[[nodiscard]] std::vector<Attribute> description(std::string const& long_name,
                                                 std::string const& units,
                                                 std::string const& cell_methods,
                                                 std::string const& coordinates);

/// Add the reason why values of a variable are missing, if some are.
void add_reason(std::vector<Attribute>& attributes, Variable const& variable);

/// Write the root of a results file: its attributes, its axes, and its variables, whose numbers are
/// missing so far.
void lay_out_root(ArrayFile& file, ResultsPlan const& plan);

}  // namespace povex
