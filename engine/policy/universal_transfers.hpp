#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/policy/ledger.hpp"
#include "engine/policy/programme.hpp"
#include "engine/policy/reach.hpp"
#include "engine/population/household_set.hpp"

namespace povex {

struct Diary;
struct Setting;

/// Whether a programme is a universal transfer: money every year for everybody of some composition
/// and place who takes it, poor or not, such as monthly social assistance.
///
/// Nothing that happens in a run decides who gets how much, so it is the same whatever other
/// programmes there are.
[[nodiscard]] bool is_universal_transfer(Scenario const& scenario, std::size_t p,
                                         std::vector<Payer> const& payers);

/// The universal transfers that run in a scenario.
[[nodiscard]] std::vector<Programme> universal_transfers(Scenario const& scenario,
                                                         std::vector<Payer> const& payers);

/// What universal transfers give to whom in one replicate: a part of every household's income
/// before any other programme meets it, shared by all scenarios that have the same.
class UniversalTransfers {
public:
    /// \param reach       of the scenario's programmes
    /// \param[out] diary  notes who is paid what, and who takes nothing; null: nobody asks
    UniversalTransfers(Setting const& setting, Scenario const& scenario, Reach const& reach,
                       Diary* diary = nullptr);

    /// Whether some household may or may not take a transfer: then it differs by replicate.
    [[nodiscard]] static bool drawn(Scenario const& scenario, std::vector<Payer> const& payers);

    /// Whom any is meant for.
    [[nodiscard]] HouseholdSet const& households() const { return households_; }
    /// What they add to the income of the i-th of these, relative to the base year, shape
    /// [reviews] [its stratum's unit].
    [[nodiscard]] std::span<double const> added(std::size_t i) const {
        return {&added_[i * reviews_], reviews_};
    }
    /// The same for household h; empty if none is meant for it.
    [[nodiscard]] std::span<double const> added_to(std::size_t h) const {
        auto const i = households_.place(h);
        return i < 0 ? std::span<double const>{} : added(static_cast<std::size_t>(i));
    }

    /// Who has less than in the base year at some review: register rows, ascending.
    [[nodiscard]] std::span<std::uint32_t const> losers() const { return losers_; }

    /// Whether programme p is among them.
    [[nodiscard]] bool include(std::size_t p) const { return included_[p]; }
    /// To whom two add different amounts: register rows, ascending.
    [[nodiscard]] static std::vector<std::uint32_t> differing(UniversalTransfers const& some,
                                                              UniversalTransfers const& others);

    /// Their part of the ledger of a scenario.
    [[nodiscard]] Ledger const& ledger() const { return ledger_; }

private:
    void pay(Setting const& setting, Programme const& programme, std::size_t p,
             std::span<std::uint32_t const> reach, Diary* diary);

    std::size_t reviews_;
    std::vector<bool> included_;  ///< [programme]
    HouseholdSet households_;
    std::vector<std::uint32_t> losers_;
    std::vector<double> added_;  ///< shape [households][reviews]
    Ledger ledger_;
};

}  // namespace povex
