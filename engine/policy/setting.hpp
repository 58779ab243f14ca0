#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/nature/course.hpp"
#include "engine/policy/official_list.hpp"
#include "engine/policy/programme.hpp"
#include "engine/policy/standard.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// What all scenarios of one nature variant share in one replicate: the households, what nature
/// does to them, and how they are reviewed when no programme touches them.
struct Setting {
    Years years;
    Places const* places = nullptr;
    Register const* households = nullptr;
    BasePopulation const* base = nullptr;
    Nature const* nature = nullptr;
    NatureLaw const* law = nullptr;
    Rulers const* rulers = nullptr;
    Yearly<std::size_t> const* targeting = nullptr;
    std::vector<Payer> const* payers = nullptr;
    bool all_deprivations = false;  ///< follow them for everybody, not only where a line is near
    double income_floor = 0.0;      ///< [money/month per person]
    ListRules list_rules;
    Course course;
    std::vector<Statuses> statuses;       ///< official, shape [H][reviews]; untouched
    std::vector<Statuses> true_statuses;  ///< likewise, as they would be without any error
    /// Households on a targeting list at some review before t, untouched, [t]: nobody else has a
    /// standing towards programmes.
    Yearly<std::vector<std::uint32_t>> listed_before;
    std::uint64_t seed = 0;
    std::uint32_t replicate = 0;

    [[nodiscard]] std::size_t stratum_of(std::size_t h) const {
        return households->places[households->place[h]].stratum;
    }
    [[nodiscard]] double unit_of(std::size_t h) const { return law->income[stratum_of(h)].mean; }
    [[nodiscard]] double floor_of(std::size_t h) const { return income_floor / unit_of(h); }
};

/// Income of a household [its stratum's unit], from market log income x, log effect m and what is
/// added, not below what is guaranteed: max(at_least, exp(x + m) + added).
[[nodiscard]] double compose_income(double log_income, double log_effect, double added,
                                    double at_least);

/// Incomes of household h as nature has it [its stratum's unit], into `income`, shape [reviews].
void untouched_income(Setting const& setting, std::size_t h, std::span<double> income);

/// Review all households untouched by any programme; fills setting.statuses and true_statuses.
void review_untouched(Setting& setting);

/// What a household lacks in truth, if the review finds `bits`: with probability `missed` one more,
/// with probability `mistaken` one less, by indicator and year.
[[nodiscard]] Bits true_deprivations(Setting const& setting, std::size_t h, std::size_t t,
                                     Bits bits);

/// The statuses of household h without any error of the review and any rule of the list, from its
/// true income [its stratum's unit] and the deprivations that the review finds.
[[nodiscard]] Statuses true_review(Setting const& setting, std::size_t h, std::size_t t,
                                   double true_income, Bits bits);

}  // namespace povex
