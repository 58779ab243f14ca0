#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/target.hpp"

namespace povex {

/// A step of a fraction kept as an integer is 2^-30. Sums of integers do not depend on their order.
inline constexpr int fraction_bits = 30;

/// Counts of some households at one review under one standard. All are integers, so adding, merging
/// and removing a household is exact.
///
/// A gap is max(0, (line - income)/line): the sums of the gaps and of their squares give the
/// poverty gap and its severity.
/// \see Foster, Greer & Thorbecke (1984), Econometrica 52(3), 761-766
struct ReviewCounts {
    std::int64_t poor = 0;
    std::int64_t near_poor = 0;
    std::int64_t income_poor = 0;  ///< measured income at_or_below() the line, listed or not
    std::int64_t exits = 0;        ///< poor at the last review, not at this one
    std::int64_t exits_to_near_poor = 0;
    std::int64_t poor_stayers = 0;  ///< poor at both reviews
    std::int64_t poor_formerly_near_poor = 0;
    std::int64_t poor_formerly_unlisted = 0;
    std::int64_t entries = 0;    ///< poor at this review, not at the last
    std::int64_t reentries = 0;  ///< entries of households poor at an earlier review of the run
    std::int64_t poor_persons = 0;
    std::int64_t gap = 0;          ///< sum of the gaps [steps of 2^-30]
    std::int64_t gap_squared = 0;  ///< sum of their squares [steps of 2^-30]
    // true statuses, without errors of the review and rules of the list:
    std::int64_t poor_true = 0;
    std::int64_t near_poor_true = 0;
    std::int64_t poor_missed = 0;  ///< poor in truth, not poor by the review
    std::int64_t exits_true = 0;
    std::int64_t entries_true = 0;

    friend bool operator==(ReviewCounts const&, ReviewCounts const&) = default;
};

/// One review of some households of one cell, a row for each household. Every column has shape
/// [count]. Statuses have two bits for each standard.
struct ReviewRows {
    /// The rows are filled up to a whole number of registers with rows that count as nothing: no
    /// status, no members, an infinite income.
    static constexpr std::size_t multiple_of = 16;

    std::size_t count = 0;  ///< a multiple of `multiple_of`
    double const* income = nullptr;
    std::uint32_t const* size = nullptr;      ///< [persons]
    std::uint32_t const* statuses = nullptr;  ///< official
    std::uint32_t const* true_statuses = nullptr;
    std::uint32_t const* deprivations = nullptr;  ///< Bits
    // of the last review; null at the base review, where there are no flows:
    std::uint32_t const* statuses_before = nullptr;
    std::uint32_t const* true_statuses_before = nullptr;
    std::uint32_t const* once_poor = nullptr;  ///< poor_bits of all reviews before the last one
};

/// Count a review in (sign 1) or out (sign -1).
/// \param line  of the standard in the cell, > 0 [unit of income]
using CountReviews = void(ReviewRows const& rows, unsigned standard, double line, std::int64_t sign,
                          ReviewCounts& counts);
extern ByTarget<CountReviews> const count_reviews;

/// Count the deprivations of the poor and of the near-poor in (sign 1) or out (sign -1).
/// \param indicators        that count under the standard, Bits
/// \param[in,out] deprived  households, shape [poor, near-poor][16 bits]
using CountDeprivations = void(ReviewRows const& rows, unsigned standard, std::uint32_t indicators,
                               std::int32_t sign, std::int32_t* deprived);
extern ByTarget<CountDeprivations> const count_deprivations;

}  // namespace povex
