#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/nature/dense_deprivations.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/random/address.hpp"
#include "engine/stats/poisson_binomial.hpp"

namespace povex {

/// One value for each bit; the index is the key of the indicator.
template <class Value>
using PerBit = std::array<Value, max_indicators>;

/// How common deprivations are among the households of a place, and how households enter and leave
/// them.
///
/// Each household has a factor f that stays the same in all years (standard normal; a low factor is
/// worse). Given f its deprivations are independent:
///
///     P(D_j = 1 | f) = pi_j(f) = Phi((Phi^-1(pi_j) - lambda_j f) / sqrt(1 - lambda_j^2)),
///
/// so the latent correlation of two deprivations is lambda_j lambda_k (Emrich & Piedmonte 1991,
/// American Statistician 45, 302-304). From one year to the next each deprivation is a Markov
/// chain. With turnover s_j it is stationary at every f:
///
///     P(0 -> 1) = s_j pi_j(f),    P(1 -> 0) = s_j (1 - pi_j(f)).
///
/// With explicit probabilities a of entry and b of exit it is, with the same lambda_j,
///
///     P(0 -> 1) = Phi((Phi^-1(a) - lambda_j f) / sqrt(1 - lambda_j^2)),
///     P(1 -> 0) = Phi((Phi^-1(b) + lambda_j f) / sqrt(1 - lambda_j^2)).
class DeprivationModel {
public:
    /// \param stratum  whose levels pi_j are taken
    /// \param shift    added to Phi^-1(pi_j) of the calibrated indicators
    DeprivationModel(std::vector<Indicator> const& indicators, std::size_t stratum, double shift);

    /// pi_j(f) for every bit, in [0, 1]; 0 for bits without an indicator.
    [[nodiscard]] PerBit<double> levels(double factor) const;

    /// Yearly probabilities of a household, in single precision, each in [0, 1].
    struct Chain {
        PerBit<float> entry{};  ///< P(0 -> 1)
        PerBit<float> stay{};   ///< P(1 -> 1)
    };
    /// The chain given f. Bits without an indicator have P(0 -> 1) = 0.
    [[nodiscard]] Chain chain(double factor) const;

    /// The same model for the kernels.
    [[nodiscard]] dense::PlaceBits const& in_single_precision() const { return single_; }

private:
    struct Bit {
        std::size_t index;
        double quantile;  ///< Phi^-1(pi), shifted
        double loading;
        double scale;  ///< 1 / sqrt(1 - loading^2)
    };
    void set_single(Indicator const& indicator, Bit const& bit);

    std::vector<Bit> bits_;
    dense::PlaceBits single_;
};

/// Factors on both probabilities of a chain that change nothing: 1 for every bit.
inline constexpr PerBit<double> no_holds = [] {
    PerBit<double> holds{};
    for (double& factor : holds) factor = 1.0;
    return holds;
}();

/// The bits that can be set for each household: those whose indicator needs no member, or one that
/// the household has.
/// \return shape [H]
[[nodiscard]] std::vector<Bits> applicable(std::vector<Indicator> const& indicators,
                                           Register const& r);

/// One uniform number for each bit of a household, drawn when it is first asked for.
///
/// All numbers belong to one use (entity, year, purpose): bit j takes lane j mod 4 of block j / 4.
class BitUniforms {
public:
    BitUniforms(Stream stream, std::uint64_t entity, std::uint16_t year, std::uint32_t purpose)
        : stream_(stream), entity_(entity), purpose_(purpose), year_(year) {}

    /// \param bit  below 16
    /// \return in (0, 1), one of 2^32 values; see uniform32_of
    /// \throws std::out_of_range as Stream::block()
    [[nodiscard]] double operator[](std::size_t bit) {
        if (bit / 4 != loaded_) {
            loaded_ = bit / 4;
            block_ = stream_.block(entity_, year_, purpose_, static_cast<std::uint8_t>(loaded_));
        }
        return block_.uniform32(static_cast<unsigned>(bit % 4));
    }

private:
    Stream stream_;
    std::uint64_t entity_;
    std::uint32_t purpose_;
    std::uint16_t year_;
    std::size_t loaded_ = max_indicators;
    Block block_{};
};

/// How a household's deprivations move in one year, whatever they were before.
///
/// One coupled draw u for each bit decides both transitions:
///
///     D' = 1  if  u <= (D = 1 ? P(1 -> 1) : P(0 -> 1)).
///
/// So under the same u a household that lacks less this year never lacks more next year. u is the
/// share of 32 random bits (share_of): bit j takes lane j mod 4 of block j / 4.
///
/// \param entity  key of the household
/// \param year    calendar year of the review that the moves lead to
/// \throws std::out_of_range as Stream::counter()
[[nodiscard]] dense::Moves moves_of(DeprivationModel::Chain const& chain, Stream const& stream,
                                    std::uint64_t entity, std::uint16_t year);

/// Where moves_of() draws from a year on, for the kernel that moves many households and years
/// (dense::MovesOfYears).
/// \throws std::out_of_range as Stream::counter()
[[nodiscard]] dense::YearAddress moves_address(Stream const& stream, std::uint64_t entity,
                                               std::uint16_t year);

}  // namespace povex
