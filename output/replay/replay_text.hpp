#pragma once

#include <string>

#include "output/replay/replay_words.hpp"

namespace povex {

/// A household that was replayed, year by year, for a terminal.
[[nodiscard]] std::string replay_text(ReplayedScenario const& replayed, Replay const& replay,
                                      std::string const& currency, Language language);

}  // namespace povex
