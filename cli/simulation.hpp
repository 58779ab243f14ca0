#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "engine/run/headline.hpp"
#include "engine/run/run.hpp"
#include "engine/study/study.hpp"
#include "output/file/provenance.hpp"
#include "output/file/results_writer.hpp"

// What the commands share that simulate: run, sweep and replay.

namespace povex::cli {

/// How many, with what seed, on how many threads, into what file, with what progress.
void add_simulation_options(Options& options);

/// What these options change in a study that was read.
/// \throws InputError for a value that is none
void apply_simulation_options(Options const& options, Study& study);

/// The seed alone.
void add_seed_option(Options& options);
/// \throws InputError for a value that is none
void apply_seed(Options const& options, Study& study);

/// Whether uncertain parameters are fixed or drawn.
void add_uncertainty_options(Options& options);
/// \throws InputError for a value that is none
void apply_uncertainty(Options const& options, Study& study);

/// How many threads may work; 0: as many as the machine has.
/// \throws InputError for a number that is none
[[nodiscard]] int threads_of(Options const& options);

/// The results file: --output, or the name of the study's folder with .h5, here.
[[nodiscard]] std::filesystem::path output_of(Options const& options, Study const& study);

[[nodiscard]] Provenance provenance_of(char const* command, Options const& options);

/// Simulate cells into the writer, with progress, until all are done or the user interrupts, which
/// is told on standard error.
/// \param period    see run()
/// \param headline  adds its precision to the progress; null: none is shown
/// \return whether all are done
[[nodiscard]] bool simulate(Options const& options, WorkshopOf const& workshop_of,
                            std::uint32_t cells, ResultsWriter& writer, std::uint32_t period = 0,
                            HeadlinePrecision* headline = nullptr);

}  // namespace povex::cli
