#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/measure/catalogue.hpp"
#include "engine/study/parameter_draws.hpp"
#include "engine/study/study.hpp"
#include "output/file/array_file.hpp"
#include "output/file/provenance.hpp"
#include "output/file/results_layout.hpp"

namespace povex {

/// Writes the results of a run to a file as they come, one replicate after another.
///
/// All goes to a hidden file beside the target, which takes the target's name in finish(); without
/// finish() nothing is left of it. Memory holds one batch of replicates (at most 16 MiB, however
/// many replicates there are) and, in finish(), the numbers of a part of one variable.
///
/// Apart from the group /provenance the file depends on the study, the catalogue and the results
/// alone: the same ones give the same bytes. The format is in docs/results-format.md.
///
/// All of one object's functions must be called one after another, from whatever threads.
class ResultsWriter {
public:
    /// Make the file and write all that is known before a replicate has been simulated.
    ///
    /// \param target      an existing file is replaced with `force` only
    /// \param study       must outlive the writer
    /// \param replicates  how many will be written, at least 1
    /// \throws InputError if the target exists, or cannot be made
    ResultsWriter(std::filesystem::path const& target, Study const& study, Catalogue catalogue,
                  RunProvenance const& provenance, std::uint32_t replicates, bool force);
    ResultsWriter(ResultsWriter const&) = delete;
    ResultsWriter& operator=(ResultsWriter const&) = delete;
    ~ResultsWriter();

    /// Take the next replicate; after the last of a point of a sweep, the first of the next point.
    /// \throws std::logic_error if it is not the next one or not of the catalogue's shape;
    ///         FileError if the disk is full
    void write(ReplicateResult const& result);

    /// Write the summaries and give the file its name.
    /// \param draws  of the parameters; null if those are fixed
    /// \throws std::logic_error if replicates are missing; FileError; InputError if meanwhile
    ///         somebody else made the target, or something else that does not give way to it (what
    ///         was written is then kept under another name)
    void finish(ParameterDraws const* draws = nullptr);

private:
    void gather(std::size_t variable, std::vector<double> const& values);
    void flush();

    std::filesystem::path target_;
    std::filesystem::path temporary_;
    bool force_;
    Catalogue catalogue_;
    ResultsPlan plan_;
    ArrayFile file_;
    bool remove_ = true;  ///< the temporary file, in the end

    std::size_t points_written_ = 0;          ///< whole points of the sweep in the file
    std::size_t points_gathered_ = 0;         ///< whole points after those, in `batch_`
    std::uint32_t written_ = 0;               ///< replicates of the point after those, in the file
    std::uint32_t gathered_ = 0;              ///< replicates after those, in `batch_`
    std::vector<std::vector<double>> batch_;  ///< shape [variable][point][outer][replicate][inner]
};

}  // namespace povex
