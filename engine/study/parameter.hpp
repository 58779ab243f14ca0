#pragma once

#include <optional>
#include <string>

#include "engine/stats/distribution.hpp"

namespace povex {

/// A number of the study with its provenance, as `povex parameters` prints it.
struct Parameter {
    std::string key;    ///< "parameters.rho", "programmes.housing.unit_cost"
    std::string value;  ///< as TOML writes it
    std::string unit;
    std::string range;  ///< "0.4 to 0.9"; may be empty
    std::string grade, source, known_on;
    std::optional<Distribution> distribution = {};  ///< by which it is drawn; none: it is fixed
    bool whole = false;                             ///< a draw is rounded
};

}  // namespace povex
