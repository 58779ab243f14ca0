#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/base/elementary.hpp"

namespace povex {

/// What part of the model a random number belongs to.
///
/// The values enter the address of every random number, so they are part of the reproducibility
/// contract: append new modules, never renumber or reuse one.
enum class Module : std::uint8_t { synthesis = 1, nature = 2, policy = 3, parameters = 4 };

/// Where a random number is used: the same place always meets the same chance, whatever else a
/// run does.
///
/// Neither the scenario nor the thread nor the order of work is part of the address, on purpose:
/// two scenarios differ only by what the policy does, and a run is the same bits for any number
/// of threads. The fields fill the 128 bits of the counter, from its first word on:
///
///     entity low 32 | entity high 16, module 8, block 8 | replicate 32 | year 12, purpose 20
struct Address {
    std::uint64_t entity;     ///< key of a household or of another thing, for life; below 2^48
    Module module;            ///< which part of the model asks
    std::uint8_t block;       ///< which block of four words, where one use needs several
    std::uint32_t replicate;  ///< Monte Carlo replicate
    std::uint16_t year;       ///< calendar year; below 2^12
    std::uint32_t purpose;    ///< what the number decides; below 2^20
};

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
/// The lattice is coarse: for events rarer than 1e-5 take uniform_of.
/// \return in [2^-33, 1 - 2^-33], never 0 or 1; exact, and so is 1 - u
[[nodiscard]] constexpr double uniform32_of(std::uint32_t bits) noexcept {
    return (static_cast<double>(bits) + 0.5) * 0x1p-32;
}

/// The four random words of one address: two uniform numbers, or four coarse ones.
struct Block {
    std::array<std::uint32_t, 4> word;

    /// \param half  0 for words 0 and 1, 1 for words 2 and 3; the first word is the high one
    /// \return in (0, 1), see uniform_of
    [[nodiscard]] constexpr double uniform(unsigned half) const noexcept {
        std::size_t const first = std::size_t{2} * half;
        return uniform_of(std::uint64_t{word[first]} << 32 | word[first + 1]);
    }

    /// Shares its bits with uniform(lane / 2): use one or the other.
    /// \param lane  0 to 3
    /// \return in (0, 1), see uniform32_of
    [[nodiscard]] constexpr double uniform32(unsigned lane) const noexcept {
        return uniform32_of(word[lane]);
    }
};

/// An address as the generator meets it, for functions that draw at many of them at once.
struct Counter {
    std::uint64_t seed;
    std::array<std::uint32_t, 4> word;  ///< see Address
};

/// \throws std::out_of_range as draw()
[[nodiscard]] Counter counter(std::uint64_t seed, Address const& address);

/// The random words at an address, under the seed of the study.
///
/// Generator: Philox4x32-10; key = (low, high) word of the seed. No state, no memory; safe from
/// any thread.
/// \throws std::out_of_range if entity, year or purpose is too large for its field, since it
///         would then share the numbers of another address
/// \see Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC'11,
///      doi:10.1145/2063384.2063405
[[nodiscard]] Block draw(std::uint64_t seed, Address const& address);

/// The chance met by one part of the model in one replicate.
///
/// Immutable and small: pass it by value. Equal arguments give equal numbers, in any order and
/// from any thread.
class Stream {
public:
    /// How many uniform numbers one (entity, year, purpose) has: two for each of 256 blocks.
    static constexpr std::uint32_t draws = 512;

    /// \param seed       of the study, any value
    /// \param module     the part of the model
    /// \param replicate  Monte Carlo replicate, 0-based
    constexpr Stream(std::uint64_t seed, Module module, std::uint32_t replicate) noexcept
        : seed_{seed}, replicate_{replicate}, module_{module} {}

    /// Four words at once.
    /// \throws std::out_of_range as draw()
    [[nodiscard]] Block block(std::uint64_t entity, std::uint16_t year, std::uint32_t purpose,
                              std::uint8_t block = 0) const {
        return draw(seed_, {entity, module_, block, replicate_, year, purpose});
    }

    /// Where block() draws.
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

    /// uniform() of draw 0 for many entities at once, which is several times as fast.
    /// \param[out] out  shape of `entities`
    /// \throws std::out_of_range as draw()
    void uniforms(std::span<std::uint64_t const> entities, std::uint16_t year,
                  std::uint32_t purpose, std::span<double> out) const;

    /// One standard normal number, in [-8.21, 8.21]: the quantile of uniform() at the same
    /// address, rising with it (elementary::normal_quantile).
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
