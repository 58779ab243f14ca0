#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/nature/course.hpp"
#include "engine/nature/dense_deprivations.hpp"

namespace povex {

/// Moves the deprivations of households near a line through the years of one replicate: the last
/// thing that Nature::run does.
///
/// Place by place, some hundred households of the list at a time.
class DeprivationWalk {
public:
    /// \param years  how many, from the first projected one on
    DeprivationWalk(Nature const& nature, Register const& r, BasePopulation const& base,
                    std::size_t years, std::uint64_t seed, std::uint32_t replicate);

    /// See Nature::moves.
    [[nodiscard]] std::vector<dense::Moves> moves(LocalityShocks const& locality_shocks,
                                                  std::span<std::uint32_t const> households);

private:
    static constexpr std::size_t households_at_a_time = 512;

    /// Households [first, last) of the list: of one place, keys with the same upper half.
    struct Part {
        std::size_t place, first, last;
        [[nodiscard]] std::size_t count() const { return last - first; }
    };

    [[nodiscard]] Part part_from(std::size_t first,
                                 std::span<std::uint32_t const> households) const;
    void draw_moves(Part const& part, std::span<std::uint32_t const> households,
                    dense::Moves* moves);
    [[nodiscard]] float const* holds_of(std::size_t place);
    /// \param may_deprive  whether hits of the first projected year and of those after it can
    void meet_hits(LocalityShocks const& locality_shocks, std::vector<bool> const& may_deprive,
                   std::size_t h, std::span<dense::Moves> years) const;

    Nature const* nature_;
    Register const* register_;
    BasePopulation const* base_;
    Stream stream_;
    std::size_t years_;
    // of the part at hand
    std::array<std::uint32_t, households_at_a_time> key_{};
    std::array<float, households_at_a_time> factor_{};
    std::vector<float> holds_;  ///< shape [years][16]
};

}  // namespace povex
