#pragma once

#include <cstdint>
#include <string_view>

namespace povex {

/// The address of something that has a name and no number, e.g. a parameter of the study: the
/// 64-bit FNV-1a hash of the name, its upper 16 bits folded onto the lower 48.
///
/// Two of a thousand names meet with probability 2e-9.
/// \return below 2^48, as Address::entity
/// \see Fowler, Noll, Vo & Eastlake (2019), "The FNV non-cryptographic hash algorithm", IETF draft
[[nodiscard]] constexpr std::uint64_t named_entity(std::string_view name) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (char const c : name) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    return (hash >> 48U) ^ (hash & 0xFFFFFFFFFFFFU);
}

}  // namespace povex
