#pragma once

#include <cstdint>

#include "engine/base/elementary_lanes.hpp"

/// The functions of elementary_lanes.hpp for one household. The bits are the same as when several
/// households are computed at a time.
namespace povex::elementary {

/// e^x, see exp_of.
[[nodiscard]] inline float exp_single(float x) {
    return exp_of<1>(Floats<1>{x})[0];
}

/// The natural logarithm, see log_of.
[[nodiscard]] inline float log_single(float x) {
    return log_of<1>(Floats<1>{x})[0];
}

/// The standard normal number that 32 random bits stand for, see normal_of.
[[nodiscard]] inline float normal_single(std::uint32_t word) {
    return normal_of<1>(Words<1>{word})[0];
}

}  // namespace povex::elementary
