#pragma once

#include "engine/study/parameter_draws.hpp"
#include "output/file/array_file.hpp"
#include "output/file/provenance.hpp"
#include "output/file/results_layout.hpp"

namespace povex {

/// Write what the study itself says: the groups /actual, /programmes and /parameters.
void record_study(ArrayFile& file, ResultsPlan const& plan);

/// Write the values of the parameters in each draw: the group /draws.
/// \param draws  null if parameters are fixed; the group is then empty
void record_draws(ArrayFile& file, ParameterDraws const* draws);

/// Write where the results come from: the group /provenance, with the whole text of the study.
void record_provenance(ArrayFile& file, Study const& study, RunProvenance const& provenance);

/// Add the time at which the run ended to /provenance.
void record_end(ArrayFile& file);

}  // namespace povex
