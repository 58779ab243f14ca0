#pragma once

#include <string>

#include "engine/run/replay.hpp"

namespace povex {

/// A household that was replayed as JSON, for programs: docs/replay.md says what it holds.
[[nodiscard]] std::string replay_json(ReplayedScenario const& replayed, Replay const& replay,
                                      std::string const& currency);

}  // namespace povex
