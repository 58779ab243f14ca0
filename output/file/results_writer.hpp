#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/measure/catalogue.hpp"
#include "engine/study/parameter_draws.hpp"
#include "engine/study/study.hpp"
#include "output/file/array_file.hpp"
#include "output/file/new_file.hpp"
#include "output/file/provenance.hpp"
#include "output/file/results_layout.hpp"

namespace povex {

/// Where the results of a study are going to be written.
/// \throws InputError if they cannot be, if there is a file and `replace` is false, or if it is one
///         of the study
[[nodiscard]] OutputPath results_target(std::filesystem::path const& target, Study const& study,
                                        bool replace);

/// Writes the results of a run to a file, one replicate after another as they are simulated.
///
/// Everything goes to a hidden file in the folder of the target (see NewFile). finish() reads it
/// again and gives it the name of the target; without finish() it is removed, so nothing
/// half-written is left. Memory holds one batch
/// of replicates (at most 16 MiB, however many replicates there are) and, in finish(), the numbers
/// of a part of one variable.
///
/// Apart from the group /provenance, the file depends only on the study, the catalogue and the
/// results: equal ones give equal bytes. docs/results-format.md describes the format.
///
/// The functions of one object may be called from any thread, but only one at a time.
class ResultsWriter {
public:
    /// Make the file and write everything that is known before the first replicate.
    ///
    /// \param target      an existing file is replaced only with `force`
    /// \param study       must outlive the writer
    /// \param replicates  how many will be written, at least 1
    /// \throws InputError if the target exists, cannot be made, or is a file of the study
    ResultsWriter(std::filesystem::path const& target, Study const& study, Catalogue catalogue,
                  RunProvenance const& provenance, std::uint32_t replicates, bool force);
    ResultsWriter(ResultsWriter const&) = delete;
    ResultsWriter& operator=(ResultsWriter const&) = delete;

    /// Write the next replicate. In a sweep, the last replicate of a point is followed by the first
    /// of the next point. \throws std::logic_error if it is not the next one, or has not the shape
    /// of the catalogue;
    ///         FileError if the disk is full
    void write(ReplicateResult const& result);

    /// Write the statistics over replicates and give the file its name.
    /// \param draws  of the uncertain parameters; null if parameters are fixed
    /// \throws std::logic_error if replicates are missing; FileError if the disk is full, or the
    ///         file cannot be read again; InputError if the target was made by somebody else in the
    ///         meantime, or the name cannot be taken (the file is then kept under another)
    void finish(ParameterDraws const* draws = nullptr);

private:
    void gather(std::size_t variable, std::vector<double> const& values);
    void flush();

    Catalogue catalogue_;
    ResultsPlan plan_;
    NewFile new_file_;
    ArrayFile file_;

    std::size_t points_written_ = 0;          ///< whole points of the sweep in the file
    std::size_t points_gathered_ = 0;         ///< whole points after those, in `batch_`
    std::uint32_t written_ = 0;               ///< replicates of the point after those, in the file
    std::uint32_t gathered_ = 0;              ///< replicates after those, in `batch_`
    std::vector<std::vector<double>> batch_;  ///< shape [variable][point][outer][replicate][inner]
};

}  // namespace povex
