#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/memory.hpp"
#include "engine/nature/base_population.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/nature/public_works_effects.hpp"
#include "engine/population/household_set.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// How hard each locality is hit in one replicate: the probability that a household is hit by a
/// shock in a year, given what the locality as a whole met.
///
/// One-factor hits (Vasicek 2002, Risk 15, 160-162): household h of locality l is hit iff
///
///     sqrt(r) C_l,t + sqrt(1 - r) e_h,t <= Phi^-1(p_l),   C, e standard normal,
///
/// so given C it is hit with probability Phi((Phi^-1(p_l) - sqrt(r) C)/sqrt(1 - r)); mean p_l.
struct LocalityShocks {
    std::vector<double> probability;  ///< shape [active shocks][reviews][localities]
    std::size_t reviews = 0;
    std::size_t localities = 0;

    [[nodiscard]] double at(std::size_t shock, std::size_t t, std::size_t locality) const {
        return probability[(shock * reviews + t) * localities + locality];
    }
    /// The same as the number of random words of 32 bits that hit, 0 ... 2^32: those below it.
    [[nodiscard]] std::uint64_t words_that_hit(std::size_t shock, std::size_t t,
                                               std::size_t locality) const {
        double const words = at(shock, t, locality) * 0x1p32 + 0.5;
        return static_cast<std::uint64_t>(words);
    }
    [[nodiscard]] bool may_hit(std::size_t shock, std::size_t t) const {
        for (std::size_t l = 0; l < localities; ++l) {
            if (words_that_hit(shock, t, l) > 0) return true;
        }
        return false;
    }
};

/// What happens to every household in one replicate, whatever the policy: the nature pass.
///
/// Incomes are known of everybody, in single precision; deprivations of those *followed*, whose
/// income was ever near a line. The base year is that of the base population.
struct Course {
    std::size_t reviews = 0;
    std::size_t households = 0;
    LocalityShocks locality_shocks;
    /// Of the projected years, relative to the stratum's mean, shape [reviews - 1][H].
    UnclearedColumn<float> log_income;
    /// Without the review error; empty if there is none, see true_log_income_at().
    UnclearedColumn<float> true_log_income;
    HouseholdSet followed;            ///< see Nature::run
    std::vector<Bits> deprivations;   ///< shape [followed][reviews]
    std::vector<dense::Moves> moves;  ///< of deprivations, shape [followed][reviews - 1]

    /// \param t  at least 1
    [[nodiscard]] float log_income_at(std::size_t h, std::size_t t) const {
        return log_income[(t - 1) * households + h];
    }
    [[nodiscard]] float true_log_income_at(std::size_t h, std::size_t t) const {
        return (true_log_income.empty() ? log_income : true_log_income)[(t - 1) * households + h];
    }
    /// Of everybody in year t, shape [H].
    [[nodiscard]] std::span<float const> log_incomes(std::size_t t) const {
        return std::span(log_income).subspan((t - 1) * households, households);
    }
    [[nodiscard]] std::span<float const> true_log_incomes(std::size_t t) const {
        return std::span(true_log_income.empty() ? log_income : true_log_income)
            .subspan((t - 1) * households, households);
    }
    [[nodiscard]] bool follows(std::size_t h) const { return followed.contains(h); }
    /// Of a household that is followed.
    [[nodiscard]] std::span<Bits const> deprivations_of(std::size_t h) const {
        return {&deprivations[static_cast<std::size_t>(followed.place(h)) * reviews], reviews};
    }
    /// What made them of those of the year before.
    /// \param i  index into those followed
    [[nodiscard]] dense::Moves const& moves_at(std::size_t i, std::size_t t) const {
        return moves[i * (reviews - 1) + t - 1];
    }
};

/// Factors of 1 on the entry into every deprivation.
inline constexpr PerBit<double> no_holds = [] {
    PerBit<double> holds{};
    for (double& factor : holds) factor = 1.0;
    return holds;
}();

class DeprivationWalk;
class IncomeWalk;

/// Nature: the laws, resolved for the years of a study, with the events and the works for places
/// of one nature variant.
///
/// A household's year t, from its addressed draws:
///
///     q_t = sqrt(P) A + sqrt(Z) Z_t + sqrt(E) E_t + sqrt(R) (sqrt(r) H + sqrt(1-r) eta_t)
///     log income = x(q_t) + Gamma_t + works_t + zeta_t - sum_k S_k,t; true income likewise with
///     q*_t = (q_t - sqrt(R) R_t)/sqrt(1 - R), which has the same law
///     zeta_t = zeta_{t-1} + sigma_zeta n_t - sigma_zeta^2/2
///     stock_k,t = decay_k stock_k,t-1 + hit * max(0, N(loss_k, deviation_k^2)),
///     hit iff a random word of 32 bits is below P 2^32, rounded
///     S = stock for an event, stock - E[stock] for a recurring shock
///
/// and its deprivations by their chains, after which a hit may set some.
class Nature {
public:
    /// \param event  which shocks happen in this variant, shape [shocks]
    /// \param works  what works for places do in it
    Nature(NatureModel const& model, Places const& places, std::vector<bool> const& event,
           PublicWorksEffects works = {});

