#pragma once

#include <map>
#include <string>

#include "engine/study/reader.hpp"

namespace povex {

/// Lay what a scenario changes of programmes, parameters and spillover over the study's own, and
/// report what no scenario may change.
///
/// \param reader        of the scenario
/// \param[in,out] root  of the study
/// \return papers (source, grade, date, ...) of what the scenario changes, by the key of each
[[nodiscard]] std::map<std::string, Papers> lay_changes(Reader& reader, Node& root);

}  // namespace povex
