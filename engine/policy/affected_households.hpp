#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/policy/counterfactual.hpp"
#include "engine/policy/enrolments.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// The households that a scenario has affected, as it left them: columns of rows.
struct AffectedRows {
    std::vector<std::uint32_t> household;  ///< register rows, shape [affected]
    // shape [affected][reviews]
    std::vector<double> income;      ///< [its stratum's unit]
    std::vector<Statuses> statuses;  ///< official
    std::vector<Statuses> true_statuses;
    std::vector<Bits> deprivations;  ///< as the review measures them
};

/// All households of the register as one scenario has them: the affected as it left them, all
/// others as in the counterfactual.
///
/// A household is affected from the year of its first enrolment or job on.
class AffectedHouseholds {
public:
    /// \param enrolments  gets a row for each affected household
    AffectedHouseholds(Counterfactual const& counterfactual, Enrolments& enrolments);

    /// Register rows, in the order in which they were affected.
    [[nodiscard]] std::span<std::uint32_t const> affected() const { return rows_.household; }

    /// Row of a household among the affected; negative if it is not one of them.
    [[nodiscard]] std::int32_t row_of(std::size_t h) const {
        if (!contains(h)) return -1;
        auto const followed = counterfactual_->course().followed.place(h);
        return followed >= 0 ? row_of_followed_[static_cast<std::size_t>(followed)]
                             : row_of_others_.find(h)->second;
    }
    [[nodiscard]] bool contains(std::size_t h) const {
        return (is_affected_[h / 64] >> (h % 64) & 1U) != 0;
    }

    /// From year t on, the household differs from the counterfactual.
    /// \return its row among the affected
    std::size_t affect(HouseholdProfile const& who, std::size_t t);

    // any household, affected or not

    /// Official statuses, shape [reviews]; those of years to come mean nothing yet.
    [[nodiscard]] std::span<Statuses const> statuses(std::size_t h) const;
    [[nodiscard]] double income(std::size_t h, std::size_t t) const;
    /// \param households  ascending
    [[nodiscard]] std::vector<Bits> deprivations(std::span<std::uint32_t const> households,
                                                 std::size_t t);

    // affected households, by their row

    [[nodiscard]] HouseholdProfile const& profile(std::size_t row) const { return profile_[row]; }
    [[nodiscard]] std::span<Statuses const> statuses_in_row(std::size_t row) const {
        return std::span(rows_.statuses).subspan(at(row, 0), reviews_);
    }
    [[nodiscard]] double income_in_row(std::size_t row, std::size_t t) const {
        return rows_.income[at(row, t)];
    }
    /// Deprivations in year t. They are moved on that far only when asked for: most affected
    /// households are far above the lines, where deprivations do not matter.
    [[nodiscard]] Bits deprivations_in_row(std::size_t row, std::size_t t);
    void set_deprivations(std::size_t row, std::size_t t, Bits bits) {
        rows_.deprivations[at(row, t)] = bits;
    }
    void set_income(std::size_t row, std::size_t t, double income) {
        rows_.income[at(row, t)] = income;
    }
    void set_statuses(std::size_t row, std::size_t t, Statuses official, Statuses truth) {
        rows_.statuses[at(row, t)] = official;
        rows_.true_statuses[at(row, t)] = truth;
    }
    /// Where the course has the household, if it follows it; negative: it does not.
    [[nodiscard]] std::int32_t followed(std::size_t row) const { return followed_[row]; }
    /// What universal transfers add to its income, shape [reviews]; empty: nothing.
    [[nodiscard]] std::span<double const> transfers_to_row(std::size_t row) const {
        return transfers_[row];
    }

    /// The rows in the order of the register, once nothing happens any more.
    [[nodiscard]] AffectedRows take_in_order();

private:
    [[nodiscard]] std::size_t at(std::size_t row, std::size_t t) const {
        return row * reviews_ + t;
    }
    void make_room();
    void copy_past(std::size_t row, std::size_t t);
    [[nodiscard]] Bits next_deprivations(std::size_t row, std::size_t t, Bits before) const;

    Counterfactual const* counterfactual_;
    Enrolments* enrolments_;
    std::size_t reviews_;
    Stream nature_stream_;
    AffectedRows rows_;
    std::size_t room_ = 0;                    ///< rows that the columns have
    std::vector<std::uint64_t> is_affected_;  ///< a bit for each of [H]
    /// Of the households that the course follows, by their place among them; of all others.
    std::vector<std::int32_t> row_of_followed_;
    std::unordered_map<std::size_t, std::int32_t> row_of_others_;
    // shape [affected]
    std::vector<HouseholdProfile> profile_;
    std::vector<std::span<double const>> transfers_;
    std::vector<std::int32_t> followed_;
    std::vector<std::uint16_t> known_;  ///< reviews whose deprivations are known
};

}  // namespace povex
