#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/measure/review_counts.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/policy/standard.hpp"

namespace povex {

/// Reviews of households of one cell that are counted together: for each review a table with a row
/// for each household.
class ReviewBatch {
public:
    explicit ReviewBatch(std::size_t reviews) : years_(reviews) {}

    /// Remove all rows.
    void clear();

    /// Add review t of a household.
    /// \param size           [persons]
    /// \param income         at review t [the stratum's unit]
    /// \param statuses       official, shape [reviews]
    /// \param true_statuses  shape [reviews]
    /// \param deprivations   at review t
    void add(std::size_t t, int size, double income, std::span<Statuses const> statuses,
             std::span<Statuses const> true_statuses, Bits deprivations);

    /// Number of households with review t.
    [[nodiscard]] std::size_t count(std::size_t t) const { return years_[t].count; }
    /// The rows of review t, for the kernels; valid until the next call of any function.
    [[nodiscard]] ReviewRows rows(std::size_t t);

    /// Official statuses in row i of review t.
    [[nodiscard]] Statuses statuses(std::size_t i, std::size_t t) const {
        return years_[t].statuses[i];
    }
    /// Deprivations in row i of review t.
    [[nodiscard]] Bits deprivations(std::size_t i, std::size_t t) const {
        return static_cast<Bits>(years_[t].deprivations[i]);
    }

private:
    struct Year {
        std::size_t count = 0;
        std::vector<double> income;
        std::vector<std::uint32_t> size;
        std::vector<Statuses> statuses, true_statuses;
        std::vector<Statuses> statuses_before, true_statuses_before;
        std::vector<Statuses> once_poor;          ///< poor_bits of all reviews before the last
        std::vector<std::uint32_t> deprivations;  ///< Bits

        void make_room();
        void put(std::size_t row, double y, std::uint32_t persons, Bits bits);
    };

    std::vector<Year> years_;
};

}  // namespace povex
