#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/nature/course.hpp"
#include "engine/nature/dense_incomes.hpp"

namespace povex {

/// Walks the incomes of everybody through the years of one replicate, and notes who comes near a
/// line: what Nature::run does before it looks at deprivations.
///
/// Place by place, a few thousand households at a time, so that what is written for them is still
/// in the cache when shocks and lines meet it.
class IncomeWalk {
public:
    IncomeWalk(Nature const& nature, Register const& r, BasePopulation const& base,
               std::uint64_t seed, std::uint32_t replicate);

    /// \param wanted_below    see Nature::run
    /// \param[in,out] course  its locality shocks are given; log incomes are filled
    /// \return who comes near: register rows, ascending
    [[nodiscard]] std::vector<std::uint32_t> run(std::span<double const> wanted_below,
                                                 Course& course);

private:
    static constexpr std::size_t rows_at_a_time = 4096;

    /// Rows [first, last) of one place whose keys share the upper half.
    struct Rows {
        std::size_t place, first, last;
        [[nodiscard]] std::size_t count() const { return last - first; }
    };

    [[nodiscard]] dense::PlaceYears place_years(std::size_t place);
    [[nodiscard]] dense::YearAddress address(Use use, std::uint32_t number, std::size_t row) const;
    void walk(Rows const& rows, dense::PlaceYears const& years, Course& course);
    void take_losses(Rows const& rows, Course const& course, dense::LogIncomes const& incomes);
    void list_near(Rows const& rows, dense::LogIncomes const& incomes);

    Nature const* nature_;
    Register const* register_;
    BasePopulation const* base_;
    Stream stream_;
    std::size_t years_;  ///< projected
    Target target_;
    std::vector<std::uint32_t> all_near_;
    // of the rows at hand
    std::array<std::uint32_t, rows_at_a_time> key_{};
    std::vector<std::uint32_t> near_;  ///< with some room behind them
    // of the place at hand
    std::vector<float> shift_;  ///< shape [years]
    std::vector<float> bound_;  ///< shape [reviews]
    // of a shock in the place at hand, shape [years]
    std::vector<std::uint64_t> hit_below_;
    std::vector<float> usual_;
};

}  // namespace povex
