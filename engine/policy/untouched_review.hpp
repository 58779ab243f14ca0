#pragma once

#include "engine/policy/setting.hpp"

namespace povex {

/// Review the followed households as they are if no programme touches them: fills the setting's
/// incomes, official and true statuses, and who is on a list before each year. All others are above
/// every line.
///
/// The setting has its course and its universal transfers; lots are made if it has none to share.
void review_untouched(Setting& setting);

}  // namespace povex
