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
inline constexpr std::int64_t results_format_version = 1;

/// What is told of the replicates of one quantity, see Summary.
inline constexpr std::array statistic_names{
    "mean", "standard_error", "q05", "q25", "q50", "q75", "q95", "process_sd", "parameter_sd"};
inline constexpr std::size_t statistics = statistic_names.size();

/// The numbers of a variable as outer x replicates x inner: the dimensions before `replicate`,
/// it, and those after it.
struct SeriesShape {
    std::vector<std::size_t> extents;  ///< of all dimensions
    std::size_t replicate_at = 0;      ///< which of them is `replicate`

    [[nodiscard]] std::size_t outer() const;
    [[nodiscard]] std::size_t replicates() const { return extents[replicate_at]; }
    [[nodiscard]] std::size_t inner() const;
};

/// What a results file is laid out from. Refers to study and catalogue, which must outlive it.
class ResultsPlan {
public:
    ResultsPlan(Study const& study, Catalogue const& catalogue, std::uint32_t replicates);

    [[nodiscard]] Study const& study() const { return *study_; }
    [[nodiscard]] Catalogue const& catalogue() const { return *catalogue_; }
    [[nodiscard]] std::uint32_t replicates() const { return replicates_; }

    /// How many replicates share a draw of the parameters; 0 if those are fixed.
    [[nodiscard]] std::uint32_t replicates_per_draw() const {
        return study_->drawn ? study_->replicates_per_draw : 0;
    }

    /// Which synthetic populations the replicates have: "fixed:16" or "redrawn".
    [[nodiscard]] std::string populations() const;

    /// How many replicates are compressed together, and gathered in memory before: as many as fit
    /// into 16 MiB, at most 64.
    [[nodiscard]] std::size_t batch() const { return batch_; }
    /// Points of a sweep; 1 without one.
    [[nodiscard]] std::size_t points() const { return points_; }
    /// How many whole points are gathered and compressed together: 1 if a batch is only a part of
    /// a point's replicates.
    [[nodiscard]] std::size_t points_together() const { return points_together_; }

    /// Whether a variable has any numbers; one over an empty dimension is not in the file.
    [[nodiscard]] bool has_numbers(Variable const& variable) const;
    [[nodiscard]] SeriesShape shape(Variable const& variable) const;
    /// How the numbers of a variable at the root are cut for compression: one scenario, a batch of
    /// replicates and all else, halved until it is at most 64 KiB, first along the outermost
    /// dimensions, then along the longest behind the replicates: who reads the replicates of one
    /// group unpacks little more, and the writer packs each once.
    [[nodiscard]] std::vector<std::size_t> chunk(Variable const& variable) const;
    /// Units with the currency of the study for the word money: "VND/year" for "money/year".
    [[nodiscard]] std::string units(std::string units) const;

private:
    Study const* study_;
    Catalogue const* catalogue_;
    std::uint32_t replicates_;
    std::size_t batch_;
    std::size_t points_ = 1;
    std::size_t points_together_ = 1;
};

[[nodiscard]] char const* name_of(Axis axis);
/// The name of something in a group: inside("/", "poor") is "/poor".
[[nodiscard]] std::string inside(std::string const& group, std::string const& name);

/// Attributes that tell what a variable is; empty ones are left out.
[[nodiscard]] std::vector<Attribute> description(std::string const& long_name,
                                                 std::string const& units,
                                                 std::string const& cell_methods,
                                                 std::string const& coordinates);

/// Make the root: attributes, axes, and the variables without their numbers.
void lay_out_root(ArrayFile& file, ResultsPlan const& plan);

}  // namespace povex
