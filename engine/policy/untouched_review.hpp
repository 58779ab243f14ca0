#pragma once

#include <cstdint>
#include <span>

#include "engine/policy/setting.hpp"

namespace povex {

/// Review the followed households as they are if no programme touches them: fills the setting's
/// incomes, official and true statuses, and who is on a list before each year. All others are above
/// every line.
///
/// The setting has its course and its universal transfers; lots are made if it has none to share.
void review_untouched(Setting& setting);

/// Review some again whom other universal transfers or other rules of the list concern than when
/// all were reviewed.
/// \param households  register rows
void review_untouched_again(Setting& setting, std::span<std::uint32_t const> households);

}  // namespace povex
