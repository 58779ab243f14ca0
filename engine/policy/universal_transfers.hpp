#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/policy/eligibility.hpp"
#include "engine/policy/household_log.hpp"
#include "engine/policy/ledger.hpp"
#include "engine/policy/scenario.hpp"
#include "engine/policy/study_tables.hpp"
#include "engine/population/household_set.hpp"

namespace povex {

/// Whether a programme is a universal transfer: money every year for every household of some group
/// that takes it up, poor or not, such as monthly social assistance.
///
/// Nothing that happens in a run decides who gets how much, so it is the same whatever other
/// programmes there are.
[[nodiscard]] bool is_universal_transfer(Scenario const& scenario, std::size_t p,
                                         std::vector<Payer> const& payers);

/// The universal transfers that run in a scenario.
[[nodiscard]] std::vector<Programme> universal_transfers(Scenario const& scenario,
                                                         std::vector<Payer> const& payers);

/// What universal transfers pay to each household in one replicate: a part of its income before
/// any other programme affects it, shared by all scenarios with the same transfers.
class UniversalTransfers {
public:
    /// \param eligibility  of the scenario's programmes
    /// \param[out] log     notes what each household is paid, and who declines; null: no log
    UniversalTransfers(StudyTables const& study, std::uint32_t replicate, Scenario const& scenario,
                       ScenarioEligibility const& eligibility, HouseholdLog* log = nullptr);

    /// Whether take-up is uncertain: then the transfers differ by replicate.
    [[nodiscard]] static bool drawn(Scenario const& scenario, std::vector<Payer> const& payers);

    /// Households of the right group for any of them.
    [[nodiscard]] HouseholdSet const& households() const { return households_; }
    /// What they add to the income of the i-th of these, relative to the base year, shape
    /// [reviews] [its stratum's unit].
    [[nodiscard]] std::span<double const> added(std::size_t i) const {
        return {&added_[i * reviews_], reviews_};
    }
    /// The same for household h; empty if none is for its group.
    [[nodiscard]] std::span<double const> added_to(std::size_t h) const {
        auto const i = households_.place(h);
        return i < 0 ? std::span<double const>{} : added(static_cast<std::size_t>(i));
    }

    /// Households that have less than in the base year at some review: register rows, ascending.
    [[nodiscard]] std::span<std::uint32_t const> losers() const { return losers_; }

    /// Whether programme p is among them.
    [[nodiscard]] bool include(std::size_t p) const { return included_[p]; }
    /// Households to which two sets of transfers add different amounts: register rows, ascending.
    [[nodiscard]] static std::vector<std::uint32_t> differing(UniversalTransfers const& some,
                                                              UniversalTransfers const& others);

    /// Their part of the ledger of a scenario.
    [[nodiscard]] Ledger const& ledger() const { return ledger_; }

private:
    void pay(StudyTables const& study, std::uint32_t replicate, Programme const& programme,
             std::size_t p, std::span<std::uint32_t const> households, HouseholdLog* log);

    std::size_t reviews_;
    std::vector<bool> included_;  ///< [programme]
    HouseholdSet households_;
    std::vector<std::uint32_t> losers_;
    std::vector<double> added_;  ///< shape [households][reviews]
    Ledger ledger_;
};

}  // namespace povex
