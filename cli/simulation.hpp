#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "engine/run/precision.hpp"
#include "engine/run/run.hpp"
#include "engine/study/study.hpp"
#include "output/file/provenance.hpp"
#include "output/file/results_writer.hpp"

// What run, sweep and replay, the commands that simulate, have in common.

namespace povex::cli {

/// Add the options of run and sweep: output, replicates, seed, threads, progress and others.
void add_simulation_options(Options& options);

/// Set the seed and the number of replicates of a study, and check the other options.
/// \throws InputError for an invalid value
void apply_simulation_options(Options const& options, Study& study);

/// Add --seed.
void add_seed_option(Options& options);
/// \throws InputError for an invalid value
void apply_seed(Options const& options, Study& study);

/// Add the options that say whether uncertain parameters are fixed or drawn.
void add_uncertainty_options(Options& options);
/// \throws InputError for an invalid value
void apply_uncertainty(Options const& options, Study& study);

/// Add a warning to the study if its replicates use the synthetic populations unequally.
void add_population_warning(Study& study);

/// Number of threads to use; 0: as many as the machine has.
/// \throws InputError for an invalid value
[[nodiscard]] int threads_of(Options const& options);

/// The results file: --output; without it, the name of the study's folder with .h5, in the current
/// folder. It is checked, before the work begins, that it can be written, and what dead processes
/// left unfinished beside it is removed.
/// \throws InputError if it cannot be written
[[nodiscard]] std::filesystem::path output_of(Options const& options, Study const& study);

/// The provenance of results that this command line makes.
[[nodiscard]] RunProvenance provenance_of(char const* command, Options const& options);

/// Simulate all replicates and write them, showing progress.
/// \param cells     number of replicates, of all points of a sweep together
/// \param period    see run()
/// \param precision  of the estimates so far, which the progress shows; null: none is shown
void simulate(Options const& options, PreparedFor const& prepared_for, std::uint32_t cells,
              ResultsWriter& writer, std::uint32_t period = 0, Precision* precision = nullptr);

}  // namespace povex::cli
