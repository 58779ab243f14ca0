#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/nature/base_population.hpp"
#include "engine/nature/course.hpp"
#include "engine/nature/deprivation_model.hpp"
#include "engine/nature/locality_shocks.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/nature/public_works_effects.hpp"
#include "engine/population/register.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// Nature draws what happens to households whatever the policy: growth, shocks, incomes and
/// deprivations of every household in every projected year.
///
/// It holds a NatureModel for the years of a study, together with what scenarios may change in it:
/// which shocks happen, and what public works do to whole places. Scenarios that agree in both
/// share it. Every random number is addressed by what it decides, so scenarios of one replicate
/// meet the same chance (common random numbers).
///
/// Income of household h in year t >= 1, in the symbols of ScoreModel and Shock:
///
///     q_t        = sqrt(s_P) A + sqrt(s_Z) Z_t + sqrt(s_E) E_t + sqrt(s_R) R_t
///     log income = x(q_t) + Gamma_t + works_t + zeta_t - sum_k S_k,t
///     Gamma_t    = sum_{s <= t} log(1 + growth_s)
///     zeta_t     = zeta_{t-1} + sigma_zeta n_t - sigma_zeta^2/2
///     stock_k,t  = decay_k stock_k,t-1 + hit_k,t max(0, N(loss_k, deviation_k^2))
///     S_k,t      = stock_k,t                  of an event
///     S_k,t      = stock_k,t - E[stock_k,t]   of a recurring shock
///
/// zeta and stock are 0 at the base review, n_t is standard normal, works_t is what public works
/// add, and x is the IncomeDistribution of the place, relative to the mean of the stratum. hit_k,t
/// is 1 with the probability p given in LocalityShocks if the household's sector is exposed, else
/// 0: a random word of 32 bits hits if it is below p 2^32, rounded.
///
/// True income has q*_t = (q_t - sqrt(s_R) R_t) / sqrt(1 - s_R) in place of q_t: the distribution
/// is the same, the rank is not.
///
/// Deprivations follow the chains of DeprivationModel; after a year's step the hits of an event may
/// set some.
class Nature {
public:
    /// \param model         must outlive this
    /// \param places        must outlive this
    /// \param happens       which shocks happen, shape [shocks]
    /// \param public_works  what public works do to places; by default nothing
    Nature(NatureModel const& model, Places const& places, std::vector<bool> const& happens,
           PublicWorksEffects public_works = {});

    /// Draw one replicate: incomes of all households, and deprivations of those that come near a
    /// line.
    ///
    /// \param wanted_below   log income, shape [reviews][strata]: a household is followed if its
    ///                       measured or true log income is at or below it at any review; +inf
    ///                       follows all
    /// \param wanted_anyway  register rows, ascending: followed whatever their income
    /// \throws std::out_of_range as Stream::counter()
    [[nodiscard]] Course run(Register const& r, BasePopulation const& base,
                             std::span<double const> wanted_below, std::uint64_t seed,
                             std::uint32_t replicate,
                             std::span<std::uint32_t const> wanted_anyway = {}) const;

    /// How the deprivations of some households move in the first projected years, whatever they
    /// were before. Gives what step_deprivations() does, for many households and years at once.
    ///
    /// \param households  register rows, ascending
    /// \param years       how many, from t = 1 on
    /// \return shape [households][years]
    /// \throws std::out_of_range as Stream::counter()
    [[nodiscard]] std::vector<dense::Moves> moves(Register const& r, BasePopulation const& base,
                                                  LocalityShocks const& locality_shocks,
                                                  std::span<std::uint32_t const> households,
                                                  std::size_t years, std::uint64_t seed,
                                                  std::uint32_t replicate) const;

    /// Draw what each locality meets in a replicate.
    /// \throws std::out_of_range as Stream::normal()
    [[nodiscard]] LocalityShocks locality_shocks(std::uint64_t seed, std::uint32_t replicate) const;

