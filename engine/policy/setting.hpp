#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/nature/nature.hpp"
#include "engine/policy/lotteries.hpp"
#include "engine/policy/official_list.hpp"
#include "engine/policy/profile.hpp"
#include "engine/policy/programme.hpp"
#include "engine/policy/standard.hpp"
#include "engine/policy/universal_transfers.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// A household that is on the targeting list at some review if no programme touches it.
struct EverListed {
    Profile profile;
    std::uint32_t followed = 0;  ///< index into the course's
    std::uint16_t since = 0;     ///< the first year that finds it on the list of the year before
};

/// What all scenarios of one nature variant share in one replicate: the households, what nature
/// does to them, what everybody is paid, and how they are reviewed when no other programme touches
/// them.
struct Setting {
    Years years;
    Places const* places = nullptr;
    Register const* households = nullptr;
    BasePopulation const* base = nullptr;
    Nature const* nature = nullptr;
    NatureModel const* model = nullptr;
    Rulers const* rulers = nullptr;
    Yearly<std::size_t> const* targeting = nullptr;
    std::vector<Payer> const* payers = nullptr;
    bool all_deprivations = false;  ///< follow them for everybody, not only where a line is near
    /// Treat everybody as touched by programmes: the same results, slowly.
    bool touch_all = false;
    double income_floor = 0.0;  ///< [money/month per person]
    ListRules list_rules;
    std::shared_ptr<UniversalTransfers const> universal;  ///< null: all are ordinary programmes
    Course course;
    std::vector<double> income;      ///< [stratum's unit], shape [followed][reviews]; untouched
    std::vector<Statuses> statuses;  ///< official, shape [followed][reviews]; untouched
    std::vector<Statuses> true_statuses;  ///< likewise, as they would be without any error
    /// By lot, as far as it was asked for; shape [followed][reviews].
    std::vector<OfficialList::Luck> list_luck;
    std::vector<Statuses> unlisted;  ///< of whoever is not followed: other, shape [reviews]
    /// In the order of the register: nobody else has a standing towards programmes, untouched.
    std::vector<EverListed> listed;
    std::shared_ptr<Lotteries> lotteries;
    std::uint64_t seed = 0;
    std::uint32_t replicate = 0;

    [[nodiscard]] std::size_t locality_of(std::size_t h) const {
        return households->places[households->place[h]].locality;
    }
    /// The year of a review as random addresses have it.
    [[nodiscard]] std::uint16_t calendar(std::size_t t) const {
        return static_cast<std::uint16_t>(years.calendar(t));
    }
    [[nodiscard]] std::size_t stratum_of(std::size_t h) const {
        return households->places[households->place[h]].stratum;
    }
    [[nodiscard]] double unit_of(std::size_t h) const { return model->income[stratum_of(h)].mean; }
    [[nodiscard]] double floor_of(std::size_t h) const { return income_floor / unit_of(h); }
    [[nodiscard]] std::span<Statuses const> statuses_of(std::size_t h) const {
        return rows_of(statuses, h);
    }
    [[nodiscard]] std::span<Statuses const> true_statuses_of(std::size_t h) const {
        return rows_of(true_statuses, h);
    }

private:
    [[nodiscard]] std::span<Statuses const> rows_of(std::vector<Statuses> const& of,
                                                    std::size_t h) const {
        auto const followed = course.followed.place(h);
        if (followed < 0) return unlisted;
        auto const reviews = unlisted.size();
        return {&of[static_cast<std::size_t>(followed) * reviews], reviews};
    }
};

/// The shape of the ledger of a scenario.
[[nodiscard]] LedgerShape ledger_shape(Setting const& setting, Scenario const& scenario);

/// Income of a household in a projected year [its stratum's unit], from market log income x, log
/// effect m and what is added, not below what is guaranteed: max(at_least, exp(x + m) + added). The
/// exponential is that of the dense pass, in single precision.
[[nodiscard]] double compose_income(float log_income, double log_effect, double added,
                                    double at_least);

/// Income at the base review [its stratum's unit].
[[nodiscard]] double base_income(BasePopulation const& base, std::size_t h, double floor);

/// What universal transfers add to the income of household h, shape [reviews] [its stratum's
/// unit]; empty: nothing.
[[nodiscard]] std::span<double const> universal_income(Setting const& setting, std::size_t h);

/// Income of household h in year t if no programme touches it [its stratum's unit].
/// \param universal  its universal_income()
[[nodiscard]] double untouched_income(Setting const& setting, std::size_t h, std::size_t t,
                                      std::span<double const> universal);
[[nodiscard]] double untouched_income(Setting const& setting, std::size_t h, std::size_t t);

/// The same for households [first, first + income.size()) of one place.
void untouched_incomes(Setting const& setting, std::size_t first, std::size_t t,
                       std::span<double> income);

/// Whether reviews can misread deprivations.
[[nodiscard]] bool misreads_deprivations(Setting const& setting);

/// What the review of year t finds, errors and all, before the rules of the list; and the truth.
struct Finding {
    Statuses found = 0;
    Statuses truth = 0;  ///< without any error of the review and any rule of the list
};
/// \param misreads  misreads_deprivations()
[[nodiscard]] Finding find(Setting const& setting, bool misreads, std::size_t h, std::size_t t,
                           std::size_t stratum, double income, double true_income, Bits bits);

}  // namespace povex
