#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/years.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/policy/ledger.hpp"
#include "engine/policy/payer.hpp"
#include "engine/policy/programme.hpp"
#include "engine/policy/standard.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// What stays the same in every replicate and scenario of a study.
///
/// The tables belong to the prepared experiment and outlive everything that points here.
struct StudyTables {
    std::uint64_t seed = 0;
    Years years;
    Places const* places = nullptr;
    Register const* households = nullptr;
    NatureModel const* model = nullptr;
    Rulers const* rulers = nullptr;
    /// Index of the standard whose list targets programmes, shape [reviews].
    Yearly<std::size_t> const* targeting = nullptr;
    std::vector<Payer> const* payers = nullptr;
    double income_floor = 0.0;    ///< [money/month per person]
    double smallest_units = 1.0;  ///< smallest units of money in one unit of lines and incomes
    /// Follow the deprivations of every household, not only of those near a line.
    bool all_deprivations = false;
    /// Treat every household as affected by programmes: the same results, slowly.
    bool affect_all = false;

    [[nodiscard]] Place const& place_of(std::size_t h) const {
        return households->places[households->place[h]];
    }
    [[nodiscard]] std::size_t locality_of(std::size_t h) const { return place_of(h).locality; }
    [[nodiscard]] std::size_t stratum_of(std::size_t h) const { return place_of(h).stratum; }
    /// Mean income of a stratum, the unit of incomes there [money/month per person].
    [[nodiscard]] double unit(std::size_t stratum) const { return model->income[stratum].mean; }
    [[nodiscard]] double unit_of(std::size_t h) const { return unit(stratum_of(h)); }
    /// Smallest units of money in one unit of a stratum's incomes.
    [[nodiscard]] double smallest(std::size_t stratum) const {
        return unit(stratum) * smallest_units;
    }
    /// [its stratum's unit]
    [[nodiscard]] double floor_of(std::size_t h) const { return income_floor / unit_of(h); }
    /// The year of a review as addresses of random numbers have it.
    [[nodiscard]] std::uint16_t calendar(std::size_t t) const {
        return static_cast<std::uint16_t>(years.calendar(t));
    }
    /// The year in the address of the draw of take-up in year t. A transfer has one draw for all
    /// years: who takes up a benefit goes on doing so.
    [[nodiscard]] std::uint16_t take_up_year(Programme const& programme, std::size_t t) const {
        return calendar(programme.pays() ? 0 : t);
    }
    /// An empty ledger for a scenario with so many programmes.
    [[nodiscard]] Ledger empty_ledger(std::size_t programmes) const {
        return Ledger({programmes, payers->size(), years.reviews(), places->localities.size()});
    }
};

}  // namespace povex
