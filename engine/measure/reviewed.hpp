#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/measure/review_counts.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/policy/standard.hpp"

namespace povex {

/// Some households of one cell and what reviews find of them, to be counted together: columns, a
/// row for each household and review that is to be counted.
class Reviewed {
public:
    explicit Reviewed(std::size_t reviews) : years_(reviews) {}

    void clear();

    /// Review t of a household.
    /// \param size           [persons]
    /// \param income         at that review
    /// \param statuses       official, shape [reviews]; so are the true ones
    /// \param deprivations   at that review
    void add(std::size_t t, int size, double income, std::span<Statuses const> statuses,
             std::span<Statuses const> true_statuses, Bits deprivations);

    /// How many have review t.
    [[nodiscard]] std::size_t count(std::size_t t) const { return years_[t].count; }
    /// The rows of review t; good until the next call of any kind.
    [[nodiscard]] ReviewedRows rows(std::size_t t);

    // of the i-th row of review t
    [[nodiscard]] Statuses statuses(std::size_t i, std::size_t t) const {
        return years_[t].statuses[i];
    }
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
