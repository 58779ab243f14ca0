#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/policy/participation.hpp"
#include "engine/policy/projection.hpp"
#include "engine/policy/setting.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// The households of the register as one scenario has them: those it has touched as it left them,
/// all others as nature has them.
class TouchedHouseholds {
public:
    /// \param participation    grows with the touched
    /// \param[out] projection  so do its rows
    TouchedHouseholds(Setting const& setting, Participation& participation, Projection& projection);

    /// Register rows, in the order in which they were touched.
    [[nodiscard]] std::span<std::uint32_t const> touched() const { return out_->touched; }

    /// Row of a household among the touched; negative if it is not one of them.
    [[nodiscard]] std::int32_t row_of(std::size_t h) const {
        if (!contains(h)) return -1;
        auto const followed = setting_->course.followed.place(h);
        return followed >= 0 ? row_of_followed_[static_cast<std::size_t>(followed)]
                             : row_of_others_.find(h)->second;
    }
    [[nodiscard]] bool contains(std::size_t h) const {
        return (is_touched_[h / 64] >> (h % 64) & 1U) != 0;
    }

    /// From year t on the household is no longer as nature has it.
    /// \return its row among the touched
    std::size_t touch(Profile const& who, std::size_t t);

    // any household, touched or not

    /// Official statuses, shape [reviews]; those of years to come mean nothing yet.
    [[nodiscard]] std::span<Statuses const> statuses(std::size_t h) const;
    [[nodiscard]] double income(std::size_t h, std::size_t t) const;
    /// \param households  ascending
    [[nodiscard]] std::vector<Bits> deprivations(std::span<std::uint32_t const> households,
                                                 std::size_t t);

    // those touched, by their row

    [[nodiscard]] Profile const& profile(std::size_t row) const { return profile_[row]; }
    /// Place in the projection's columns.
    [[nodiscard]] std::size_t at(std::size_t row, std::size_t t) const {
        return row * reviews_ + t;
    }
    [[nodiscard]] std::span<Statuses const> statuses_in_row(std::size_t row) const {
        return std::span(out_->statuses).subspan(at(row, 0), reviews_);
    }
    [[nodiscard]] double income_in_row(std::size_t row, std::size_t t) const {
        return out_->income[at(row, t)];
    }
    /// Deprivations in year t, moved on that far when somebody asks: most touched households are
    /// far above the lines, where nobody does.
    [[nodiscard]] Bits deprivations_in_row(std::size_t row, std::size_t t);
    void set_deprivations(std::size_t row, std::size_t t, Bits bits) {
        out_->deprivations[at(row, t)] = bits;
    }
    /// Where the course has it, if it follows it; negative: it does not.
    [[nodiscard]] std::int32_t followed(std::size_t row) const { return followed_[row]; }

    /// Put the rows of the projection in the order of the register, once nothing happens any more.
    void deliver_in_order();

    /// What universal transfers add to its income, shape [reviews]; empty: nothing.
    [[nodiscard]] std::span<double const> universal_in_row(std::size_t row) const {
        return universal_[row];
    }

private:
    void make_room();
    void copy_past(std::size_t row, std::size_t t);
    [[nodiscard]] Bits next_deprivations(std::size_t row, std::size_t t, Bits before) const;

    Setting const* setting_;
    Participation* participation_;
    Projection* out_;
    std::size_t reviews_;
    Stream nature_stream_;
    std::size_t room_ = 0;                   ///< rows that the projection's columns have
    std::vector<std::uint64_t> is_touched_;  ///< a bit for each of [H]
    /// Of those whom the course follows, by their place among them; of all others.
    std::vector<std::int32_t> row_of_followed_;
    std::unordered_map<std::size_t, std::int32_t> row_of_others_;
    std::vector<Profile> profile_;                    ///< shape [touched]
    std::vector<std::span<double const>> universal_;  ///< shape [touched]
    std::vector<std::int32_t> followed_;              ///< shape [touched]
    std::vector<std::uint16_t> known_;  ///< reviews whose deprivations are known, shape [touched]
};

}  // namespace povex
