#pragma once

#include <string>
#include <vector>

#include "engine/study/reader.hpp"

namespace povex {

// Which scenarios of a study run, by their ids, and in which order.

/// Those that the study lists to be run; all if it does not. Reports unknown ids and ids listed
/// twice.
/// \param list  of ids; null: none
/// \param ids   of all
[[nodiscard]] std::vector<std::string> listed_order(Node const* list,
                                                    std::vector<std::string> const& ids,
                                                    Problems& problems);

/// Scenarios that are run whenever the baseline is: `beside`. Reports those that do not run.
/// \param order  those listed to be run
[[nodiscard]] std::vector<std::string> read_beside(Reader& root,
                                                   std::vector<std::string> const& ids,
                                                   std::vector<std::string> const& order);

/// Those of --scenario, in the study's order, with the baseline and those beside it; all that are
/// listed if nobody asks for any. Reports unknown ids.
[[nodiscard]] std::vector<std::string> asked_for(std::vector<std::string> const& asked,
                                                 std::vector<std::string> const& order,
                                                 std::string const& baseline,
                                                 std::vector<std::string> const& beside,
                                                 Problems& problems);

}  // namespace povex
