#include "engine/random/address.hpp"

#include <cstdint>
#include <stdexcept>

#include <Random123/philox.h>

namespace povex {
namespace {

[[noreturn, gnu::cold, gnu::noinline]] void refuse_address() {
    throw std::out_of_range(
        "random address too large (entity needs 48 bits, year 12, purpose 20, draw 9)");
}

}  // namespace

Counter counter(std::uint64_t seed, Address const& address) {
    if ((address.entity >> 48 | static_cast<std::uint64_t>(address.year >> 12) |
         address.purpose >> 20) != 0)
        refuse_address();

    auto const entity_low = static_cast<std::uint32_t>(address.entity);
    auto const entity_high = static_cast<std::uint32_t>(address.entity >> 32);
    return {seed,
            {entity_low,
             entity_high | std::uint32_t{static_cast<std::uint8_t>(address.module)} << 16 |
                 std::uint32_t{address.block} << 24,
             address.replicate, std::uint32_t{address.year} | address.purpose << 12}};
}

Block draw(std::uint64_t seed, Address const& address) {
    auto const& word = counter(seed, address).word;
    r123::Philox4x32::key_type const key{
        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};

    auto const words = r123::Philox4x32{}({{word[0], word[1], word[2], word[3]}}, key);
    return {{words[0], words[1], words[2], words[3]}};
}

std::uint8_t Stream::block_of(std::uint32_t draw) {
    if (draw >= draws) refuse_address();
    return static_cast<std::uint8_t>(draw / 2);
}

}  // namespace povex
