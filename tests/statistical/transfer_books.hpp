#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/run/prepared_experiment.hpp"

namespace povex {

/// What transfers give to every household of one scenario in one replicate, and what it would have
/// without any. All shapes are [households][reviews]; all money is of the study's unit, of the
/// whole household and a year.
///
/// Only for scenarios in which nothing but transfers moves incomes from one scenario to another:
/// then what is left without transfers is the same in all of them.
class TransferBooks {
public:
    TransferBooks(PreparedExperiment const& prepared, std::size_t scenario,
                  std::uint32_t replicate);

    [[nodiscard]] std::size_t households() const {
        return reviews_ == 0 ? 0 : floor_.size() / reviews_;
    }
    [[nodiscard]] std::size_t reviews() const { return reviews_; }

    /// Income as the review measures it.
    [[nodiscard]] double income(std::size_t h, std::size_t t) const { return income_[at(h, t)]; }
    /// What all its transfers cost.
    [[nodiscard]] double paid(std::size_t h, std::size_t t) const { return paid_[at(h, t)]; }
    /// What the entitled had of the transfers in the base year, whether the scenario lists them or
    /// not: 12 x A_0 x entitled units.
    [[nodiscard]] double had(std::size_t h, std::size_t t) const { return had_[at(h, t)]; }
    /// What the entitled should be paid in amounts of money: 12 x A_t x entitled units.
    [[nodiscard]] double due(std::size_t h, std::size_t t) const { return due_[at(h, t)]; }
    /// Whether its income is the floor, top-ups apart: then the floor hides what it lost.
    [[nodiscard]] bool is_at_floor(std::size_t h, std::size_t t) const { return floor_[at(h, t)]; }

    [[nodiscard]] double without_transfers(std::size_t h, std::size_t t) const {
        return income(h, t) - paid(h, t) + had(h, t);
    }

private:
    [[nodiscard]] std::size_t at(std::size_t h, std::size_t t) const { return h * reviews_ + t; }
    void read_incomes(PreparedExperiment const& prepared, std::size_t scenario,
                      std::uint32_t replicate);
    void read_payments(PreparedExperiment const& prepared, std::size_t scenario,
                       std::uint32_t replicate);

    std::size_t reviews_;
    std::vector<double> income_, paid_, topped_up_, had_, due_;
    std::vector<bool> floor_;
};

}  // namespace povex
