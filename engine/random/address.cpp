#include "engine/random/address.hpp"

#include <cstdint>
#include <stdexcept>

#include <Random123/philox.h>

#include "engine/base/target.hpp"
#include "engine/random/uniforms.hpp"

namespace povex {

namespace dense {

POVEX_BY_TARGET(DrawUniforms, draw_uniforms);

}  // namespace dense

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

void Stream::uniforms(std::span<std::uint64_t const> entities, std::uint16_t year,
                      std::uint32_t purpose, std::span<double> out) const {
    std::uint64_t all = 0;
    for (std::uint64_t const entity : entities) all |= entity;
    static_cast<void>(counter(all, year, purpose));  // throws if an entity is too large
    auto const [seed, word] = counter(0, year, purpose);
    dense::draw_uniforms[best_target()]({seed, word[1], word[2], word[3]}, entities.data(),
                                        entities.size(), out.data());
}

std::uint8_t Stream::block_of(std::uint32_t draw) {
    if (draw >= draws) refuse_address();
    return static_cast<std::uint8_t>(draw / 2);
}

}  // namespace povex
