#pragma once

#include <cstdint>
#include <vector>

#include "engine/measure/catalogue.hpp"
#include "engine/study/study.hpp"

namespace povex {

/// What the results file of a run takes: time to write it, and room on the disk.
struct FileCost {
    double seconds = 0.0;  ///< [s]
    double bytes = 0.0;    ///< of the file
    double memory = 0.0;   ///< for writing the sample, with the libraries that this needs [bytes]
};

/// Estimate what the results file takes, by writing one with a sample of the replicates into the
/// system's folder for temporary files. It is removed again.
///
/// What is stored for each replicate, and the time for it, grow with the number of replicates; the
/// statistics do not.
/// \param catalogue   of `sample.size()` replicates
/// \param sample      the first replicates, at least 1
/// \param replicates  of the run
/// \throws InputError or FileError if the sample cannot be written
[[nodiscard]] FileCost file_cost(Study const& study, Catalogue const& catalogue,
                                 std::vector<ReplicateResult> const& sample,
                                 std::uint32_t replicates);

/// What the results take in memory while they are written: a batch of replicates, and a part of a
/// variable over all replicates, which is there four times when it is summarised [bytes].
/// \param numbers  of one replicate
[[nodiscard]] double writing_bytes(double numbers, std::uint32_t replicates);

}  // namespace povex