    /// Log income that a shock takes from household h in year t, before any of it decays.
    /// \param shock   index into the shocks of the model
    /// \param stream  of the module `nature`, for the replicate
    /// \return >= 0; none if the shock does not hit the household in t, or does not happen
    /// \throws std::out_of_range as Stream::block()
    [[nodiscard]] std::optional<double> loss_if_hit(std::size_t shock, Register const& r,
                                                    LocalityShocks const& locality_shocks,
                                                    std::size_t h, std::size_t t,
                                                    Stream const& stream) const;

    /// Whether a shock can hit any household in year t.
    /// \param shock  index into the shocks of the model
    [[nodiscard]] bool may_hit(std::size_t shock, LocalityShocks const& locality_shocks,
                               std::size_t t) const;

    /// Gamma_t: what growth has added to log income from the base review to year t.
    [[nodiscard]] double growth_since_base(std::size_t stratum, std::size_t t) const {
        return growth_[stratum][t];
    }

    /// The deprivations of one household in year t, from those of the year before: one step of its
    /// chain under the public works of its place, then what the hits of the year set.
    ///
    /// Programmes that change a household's chain call this. With the chain that the model gives,
    /// it repeats what run() found.
    ///
    /// \param t       at least 1
    /// \param before  deprivations of year t - 1
    /// \param chain   without the effects of public works
    /// \param stream  of the module `nature`, for the replicate
    /// \param wanted  only these bits are returned
    /// \throws std::out_of_range as Stream::block()
    [[nodiscard]] Bits step_deprivations(Register const& r, BasePopulation const& base,
                                         LocalityShocks const& locality_shocks, std::size_t h,
                                         std::size_t t, Bits before,
                                         DeprivationModel::Chain const& chain, Stream const& stream,
                                         Bits wanted = 0xFFFF) const;

private:
    /// A shock that happens, with all about it that does not depend on the household.
    struct ActiveShock {
        Shock const* shock;
        Yearly<double> expected;  ///< E[stock_t] of a recurring shock, per unit of probability
    };
    class IncomeWalk;       // income_walk.cpp
    class DeprivationWalk;  // deprivation_walk.cpp

    /// Fill the log incomes of a course, given its locality shocks.
    /// \param wanted_below  see run()
    /// \return register rows of the households at or below it at any review, ascending
    [[nodiscard]] std::vector<std::uint32_t> walk_incomes(
        Register const& r, BasePopulation const& base, std::span<double const> wanted_below,
        std::uint64_t seed, std::uint32_t replicate, Course& course) const;
    /// Whether active shock k hits household h in year t.
    /// \param[out] block  the words that decide it; filled only if the shock can hit
    [[nodiscard]] bool hits(std::size_t k, Register const& r, LocalityShocks const& locality_shocks,
                            std::size_t h, std::size_t t, Stream const& stream, Block& block) const;
    /// The loss from active shock k, if it hits.
    [[nodiscard]] std::optional<float> loss(std::size_t k, Register const& r,
                                            LocalityShocks const& locality_shocks, std::size_t h,
                                            std::size_t t, Stream const& stream) const;
    /// Whether a hit of year t can set any bit anywhere.
    [[nodiscard]] bool may_deprive(LocalityShocks const& locality_shocks, std::size_t t) const;
    /// The bits that the hits of a year set.
    [[nodiscard]] Bits set_by_hits(Register const& r, LocalityShocks const& locality_shocks,
                                   std::size_t h, std::size_t t, Stream const& stream) const;
    [[nodiscard]] std::uint16_t calendar(std::size_t t) const {
        return static_cast<std::uint16_t>(model_->years.calendar(t));
    }

    NatureModel const* model_;
    Places const* places_;
    std::vector<Yearly<double>> growth_;  ///< Gamma, shape [strata][reviews]
    std::vector<ActiveShock> shocks_;
    PublicWorksEffects public_works_;
    // square roots of the shares of the score, see ScoreModel: s_P, s_Z, s_E, s_R r_m and s_R (1 -
    // r_m)
    double permanent_, autoregressive_, transitory_, review_, passing_;
    double innovation_;  ///< sqrt(1 - rho^2)
    double truth_;       ///< 1 / sqrt(1 - s_R)
};

}  // namespace povex
