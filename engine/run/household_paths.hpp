#pragma once

#include <cstddef>
#include <vector>

#include "engine/measure/tally.hpp"
#include "engine/policy/projection.hpp"
#include "engine/policy/setting.hpp"

namespace povex {

/// Makes the path of a household that no programme touches; good until it is asked again.
class UntouchedPath {
public:
    explicit UntouchedPath(Setting const& setting);

    /// \param h  register row
    Tally::Path operator()(std::size_t h);

private:
    Setting const* setting_;
    std::vector<double> income_;
    std::vector<Bits> bits_;  ///< of whoever is not followed
};

/// The path of a household that a scenario touched; good as long as the projection.
/// \param i  its row among the touched
[[nodiscard]] Tally::Path touched_path(Setting const& setting, Projection const& projection,
                                       std::size_t i);

/// Who is ever poor if no programme touches anybody.
[[nodiscard]] PoorPaths poor_paths(Setting const& setting);

/// Who is ever poor in a scenario, touched or not.
/// \param untouched  of its setting
[[nodiscard]] PoorPaths poor_paths(PoorPaths const& untouched, Projection const& projection,
                                   std::size_t reviews);

}  // namespace povex
