#pragma once

#include "engine/study/parameter_draws.hpp"
#include "output/file/array_file.hpp"
#include "output/file/provenance.hpp"
#include "output/file/results_layout.hpp"

namespace povex {

/// Write what the study says besides its results: the groups /actual, /programmes and
/// /parameters.
void record_study(ArrayFile& file, ResultsPlan const& plan);

/// Write what values the parameters had in each draw: the group /draws, empty without draws.
void record_draws(ArrayFile& file, ParameterDraws const* draws);

/// Write where the results come from: the group /provenance, with the study's whole text.
void record_provenance(ArrayFile& file, Study const& study, Provenance const& provenance);

/// Add the time of the end to /provenance.
void record_end(ArrayFile& file);

}  // namespace povex
