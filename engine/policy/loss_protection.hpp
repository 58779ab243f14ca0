#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/policy/counterfactual.hpp"
#include "engine/policy/enrolments.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// What shocks and programmes do to each other: a programme may spare households a part of their
/// losses (insurance), and a hit may end what a programme gave (livestock that dies).
///
/// With c_t the share of the loss that is spared in year t, and d the decay of the shock, a shock
/// leaves behind stock_t = d stock_{t-1} + (1 - c_t) loss_t. So the household gains
///
///     D_t = d D_{t-1} + c_t loss_t
///
/// of log income. The expected path of a recurring shock stays that of unprotected households.
class LossProtection {
public:
    LossProtection(Counterfactual const& counterfactual, Scenario const& scenario);

    /// Let the hits of year t end enrolments, and note how much of their losses is spared. Call it
    /// once a year, in order.
    /// \param affected  register rows
    void meet_hits(std::size_t t, std::span<std::uint32_t const> affected, Enrolments& enrolments);

    /// Log income that an affected household is spared in the last year met, all shocks together.
    [[nodiscard]] double spared(std::size_t row) const;

private:
    void lose(std::size_t t, std::span<std::uint32_t const> affected, Enrolments& enrolments) const;
    /// Find 1 - c_t of one shock in year t, for every affected household.
    void protect(std::size_t shock, std::size_t t, Enrolments const& enrolments);
    /// Whether a shock can hit any household in year t.
    [[nodiscard]] bool may_hit(std::size_t shock, std::size_t t) const;
    [[nodiscard]] std::optional<double> loss(std::size_t shock, std::size_t h, std::size_t t) const;

    Counterfactual const* counterfactual_;
    StudyTables const* study_;
    Scenario const* scenario_;
    Stream stream_;
    Stream nature_stream_;
    std::vector<std::size_t> destroyed_;  ///< programmes whose effects a hit can end
    std::vector<std::size_t> protecting_;
    std::vector<std::size_t> spares_;  ///< shocks against which some programme protects
    std::vector<double> stock_;        ///< D, shape [affected][spares]
    // of the shock and year at hand, shape [affected]
    std::vector<double> unprotected_;       ///< 1 - c_t: the product over the programmes in force
    std::vector<std::uint32_t> protector_;  ///< the last programme in that product
};

}  // namespace povex
