#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/base/elementary.hpp"

namespace povex {

/// The part of the model that a random number belongs to.
///
/// The values are part of the address of every random number, and so of the reproducibility
/// contract: append new modules, never renumber or reuse one.
enum class Module : std::uint8_t { synthesis = 1, nature = 2, policy = 3, parameters = 4 };

/// Where a random number is used. The same address always gives the same number, whatever else a
/// run does.
///
/// The scenario, the thread and the order of work are deliberately not part of the address. So two
/// scenarios differ only in what the policy does (common random numbers), and a run gives the same
/// bits for any number of threads. The fields fill the 128 bits of the counter, from its first
/// word on:
///
///     entity low 32 | entity high 16, module 8, block 8 | replicate 32 | year 12, purpose 20
struct Address {
    std::uint64_t entity;     ///< permanent key of a household or another entity; below 2^48
    Module module;            ///< the part of the model that draws
    std::uint8_t block;       ///< number of the block of four words, if one use needs several
    std::uint32_t replicate;  ///< Monte Carlo replicate
    std::uint16_t year;       ///< calendar year; below 2^12
    std::uint32_t purpose;    ///< what the number decides; below 2^20
};

/// The entity of something that has a name but no number, e.g. a parameter of the study: the
/// 64-bit FNV-1a hash of the name, its upper 16 bits folded onto the lower 48.
///
/// Among a thousand names, two collide with probability 2e-9.
/// \return below 2^48, see Address::entity
/// \see Fowler, Noll, Vo & Eastlake (2019), "The FNV non-cryptographic hash algorithm", IETF draft
[[nodiscard]] constexpr std::uint64_t named_entity(std::string_view name) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (char const c : name) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    return (hash >> 48U) ^ (hash & 0xFFFFFFFFFFFFU);
}

/// 64 random bits as a number in the open unit interval.
///
///     u = (floor(bits / 2^12) + 1/2) 2^-52
///
/// \return a multiple of 2^-53 in [2^-53, 1 - 2^-53], never 0 or 1; exact, and so is 1 - u
[[nodiscard]] constexpr double uniform_of(std::uint64_t bits) noexcept {
    return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

/// 32 random bits as a number in the open unit interval, u = (bits + 1/2) 2^-32.
///
/// Its steps are coarse: use uniform_of for events rarer than 1e-5.
/// \return in [2^-33, 1 - 2^-33], never 0 or 1; exact, and so is 1 - u
[[nodiscard]] constexpr double uniform32_of(std::uint32_t bits) noexcept {
    return (static_cast<double>(bits) + 0.5) * 0x1p-32;
}

/// The four random words at one address: two uniform numbers, or four coarse ones.
struct Block {
    std::array<std::uint32_t, 4> word;

    /// \param half  0 for words 0 and 1, 1 for words 2 and 3; the first word is the high one
    /// \return in (0, 1), see uniform_of
    [[nodiscard]] constexpr double uniform(unsigned half) const noexcept {
        std::size_t const first = std::size_t{2} * half;
        return uniform_of(std::uint64_t{word[first]} << 32 | word[first + 1]);
    }

    /// Uses the same bits as uniform(lane / 2): call one or the other, not both.
    /// \param lane  0 to 3
    /// \return in (0, 1), see uniform32_of
    [[nodiscard]] constexpr double uniform32(unsigned lane) const noexcept {
        return uniform32_of(word[lane]);
    }
};

/// An address in the generator's form, for functions that draw at many addresses at once.
struct Counter {
    std::uint64_t seed;
    std::array<std::uint32_t, 4> word;  ///< see Address
};

/// Pack an address into the words of the generator's counter.
/// \throws std::out_of_range as draw()
[[nodiscard]] Counter counter(std::uint64_t seed, Address const& address);

/// The random words at an address, under the seed of the study.
///
/// Generator: Philox4x32-10; key = (low, high) word of the seed. It keeps no state and can be
/// called from any thread.
/// \throws std::out_of_range if entity, year or purpose is too large for its field, because the
///         address would then give the numbers of another one
/// \see Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC'11,
///      doi:10.1145/2063384.2063405
[[nodiscard]] Block draw(std::uint64_t seed, Address const& address);

/// The random numbers of one part of the model in one replicate.
///
/// Immutable and small: pass it by value. Equal arguments give equal numbers, in any order of calls
/// and from any thread.
class Stream {
public:
    /// Number of uniform numbers of one (entity, year, purpose): two in each of 256 blocks.
    static constexpr std::uint32_t draws = 512;

    /// \param seed       of the study, any value
    /// \param module     the part of the model
    /// \param replicate  Monte Carlo replicate, 0-based
    constexpr Stream(std::uint64_t seed, Module module, std::uint32_t replicate) noexcept
        : seed_{seed}, replicate_{replicate}, module_{module} {}

    /// The four words at an address of this stream.
    /// \throws std::out_of_range as draw()
    [[nodiscard]] Block block(std::uint64_t entity, std::uint16_t year, std::uint32_t purpose,
                              std::uint8_t block = 0) const {
        return draw(seed_, {entity, module_, block, replicate_, year, purpose});
    }

    /// The counter of the address at which block() draws.
    /// \throws std::out_of_range as draw()
    [[nodiscard]] Counter counter(std::uint64_t entity, std::uint16_t year, std::uint32_t purpose,
                                  std::uint8_t block = 0) const {
        return povex::counter(seed_, {entity, module_, block, replicate_, year, purpose});
    }

    /// One uniform number in (0, 1), see uniform_of: half draw % 2 of block draw / 2.
    /// \param draw  below Stream::draws
    /// \throws std::out_of_range as draw(), and if draw is too large
    [[nodiscard]] double uniform(std::uint64_t entity, std::uint16_t year, std::uint32_t purpose,
                                 std::uint32_t draw = 0) const {
        return block(entity, year, purpose, block_of(draw)).uniform(draw % 2);
    }

    /// uniform() of draw 0 for many entities at once, several times as fast as one by one.
    /// \param[out] out  same shape as `entities`
    /// \throws std::out_of_range as draw()
    void uniforms(std::span<std::uint64_t const> entities, std::uint16_t year,
                  std::uint32_t purpose, std::span<double> out) const;

    /// One standard normal number in [-8.21, 8.21]: the normal quantile of uniform() at the same
    /// address, so it rises with it (elementary::normal_quantile).
    /// \throws std::out_of_range as uniform()
    [[nodiscard]] double normal(std::uint64_t entity, std::uint16_t year, std::uint32_t purpose,
                                std::uint32_t draw = 0) const {
        return elementary::normal_quantile(uniform(entity, year, purpose, draw));
    }

private:
    static std::uint8_t block_of(std::uint32_t draw);

    std::uint64_t seed_;
    std::uint32_t replicate_;
    Module module_;
};

}  // namespace povex
