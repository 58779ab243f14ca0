#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/policy/household_profile.hpp"
#include "engine/policy/lottery.hpp"
#include "engine/policy/nature_draw.hpp"
#include "engine/policy/official_list.hpp"
#include "engine/policy/standard.hpp"
#include "engine/policy/universal_transfers.hpp"

namespace povex {

/// A household that is on the targeting list at some review if no programme affects it.
struct EverListed {
    HouseholdProfile profile;
    std::uint32_t followed = 0;  ///< index into the households that the course follows
    std::uint16_t since = 0;     ///< the first year that finds it on the list of the year before
};

/// One replicate without programmes: the incomes and statuses that every household would have.
///
/// Shared by all scenarios with the same events, public works, universal transfers and rules of
/// the list. Made by make_counterfactual() alone, then constant.
struct Counterfactual {
    StudyTables const* study = nullptr;
    std::shared_ptr<NatureDraw const> drawn;
    ListRules list_rules;
    /// Null: all transfers are ordinary programmes.
    std::shared_ptr<UniversalTransfers const> transfers;
    // Of the households that the course follows, shape [followed][reviews]. All others are above
    // every line and on no list.
    std::vector<double> income;                   ///< [its stratum's unit]
    std::vector<Statuses> statuses;               ///< official
    std::vector<Statuses> true_statuses;          ///< without any error
    std::vector<OfficialList::Draws> list_draws;  ///< as far as the list needed them
    std::vector<Statuses> unlisted;  ///< of a household that is not followed, shape [reviews]
    /// In the order of the register. No other household has a status towards programmes.
    std::vector<EverListed> listed;
    /// Of programmes open to unlisted households; keeps what it has drawn.
    std::shared_ptr<Lottery> lottery;

    [[nodiscard]] Course const& course() const { return drawn->course; }
    [[nodiscard]] BasePopulation const& base() const { return *drawn->base; }
    [[nodiscard]] std::size_t reviews() const { return unlisted.size(); }

    /// Official statuses of household h, shape [reviews].
    [[nodiscard]] std::span<Statuses const> statuses_of(std::size_t h) const {
        return row_of(statuses, h);
    }
    [[nodiscard]] std::span<Statuses const> true_statuses_of(std::size_t h) const {
        return row_of(true_statuses, h);
    }
    /// What universal transfers add to the income of household h, shape [reviews] [its stratum's
    /// unit]; empty: nothing.
    [[nodiscard]] std::span<double const> transfers_to(std::size_t h) const {
        return transfers ? transfers->added_to(h) : std::span<double const>{};
    }

private:
    [[nodiscard]] std::span<Statuses const> row_of(std::vector<Statuses> const& of,
                                                   std::size_t h) const {
        auto const followed = course().followed.place(h);
        if (followed < 0) return unlisted;
        return {&of[static_cast<std::size_t>(followed) * reviews()], reviews()};
    }
};

/// What tells one counterfactual of a replicate from another, given nature.
struct CounterfactualRules {
    ListRules list_rules;
    std::shared_ptr<UniversalTransfers const> transfers;  ///< null: see Counterfactual
};

/// Households whose reviews can differ between a counterfactual and one with other rules: register
/// rows, ascending.
[[nodiscard]] std::vector<std::uint32_t> households_that_differ(Counterfactual const& one,
                                                                CounterfactualRules const& other);

/// Review every household as if no programme affected it.
[[nodiscard]] Counterfactual make_counterfactual(std::shared_ptr<NatureDraw const> drawn,
                                                 CounterfactualRules rules);

/// The same from a counterfactual of the same draw of nature under other rules: only the households
/// that differ are reviewed again.
/// \param differing  as households_that_differ() gives them
[[nodiscard]] Counterfactual make_counterfactual(Counterfactual like, CounterfactualRules rules,
                                                 std::span<std::uint32_t const> differing);

}  // namespace povex