    /// \param wanted_below  log income, shape [reviews][strata]: deprivations are followed for
    ///                      households at or below it at any review; +inf wants all
    /// \param wanted_anyway  register rows, ascending: followed whatever their income
    [[nodiscard]] Course run(Register const& r, BasePopulation const& base,
                             std::span<double const> wanted_below, std::uint64_t seed,
                             std::uint32_t replicate,
                             std::span<std::uint32_t const> wanted_anyway = {}) const;

    /// How the deprivations of some households move in the first projected years, whatever they
    /// were: what step_deprivations() does in each of these, shape [households][years].
    ///
    /// \param households  register rows, ascending
    [[nodiscard]] std::vector<dense::Moves> moves(Register const& r, BasePopulation const& base,
                                                  LocalityShocks const& locality_shocks,
                                                  std::span<std::uint32_t const> households,
                                                  std::size_t years, std::uint64_t seed,
                                                  std::uint32_t replicate) const;

    [[nodiscard]] LocalityShocks locality_shocks(std::uint64_t seed, std::uint32_t replicate) const;

    /// Log income that a shock takes from household h in year t, before it decays; none if it does
    /// not hit the household then, or does not happen in this variant.
    /// \param shock  index into the law's shocks
    [[nodiscard]] std::optional<double> loss_if_hit(std::size_t shock, Register const& r,
                                                    LocalityShocks const& locality_shocks,
                                                    std::size_t h, std::size_t t,
                                                    Stream const& stream) const;

    /// Whether a shock can hit any household in year t.
    /// \param shock  index into the law's shocks
    [[nodiscard]] bool may_hit(std::size_t shock, LocalityShocks const& locality_shocks,
                               std::size_t t) const;

    /// Gamma: what growth has added to log income from the base year to year t.
    [[nodiscard]] double growth_since_base(std::size_t stratum, std::size_t t) const {
        return growth_[stratum][t];
    }

    /// Next year's deprivations of one household, for the `wanted` bits alone: a step of its chain
    /// (the works of its place come on top), then what this year's hits set. What the policy pass
    /// calls for households that a programme touched; with the chain that the law gives it repeats
    /// what run() found.
    [[nodiscard]] Bits step_deprivations(Register const& r, BasePopulation const& base,
                                         LocalityShocks const& locality_shocks, std::size_t h,
                                         std::size_t t, Bits before,
                                         DeprivationModel::Chain const& chain, Stream const& stream,
                                         Bits wanted = 0xFFFF) const;

private:
    /// A shock with everything about it that does not depend on the household.
    struct ActiveShock {
        Shock const* shock;
        Yearly<double> expected;  ///< E[stock_t] of a recurring shock per unit of probability
    };

    /// Whether shock k (of the active ones) hits household h in year t, and by what draw.
    [[nodiscard]] bool hits(std::size_t k, Register const& r, LocalityShocks const& locality_shocks,
                            std::size_t h, std::size_t t, Stream const& stream, Block& block) const;
    /// The loss of active shock k if it hits.
    [[nodiscard]] std::optional<float> loss(std::size_t k, Register const& r,
                                            LocalityShocks const& locality_shocks, std::size_t h,
                                            std::size_t t, Stream const& stream) const;
    friend class DeprivationWalk;
    friend class IncomeWalk;
    /// Whether hits of year t can set any bit anywhere.
    [[nodiscard]] bool may_deprive(LocalityShocks const& locality_shocks, std::size_t t) const;
    /// The bits that the hits of a year set.
    [[nodiscard]] Bits set_by_hits(Register const& r, LocalityShocks const& locality_shocks,
                                   std::size_t h, std::size_t t, Stream const& stream) const;
    [[nodiscard]] std::uint16_t calendar(std::size_t t) const {
        return static_cast<std::uint16_t>(model_->years.calendar(t));
    }

    NatureModel const* model_;
    Places const* places_;
    std::vector<Yearly<double>> growth_;  ///< Gamma, [stratum][t]
    std::vector<ActiveShock> shocks_;
    PublicWorksEffects works_;
    double permanent_, autoregressive_, transitory_, review_, passing_, innovation_, truth_;
};

}  // namespace povex
