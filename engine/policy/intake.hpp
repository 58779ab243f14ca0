#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/policy/candidates.hpp"
#include "engine/policy/cost.hpp"
#include "engine/policy/diary.hpp"
#include "engine/policy/participation.hpp"
#include "engine/policy/queue.hpp"
#include "engine/policy/reach.hpp"
#include "engine/policy/setting.hpp"
#include "engine/policy/touched_households.hpp"
#include "engine/random/address.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

/// A household that a programme serves.
struct Served {
    Profile profile;
    Standing standing;
    std::int64_t cost;  ///< [money]
};

/// Who is served by each programme in a year: those it is meant for, who need it, want it and can
/// bear their share; under a budget, in the order of the queue until the first who does not fit.
class Intake {
public:
    /// \param[out] diary  notes who is not served, and why; null: nobody asks
    Intake(Setting const& setting, Scenario const& scenario, Reach const& reach,
           TouchedHouseholds& households, Participation& participation, Diary* diary);

    /// A year begins: who is on last year's list, or off it within the years of grace, and what
    /// payers can give.
    void begin(std::size_t t);

    /// Those whom programme p serves in the year begun, in any order; good until the next call.
    [[nodiscard]] std::span<Served const> serve(std::size_t p);

    /// Households on last year's list.
    [[nodiscard]] std::vector<Profile> listed() const;

private:
    /// What is the same for all households that a programme meets in a year.
    struct Terms {
        Programme const* programme;
        std::size_t p;
        std::vector<std::int64_t> unit_cost;  ///< shape [strata]
        double own = 0.0;  ///< share of the cost that a household must be able to bear in cash
    };

    [[nodiscard]] Terms terms_of(std::size_t p) const;
    [[nodiscard]] Standing standing(std::span<Statuses const> official) const;
    void add_listed();
    void add_others(Terms const& terms, std::span<std::uint32_t const> households);
    [[nodiscard]] std::vector<std::uint32_t> unlisted(std::span<std::uint32_t const> all) const;
    void choose(Terms const& terms, std::size_t first);
    void keep_who_may_enrol(Terms const& terms);
    void keep_whose_need_is_open(Terms const& terms);
    void keep_who_wants(Terms const& terms);
    void pass(Terms const& terms, Hurdle hurdle, void (Intake::*keep)(Terms const&));
    void note_unserved(Terms const& terms);
    void note(Terms const& terms, std::uint32_t candidate, Hurdle hurdle);
    void serve_all(Terms const& terms);
    bool serve_in_order(Terms const& terms, Budget& budget);
    void serve_by_lot(Terms const& terms, Budget& budget, bool money);
    void add_band(Terms const& terms, Lotteries::Band const& band);
    void draw(Use use, Programme const& programme, std::span<std::uint32_t const> candidates);
    [[nodiscard]] std::int64_t cost_of(Terms const& terms, std::size_t candidate) const;
    [[nodiscard]] bool can_bear(Terms const& terms, std::size_t candidate, std::int64_t cost) const;
    [[nodiscard]] double priority_of(Programme const& programme, std::size_t candidate) const;

    Setting const* setting_;
    Scenario const* scenario_;
    Reach const* reach_;
    TouchedHouseholds* households_;
    Participation* participation_;
    Diary* diary_;
    Stream stream_;
    std::size_t t_ = 0;
    Purses purses_;
    Candidates candidates_;   ///< the listed, behind them what the programme at hand adds
    std::size_t listed_ = 0;  ///< how many
    // of the programme at hand
    std::vector<std::uint32_t> chosen_;   ///< candidates
    std::vector<std::uint32_t> bearing_;  ///< of the chosen, those who can bear their share
    std::vector<Waiting> queue_;          ///< of them
    std::vector<std::uint64_t> keys_;
    std::vector<double> numbers_;  ///< drawn
    std::vector<Served> served_;
};

}  // namespace povex
