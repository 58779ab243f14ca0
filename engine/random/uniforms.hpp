#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"

/// One random number for each of many households, all for the same decision, e.g. who takes up a
/// programme or who comes first in a tie. Called through Stream::uniforms().
namespace povex::dense {

/// The part of the addresses that is the same for all households (engine/random/address.hpp).
struct CommonAddress {
    std::uint64_t seed = 0;
    std::uint32_t second = 0;  ///< second word without the entity's bits: module, block
    std::uint32_t replicate = 0;
    std::uint32_t last = 0;  ///< fourth word: year, purpose
};

/// \param entity    below 2^48, shape [count]
/// \param[out] out  see uniform_of, shape [count]
using DrawUniforms = void(CommonAddress const& at, std::uint64_t const* entity, std::size_t count,
                          double* out);
extern ByTarget<DrawUniforms> const draw_uniforms;

}  // namespace povex::dense
