#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"

namespace povex {

/// A fraction of one as an integer, so that sums do not depend on their order: steps of 2^-30.
inline constexpr int fraction_bits = 30;

/// What one review finds of some households under one standard, without what they lack. All
/// integers: adding, merging and taking a household out again is exact.
struct ReviewCounts {
    std::int64_t poor = 0;
    std::int64_t near_poor = 0;
    std::int64_t income_poor = 0;  ///< measured income at or below the line, listed or not
    std::int64_t exits = 0;        ///< poor at the last review, not at this one
    std::int64_t exits_to_near_poor = 0;
    std::int64_t poor_stayers = 0;  ///< poor at both
    std::int64_t poor_formerly_near_poor = 0;
    std::int64_t poor_formerly_unlisted = 0;
    std::int64_t entries = 0;    ///< poor at this review, not at the last
    std::int64_t reentries = 0;  ///< entries of households poor at an earlier review of the run
    std::int64_t poor_persons = 0;
    std::int64_t gap = 0;  ///< sum of (line - income)/line over the income-poor, fixed point
    std::int64_t gap_squared = 0;  ///< sum of its square, fixed point
    // in truth, without errors of the review and rules of the list:
    std::int64_t poor_true = 0;
    std::int64_t near_poor_true = 0;
    std::int64_t poor_missed = 0;  ///< poor in truth, not poor by the review
    std::int64_t exits_true = 0;
    std::int64_t entries_true = 0;

    friend bool operator==(ReviewCounts const&, ReviewCounts const&) = default;
};

/// One review of households of one cell, a row for each; columns are Statuses, two bits for each
/// standard.
struct ReviewedRows {
    /// Rows that are no household fill the last register: no status, no size, an endless income.
    static constexpr std::size_t multiple_of = 16;

    std::size_t count = 0;  ///< a multiple of `multiple_of`
    double const* income = nullptr;
    std::uint32_t const* size = nullptr;      ///< [persons]
    std::uint32_t const* statuses = nullptr;  ///< official
    std::uint32_t const* true_statuses = nullptr;
    std::uint32_t const* deprivations = nullptr;  ///< Bits
    // of the review before; null at the base review, which knows no flows:
    std::uint32_t const* statuses_before = nullptr;
    std::uint32_t const* true_statuses_before = nullptr;
    std::uint32_t const* once_poor = nullptr;  ///< poor_bits of all reviews before that one
};

/// Count a review in (sign 1) or out (-1).
/// \param line  of the standard in the cell [as income], positive
using CountReviews = void(ReviewedRows const& rows, unsigned standard, double line,
                          std::int64_t sign, ReviewCounts& counts);
extern ByTarget<CountReviews> const count_reviews;

/// Count what the poor and the near-poor lack.
/// \param indicators        that the standard counts, Bits
/// \param[in,out] deprived  households, shape [poor, near-poor][16 bits]
using CountLacks = void(ReviewedRows const& rows, unsigned standard, std::uint32_t indicators,
                        std::int32_t sign, std::int32_t* deprived);
extern ByTarget<CountLacks> const count_lacks;

}  // namespace povex
