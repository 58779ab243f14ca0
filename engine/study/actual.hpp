#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace povex {

/// How an observed count was used: in the base population, for choosing defaults, or not at all.
/// `information` is shown without a verdict.
enum class Role : std::uint8_t { built_in, fit, held_out, information };
inline constexpr std::array role_names{"built-in", "fit", "held-out", "information"};

/// One observed count, e.g. the poor households of a district at the end of a year.
struct Actual {
    std::string date;      ///< of the count, as published
    int year = 0;          ///< of the review it belongs to
    std::string standard;  ///< id
    std::string group;     ///< "province", "locality:ha-long", ...
    std::string what;      ///< name of a variable of the results
    double value = 0.0;    ///< [households]
    Role role = Role::held_out;
    std::string source, grade, known_on, note;
};

}  // namespace povex
