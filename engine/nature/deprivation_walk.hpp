#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/nature/course.hpp"
#include "engine/nature/dense_chains.hpp"

namespace povex {

/// Walks the deprivations of the households near a line through the years of one replicate: the
/// last thing that Nature::run does.
///
/// Place by place, some hundred households of the list at a time.
class DeprivationWalk {
public:
    DeprivationWalk(Nature const& nature, Register const& r, BasePopulation const& base,
                    std::uint64_t seed, std::uint32_t replicate);

    /// \param[in,out] course  its weather and `followed` are given; deprivations are filled
    void run(Course& course);

private:
    static constexpr std::size_t households_at_a_time = 512;

    /// Households [first, last) of the list: of one place, keys with the same upper half.
    struct Part {
        std::size_t place, first, last;
        [[nodiscard]] std::size_t count() const { return last - first; }
    };

    [[nodiscard]] Part part_from(std::size_t first, Course const& course) const;
    void draw_moves(Part const& part, std::span<std::uint32_t const> followed);
    [[nodiscard]] float const* holds_of(std::size_t place);
    void walk(Part const& part, Course& course) const;

    Nature const* nature_;
    Register const* register_;
    BasePopulation const* base_;
    Stream stream_;
    std::size_t years_;  ///< projected
    // of the part at hand
    std::array<std::uint32_t, households_at_a_time> key_{};
    std::array<float, households_at_a_time> factor_{};
    std::vector<dense::Moves> moves_;  ///< shape [households][years]
    std::vector<float> holds_;         ///< shape [years][16]
};

}  // namespace povex
