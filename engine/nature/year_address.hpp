#pragma once

#include "engine/nature/dense_course.hpp"
#include "engine/random/address.hpp"

namespace povex::dense {

/// Where a kernel draws for the household of this address and for its neighbours, from this year
/// on.
[[nodiscard]] inline YearAddress year_address(Counter const& first) {
    return {first.seed, first.word[1], first.word[2], first.word[3]};
}

}  // namespace povex::dense
