#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/study/node.hpp"

namespace povex {

/// What one --set says: KEY=VALUE puts a value in the place of the study's, KEY+=NUMBER adds to
/// every number that stands there, KEY*=NUMBER multiplies it.
struct Setting {
    enum class Change { replace, add, multiply };

    Change change = Change::replace;
    Node over;  ///< the value in the shape of the study
    std::vector<std::pair<std::string, Where>> keys =
        {};  ///< each key in it, with its value's place
};

/// Read the text of a --set. The value is TOML; a number may have points between thousands as in a
/// CSV file with semicolons, if it cannot be read otherwise: 20.000.000, or 1.234,5.
/// \param number  which --set it is, from 1, for messages
/// \return none after reporting a problem
[[nodiscard]] std::optional<Setting> parse_setting(std::string const& text, std::size_t number,
                                                   Problems& problems);

/// Add to, or multiply, every number that stands at the setting's key. They lose their provenance,
/// which spoke of the old numbers. Reports a key at which the study's files have no number.
void calculate(Node& root, Setting const& setting, Problems& problems);

/// The parts of a key: "programmes", "housing", "budget".
[[nodiscard]] std::vector<std::string> parts_of(std::string const& key);

/// What stands at a key, looking into the key "value" of tables with provenance; null if nothing
/// does.
[[nodiscard]] Node* find_key(Node& root, std::vector<std::string> const& parts);

}  // namespace povex
